package bot

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// sessionVersion is the first byte of an encoded session. A new layout takes
// the next number; Decode goes on reading the older ones.
//
//	1: everything up to the danger
//	2: then what was last shown, when a counsellor replied last, and the team that was told
//	3: then when the check was answered last, the check before, and a case that lapses, rests or is offered
//	4: then, where there is a case, what its report is written from
//	5: then, where there is a case, its deadline, and a reply that is sent later; then who follows the contact, and what is agreed with them; then what was done together; then seats and loans; then until when a doubt rests
const sessionVersion = 5

// maxList bounds every list of a session, so that broken bytes cannot ask for
// much memory.
const maxList = 256

// ErrSession means that the bytes are not a session that this program can read.
var ErrSession = errors.New("these bytes are not a session")

// Append writes the session after dst and returns the longer slice: a version
// byte, then every field as varints and short strings. It allocates nothing
// when dst has room.
func (s *Session) Append(dst []byte) []byte {
	w := writer{append(dst, sessionVersion)}
	w.bytes(byte(s.State), byte(s.Before), byte(s.Asking), byte(s.Device), byte(s.Consent)|byte(s.Share)<<4)
	w.string(s.Language)
	w.string(s.Referent)
	w.number(uint64(s.Flags))
	w.address(s.Reach)
	w.time(s.Last)
	w.time(s.Told)
	w.bytes(s.Minute, s.Misses, s.Stuck, s.More)
	w.number(uint64(s.Turns))
	w.place(s.Place)
	w.number(uint64(len(s.Hints)))
	w.bytes(s.Hints...)
	w.places(s.Calls)
	w.places(s.Trail)
	w.number(uint64(len(s.Offered)))
	for _, p := range s.Offered {
		w.payload(p)
	}
	w.number(uint64(len(s.Answers)))
	for _, a := range s.Answers {
		w.string(a.Name)
		w.string(a.Value)
	}
	w.place(s.Check)
	w.asked(s.Asked)
	w.number(uint64(len(s.Timers)))
	for _, t := range s.Timers {
		w.bytes(byte(t.Kind))
		w.time(t.At)
		w.place(t.Place)
	}
	w.openCase(&s.Case)
	w.bytes(byte(s.Danger.Class))
	if s.Danger.Class != NoDanger {
		w.time(s.Danger.At)
		w.time(s.Danger.Rests)
		w.number(uint64(s.Danger.Said))
	}
	w.payload(s.Shown)
	w.time(s.Case.Replied)
	w.string(s.Case.Team)
	w.time(s.CheckAt)
	w.asked(s.Earlier)
	w.place(s.EarlierCheck)
	w.time(s.EarlierAt)
	w.time(s.Case.Lapses)
	w.time(s.Case.Until)
	w.string(s.Case.Offered)
	w.string(s.Case.Before)
	w.record(&s.Case)
	w.promised(&s.Case)
	w.followed(s)
	w.together(s)
	w.seats(s.Seats)
	w.doubt(&s.Danger)
	return w.b
}

// Decode replaces the session by what Append wrote. On ErrSession the session
// is empty. It keeps the memory of the session's lists, and its strings are
// parts of src: it allocates nothing when the lists have room.
func (s *Session) Decode(src string) error {
	s.Reset()
	r := reader{b: src}
	version := r.byte()
	if version < 1 || version > sessionVersion {
		return fmt.Errorf("%w: version %d, this program reads 1 to %d", ErrSession, version, sessionVersion)
	}
	s.State, s.Before, s.Asking, s.Device = State(r.byte()), State(r.byte()), Question(r.byte()), Device(r.byte())
	consents := r.byte()
	s.Consent, s.Share = Answered(consents&15), Answered(consents>>4)
	s.Language = r.string()
	s.Referent = r.string()
	s.Flags = Flag(r.number())
	s.Reach = r.address()
	s.Last = r.time()
	s.Told = r.time()
	s.Minute, s.Misses, s.Stuck, s.More = r.byte(), r.byte(), r.byte(), r.byte()
	s.Turns = uint16(r.number())
	s.Place = r.place()
	for n := r.count(); n > 0; n-- {
		s.Hints = append(s.Hints, r.byte())
	}
	s.Calls = r.places(s.Calls)
	s.Trail = r.places(s.Trail)
	for n := r.count(); n > 0; n-- {
		s.Offered = append(s.Offered, r.payload())
	}
	for n := r.count(); n > 0; n-- {
		s.Answers = append(s.Answers, Answer{r.string(), r.string()})
	}
	s.Check = r.place()
	s.Asked = r.asked(s.Asked)
	for n := r.count(); n > 0; n-- {
		s.Timers = append(s.Timers, Timer{TimerKind(r.byte()), r.time(), r.place()})
	}
	r.openCase(&s.Case)
	if s.Danger.Class = DangerClass(r.byte()); s.Danger.Class != NoDanger {
		s.Danger.At, s.Danger.Rests, s.Danger.Said = r.time(), r.time(), uint16(r.number())
	}
	if version >= 2 {
		s.Shown, s.Case.Replied, s.Case.Team = r.payload(), r.time(), r.string()
	}
	if version >= 3 {
		s.CheckAt, s.Earlier = r.time(), r.asked(s.Earlier)
		s.EarlierCheck, s.EarlierAt = r.place(), r.time()
		s.Case.Lapses, s.Case.Until, s.Case.Offered, s.Case.Before = r.time(), r.time(), r.string(), r.string()
	}
	if version >= 4 {
		r.record(&s.Case)
	}
	if version >= 5 {
		r.promised(&s.Case)
		r.followed(s)
		r.together(s)
		s.Seats = r.seats(s.Seats)
		r.doubt(&s.Danger)
	}
	if r.bad || len(r.b) > 0 || s.State > StateStopped || s.Before > StateStopped {
		s.Reset()
		return fmt.Errorf("%w: they end too early, too late, or name an unknown state", ErrSession)
	}
	return nil
}

