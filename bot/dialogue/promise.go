package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// slot is the half-day in which a request made now can be answered. Danger is
// answered in the next one, whatever was promised to others.
func (t *turn) slot(why bot.Reason) (from, end time.Time, ok bool) {
	a := t.book.agency
	if why == bot.ReasonDanger {
		return desk.Promise(&a.Hours, t.now())
	}
	from = t.now()
	if t.paused() {
		from = t.in.Desk.Back.In(from.Location())
	}
	return desk.PromiseWithin(&a.Hours, from, a.Talk.Capacity, t.in.Desk.Promised)
}

// sooner brings an open case that became graver forward. A promise never gets
// worse by it.
func (t *turn) sooner() {
	c := &t.s.Case
	if _, end, ok := t.slot(c.Reason); ok && (c.Due.IsZero() || end.Before(c.Due)) {
		c.Due = end.UTC()
	}
}

// answerFrom is from when on the person is answered: what was promised stays as
// long as it can be kept. It reports false when nothing can be promised.
func (t *turn) answerFrom() (from time.Time, ok bool) {
	if due := t.s.Case.Due; t.open() && t.now().Before(due) {
		return t.begins(due), true
	}
	from, _, ok = t.slot(t.s.Case.Reason)
	return from, ok
}

// begins is when the half-day that ends at due begins, now when it has begun.
func (t *turn) begins(due time.Time) time.Time {
	from, end, ok := desk.Opening(&t.book.agency.Hours, due.Add(-time.Minute))
	switch {
	case !ok || !end.Equal(due): // the hours were changed since
		from = desk.InHalfDay(due)
	case from.Before(t.now()):
		from = t.now()
	}
	return from
}

// paused reports whether the queue rests although the agency is open: nobody of
// the staff works today.
func (t *turn) paused() bool { return t.in.Desk.Back.After(t.now()) }
