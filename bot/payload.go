package bot

import (
	"strconv"
	"strings"
)

// PayloadKind says what a button does.
type PayloadKind uint8

// The kinds of payload. Their numbers stand in buttons that people may press
// years later, and never change.
const (
	NoPayload    PayloadKind = iota
	PayloadWord              // a reserved word: Arg is its number
	PayloadStep              // a choice of a step: Flow, Step, Arg
	PayloadAsked             // the answer to a pending question: Step is the question, Arg the answer
	PayloadOffer             // something offered: Step is its kind, Arg its index
	PayloadArea              // the helps of an area of the menu: Arg is its index in flows.HelpAreas
	PayloadSeat              // a seat or a loan: Flow is the round's day, Step what is wanted, Arg the measure's index
)

// Payload is what a button carries: what it does, and of which flow, at which
// revision, step and choice, so that an old button still means what it said.
type Payload struct {
	Kind PayloadKind
	Flow uint32 // the flow revision's short number
	Step uint16
	Arg  uint16
}

// IsZero reports whether there is no payload.
func (p Payload) IsZero() bool { return p.Kind == NoPayload }

// String returns the payload as a button carries it: four numbers in base 36
// joined by dots, at most 25 bytes (Telegram takes 64).
func (p Payload) String() string {
	b := make([]byte, 0, 25)
	for i, n := range [...]uint64{uint64(p.Kind), uint64(p.Flow), uint64(p.Step), uint64(p.Arg)} {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendUint(b, n, 36)
	}
	return string(b)
}

// ParsePayload reads what String wrote. It reports false for anything else,
// which a caller treats as text or as a button that is over.
func ParsePayload(s string) (Payload, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return Payload{}, false
	}
	bits := [...]int{8, 32, 16, 16}
	var n [4]uint64
	for i, part := range parts {
		v, err := strconv.ParseUint(part, 36, bits[i])
		if err != nil {
			return Payload{}, false
		}
		n[i] = v
	}
	p := Payload{Kind: PayloadKind(n[0]), Flow: uint32(n[1]), Step: uint16(n[2]), Arg: uint16(n[3])}
	return p, p.Kind >= PayloadWord && p.Kind <= PayloadSeat
}
