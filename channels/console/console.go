// Package console is the counsellors' web desk: a queue, a case, and what can be
// done with it. Plain pages behind a login; they stay fresh by themselves and
// work without a script.
package console

import (
	"context"
	"embed"
	"log/slog"
	"maps"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/live"
	"passerelle/bot/login"
	"passerelle/channels/page"
)

//go:embed *.html
var files embed.FS

//go:embed words.json
var wordSource []byte

//go:embed report_words.json
var reportWordSource []byte

//go:embed together_words.json
var togetherWordSource []byte

//go:embed me_words.json
var meWordSource []byte

//go:embed desk_words.json
var deskWordSource []byte

//go:embed people_words.json
var peopleWordSource []byte

//go:embed later_words.json
var laterWordSource []byte

//go:embed find_words.json
var findWordSource []byte

//go:embed window_words.json
var windowWordSource []byte

//go:embed handover_words.json
var handoverWordSource []byte

//go:embed practice_words.json
var practiceWordSource []byte

//go:embed remind_words.json
var remindWordSource []byte

//go:embed supervise_words.json
var superviseWordSource []byte

//go:embed media_words.json
var mediaWordSource []byte

var (
	words = joined(wordSource, reportWordSource, meWordSource, laterWordSource, togetherWordSource, peopleWordSource, mediaWordSource, windowWordSource, handoverWordSource, practiceWordSource, superviseWordSource, findWordSource, deskWordSource, remindWordSource)
	views = func() map[string]view {
		all := map[string]view{}
		for _, name := range []string{"agencies.html", "demo.html", "login.html", "away.html", "queue.html", "find.html", "case.html", "check.html", "paper.html", "hours.html", "figures.html", "me.html", "staff.html", "join.html", "missing.html", "handover.html", "first_day.html", "supervise.html",
			"people.html", "person.html", "card.html", "enrol.html", "at-desk.html", "guard.html"} {
			all[name] = page.Template(files, words, parts(name)...)
		}
		return all
	}()
)

// parts are the files of a page: the last one says what "content" is.
func parts(name string) []string {
	return []string{"media.html", "tags.html", "note.html", "report.html", "reasons.html", "later.html", "row.html", "window.html", "keep.html", "remind.html", "together.html", "pause.html", name}
}

// joined is all the words of the console.
func joined(sources ...[]byte) page.Words {
	words := page.Words{}
	for _, source := range sources {
		maps.Copy(words, page.MustWords(source))
	}
	return words
}

// Agency is one agency's side of the console.
type Agency struct {
	Assistant *assistant.Assistant
	Accounts  bot.Accounts
	Sessions  scs.CtxStore // who is logged in, for any node to find
	Practice  *Practice    // where newcomers try; nil: there is none
	Live      *live.Hub    // what changes, for open pages; nil: they learn nothing by themselves
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
	for id, r := range c.rooms {
		mux.Handle("/console/"+id+"/", r.handler())
		if p := r.practice(); p != nil {
			mux.Handle(p.base+"/", p.handler())
		}
	}
	return http.NewCrossOriginProtection().Handler(page.Fence(mux))
}
