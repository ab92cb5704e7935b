package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
	"passerelle/flows/text"
)

// What the Step of a PayloadSeat asks for; Flow is the round's day and Arg the
// measure's place in the agency's list. The numbers stand in buttons and never change.
const (
	seatWant    = 1 // how full is it
	seatOne     = 2
	seatTwo     = 3 // with somebody
	seatWaitOne = 4
	seatWaitTwo = 5
	seatDrop    = 6
	seatKeep    = 7 // yes to what was offered or reminded of
	seatLonger  = 8 // a device is needed for longer
)

// seatFor is the answer that holds which seat was wanted while it is asked whether
// something may be kept.
const seatFor = "seat_for"

// pickSeats offers what can be had of a measure before what is picked: the next
// days of a course as far as one page holds them, or the device. Nothing where the
// agency does not count.
func (t *turn) pickSeats(m *flows.Measure) {
	if m.Room() == 0 || !t.carries("talk") {
		return
	}
	after := t.picked
	t.picked = nil
	if m.Kind == "loan" {
		t.pick(t.seatPayload(bot.Round{Measure: m.ID}, seatWant))
	}
	for _, x := range desk.Meetings(t.book.agency, m, t.now(), max(1, mostChoices-len(after))) {
		t.pick(t.seatPayload(x.Round, seatWant))
	}
	t.pick(after...)
}

func (t *turn) seatPayload(r bot.Round, verb uint16) bot.Payload {
	i := slices.IndexFunc(t.book.agency.Measures, func(m flows.Measure) bool { return m.ID == r.Measure })
	return bot.Payload{Kind: bot.PayloadSeat, Flow: r.Day, Step: verb, Arg: uint16(max(0, i))}
}

// roundOf is the round of a choice, nil where its measure is not counted any more.
func (t *turn) roundOf(p bot.Payload) (*flows.Measure, bot.Round) {
	if int(p.Arg) >= len(t.book.agency.Measures) {
		return nil, bot.Round{}
	}
	r := bot.Round{Measure: t.book.agency.Measures[p.Arg].ID, Day: p.Flow}
	if m := desk.Counted(t.book.agency, r); m != nil {
		return m, r
	}
	return nil, bot.Round{}
}

func (t *turn) seatLabel(p bot.Payload) string {
	_, r := t.roundOf(p)
	switch p.Step {
	case seatWant:
		if r.Day == 0 {
			return t.phrase("seat_loan")
		}
		day := r.Date(t.now().Location())
		return text.Weekday(t.s.Language, day.Weekday()) + day.Format(" 2.1.")
	case seatOne, seatWaitOne:
		return t.phrase("seat_one")
	case seatTwo, seatWaitTwo:
		return t.phrase("seat_two")
	case seatDrop:
		return t.phrase(either(r.Day == 0, "seat_no", "seat_drop"))
	case seatKeep:
		return t.phrase(either(r.Day == 0, "seat_ok", "seat_keep"))
	case seatLonger:
		return t.phrase("seat_longer")
	}
	return ""
}

// chooseSeat does what a choice about a seat says. A day that is over, and what
// is not counted any more, cannot be chosen.
func (t *turn) chooseSeat(p bot.Payload) {
	m, r := t.roundOf(p)
	if m == nil || r.Day != 0 && !t.meets(m, r).After(t.now()) {
		t.over()
		return
	}
	have := t.s.Seat(r)
	switch {
	case have != nil && p.Step == seatDrop:
		t.dropSeat(m, *have)
	case have != nil && p.Step == seatKeep:
		t.keepSeat(m, have)
	case have != nil && p.Step == seatLonger:
		t.lead(t.phrase("seat_ask_longer"))
		t.human(bot.ReasonAsked)
	case have != nil:
		t.sayWith(t.seatLine(*have))
	case p.Step >= seatDrop:
		t.over()
	case t.forSomebody():
	case t.s.Consent != bot.Yes:
		t.seatNeedsConsent(p)
	case len(t.s.Seats) >= bot.MostSeats:
		t.sayWith(t.phrase("seat_most"))
	default:
		t.wantSeat(m, r, p.Step)
	}
}

