package dialogue

import (
	"slices"
	"strconv"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// How long something is kept for somebody.
const (
	offerLasts = 24 * time.Hour     // until the next one on the list is asked
	offerLast  = 2 * time.Hour      // before a course begins nobody is asked any more
	fetchIn    = 7 * 24 * time.Hour // until a device that is there is fetched
)

// free is how many units of a round are to be had: none while somebody waits for
// one.
func (t *turn) free(m *flows.Measure, r bot.Round) int {
	f := t.in.Desk.Filled(r)
	if f.Waiting > 0 {
		return 0
	}
	return max(0, m.Room()-f.Units)
}

// hold keeps a seat in place of what the person has of its round.
func (t *turn) hold(seat bot.Seat) {
	if seat.Since.IsZero() {
		seat.Since = t.stamp()
	}
	seat.Told = t.toldAlready(seat)
	if have := t.s.Seat(seat.Round); have != nil {
		*have = seat
	} else {
		t.s.Seats = append(t.s.Seats, seat)
	}
	t.setSeatTimer(time.Time{})
}

func (t *turn) giveSeat(r bot.Round) {
	t.s.Seats = slices.DeleteFunc(t.s.Seats, func(x bot.Seat) bool { return x.Round == r })
	t.setSeatTimer(time.Time{})
}

// dropSeats gives all back, but for what is lent: that is brought back in hand.
func (t *turn) dropSeats() {
	t.s.Seats = slices.DeleteFunc(t.s.Seats, func(x bot.Seat) bool { return x.State != bot.SeatOut })
}

// stopsWaiting takes somebody off the waiting lists who cannot be told any more.
func (t *turn) stopsWaiting() {
	t.s.Seats = slices.DeleteFunc(t.s.Seats, func(x bot.Seat) bool { return x.State == bot.SeatWaiting || x.State == bot.SeatOffered })
}

// adopt takes over what the contact had who dissolves into this one.
func (t *turn) adopt() {
	for _, x := range t.in.Seats {
		if t.s.Seat(x.Round) == nil && len(t.s.Seats) < bot.MostSeats {
			t.hold(x)
		}
	}
}

// seatChanges are what differs from the seats before the turn. Whoever leaves
// holds no seat; a lent device stays on its list.
func (t *turn) seatChanges(before []bot.Seat) {
	leaves := t.out.Erase || t.out.Leave || t.out.Unlink
	if leaves {
		t.s.Seats = t.s.Seats[:0]
	}
	for _, was := range before {
		now := t.s.Seat(was.Round)
		if now == nil && (was.State != bot.SeatOut || !leaves) {
			t.changeSeat(bot.Seat{Round: was.Round})
		}
	}
	for _, now := range t.s.Seats {
		i := slices.IndexFunc(before, func(x bot.Seat) bool { return x.Round == now.Round })
		if i < 0 || before[i].Stored() != now.Stored() {
			t.changeSeat(now)
		}
	}
}

func (t *turn) changeSeat(seat bot.Seat) {
	c := bot.SeatChange{Seat: seat, Keep: privacy.Keep(privacy.Loans)}
	if m := t.book.agency.Measure(seat.Measure); m != nil {
		c.Room = m.Room()
		if seat.Day != 0 {
			c.Keep = t.meets(m, seat.Round).Sub(t.in.At) + privacy.Keep(privacy.Seats)
		}
	}
	t.out.Seats = append(t.out.Seats, c)
}

func (t *turn) meets(m *flows.Measure, r bot.Round) time.Time {
	return desk.Begins(t.book.agency, m, r)
}

// keptUntil is until when what is offered now is kept for somebody.
func (t *turn) keptUntil(m *flows.Measure, r bot.Round) time.Time {
	if r.Day == 0 {
		return t.stamp().Add(fetchIn)
	}
	until, last := t.stamp().Add(offerLasts), t.meets(m, r).Add(-offerLast)
	if last.Before(until) {
		until = last.UTC()
	}
	return until
}

func (t *turn) countSeat(r bot.Round, what string) {
	t.count(bot.EventSeat, bot.Event{Topic: r.Measure, Value: what})
}

// seatWhen is the day and the hour of a round.
func (t *turn) seatWhen(m *flows.Measure, r bot.Round) string {
	if r.Day == 0 {
		return t.words(m.Name)
	}
	at := t.meets(m, r)
	return t.day(at) + ", " + at.Format("15:04")
}

// where is the measure's place in one line.
func (t *turn) where(m *flows.Measure) string {
	if p := t.book.agency.Place(m.Where); p != nil {
		return t.words(p.Name) + ", " + p.Address
	}
	return t.book.agency.Desk
}

// seatLine says what somebody has of a round.
func (t *turn) seatLine(x bot.Seat) string {
	m := t.book.agency.Measure(x.Measure)
	if m == nil {
		return ""
	}
	line := t.words(m.Name)
	if x.Day != 0 {
		line += ", " + t.seatWhen(m, x.Round)
	}
	switch x.State {
	case bot.SeatWaiting:
		return line + " (" + t.phrase("seat_is_waiting") + ")"
	case bot.SeatOffered, bot.SeatOut:
		t.title = t.day(x.Until.In(t.now().Location()))
		return line + " (" + t.phrase(either(x.State == bot.SeatOut, "seat_is_out", "seat_is_kept")) + ")"
	}
	if x.Units > 1 {
		return line + " (" + strconv.Itoa(int(x.Units)) + ")"
	}
	return line
}

// seatNeedsConsent asks first whether something may be kept. A no is no wall: they
// may come, or ask at the desk.
func (t *turn) seatNeedsConsent(p bot.Payload) {
	t.s.Remember(seatFor, p.String())
	if t.s.Consent == bot.NotAsked {
		t.askFor(bot.AskConsent, uint32(bot.NoReason))
		return
	}
	t.pick(bot.Payload{Kind: bot.PayloadAsked, Flow: uint32(bot.NoReason), Step: uint16(bot.AskConsent), Arg: argNow})
	t.pickWord(wordHuman)
	t.pickWord(wordMenu)
	t.prompt(t.phrase("seat_without"))
}

// afterConsent goes on with the seat that was wanted, and reports whether one was.
func (t *turn) afterConsent(yes bool) bool {
	p, ok := bot.ParsePayload(t.s.Answer(seatFor))
	t.s.Drop(seatFor)
	if !ok {
		return false
	}
	if yes {
		t.act(p)
		return true
	}
	t.sayWith(t.phrase("seat_without"))
	return true
}
