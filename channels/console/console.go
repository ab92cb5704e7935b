// Package console is the counsellors' web desk: a queue, a case, and what can be
// done with it. Plain pages behind a login; they stay fresh by themselves and
// work without a script.
package console

import (
	"embed"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
)

//go:embed agencies.html login.html queue.html case.html tags.html
var files embed.FS

//go:embed words.json
var wordSource []byte

var (
	words = page.MustWords(wordSource)
	views = func() map[string]view {
		all := map[string]view{}
		for _, name := range []string{"agencies.html", "login.html", "queue.html", "case.html"} {
			all[name] = page.Template(files, words, name, "tags.html")
		}
		return all
	}()
)

// Agency is one agency's side of the console.
type Agency struct {
	Assistant *assistant.Assistant
	Accounts  bot.Accounts
	Sessions  scs.CtxStore // who is logged in, for any node to find
}

// Options are what the console works with.
type Options struct {
	Agencies map[string]Agency // by id
	Demo     bool              // shows the red band
	Secure   bool              // the world reaches us by https: cookies say so
	Now      func() time.Time  // nil: time.Now
	Log      *slog.Logger      // nil: none
}

// Console serves the desks of all agencies under /console/.
type Console struct {
	options Options
	rooms   map[string]*room
}

// New makes a console.
func New(o Options) *Console {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Console{options: o, rooms: map[string]*room{}}
	for id, a := range o.Agencies {
		c.rooms[id] = newRoom(id, a, &c.options)
	}
	return c
}

// Entry makes a path that logs a staff member in without a password, once.
func (c *Console) Entry(agency, login string) (path string, err error) {
	r, known := c.rooms[agency]
	if !known {
		return "", fmt.Errorf("there is no agency %q here", agency)
	}
	return r.entry(login), nil
}

// Handler serves /console/ and all that is under it.
func (c *Console) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /console/{$}", c.choose)
	for id, r := range c.rooms {
		mux.Handle("/console/"+id+"/", r.handler())
	}
	return http.NewCrossOriginProtection().Handler(page.Fence(mux))
}

// choose leads to the only agency, or lists them.
func (c *Console) choose(w http.ResponseWriter, r *http.Request) {
	ids := slices.Sorted(maps.Keys(c.rooms))
	if len(ids) == 1 {
		http.Redirect(w, r, "/console/"+ids[0]+"/", http.StatusSeeOther)
		return
	}
	lang := page.Language(w, r)
	var list [][2]string
	for _, id := range ids {
		list = append(list, [2]string{"/console/" + id + "/", c.rooms[id].name(lang)})
	}
	f := page.Frame{Lang: lang, Title: words.In(lang, "agencies"), Path: "/console/", Page: list}
	if err := page.Show(w, views["agencies.html"], http.StatusOK, f); err != nil {
		c.options.Log.Warn("show the agencies", "error", err)
	}
}
