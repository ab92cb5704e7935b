package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// What an ActSeat does.
const (
	SeatTake    = "take"
	SeatTakeTwo = "take two"
	SeatWait    = "wait"
	SeatCancel  = "cancel"
	SeatLend    = "lend"
	SeatReturn  = "return"
	SeatExtend  = "extend"
)

// seatAct is what a counsellor notes of a person's seat or loan, with them. Nothing
// is sent: they are in the room, or on the telephone.
func (t *turn) seatAct(act *bot.Act) {
	r, ok := bot.ParseRound(act.To)
	m := desk.Counted(t.book.agency, r)
	have := t.s.Seat(r)
	switch {
	case act.Text == SeatCancel || act.Text == SeatReturn:
		if have == nil {
			t.out.Refused = "seat_gone"
			return
		}
		t.giveSeat(r)
		t.countSeat(r, either(act.Text == SeatReturn, "returned", "given back"))
		return
	case !ok || m == nil || r.Day != 0 && !t.meets(m, r).After(t.in.At):
		t.out.Refused = "seat_gone"
		return
	}
	if t.out.Refused = t.refusesSeat(act, have); t.out.Refused == "" {
		t.noteSeat(act, m, r, have)
	}
}

// refusesSeat says why a seat cannot be noted, as a text key; "" when it can.
func (t *turn) refusesSeat(act *bot.Act, have *bot.Seat) string {
	lends := act.Text == SeatLend || act.Text == SeatExtend
	switch {
	case t.s.Consent != bot.Yes:
		return "seat_consent"
	case have == nil && len(t.s.Seats) >= bot.MostSeats:
		return "seat_most"
	case act.Text == SeatExtend && (have == nil || have.State != bot.SeatOut):
		return "seat_gone"
	case lends && (!act.Until.After(t.in.At) || act.Until.Sub(t.in.At) > privacy.Keep(privacy.Lent)):
		return "seat_until"
	}
	return ""
}

func (t *turn) noteSeat(act *bot.Act, m *flows.Measure, r bot.Round, have *bot.Seat) {
	seat := bot.Seat{Round: r, State: bot.SeatTaken, Units: 1}
	switch act.Text {
	case SeatTake:
	case SeatTakeTwo:
		seat.Units = 2
	case SeatWait:
		seat.State = bot.SeatWaiting
	case SeatLend, SeatExtend:
		seat.State, seat.Until = bot.SeatOut, act.Until.Truncate(time.Second).UTC()
	default:
		t.out.Refused = "not_now"
		return
	}
	held := 0
	if have != nil {
		seat.Since = have.Since
		if have.State.Counts() {
			held = int(have.Units)
		}
	}
	if seat.State.Counts() && m.Room()-t.in.Desk.Filled(r).Units+held < int(seat.Units) {
		t.out.Refused = "seat_full"
		return
	}
	t.hold(seat)
	t.countSeat(r, map[bot.SeatState]string{bot.SeatTaken: "taken", bot.SeatWaiting: "waits", bot.SeatOut: "lent"}[seat.State])
}
