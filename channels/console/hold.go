package console

import (
	"errors"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/rights"
)

// laters are when a case can be looked at again, in days, by what the form calls
// them; it is the first moment from that day on at which the team works.
var laters = map[string]int{"tomorrow": 1, "days": 3, "week": 7}

// until is when a case is looked at again: the first opening from so many days on,
// else that day in the morning. A zero time for what the form does not say.
func (r *room) until(later string) time.Time {
	days, known := laters[later]
	if !known {
		return time.Time{}
	}
	now := r.local()
	return r.Assistant.Opening(now.Year(), now.Month(), now.Day()+days)
}

// next claims the case that the counsellor may take next and leads to it; where
// there is none, the queue says why.
func (r *room) next(w http.ResponseWriter, req *http.Request, me bot.Account) {
	id, _, err := r.Assistant.Next(req.Context(), me)
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		t, bad := r.tray(req.Context(), queueTray)
		t.Code = refused.Code
		if bad = errors.Join(bad, r.keepTray(req.Context(), queueTray, t)); bad != nil {
			r.away(w, req, bad)
			return
		}
		http.Redirect(w, req, r.base+"/#note", http.StatusSeeOther)
	case err != nil:
		r.away(w, req, err)
	default:
		http.Redirect(w, req, r.base+"/case/"+id, http.StatusSeeOther)
	}
}

// colleague is somebody whom a case can be offered to.
type colleague struct{ Login, Name string }

// colleagues are the counsellors besides one who can take a case over.
func colleagues(accounts []bot.Account, me string) (list []colleague) {
	for _, a := range accounts {
		if a.Login != me && !a.Disabled && rights.May(a.Role, rights.CaseAct) {
			list = append(list, colleague{a.Login, a.Name})
		}
	}
	return list
}

// held says who else is asked, and when a case goes back or comes again.
func (d *describer) held(s *shownCase) {
	s.To, s.ToMe = d.names[s.Offered], s.Offered != "" && s.Offered == d.me && !s.Over()
	s.Known = s.Staff == "" && s.Before != "" && s.Before == d.me
	if s.State == bot.CaseClaimed && !s.Lapses.IsZero() {
		s.Lapsing = d.moment(s.Lapses)
	}
	if s.State == bot.CaseSnoozed {
		s.Rests = d.moment(s.Until)
	}
}
