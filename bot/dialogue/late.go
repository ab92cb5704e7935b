package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
)

// watchPromise asks for a turn when the half-day that was promised is over.
func (t *turn) watchPromise() {
	t.noTimer(bot.TimerLate)
	if due := t.s.Case.Due; !due.IsZero() && t.s.Case.Replied.IsZero() && t.s.Case.Late == 0 {
		t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerLate, At: due.Truncate(time.Second).UTC()})
	}
}

// late tells somebody whom nobody has answered in time, once, when they are
// answered now: a promise that became worse is said, and nothing else is
// (PEOPLE.md 17). The case keeps its place: what was promised first is still due.
func (t *turn) late() {
	c := &t.s.Case
	if c.State != bot.CaseQueued || c.Late > 0 || !c.Replied.IsZero() {
		return
	}
	verdict := t.outreach(privacy.Reminder)
	if !verdict.After.IsZero() {
		t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerLate, At: verdict.After.UTC()})
		return
	}
	if !verdict.Allowed {
		return
	}
	c.Late++
	t.s.Told = t.in.At.Truncate(time.Second)
	t.out.CaseChanged = true
	t.say(bot.ReplyReminder, join(t.unasked(), t.promise()))
}
