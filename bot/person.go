package bot

import (
	"context"
	"time"
)

// Person is one line of the people whom somebody follows. Like Case it is a
// projection of the contact's session, written in the same commit, and it goes
// when nobody follows them any more.
type Person struct {
	Contact  ContactID `json:"contact"`
	Called   string    `json:"called,omitempty"` // the name by which they want to be called; from the contact's fields
	Language string    `json:"language"`
	Channel  Channel   `json:"channel,omitempty"` // 0 while no address is known
	Referent string    `json:"referent,omitempty"`
	Deputies Deputies  `json:"deputies,omitzero"`

	Wrote   time.Time `json:"wrote,omitzero"`   // when they wrote last
	Replied time.Time `json:"replied,omitzero"` // when a counsellor replied last
	Spoke   time.Time `json:"spoke,omitzero"`   // the last talk that left no message

	Case   string      `json:"case,omitempty"` // the open one
	State  CaseState   `json:"state,omitempty"`
	Reason string      `json:"reason,omitempty"`
	Staff  string      `json:"staff,omitempty"` // who has it
	Danger DangerClass `json:"danger,omitempty"`
	Due    time.Time   `json:"due,omitzero"`  // end of the half-day that was promised, until somebody answers
	Next   time.Time   `json:"next,omitzero"` // when something is due by itself
	Why    string      `json:"why,omitempty"` // of Next: "reminder" to them, or "look-again" by who has the case
	Notice string      `json:"notice,omitempty"`
	Begun  time.Time   `json:"begun,omitzero"` // when it was enrolled at the desk
}

// Waits reports whether the person waits for the team: an open case in which
// they had the last word.
func (p *Person) Waits() bool {
	return p.Case != "" && p.State != CaseSnoozed && (p.Danger != NoDanger || p.Wrote.After(p.Replied) && p.Wrote.After(p.Spoke))
}

// Last is the last word of either side, the zero time when there was none.
func (p *Person) Last() time.Time {
	last := p.Wrote
	for _, t := range []time.Time{p.Replied, p.Spoke, p.Begun} {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// Date is the next date of any kind: the promise that is still owed, or what is
// due by itself. The zero time when there is none.
func (p *Person) Date() time.Time {
	if p.Next.IsZero() || !p.Due.IsZero() && p.Due.Before(p.Next) {
		return p.Due
	}
	return p.Next
}

// Look is one opening of a person's page.
type Look struct {
	At    time.Time `json:"at"`
	Staff string    `json:"staff"` // login
	Name  string    `json:"name"`  // as contacts read it
}

// People is what a Store keeps for those who follow somebody.
type People interface {
	// People returns everybody who is followed, in no order.
	People(ctx context.Context) ([]Person, error)
	// Looks returns who opened a contact's page, the newest first.
	Looks(ctx context.Context, contact ContactID) ([]Look, error)
}