// wantSeat takes a seat, puts somebody on the waiting list, or asks which of these.
func (t *turn) wantSeat(m *flows.Measure, r bot.Round, verb uint16) {
	units := uint8(1)
	if verb == seatTwo || verb == seatWaitTwo {
		units = 2
	}
	free := t.free(m, r)
	switch {
	case r.Day == 0:
		t.wantLoan(m, r, free)
	case (verb == seatOne || verb == seatTwo) && free >= int(units):
		t.takeSeat(m, bot.Seat{Round: r, State: bot.SeatTaken, Units: units})
	case verb == seatWaitOne || verb == seatWaitTwo:
		t.hold(bot.Seat{Round: r, State: bot.SeatWaiting, Units: units})
		t.countSeat(r, "waits")
		t.sayWith(t.phrase("seat_waits"))
	case free > 0:
		t.pick(t.seatPayload(r, seatOne))
		if free > 1 {
			t.pick(t.seatPayload(r, seatTwo))
		}
		t.askUnits(m, r, "seat_free", free)
	default:
		t.pick(t.seatPayload(r, seatWaitOne), t.seatPayload(r, seatWaitTwo))
		for _, x := range desk.Meetings(t.book.agency, m, t.meets(m, r), 1) {
			t.pick(t.seatPayload(x.Round, seatWant))
		}
		t.askUnits(m, r, "seat_full", 0)
	}
}

func (t *turn) askUnits(m *flows.Measure, r bot.Round, key string, free int) {
	t.title, t.list = t.seatWhen(m, r), strconv.Itoa(free)
	t.pickOn()
	t.prompt(t.phrase(key))
}

// wantLoan keeps a device that is there until it is fetched, else puts somebody on
// the list.
func (t *turn) wantLoan(m *flows.Measure, r bot.Round, free int) {
	seat := bot.Seat{Round: r, State: bot.SeatWaiting, Units: 1}
	if free > 0 {
		seat.State, seat.Until = bot.SeatOffered, t.keptUntil(m, r)
	}
	t.hold(seat)
	if free > 0 {
		t.countSeat(r, "offered")
		t.sayWith(t.fetch(m, *t.s.Seat(r)))
		return
	}
	t.countSeat(r, "waits")
	t.sayWith(t.phrase("seat_loan_waits"))
}

// takeSeat notes that somebody comes, and by which name the list has them.
func (t *turn) takeSeat(m *flows.Measure, seat bot.Seat) {
	t.hold(seat)
	t.countSeat(seat.Round, "taken")
	t.title = t.seatWhen(m, seat.Round)
	t.lead(join(t.phrase("seat_taken"), t.where(m), t.phrase("seat_cancel_how")))
	if t.s.Answer(answerNamed) == "" {
		t.ask(bot.AskCalled)
		return
	}
	t.sayWith("")
}

// answerNamed says that a name was asked for or given: nobody is asked twice.
const answerNamed = "named"

// called keeps the name by which a list has somebody.
func (t *turn) called() bool {
	name := strings.Join(strings.Fields(t.in.Text), " ")
	if utf8.RuneCountInString(name) > mostName || strings.ContainsAny(name, "?\u202e\u202d\u2066\u2067") {
		return false
	}
	t.calledAnswer(name)
	return true
}

// mostName bounds a name on a list, in characters.
const mostName = 40

func (t *turn) calledAnswer(name string) {
	t.s.Asking = bot.AskNothing
	t.s.Misses = 0
	t.s.Remember(answerNamed, "yes")
	if name != "" {
		t.field(bot.FieldCalled, name)
	}
	t.lead(t.phrase("seat_thanks"))
	t.show()
}

// keepSeat is a yes to what was offered or reminded of.
func (t *turn) keepSeat(m *flows.Measure, have *bot.Seat) {
	if have.State == bot.SeatOffered && have.Day != 0 {
		seat := *have
		seat.State, seat.Until = bot.SeatTaken, time.Time{}
		t.takeSeat(m, seat)
		return
	}
	t.sayWith(t.phrase("seat_see_you"))
}

// dropSeat gives a seat back; a device is brought back in hand.
func (t *turn) dropSeat(m *flows.Measure, have bot.Seat) {
	if have.State == bot.SeatOut {
		t.sayWith(join(t.phrase("seat_bring"), t.where(m)))
		return
	}
	t.giveSeat(have.Round)
	t.countSeat(have.Round, "given back")
	t.sayWith(t.phrase("seat_dropped"))
}

// seats lists what somebody has of courses and loans.
func (t *turn) seats() {
	var lines []string
	for _, x := range t.s.Seats {
		lines = append(lines, t.seatLine(x))
		if x.State != bot.SeatOut {
			t.pick(t.seatPayload(x.Round, seatDrop))
		}
	}
	if len(lines) == 0 {
		t.sayWith(t.phrase("seat_none"))
		return
	}
	t.pickOn()
	t.prompt(join(lines...))
}

// sayWith ends a talk about seats: the way back to what was going on.
func (t *turn) sayWith(words string) {
	t.pickOn()
	t.prompt(words)
}
