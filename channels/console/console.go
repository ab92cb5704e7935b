// Package console is the counsellors' web desk: a queue, a case, and what can be
// done with it. Plain pages behind a login; they stay fresh by themselves and
// work without a script.
package console

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/live"
	"passerelle/bot/login"
	"passerelle/channels/oidc"
	"passerelle/channels/page"
)

//go:embed *.html *words.json
var files embed.FS

// pieces are the files that hold parts of pages; each of the others says what the
// "content" of one is.
var pieces = []string{"media.html", "tags.html", "note.html", "report.html", "reasons.html", "later.html", "row.html", "window.html", "keep.html", "remind.html", "together.html", "pause.html", "passkey.html", "take.html"}

var (
	words = joined()
	views = parsed()
)

// joined is all the words of the console. A word may stand in one file only.
func joined() page.Words {
	all := page.Words{}
	for _, name := range must(fs.Glob(files, "*words.json")) {
		for key, by := range page.MustWords(must(files.ReadFile(name))) {
			if all[key] != nil {
				panic(name + ": " + key + " has its words in another file already")
			}
			all[key] = by
		}
	}
	return all
}

// parsed are all the pages, by the name of their file.
func parsed() map[string]view {
	all := map[string]view{}
	for _, name := range must(fs.Glob(files, "*.html")) {
		if !slices.Contains(pieces, name) {
			all[name] = page.Template(files, words, append(slices.Clone(pieces), name)...)
		}
	}
	return all
}

// must is for what is part of the program.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Agency is one agency's side of the console.
type Agency struct {
	Assistant *assistant.Assistant
	Accounts  bot.Accounts
	Sessions  scs.CtxStore   // who is logged in, for any node to find
	Audit     bot.Audit      // who opened what; nil: it is not kept
	Outside   *oidc.Provider // the organisation's own login; nil: there is none
	Practice  *Practice      // where newcomers try; nil: there is none
	Live      *live.Hub      // what changes, for open pages; nil: they learn nothing by themselves
}

// Practice is a second desk of an agency, with invented people only.
type Practice struct {
	Assistant *assistant.Assistant
	Live      *live.Hub
	Fill      func(context.Context) error // invents people until somebody waits
}

// Options are what the console works with.
type Options struct {
	Agencies map[string]Agency // by id
	Demo     bool              // shows the red band, and lets anybody on this machine in
	Secure   bool              // the world reaches us by https: cookies say so
	Public   string            // https://host by which it does; "": by this machine's own name only
	Limits   login.Limits      // when sessions end; zero: login.Usual
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

// Handler serves /console/ and all that is under it.
func (c *Console) Handler() http.Handler {
	mux := http.NewServeMux()
	if c.options.Demo {
		mux.HandleFunc("GET /console/{$}", c.chooseStaff)
		mux.HandleFunc("POST /console/{$}", c.enterAs)
	} else {
		mux.HandleFunc("GET /console/{$}", c.choose)
	}
	mux.HandleFunc("GET /console/accessibility", c.accessibility)
	for id, r := range c.rooms {
		mux.Handle("/console/"+id+"/", r.handler())
		if p := r.practice(); p != nil {
			mux.Handle(p.base+"/", p.handler())
		}
	}
	return http.NewCrossOriginProtection().Handler(page.Fence(mux))
}