// doubt writes what a session keeps of danger that was only suspected; where there
// is danger, it stands beside it.
func (w *writer) doubt(d *SessionDanger) {
	if d.Class == NoDanger {
		w.time(d.Rests)
		w.number(uint64(d.Said))
	}
}

func (r *reader) doubt(d *SessionDanger) {
	if d.Class == NoDanger {
		d.Rests, d.Said = r.time(), uint16(r.number())
	}
}

type writer struct{ b []byte }

func (w *writer) bytes(b ...byte) { w.b = append(w.b, b...) }
func (w *writer) number(n uint64) { w.b = binary.AppendUvarint(w.b, n) }
func (w *writer) string(s string) { w.number(uint64(len(s))); w.b = append(w.b, s...) }
func (w *writer) place(p Place)   { w.number(uint64(p.Flow)); w.number(uint64(p.Step)) }
func (w *writer) address(a Address) {
	w.bytes(byte(a.Channel))
	w.string(a.ID)
}

func (w *writer) time(t time.Time) {
	if t.IsZero() {
		w.number(0)
		return
	}
	w.number(uint64(t.Unix()))
}

func (w *writer) strings(list []string) {
	w.number(uint64(len(list)))
	for _, s := range list {
		w.string(s)
	}
}

func (w *writer) places(list []Place) {
	w.number(uint64(len(list)))
	for _, p := range list {
		w.place(p)
	}
}

func (w *writer) asked(list []Asked) {
	w.number(uint64(len(list)))
	for _, a := range list {
		w.number(uint64(a.Item))
		w.bytes(a.Grade, a.Hints)
	}
}

// payload packs the kind and whether there is a flow into one byte: a reserved
// word costs three bytes.
func (w *writer) payload(p Payload) {
	if p.Flow == 0 {
		w.bytes(byte(p.Kind))
	} else {
		w.bytes(byte(p.Kind) | 0x80)
		w.number(uint64(p.Flow))
	}
	w.number(uint64(p.Step))
	w.number(uint64(p.Arg))
}

func (w *writer) openCase(c *SessionCase) {
	w.string(c.ID)
	if c.ID == "" {
		return
	}
	w.bytes(byte(c.State))
	w.string(c.Claim)
	w.string(c.Staff)
	w.string(c.Name)
	w.time(c.Requested)
	w.time(c.Due)
	w.bytes(byte(c.Reason), c.Hints)
	w.place(c.Place)
	w.string(c.Notice)
}

type reader struct {
	b   string
	bad bool
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *reader) number() uint64 {
	n := uint64(0)
	for i := range min(len(r.b), binary.MaxVarintLen64) {
		c := r.b[i]
		if n |= uint64(c&0x7f) << (7 * i); c < 0x80 {
			if i == binary.MaxVarintLen64-1 && c > 1 {
				break // more than 64 bits
			}
			r.b = r.b[i+1:]
			return n
		}
	}
	r.bad, r.b = true, ""
	return 0
}

// count reads a list's length; a length that cannot be true makes it empty.
func (r *reader) count() int {
	n := r.number()
	if n > maxList || n > uint64(len(r.b)) {
		r.bad, r.b = true, ""
		return 0
	}
	return int(n)
}

func (r *reader) string() string {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, ""
		return ""
	}
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}

func (r *reader) place() Place {
	return Place{Flow: uint32(r.number()), Step: uint16(r.number())}
}

func (r *reader) address() Address { return Address{Channel: Channel(r.byte()), ID: r.string()} }

func (r *reader) time() time.Time {
	n := r.number()
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(n), 0).UTC()
}

// strings reads a list after what is in another one.
func (r *reader) strings(list []string) []string {
	for n := r.count(); n > 0; n-- {
		list = append(list, r.string())
	}
	return list
}

func (r *reader) places(list []Place) []Place {
	for n := r.count(); n > 0; n-- {
		list = append(list, r.place())
	}
	return list
}

func (r *reader) asked(list []Asked) []Asked {
	for n := r.count(); n > 0; n-- {
		list = append(list, Asked{uint16(r.number()), r.byte(), r.byte()})
	}
	return list
}

func (r *reader) payload() Payload {
	head := r.byte()
	p := Payload{Kind: PayloadKind(head &^ 0x80)}
	if head&0x80 != 0 {
		p.Flow = uint32(r.number())
	}
	p.Step, p.Arg = uint16(r.number()), uint16(r.number())
	return p
}

func (r *reader) openCase(c *SessionCase) {
	if c.ID = r.string(); c.ID == "" {
		return
	}
	c.State = CaseState(r.byte())
	c.Claim, c.Staff, c.Name = r.string(), r.string(), r.string()
	c.Requested, c.Due = r.time(), r.time()
	c.Reason, c.Hints = Reason(r.byte()), r.byte()
	c.Place, c.Notice = r.place(), r.string()
}
