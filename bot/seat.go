package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MostSeats bounds how many seats and loans one person has or waits for.
const MostSeats = 6

// Round is what seats are counted in: one day of a course, or all that there is
// to lend of a loan.
type Round struct {
	Measure string // its id in the agency's file
	Day     uint32 // days since 1970-01-01, as the agency's calendar has them; 0 for a loan
}

// RoundOn is the round of a course on the day of a moment in the agency's zone.
func RoundOn(measure string, at time.Time) Round {
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	return Round{measure, uint32(day.Unix() / 86400)}
}

// Date is the round's day at midnight in a zone; the zero time for a loan.
func (r Round) Date(zone *time.Location) time.Time {
	if r.Day == 0 {
		return time.Time{}
	}
	day := time.Unix(int64(r.Day)*86400, 0).UTC()
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
}

// String names the round in pages' addresses: the measure, then the day or "loan".
func (r Round) String() string { return r.Measure + "/" + r.When() }

// When is the round's day as 2006-01-02, or "loan".
func (r Round) When() string {
	if r.Day == 0 {
		return loan
	}
	return r.Date(time.UTC).Format(time.DateOnly)
}

const loan = "loan"

// ParseRound reads what String wrote.
func ParseRound(text string) (Round, bool) {
	measure, when, _ := strings.Cut(text, "/")
	if when == loan {
		return Round{Measure: measure}, measure != ""
	}
	at, err := time.Parse(time.DateOnly, when)
	if err != nil || measure == "" || at.Unix() < 86400 {
		return Round{}, false
	}
	return RoundOn(measure, at), true
}

// SeatState is what somebody has of a round. The numbers are stored and never change.
type SeatState uint8

// The states of a seat.
const (
	NoSeat      SeatState = iota
	SeatWaiting           // on the waiting list
	SeatOffered           // kept for them until Until: they say yes, or fetch the device
	SeatTaken             // they come
	SeatOut               // the device is with them, until Until
)

// Counts reports whether the seat takes up room: all but waiting do.
func (s SeatState) Counts() bool { return s > SeatWaiting }

// Seat is what somebody has of a round, or waits for.
type Seat struct {
	Round
	State SeatState
	Units uint8     // 1, or 2 with somebody; a loan is 1
	Since time.Time // whole seconds: the order of the waiting list
	Until time.Time // SeatOffered: until when it is kept; SeatOut: when it is due back
	Told  uint8     // how many of its reminders were said
}

// Stored is the seat as the round's list in the store holds it: nothing that
// speaks of a person.
func (s Seat) Stored() string {
	until := int64(0)
	if !s.Until.IsZero() {
		until = s.Until.Unix()
	}
	return fmt.Sprintf("%d %d %d %d", s.State, s.Units, s.Since.Unix(), until)
}

// ParseSeat reads what Stored wrote.
func ParseSeat(round Round, stored string) (Seat, error) {
	var n [4]int64
	fields := strings.Fields(stored)
	if len(fields) != len(n) {
		return Seat{}, fmt.Errorf("%q is no seat", stored)
	}
	for i := range n {
		var err error
		if n[i], err = strconv.ParseInt(fields[i], 10, 64); err != nil {
			return Seat{}, fmt.Errorf("%q is no seat", stored)
		}
	}
	s := Seat{Round: round, State: SeatState(n[0]), Units: uint8(n[1]), Since: time.Unix(n[2], 0).UTC()}
	if n[3] != 0 {
		s.Until = time.Unix(n[3], 0).UTC()
	}
	return s, nil
}

// SeatChange is what a turn changes of one contact's seat in a round. A seat in
// NoSeat takes the contact off the list.
type SeatChange struct {
	Seat
	Contact ContactID
	Room    int           // how many units the round has; where a seat that counts finds none left, the turn is an ErrConflict
	Keep    time.Duration // how long the round's list is kept
}

// Filled is how full a round is.
type Filled struct {
	Round
	Units   int // that are taken, kept for somebody or out
	Waiting int // units that are waited for
}

// Holder is somebody on the list of a round.
type Holder struct {
	Contact ContactID
	Seat
	Gone bool // nothing is known of them any more; only what is out is still listed
}

// Seat returns what the session has of a round; nil for nothing.
func (s *Session) Seat(r Round) *Seat {
	for i := range s.Seats {
		if s.Seats[i].Round == r {
			return &s.Seats[i]
		}
	}
	return nil
}

// seats writes them; none is one byte.
func (w *writer) seats(list []Seat) {
	w.number(uint64(len(list)))
	for _, x := range list {
		w.string(x.Measure)
		w.number(uint64(x.Day))
		w.bytes(byte(x.State), x.Units, x.Told)
		w.time(x.Since)
		w.time(x.Until)
	}
}

func (r *reader) seats(list []Seat) []Seat {
	for n := r.count(); n > 0; n-- {
		x := Seat{Round: Round{r.string(), uint32(r.number())}}
		x.State, x.Units, x.Told = SeatState(r.byte()), r.byte(), r.byte()
		x.Since, x.Until = r.time(), r.time()
		list = append(list, x)
	}
	return list
}
