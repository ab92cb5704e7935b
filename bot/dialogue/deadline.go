package dialogue

import (
	"time"

	"passerelle/bot"
)

// urgent reports whether the case comes before the others: danger, or a deadline
// from outside for which the promised answer would come too late, and nothing
// else (PEOPLE.md 17).
func (t *turn) urgent() bool {
	c := &t.s.Case
	return t.s.Has(bot.FlagUrgent) || !c.Deadline.IsZero() && (c.Due.IsZero() || !c.Deadline.After(c.Due))
}

// setDeadline notes until when something outside must be done; zero for no such
// thing.
func (t *turn) setDeadline(until time.Time) {
	t.s.Case.Deadline = time.Time{}
	if !until.IsZero() {
		t.s.Case.Deadline = until.Truncate(time.Second).UTC()
	}
}
