package desk

import (
	"cmp"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// What bounds the order of the queue, so that nobody waits for ever: rules move
// a case by a day at most, and whoever was promised nothing counts as if it were
// for a week after they asked. A case is due at a time that stands still while
// everybody who comes later is due later, so that each is overtaken only by those
// who ask within a day of its time: that is its ageing.
const (
	mostShift  = 24 * time.Hour
	unpromised = 7 * 24 * time.Hour
)

// Prioritise returns "answer before" of a case that was asked for and promised
// then, and the rules that moved it. due is zero when nothing was promised.
func Prioritise(rules []flows.Priority, facts flows.Facts, requested, due time.Time) (answer time.Time, shifts []bot.Shift) {
	sum := time.Duration(0)
	for _, r := range rules {
		if r.When.Match(facts) {
			sum += time.Duration(r.Minutes) * time.Minute
			shifts = append(shifts, bot.Shift{Minutes: r.Minutes, Why: r.Why})
		}
	}
	return base(requested, due).Add(max(-mostShift, min(mostShift, sum))), shifts
}

// Within is "answer before" of a case that has a deadline from outside, zero for
// none: an answer after it is no use.
func Within(answer, deadline time.Time) time.Time {
	if !deadline.IsZero() && deadline.Before(answer) {
		return deadline
	}
	return answer
}

// base is "answer before" without any rule.
func base(requested, due time.Time) time.Time {
	if due.IsZero() {
		return requested.Add(unpromised)
	}
	return due
}

// Order compares two cases by who is answered first: what is urgent, then "answer before",
// then who asked first.
func Order(a, b *bot.Case) int { return order(a, b, before(a), before(b)) }

func order(a, b *bot.Case, answerA, answerB time.Time) int {
	return cmp.Or(cmp.Compare(calm(a), calm(b)), answerA.Compare(answerB), a.Requested.Compare(b.Requested), cmp.Compare(a.ID, b.ID))
}

// calm is 0 for what is urgent, which is danger or a deadline from outside and
// nothing else, and 1 for everything else.
func calm(c *bot.Case) int {
	if c.Danger != bot.NoDanger || c.Urgent {
		return 0
	}
	return 1
}

// before is "answer before" of a case; one that was stored before there were rules
// has none.
func before(c *bot.Case) time.Time {
	if c.Answer.IsZero() {
		return base(c.Requested, c.Due)
	}
	return c.Answer
}

// Reasons says why a case stands where it stands.
type Reasons struct {
	Answer time.Time // "answer before"
	Due    time.Time // what was promised; zero for nothing
	Place  int       // among those who wait, from 1; 0 when it does not wait
	Urgent bool      // it stands before the others because it is danger, or has a deadline
	Rules  []Reason
}

// Reason is one rule that moved a case, and where the case would stand without it.
type Reason struct {
	bot.Shift
	Place int // 0 when it does not wait
}

// Explain says why a case stands where it stands among those who wait; cases may
// hold others too.
func Explain(c *bot.Case, cases []bot.Case) Reasons {
	r := Reasons{Answer: before(c), Due: c.Due, Urgent: calm(c) == 0}
	waiting := slices.DeleteFunc(slices.Clone(cases), func(x bot.Case) bool { return !waits(&x) || x.ID == c.ID })
	if waits(c) {
		r.Place = place(c, r.Answer, waiting)
	}
	total := time.Duration(0)
	for _, s := range c.Shifts {
		total += time.Duration(s.Minutes) * time.Minute
	}
	for _, s := range c.Shifts {
		reason := Reason{Shift: s}
		if waits(c) {
			rest := total - time.Duration(s.Minutes)*time.Minute
			reason.Place = place(c, Within(base(c.Requested, c.Due).Add(max(-mostShift, min(mostShift, rest))), c.Deadline), waiting)
		}
		r.Rules = append(r.Rules, reason)
	}
	return r
}

// waits reports whether nobody has the case yet.
func waits(c *bot.Case) bool { return c.State == bot.CaseQueued || c.State == bot.CaseRequested }

// place is where a case stands among others if it were to be answered before a
// time.
func place(c *bot.Case, answer time.Time, others []bot.Case) int {
	n := 1
	for i := range others {
		if order(&others[i], c, before(&others[i]), answer) < 0 {
			n++
		}
	}
	return n
}
