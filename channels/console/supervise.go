package console

import (
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/rights"
	"passerelle/channels/page"
	"passerelle/flows/text"
)

// How far a look at the team's load goes, in days.
const (
	loadBack  = 7
	loadAhead = 4
)

// supervisePage is what supervise.html shows: arrivals against capacity.
type supervisePage struct {
	Agency, Base string
	Desk         bool // the one who looks has a queue to go back to
	Capacity     int  // answers in a half-day; 0: not told
	Days         []loadDay
}

// loadDay is a half-day in words.
type loadDay struct {
	When string
	desk.HalfDay
	Now, Over bool // it goes on; more came or is owed than the team can give
}

// supervise shows what comes and what the team can give: no person, and nobody of
// the team against the clock.
func (r *room) supervise(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, agency := page.Language(w, req), r.Assistant.Book().Agency()
	cases, err := r.Assistant.Cases(req.Context(), "")
	if err != nil {
		r.away(w, req, err)
		return
	}
	now := r.local()
	events, err := r.Assistant.Events(req.Context(), now.AddDate(0, 0, -loadBack-1), mostFigures)
	if err != nil {
		r.away(w, req, err)
		return
	}
	p := supervisePage{Agency: r.name(lang), Base: r.base, Desk: rights.May(me.Role, rights.CaseRead), Capacity: agency.Talk.Capacity}
	for _, half := range desk.Load(&agency.Hours, events, owed(cases), now.AddDate(0, 0, -loadBack), now.AddDate(0, 0, loadAhead)) {
		p.Days = append(p.Days, loadDay{
			When: text.Weekday(lang, half.From.Weekday()) + " " + half.From.Format("02.01. 15:04"), HalfDay: half,
			Now: !now.Before(half.From) && now.Before(half.To), Over: p.Capacity > 0 && max(half.Arrived, half.Owed) > p.Capacity,
		})
	}
	r.show(w, req, "supervise.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "supervise"), Page: p})
}

// owed counts the answers that are promised and not given, by due time.
func owed(cases []bot.Case) (list []bot.Promised) {
	count := map[time.Time]int{}
	for i := range cases {
		if c := &cases[i]; c.Replied.IsZero() && !c.Due.IsZero() {
			count[c.Due.UTC()]++
		}
	}
	for due, n := range count {
		list = append(list, bot.Promised{Due: due, Count: n})
	}
	return list
}
