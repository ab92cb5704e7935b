package dialogue

import (
	"fmt"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
	"passerelle/flows/text"
)

// anyPlace is the id by which a shipped flow offers every place of the agency.
const anyPlace = "any"

// pickOffer offers a place, a measure, another help or a person.
func (t *turn) pickOffer(o flows.Offer) {
	a := t.book.agency
	switch o.Kind {
	case flows.OfferTalk:
		t.pickWord(wordHuman)
	case flows.OfferHelp:
		if e, ok := t.book.edition(o.ID); ok {
			t.pick(startOf(e))
		}
	case flows.OfferPlace:
		for i, p := range a.Places {
			if p.ID == o.ID || o.ID == anyPlace {
				t.pick(bot.Payload{Kind: bot.PayloadOffer, Step: uint16(o.Kind), Arg: uint16(i)})
			}
		}
	case flows.OfferMeasure:
		for i, m := range a.Measures {
			if m.ID == o.ID {
				t.pick(bot.Payload{Kind: bot.PayloadOffer, Step: uint16(o.Kind), Arg: uint16(i)})
			}
		}
	}
}

func (t *turn) offerLabel(p bot.Payload) string {
	a := t.book.agency
	switch {
	case flows.OfferKind(p.Step) == flows.OfferPlace && int(p.Arg) < len(a.Places):
		return t.words(a.Places[p.Arg].Name)
	case flows.OfferKind(p.Step) == flows.OfferMeasure && int(p.Arg) < len(a.Measures):
		return t.words(a.Measures[p.Arg].Name)
	}
	return ""
}

// offered tells about a place or a measure that was picked.
func (t *turn) offered(p bot.Payload) {
	a := t.book.agency
	var words string
	switch {
	case flows.OfferKind(p.Step) == flows.OfferPlace && int(p.Arg) < len(a.Places):
		words = t.place(&a.Places[p.Arg])
	case flows.OfferKind(p.Step) == flows.OfferMeasure && int(p.Arg) < len(a.Measures):
		words = t.measure(&a.Measures[p.Arg])
	default:
		t.over()
		return
	}
	t.pickOn()
	t.prompt(words)
}

// place is a place in words: name, address, today's hours, telephone, what it has.
func (t *turn) place(p *flows.Place) string {
	lines := []string{t.words(p.Name), p.Address, t.today(p.Hours)}
	if p.Phone != "" {
		lines = append(lines, p.Phone)
	}
	return join(append(lines, t.words(p.Say))...)
}

func (t *turn) measure(m *flows.Measure) string {
	lines := []string{t.words(m.Name), t.words(m.Say)}
	for i := range t.book.agency.Places {
		if p := &t.book.agency.Places[i]; p.ID == m.Where {
			lines = append(lines, t.words(p.Name), p.Address)
		}
	}
	return join(append(lines, t.week(m.When))...)
}

// today says whether a place is open today, and when.
func (t *turn) today(week [7][]flows.Range) string {
	if closedAllWeek(week) {
		return ""
	}
	ranges := week[t.now().Weekday()]
	if len(ranges) == 0 {
		hours := flows.Hours{Zone: t.book.agency.Hours.Zone, Week: week}
		if from, ok := desk.NextOpen(&hours, t.now()); ok {
			return t.phrase("closed_today") + " " + t.day(from)
		}
		return t.phrase("closed_today")
	}
	return t.phrase("open_today") + " " + clock(ranges)
}

func clock(ranges []flows.Range) string {
	var parts []string
	for _, r := range ranges {
		parts = append(parts, fmt.Sprintf("%02d:%02d-%02d:%02d", r.From/60, r.From%60, r.To/60, r.To%60))
	}
	return strings.Join(parts, ", ")
}

// join puts lines under each other and leaves out the empty ones.
func join(lines ...string) string {
	var said []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			said = append(said, l)
		}
	}
	return strings.Join(said, "\n")
}

func closedAllWeek(week [7][]flows.Range) bool {
	for _, ranges := range week {
		if len(ranges) > 0 {
			return false
		}
	}
	return true
}

// week says on which days and when, such as "jeudi 14:00-16:00".
func (t *turn) week(week [7][]flows.Range) string {
	var days []string
	for i := range week {
		d := (i + 1) % 7 // from Monday
		if len(week[d]) > 0 {
			days = append(days, text.Weekday(t.s.Language, time.Weekday(d))+" "+clock(week[d]))
		}
	}
	return strings.Join(days, ", ")
}

// day names a day: today, tomorrow or the weekday.
func (t *turn) day(at time.Time) string { return text.Day(t.s.Language, t.now(), at) }
