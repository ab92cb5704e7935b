package bot

import (
	"slices"
	"time"
)

// Deputies are the logins of those who stand in for a referent, by
// time.Weekday; "" for none.
type Deputies [7]string

// Has reports whether somebody stands in on any day.
func (d *Deputies) Has(login string) bool {
	for _, have := range d {
		if login != "" && have == login {
			return true
		}
	}
	return false
}

// Safe is when somebody may be written to unasked: on these days, between these
// hours of the agency's day. The zero value leaves it to the outreach gate.
type Safe struct {
	Days     uint8 // one bit a time.Weekday; 0: every day
	From, To uint8 // hours, From < To; both 0: the usual ones
}

// On reports whether a day is among the safe ones.
func (s Safe) On(day time.Weekday) bool { return s.Days == 0 || s.Days&(1<<day) != 0 }

// Valid reports whether there is a moment in it.
func (s Safe) Valid() bool {
	return s.Days < 1<<7 && (s.From == 0 && s.To == 0 || s.From < s.To && s.To <= 24)
}

// Looked is one day on which somebody of the team opened a person's page.
type Looked struct {
	At   time.Time // whole seconds
	Name string    // as contacts read it
}

// Limits of what a session knows of the one who follows its contact.
const (
	mostCases = 8 // earlier cases
	mostLooks = 5 // days on which somebody looked, the newest ones
	// MostNotWith is how many of the team may be unwanted: more is a talk with the lead.
	MostNotWith = 4
)

// Followed is what a session knows beside the talk: who stands in for the
// referent, when the contact may be written to, and when they agreed to what.
// What is text of theirs lies sealed in the contact's fields, not here.
type Followed struct {
	Deputies   Deputies
	Safe       Safe
	NeverFirst bool      // nobody writes first
	Heard      bool      // the yes was said to a counsellor, not written
	Agreed     time.Time // when keeping was agreed to or refused; zero for not known
	Shared     time.Time // the same of sharing results
	Enrolled   time.Time // when a counsellor began this in the room; zero for who wrote first
	Spoke      time.Time // the last talk that left no message
	Cases      []string  // ids of the cases so far, the newest last
	Looks      []Looked  // the newest last
	NotWith    []string  // logins of those who shall not handle what they ask for, in the order in which that was said
}

// NoteCase adds a case's id.
func (f *Followed) NoteCase(id string) {
	if f.Cases = append(f.Cases, id); len(f.Cases) > mostCases {
		f.Cases = f.Cases[len(f.Cases)-mostCases:]
	}
}

// NoteLook adds a look; of one person and one day (in the zone of l.At) the last
// one is enough for what the contact is told.
func (f *Followed) NoteLook(l Looked) {
	day := l.At.Format(time.DateOnly)
	l.At = l.At.Truncate(time.Second)
	for i := range f.Looks {
		if have := &f.Looks[i]; have.Name == l.Name && have.At.In(l.At.Location()).Format(time.DateOnly) == day {
			have.At = l.At.UTC()
			return
		}
	}
	l.At = l.At.UTC()
	if f.Looks = append(f.Looks, l); len(f.Looks) > mostLooks {
		f.Looks = f.Looks[len(f.Looks)-mostLooks:]
	}
}

// IsFollowed reports whether anybody of the team follows the contact.
func (s *Session) IsFollowed() bool { return s.Referent != "" || s.Followed.Deputies != Deputies{} }

// MayOpen reports whether somebody of the team may see who this is: the
// referent, the deputies, and whoever has the open case. Of who asked to be
// erased it is the last one only (PEOPLE.md 9).
func (s *Session) MayOpen(login string) bool {
	switch {
	case login == "", s.Barred(login):
		return false
	case s.Case.Staff == login && s.Case.State != CaseClosed:
		return true
	}
	return !s.Has(FlagErasing) && (s.Referent == login || s.Followed.Deputies.Has(login))
}

// Barred reports whether somebody of the team is kept away from the contact: the
// contact does not want them, or the open case is for others only.
func (s *Session) Barred(login string) bool {
	only := s.Case.Only
	if s.Case.ID == "" || s.Case.State == CaseClosed {
		only = nil
	}
	return slices.Contains(s.Followed.NotWith, login) || len(only) > 0 && !slices.Contains(only, login)
}

// Bits of the first byte of what followed writes.
const (
	bitNeverFirst = 1 << iota
	bitHeard
	bitDeputies
	bitKnown    // anything else of old
	bitNotWith  // who is unwanted
	bitOnly     // whose the case is alone
	bitAsked    // the team sees the question, until there is an answer
	bitQuestion // the team sees the question only
)

// head says what follows it, so that a contact whom nobody follows costs a byte.
func (s *Session) head() (head byte) {
	f := &s.Followed
	known := f.Safe != Safe{} || !f.Agreed.IsZero() || !f.Shared.IsZero() || !f.Enrolled.IsZero() || !f.Spoke.IsZero() || len(f.Cases)+len(f.Looks) > 0
	for i, set := range [...]bool{f.NeverFirst, f.Heard, f.Deputies != Deputies{}, known, len(f.NotWith) > 0, len(s.Case.Only) > 0, s.Case.Shown == ShownAsked, s.Case.Shown == ShownQuestion} {
		if set {
			head |= 1 << i
		}
	}
	return head
}

func (w *writer) followed(s *Session) {
	f := &s.Followed
	head := s.head()
	w.bytes(head)
	if head&bitDeputies != 0 {
		for _, login := range f.Deputies {
			w.string(login)
		}
	}
	if head&bitNotWith != 0 {
		w.strings(f.NotWith)
	}
	if head&bitOnly != 0 {
		w.strings(s.Case.Only)
	}
	if head&bitKnown == 0 {
		return
	}
	w.bytes(f.Safe.Days, f.Safe.From, f.Safe.To)
	for _, at := range [...]time.Time{f.Agreed, f.Shared, f.Enrolled, f.Spoke} {
		w.time(at)
	}
	w.strings(f.Cases)
	w.number(uint64(len(f.Looks)))
	for _, l := range f.Looks {
		w.time(l.At)
		w.string(l.Name)
	}
}

func (r *reader) followed(s *Session) {
	f := &s.Followed
	head := r.byte()
	f.NeverFirst, f.Heard = head&bitNeverFirst != 0, head&bitHeard != 0
	switch {
	case head&bitAsked != 0:
		s.Case.Shown = ShownAsked
	case head&bitQuestion != 0:
		s.Case.Shown = ShownQuestion
	}
	if head&bitDeputies != 0 {
		for i := range f.Deputies {
			f.Deputies[i] = r.string()
		}
	}
	if head&bitNotWith != 0 {
		f.NotWith = r.strings(nil)
	}
	if head&bitOnly != 0 {
		s.Case.Only = r.strings(nil)
	}
	if head&bitKnown == 0 {
		return
	}
	f.Safe = Safe{r.byte(), r.byte(), r.byte()}
	for _, at := range [...]*time.Time{&f.Agreed, &f.Shared, &f.Enrolled, &f.Spoke} {
		*at = r.time()
	}
	f.Cases = r.strings(f.Cases)
	for n := r.count(); n > 0; n-- {
		f.Looks = append(f.Looks, Looked{r.time(), r.string()})
	}
}
