// Package studio is the author's bench in the browser: the phone on the left in
// all three shapes, and beside it what lint says, the texts to change, the
// drawing and what it costs. It follows the files; what is changed here is a
// draft until it is published.
package studio

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"

	"passerelle/bot/rights"
	"passerelle/channels/page"
	"passerelle/flows"
)

//go:embed *.html
var files embed.FS

// Author is who works in the studio.
type Author struct{ Login, Name, Role string }

// Handler is a handler for an author.
type Handler func(w http.ResponseWriter, r *http.Request, who Author)

// Agency is one agency's side of the studio.
type Agency struct {
	Dir string // its folder
	// Enter lets those in who have a right, and asks others to log in. nil: whoever
	// comes is an author, for a demonstration on one machine.
	Enter func(rights.Right, Handler) http.Handler
	Me    string // the path of one's own account; "" where nobody logs in
	// Drops says what people did at the steps of a flow, by step, in the author's
	// language; what few did is withheld by whoever counts. nil: nobody counts.
	Drops func(ctx context.Context, flow, lang string) map[string]flows.Drop
}

// Options are what the studio works with.
type Options struct {
	Agencies map[string]Agency // by id
	Library  fs.FS             // the files that we ship
	Demo     bool              // shows the red band
	Kept     bool              // of a demonstration: what is published is written into a folder of somebody's
	Now      func() time.Time  // nil: time.Now
	Log      *slog.Logger      // nil: none
}

// Studio serves the benches of all agencies under /studio/.
type Studio struct {
	options   Options
	workshops map[string]*workshop
}

// New opens the folders of all agencies. Its error is about reading them; what
// is wrong in the files shows on the pages.
func New(o Options) (*Studio, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Studio{options: o, workshops: map[string]*workshop{}}
	for id, a := range o.Agencies {
		w, err := newWorkshop(id, a, &s.options)
		if err != nil {
			return nil, err
		}
		s.workshops[id] = w
	}
	return s, nil
}

// Handler serves /studio and all that is under it.
func (s *Studio) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /studio/{$}", s.choose)
	mux.Handle("GET /studio", http.RedirectHandler("/studio/", http.StatusSeeOther))
	for _, w := range s.workshops {
		mux.Handle(w.base+"/", w.handler())
	}
	return http.NewCrossOriginProtection().Handler(page.Fence(mux))
}

// choose leads to the only agency, or lists them.
func (s *Studio) choose(w http.ResponseWriter, r *http.Request) {
	lang, ids := page.Language(w, r), slices.Sorted(maps.Keys(s.workshops)) // remembers ?lang
	if len(ids) == 1 {
		http.Redirect(w, r, s.workshops[ids[0]].base+"/", http.StatusSeeOther)
		return
	}
	f := page.Frame{Lang: lang, Title: words.In(lang, "studio"), Path: "/studio/", Page: ids}
	if err := page.Show(w, views["agencies.html"], http.StatusOK, f); err != nil {
		s.options.Log.Warn("show the agencies", "error", err)
	}
}
