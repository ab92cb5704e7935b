package console

import (
	"context"
	"errors"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/live"
	"passerelle/channels/page"
)

// streamLasts bounds an event stream, so that a login that ended is noticed.
const streamLasts = 10 * time.Minute

// shown is what a page's stream begins after, as the end of its path. It is taken
// before the page reads anything: a change in between is told once too often rather
// than not at all.
func (r *room) shown() string { return "?since=" + r.Live.Position().String() }

// follow tells a page what changes, until the login is looked at again. It says
// that something changed, and never what.
func (r *room) follow(w http.ResponseWriter, req *http.Request, me bot.Account, want func(*bot.Change) bool) {
	ctx, end := context.WithTimeout(req.Context(), streamLasts)
	defer end()
	after, _ := bot.ParseChangeID(page.Since(req))
	s := r.Live.Subscribe(ctx, after, want)
	defer s.Close()
	v := &viewer{room: r, login: me.Login, gone: map[string]bool{}}
	page.Follow(w, req.WithContext(ctx), func(ctx context.Context, quiet time.Duration) (event, id string, err error) {
		for {
			told, err := s.Next(ctx, quiet)
			if err != nil {
				return "", "", err
			}
			if v.may(ctx, &told) {
				event, id = told.Event()
				return event, id, nil
			}
		}
	})
}

// viewer is one who is told of changes, and may not see every case.
type viewer struct {
	room  *room
	login string
	gone  map[string]bool // hidden cases that left this page
}

// may reports whether somebody is told of a change. A case that is hidden from them
// leaves their page once, and from then on is nothing to them.
func (v *viewer) may(ctx context.Context, t *live.Told) bool {
	c := &t.Change
	if !c.Hidden || c.Case == "" {
		return true
	}
	_, err := v.room.Assistant.Case(ctx, c.Case, v.login)
	was := v.gone[c.Case]
	v.gone[c.Case] = errors.Is(err, bot.ErrNotFound)
	return !v.gone[c.Case] || !was
}

// gone is the stream of a case that is not there, or not for the eyes of who asks:
// the page is to look again, which leads to the queue.
func gone() func(context.Context, time.Duration) (event, id string, err error) {
	said := false
	return func(context.Context, time.Duration) (event, id string, err error) {
		if said {
			return "", "", errors.New("there is nothing more to tell")
		}
		said = true
		return "reset", "", nil
	}
}
