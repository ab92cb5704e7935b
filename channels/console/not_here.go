package console

import (
	"context"
	"errors"
	"net/http"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
)

// notHere answers for a case that is not there, or not for the eyes of who asks.
// Whoever had it open is led to the queue, which says that it is gone and gives
// back what was typed, and so is who is kept away from one; to anybody else there
// was never such a case.
func (r *room) notHere(w http.ResponseWriter, req *http.Request, me bot.Account, id string, why error) {
	t, err := r.tray(req.Context(), id)
	if err != nil {
		r.away(w, req, err)
		return
	}
	seen, err := r.seenBefore(req.Context(), id)
	if err != nil {
		r.away(w, req, err)
		return
	}
	if seen || t.Text != "" || errors.Is(why, assistant.ErrKept) {
		r.gone(w, req, me, id, t.Text)
		return
	}
	r.missing(w, req, http.StatusNotFound, "not_here", "not_here_help", r.base+"/", "to_queue")
}

// missing is a page with nothing on it but why, and the way back; all are keys of
// the words but the path.
func (r *room) missing(w http.ResponseWriter, req *http.Request, status int, title, why, back, backWord string) {
	lang := page.Language(w, req)
	p := struct{ Title, Why, Back, BackWord string }{title, why, back, backWord}
	r.show(w, req, "missing.html", status, page.Frame{Lang: lang, Title: words.In(lang, title), Page: p})
}

// noteSeen notes beside the session that a case was open in it.
func (r *room) noteSeen(ctx context.Context, id string) error {
	seen, err := r.seenBefore(ctx, id)
	if err != nil || seen {
		return err
	}
	return r.stow(ctx, "seen "+id, true, r.sessions.Deadline(ctx))
}

func (r *room) seenBefore(ctx context.Context, id string) (seen bool, err error) {
	_, err = r.stowed(ctx, "seen "+id, &seen)
	return seen, err
}
