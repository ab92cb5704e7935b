package desk

import (
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// HalfDay is what came to the team in one opening, and what it gave. Requests are
// counted, and no person and nobody of the team.
type HalfDay struct {
	From, To   time.Time
	Arrived    int // requests since the opening before ended: who writes at night comes in the morning
	Answered   int // first answers
	Kept, Late int // of those: in the half-day that was promised, or after it; where nothing was promised, neither
	Owed       int // promised for this half-day and not given yet
}

// Load lists the openings between two moments with what came and what went.
// events is the journal, oldest first; owed what is promised and not yet given.
func Load(h *flows.Hours, events []bot.Counted, owed []bot.Promised, from, to time.Time) []HalfDay {
	var list []HalfDay
	first := h.Local(from)
	for day := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, first.Location()); day.Before(to); day = day.AddDate(0, 0, 1) {
		for _, o := range openings(h, day) {
			if o.to.After(from) && o.from.Before(to) {
				list = append(list, HalfDay{From: o.from, To: o.to})
			}
		}
	}
	at := 0
	for i := range events {
		for at < len(list) && !events[i].At.Before(list[at].To) {
			at++
		}
		if at == len(list) {
			break
		}
		if events[i].At.Before(from) {
			continue
		}
		list[at].count(&events[i].Event)
	}
	for i := range list {
		before := time.Time{}
		if i > 0 {
			before = list[i-1].To
		}
		if before.IsZero() { // what is owed from before the list is not of its first opening
			before = list[i].From
		}
		list[i].Owed = due(owed, before, list[i].To)
	}
	return list
}

func (d *HalfDay) count(e *bot.Event) {
	switch {
	case e.Kind == bot.EventCaseRequested && !e.Again:
		d.Arrived++
	case e.Kind == bot.EventCaseAnswered:
		d.Answered++
		wait, err := bot.ParseWait(e.Value)
		switch {
		case err != nil:
		case wait.Kept == "yes":
			d.Kept++
		case wait.Kept == "no":
			d.Late++
		}
	}
}
