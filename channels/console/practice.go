package console

import (
	"context"
	"net/http"

	"passerelle/bot"
	"passerelle/bot/live"
	"passerelle/bot/rights"
	"passerelle/channels/page"
)

// practised are the rights whose pages a practice room has: those of work with
// people. One's own account and the figures are the agency's.
var practised = map[rights.Right]bool{rights.CaseRead: true, rights.CaseAct: true, rights.PersonRead: true, rights.PersonAct: true, rights.CheckKey: true}

// practice is the practice room of an agency, nil where there is none: the same
// pages by the same login, on another desk.
func (r *room) practice() *room {
	p := r.Practice
	if p == nil {
		return nil
	}
	a := r.Agency
	a.Assistant, a.Live, a.Practice, a.Audit = p.Assistant, p.Live, nil, nil // who is invented is opened by anybody
	if a.Live == nil {
		a.Live = live.New(nil, nil)
	}
	return &room{Agency: a, id: r.id, base: r.base + "/practice", options: r.options, sessions: r.sessions, fetches: r.fetches, entries: map[string]string{}, fill: p.Fill}
}

// filled sees to it that somebody waits, in a practice room.
func (r *room) filled(ctx context.Context) error {
	if r.fill == nil {
		return nil
	}
	return r.fill(ctx)
}

// firstDay is the half page for whoever begins, to read or to print.
func (r *room) firstDay(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang := page.Language(w, req)
	p := struct {
		Base      string
		Steps     []string
		Practises bool
	}{r.base, firstDaySteps, r.Practice != nil}
	r.show(w, req, "first_day.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "first_day"), Page: p})
}

// firstDaySteps are keys of the words, in the order of a day.
var firstDaySteps = []string{"first_day_try", "first_day_next", "first_day_read", "first_day_short", "first_day_with", "first_day_danger", "first_day_report", "first_day_end"}
