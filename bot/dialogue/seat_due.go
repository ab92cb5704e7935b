package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// Reminders of a seat or a loan leave in the morning of a day.
const (
	seatHour    = 10
	weekBefore  = -7
	loanReminds = 3 // a week before, a day before, once when it is overdue
)

// setSeatTimer asks for a turn when the next thing about a seat is due, not before
// a moment.
func (t *turn) setSeatTimer(notBefore time.Time) {
	t.noTimer(bot.TimerSeat)
	var first time.Time
	for _, x := range t.s.Seats {
		if at := t.seatDue(&x); !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	if first.IsZero() {
		return
	}
	if first.Before(notBefore) {
		first = notBefore
	}
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerSeat, At: first.Truncate(time.Second).UTC()})
}

// seatDue is when something about a seat is due next; zero for never.
func (t *turn) seatDue(x *bot.Seat) time.Time {
	m := t.book.agency.Measure(x.Measure)
	if m == nil {
		return t.in.At
	}
	begins := t.meets(m, x.Round)
	switch {
	case x.State == bot.SeatOffered:
		return x.Until
	case x.State == bot.SeatOut && x.Told < loanReminds:
		return t.morning(x.Until, [...]int{weekBefore, -1, 1}[x.Told])
	case x.Day == 0:
		return time.Time{}
	case x.State == bot.SeatTaken && x.Told == 0:
		return t.morning(begins, -1)
	}
	return begins
}

// morning is the hour of reminders, some days off a moment.
func (t *turn) morning(at time.Time, days int) time.Time {
	at = at.In(t.now().Location())
	return time.Date(at.Year(), at.Month(), at.Day()+days, seatHour, 0, 0, 0, at.Location())
}

// toldAlready is how many reminders of a seat are past before they began.
func (t *turn) toldAlready(seat bot.Seat) uint8 {
	most := map[bot.SeatState]uint8{bot.SeatTaken: 1, bot.SeatOut: loanReminds}[seat.State]
	for seat.Told < most && !t.seatDue(&seat).After(t.in.At) {
		seat.Told++
	}
	return seat.Told
}

// seatsDue does what is due: it lets an offer lapse, forgets a day that is over,
// and reminds, as far as the outreach gate allows.
func (t *turn) seatsDue() {
	var wait time.Time
	for i := 0; i < len(t.s.Seats); i++ {
		x := &t.s.Seats[i]
		m := t.book.agency.Measure(x.Measure)
		at := t.seatDue(x)
		switch {
		case at.IsZero() || at.After(t.in.At):
			continue
		case x.State == bot.SeatOut, x.State == bot.SeatTaken && x.Told == 0 && t.meets(m, x.Round).After(t.in.At):
			if until := t.remindSeat(m, x); !until.IsZero() {
				wait = until
			}
			continue
		case x.State == bot.SeatOffered:
			t.countSeat(x.Round, "lapsed")
		}
		t.s.Seats = append(t.s.Seats[:i], t.s.Seats[i+1:]...)
		i--
	}
	t.setSeatTimer(wait)
}

// remindSeat reminds of a seat or of bringing a device back. It returns until when
// it has to wait; what cannot be said then is not said.
func (t *turn) remindSeat(m *flows.Measure, x *bot.Seat) (wait time.Time) {
	verdict, wait := t.mayRemind()
	if !wait.IsZero() {
		return wait
	}
	x.Told++
	for x.State == bot.SeatOut && x.Told < loanReminds && !t.seatDue(x).After(t.in.At) { // one is enough of several that are due
		x.Told++
	}
	if !verdict.Allowed || m == nil {
		return time.Time{}
	}
	t.countSeat(x.Round, "reminded")
	key := "seat_tomorrow"
	t.pick(t.seatPayload(x.Round, seatKeep))
	if x.State == bot.SeatOut {
		key = either(t.in.At.Before(x.Until), "seat_due_back", "seat_overdue")
		t.title = t.day(x.Until.In(t.now().Location()))
		t.pick(t.seatPayload(x.Round, seatLonger))
	} else {
		t.title = t.seatWhen(m, x.Round)
		t.pick(t.seatPayload(x.Round, seatDrop))
	}
	t.pickWord(wordHuman)
	t.prompt(join(t.unasked(), t.phrase(key), t.where(m)))
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyReminder
	return time.Time{}
}

// seatFree offers what is free now to somebody who waits for it. Refused where
// they cannot be told, or do not wait.
func (t *turn) seatFree(act *bot.Act) {
	r, _ := bot.ParseRound(act.To)
	have, m := t.s.Seat(r), t.book.agency.Measure(r.Measure)
	if m == nil || have == nil || have.State != bot.SeatWaiting || m.Room()-t.in.Desk.Filled(r).Units < int(have.Units) {
		t.out.Refused = "not_now"
		return
	}
	if verdict := t.outreach(privacy.Reminder); !verdict.Allowed {
		t.out.Refused = verdict.Because
		return
	}
	seat := *have
	seat.State, seat.Until = bot.SeatOffered, t.keptUntil(m, r)
	if !seat.Until.After(t.in.At) { // it begins too soon
		t.out.Refused = "not_now"
		return
	}
	t.hold(seat)
	t.countSeat(r, "offered")
	t.pick(t.seatPayload(r, seatKeep), t.seatPayload(r, seatDrop))
	t.pickWord(wordHuman)
	words := t.fetch(m, seat)
	if r.Day != 0 {
		t.title = t.seatWhen(m, r)
		words = join(t.phrase("seat_offer"), t.where(m))
	}
	t.prompt(join(t.unasked(), words))
	t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyReminder
}

// fetch says where a device can be fetched, and until when.
func (t *turn) fetch(m *flows.Measure, seat bot.Seat) string {
	t.title = t.day(seat.Until.In(t.now().Location()))
	return join(t.phrase("seat_fetch"), t.where(m))
}
