package console

import (
	"net/http"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// shownSeat is a seat or a loan of somebody, as their page has it. At is its round.
type shownSeat struct {
	At, Name string
	State    string // a key of words
	Until    string
	Units    int
	Out      bool
}

// seatsOf are what somebody has of courses and loans; loans are marked that they have.
func (r *room) seatsOf(d *describer, s *bot.Session, loans []shownMeasure) (all []shownSeat) {
	a := r.Assistant.Book().Agency()
	for _, x := range s.Seats {
		m := a.Measure(x.Measure)
		if m == nil {
			continue
		}
		shown := shownSeat{At: x.Round.String(), Name: m.Name.In(d.lang, a.Languages...), Units: int(x.Units), Out: x.State == bot.SeatOut,
			State: map[bot.SeatState]string{bot.SeatWaiting: "seat_state_waiting", bot.SeatOffered: "seat_state_offered", bot.SeatTaken: "seat_state_taken", bot.SeatOut: "seat_state_out"}[x.State]}
		if when := r.meets(d.lang, m, x.Round); when != "" {
			shown.Name += ", " + when
		}
		if !x.Until.IsZero() {
			shown.Until = d.moment(x.Until)
		}
		for i := range loans {
			loans[i].Out = loans[i].Out || loans[i].ID == x.Measure && shown.Out
		}
		all = append(all, shown)
	}
	return all
}

// seating reads what the form of a person's page wants of a seat; false for what
// it does not offer.
func (r *room) seating(req *http.Request, act *bot.Act) bool {
	verb, at, _ := strings.Cut(act.Text, "|")
	if at == "" {
		at = req.PostForm.Get("round")
	}
	if verb == dialogue.SeatTake && req.PostForm.Get("units") == "2" {
		verb = dialogue.SeatTakeTwo
	}
	_, ok := bot.ParseRound(at)
	act.Kind, act.Text, act.To = bot.ActSeat, verb, at
	if verb == dialogue.SeatLend || verb == dialogue.SeatExtend {
		until, err := time.ParseInLocation("2006-01-02 15:04", req.PostForm.Get("until")+" 12:00", r.local().Location())
		act.Until, ok = until, ok && err == nil
	}
	return ok && verb != ""
}
