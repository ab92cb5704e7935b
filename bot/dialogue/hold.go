package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// arrange does what changes nothing for the person: who has the case, and when
// somebody looks at it.
func (t *turn) arrange(act *bot.Act) {
	c := &t.s.Case
	switch act.Kind {
	case bot.ActNote:
		t.out.Note = act.Text
	case bot.ActExtend:
		t.lapseLater()
	case bot.ActOffer:
		c.Offered = act.To
	case bot.ActAccept:
		t.take(act)
		t.whoGoesOn("hand_over_colleague")
	case bot.ActDecline:
		c.Offered = ""
	case bot.ActSnooze:
		t.rest(act.Until)
	case bot.ActLater:
		t.sendLater(act)
	case bot.ActInvite:
		t.askAnswer()
	case bot.ActDeadline:
		t.setDeadline(act.Until)
	case bot.ActWake:
		t.rest(time.Time{})
	}
}

// take gives the case to whoever acts, under a new claim: the one before does not
// hold any more.
func (t *turn) take(act *bot.Act) {
	c := &t.s.Case
	if c.Staff != "" && c.Staff != act.Staff {
		c.Before = c.Staff
		t.dropKept()
	}
	c.Claim, c.Staff, c.Name, c.Offered = t.in.Fresh, act.Staff, act.Name, ""
	if t.s.State != bot.StateStopped {
		t.move(toPerson)
	}
}

// giveBack puts the case into the queue again, where it was: its promise holds.
func (t *turn) giveBack() {
	c := &t.s.Case
	c.Before, c.Claim, c.Staff, c.Name, c.Offered = c.Staff, "", "", "", ""
	t.dropKept()
	t.rest(time.Time{})
	if c.Due.IsZero() { // a case that the team began: now somebody is waited for
		_, due, _ := t.slot(c.Reason)
		c.Due = due.UTC()
	}
	t.watchPromise()
	t.leaveForPersonFromStaff()
	t.s.Together.On = false
}

// lapsesAfter is how long a claim without a reply stands: whoever was called away
// does not keep a person waiting. It can be made longer.
const lapsesAfter = 20 * time.Minute

// lapseLater lets the claim lapse, unless there was a reply already.
func (t *turn) lapseLater() {
	c := &t.s.Case
	t.rest(time.Time{})
	if c.State == bot.CaseClaimed {
		c.Lapses = t.in.At.Add(lapsesAfter).Truncate(time.Second).UTC()
		t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerLapse, At: c.Lapses})
	}
}

// rest sets when the case is looked at again, zero for now; a claim that has come
// so far does not lapse.
func (t *turn) rest(until time.Time) {
	c := &t.s.Case
	t.s.Timers = slices.DeleteFunc(t.s.Timers, func(x bot.Timer) bool { return ofCase(x) })
	c.Lapses, c.Until = time.Time{}, time.Time{}
	if !until.IsZero() {
		c.Until = until.Truncate(time.Second).UTC()
		t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerWake, At: c.Until})
	}
}

// ofCase reports whether a timer is about the case, and nothing that the person
// hears of.
func ofCase(x bot.Timer) bool { return x.Kind == bot.TimerLapse || x.Kind == bot.TimerWake }

// caseDue does what a moment of the case asks for: a claim without a reply lapses,
// a snoozed case wakes.
func (t *turn) caseDue(x bot.Timer) {
	c := &t.s.Case
	step := either(x.Kind == bot.TimerLapse, desk.Release, desk.Wake)
	state, err := desk.Next(c.State, step)
	if err != nil || x.Kind == bot.TimerLapse && c.State != bot.CaseClaimed {
		return
	}
	c.State, t.out.CaseChanged = state, true
	if x.Kind == bot.TimerLapse {
		e := t.caseEvent()
		e.Value = "lapsed"
		t.count(bot.EventCaseReleased, e)
		t.giveBack()
		return
	}
	t.rest(time.Time{})
}
