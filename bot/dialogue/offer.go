package dialogue

import (
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
	"passerelle/flows/text"
)

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
			if p.ID == o.ID || o.ID == flows.AnyPlace {
				t.pick(bot.Payload{Kind: bot.PayloadOffer, Step: uint16(o.Kind), Arg: uint16(i)})
			}
		}
	case flows.OfferMeasure:
		for i, m := range a.Measures {
			if m.Offers(o.ID) {
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
	e := t.here()
	e.Value = t.offerName(p)
	t.count(bot.EventOffered, e)
	t.pickTaken()
	if flows.OfferKind(p.Step) == flows.OfferMeasure {
		t.pickSeats(&a.Measures[p.Arg])
	}
	t.prompt(words)
}

// pickTaken offers what comes after a place or a measure of a step was looked
// at: done, another one, a person, the menu. Elsewhere, the way back.
func (t *turn) pickTaken() {
	_, step := t.at(t.s.Place)
	if t.s.State != bot.StateHelp || step == nil || !step.Shows() {
		t.pickOn()
		return
	}
	own := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step}
	if step.Next.Kind == flows.ToStep || step.Next.Kind == flows.ToEnd {
		own.Arg = argDone
		t.pick(own)
	}
	if t.several(step) {
		own.Arg = argAnother
		t.pick(own)
	}
	t.pickWord(wordHuman)
	t.pickWord(wordMenu)
}

// several reports whether a step shows more than one place or measure.
func (t *turn) several(step *flows.Step) bool {
	n := 0
	for _, o := range step.Offer {
		switch {
		case o.Kind == flows.OfferPlace && o.ID == flows.AnyPlace:
			n += len(t.book.agency.Places)
		case o.Kind == flows.OfferMeasure:
			for i := range t.book.agency.Measures {
				if t.book.agency.Measures[i].Offers(o.ID) {
					n++
				}
			}
		case o.Kind == flows.OfferPlace:
			n++
		}
	}
	return n > 1
}

// anotherLabel is what "another one" is called at a step.
func (t *turn) anotherLabel(step *flows.Step) string {
	for _, o := range step.Offer {
		if o.Kind == flows.OfferMeasure {
			return t.phrase("more")
		}
	}
	return t.phrase("another_place")
}

// place is a place in words: name, address, when it is open, telephone, what it
// costs, what its author says of it.
func (t *turn) place(p *flows.Place) string {
	lines := []string{t.words(p.Name), p.Address, t.opening(p)}
	if p.Phone != "" {
		lines = append(lines, p.Phone)
	}
	return join(append(lines, t.access(p), t.words(p.Say))...)
}

// access says what a place costs and whether one gets in without steps.
func (t *turn) access(p *flows.Place) string {
	var said []string
	switch p.Price {
	case "":
	case "free":
		said = append(said, t.phrase("free_of_charge"))
	default:
		said = append(said, p.Price)
	}
	if p.StepFree {
		said = append(said, t.phrase("step_free"))
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, ". ") + "."
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

// hoursOf is when a place is open: its own week but for the public holidays, and
// the agency's closures where they close it too.
func (t *turn) hoursOf(p *flows.Place) flows.Hours {
	hours := flows.Hours{Zone: t.book.agency.Hours.Zone, Week: p.Hours, Holidays: t.book.agency.Hours.Holidays}
	if p.ClosesWithUs {
		hours.Closed = t.book.agency.Hours.Closed
	}
	return hours
}

// opening says what is left of today's opening, else when the place opens
// next: the day and the hour. Nothing where no hours are known.
func (t *turn) opening(p *flows.Place) string {
	if closedAllWeek(p.Hours) {
		return ""
	}
	hours, now := t.hoursOf(p), t.now()
	from, ok := desk.NextOpen(&hours, now)
	if !ok {
		return t.phrase("closed_long")
	}
	if sameDay(from, now) {
		return t.phrase("open_today") + " " + clock(left(p.Hours[now.Weekday()], now))
	}
	when := " " + t.day(from) + ", " + from.Format("15:04")
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	if first, ok := desk.NextOpen(&hours, midnight); ok && sameDay(first, now) {
		return t.phrase("closed_now") + when
	}
	return t.phrase("closed_today") + when
}

// left are the stretches of a day that are not over yet.
func left(ranges []flows.Range, now time.Time) (open []flows.Range) {
	for _, r := range ranges {
		if r.To > now.Hour()*60+now.Minute() {
			open = append(open, r)
		}
	}
	return open
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

func clock(ranges []flows.Range) string { return flows.ShowRanges(ranges) }

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
