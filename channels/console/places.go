package console

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/dialogue"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/text"
)

// mostMeetings is how many days of a course to come are shown, besides those for
// which somebody has a seat.
const mostMeetings = 3

// placesPage is what places.html shows.
type placesPage struct {
	Agency, Base   string
	Courses, Loans []shownMeasure
}

// shownMeasure is a measure whose seats or devices are counted.
type shownMeasure struct {
	ID, Name, Where string
	Rounds          []shownRound
	HandOver        []string // what is gone through together when it is lent
	Out             bool     // on a person's page: they have one
}

// shownRound is how full a round is. At is its own address under /places.
type shownRound struct {
	At, When      string
	Units, Room   int
	Free, Waiting int
}

// places shows how full the courses are and what is lent.
func (r *room) places(w http.ResponseWriter, req *http.Request, _ bot.Account) {
	lang := page.Language(w, req)
	p := placesPage{Agency: r.name(lang), Base: r.base}
	p.Courses, p.Loans = r.measures(req.Context(), lang)
	r.show(w, req, "places.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "places"), Page: p})
}

// measures are those that are counted, with their rounds.
func (r *room) measures(ctx context.Context, lang string) (courses, loans []shownMeasure) {
	filled, a := r.Assistant.Rounds(ctx), r.Assistant.Book().Agency()
	for i := range a.Measures {
		m := &a.Measures[i]
		if m.Room() == 0 {
			continue
		}
		shown := shownMeasure{ID: m.ID, Name: m.Name.In(lang, a.Languages...), Where: whereIs(a, m, lang)}
		for _, line := range m.HandOver {
			shown.HandOver = append(shown.HandOver, line.In(lang, a.Languages...))
		}
		for _, round := range r.roundsOf(m, filled) {
			shown.Rounds = append(shown.Rounds, r.round(lang, m, round, filled))
		}
		if m.Kind == "loan" {
			loans = append(loans, shown)
		} else {
			courses = append(courses, shown)
		}
	}
	return courses, loans
}

// whereIs is a measure's place in one line; "" where none is known.
func whereIs(a *flows.Agency, m *flows.Measure, lang string) string {
	place := a.Place(m.Where)
	if place == nil {
		return ""
	}
	return place.Name.In(lang, a.Languages...) + ", " + place.Address
}

// roundsOf are the rounds of a measure to show: of a course those to come, and
// those since yesterday that somebody has a seat in.
func (r *room) roundsOf(m *flows.Measure, filled []bot.Filled) []bot.Round {
	if m.Kind == "loan" {
		return []bot.Round{{Measure: m.ID}}
	}
	var all []bot.Round
	for _, x := range desk.Meetings(r.Assistant.Book().Agency(), m, r.local(), mostMeetings) {
		all = append(all, x.Round)
	}
	yesterday := bot.RoundOn(m.ID, r.local().AddDate(0, 0, -1))
	for _, f := range filled {
		if f.Measure == m.ID && f.Day >= yesterday.Day && !slices.Contains(all, f.Round) {
			all = append(all, f.Round)
		}
	}
	slices.SortFunc(all, func(a, b bot.Round) int { return int(a.Day) - int(b.Day) })
	return all
}

func (r *room) round(lang string, m *flows.Measure, round bot.Round, filled []bot.Filled) shownRound {
	view := bot.View{Rounds: filled}
	f := view.Filled(round)
	return shownRound{At: round.String(), When: r.meets(lang, m, round), Units: f.Units, Room: m.Room(), Free: max(0, m.Room()-f.Units), Waiting: f.Waiting}
}

// meets is the day and the hour of a round; "" for a loan.
func (r *room) meets(lang string, m *flows.Measure, round bot.Round) string {
	if round.Day == 0 {
		return ""
	}
	at := desk.Begins(r.Assistant.Book().Agency(), m, round)
	return text.Weekday(lang, at.Weekday()) + at.Format(" 2.1., 15:04")
}

// listPage is what list.html shows: who comes to a course, or has a device.
type listPage struct {
	Agency, Base, At, Name, When, Where string
	Loan                                bool
	Units, Room                         int
	Here, Waiting                       []listed
	Done                                bool
}

// listed is a line of a list. Link is the person's page, for those who follow them.
type listed struct {
	ID, Name, Link, Until, Since string
	Units                        int
	Late, Kept, Gone             bool
}

// showList shows and prints the list of a round.
func (r *room) showList(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, a := page.Language(w, req), r.Assistant.Book().Agency()
	round, ok := bot.ParseRound(req.PathValue("measure") + "/" + req.PathValue("when"))
	m := desk.Counted(a, round)
	if !ok || m == nil {
		r.missing(w, req, http.StatusNotFound, "list_gone", "list_gone_help", r.base+"/places", "places")
		return
	}
	p := listPage{Agency: r.name(lang), Base: r.base, At: round.String(), Name: m.Name.In(lang, a.Languages...), When: r.meets(lang, m, round), Loan: round.Day == 0, Room: m.Room(), Where: whereIs(a, m, lang),
		Done: req.URL.Query().Get("done") == dialogue.SeatReturn}
	holders, names, err := r.Assistant.Holders(req.Context(), round)
	if err == nil {
		err = r.listHolders(req.Context(), lang, me, holders, names, &p)
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	r.show(w, req, "list.html", http.StatusOK, page.Frame{Lang: lang, Title: strings.TrimSpace(p.Name + " " + p.When), Page: p})
}

func (r *room) listHolders(ctx context.Context, lang string, me bot.Account, holders []bot.Holder, names map[bot.ContactID]string, p *listPage) error {
	mine, standIn, err := r.Assistant.People(ctx, me.Login)
	if err != nil {
		return err
	}
	theirs := map[bot.ContactID]bool{}
	for _, x := range append(mine, standIn...) {
		theirs[x.Contact] = true
	}
	now := r.local()
	for _, h := range holders {
		line := listed{ID: string(h.Contact), Name: names[h.Contact], Units: int(h.Units), Gone: h.Gone, Since: text.Day(lang, now, h.Since.In(now.Location()))}
		if theirs[h.Contact] && !h.Gone {
			line.Link = r.base + "/person/" + line.ID
		}
		if !h.Until.IsZero() {
			line.Until = text.Day(lang, now, h.Until.In(now.Location()))
		}
		line.Late, line.Kept = h.State == bot.SeatOut && h.Until.Before(now), h.State == bot.SeatOffered
		if h.State == bot.SeatWaiting {
			p.Waiting = append(p.Waiting, line)
			continue
		}
		p.Units += line.Units
		p.Here = append(p.Here, line)
	}
	return nil
}

// handIn notes that a device is back.
func (r *room) handIn(w http.ResponseWriter, req *http.Request, me bot.Account) {
	round, ok := bot.ParseRound(req.PathValue("measure") + "/" + req.PathValue("when"))
	if !r.read(w, req) || !ok || round.Day != 0 {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	err := r.Assistant.Returned(req.Context(), me, bot.ContactID(req.PostForm.Get("contact")), round)
	if err != nil && !errors.Is(err, bot.ErrNotFound) { // else it was back already
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/places/"+round.String()+"?done="+dialogue.SeatReturn, http.StatusSeeOther)
}
