package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// sendLater keeps a counsellor's words, to be sent at a moment; without a moment
// what was kept is taken back.
func (t *turn) sendLater(act *bot.Act) {
	if act.Until.IsZero() {
		t.dropKept()
		return
	}
	t.rest(time.Time{}) // as after a reply: the claim does not lapse
	t.keepUntil(act.Until)
	t.field(bot.FieldReply, act.Text)
}

// keepUntil sets when the kept words are sent.
func (t *turn) keepUntil(at time.Time) {
	c := &t.s.Case
	t.noTimer(bot.TimerSend)
	c.SendAt = at.Truncate(time.Second).UTC()
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerSend, At: c.SendAt})
}

// dropKept forgets the words that were kept: whoever wrote them has taken them
// back, or has the case no more.
func (t *turn) dropKept() {
	if t.s.Case.SendAt.IsZero() {
		return
	}
	t.noTimer(bot.TimerSend)
	t.s.Case.SendAt = time.Time{}
	t.field(bot.FieldReply, "")
}

// sendKept sends the words that were kept until now. Where the outreach gate does
// not let them pass they wait for the person's safe times, or stay kept for the
// counsellor to see.
func (t *turn) sendKept() {
	c := &t.s.Case
	if !t.open() || c.Claim == "" || t.in.Kept == "" {
		return
	}
	t.out.CaseChanged = true
	verdict := t.fromStaff()
	if !verdict.After.IsZero() {
		t.keepUntil(verdict.After)
		return
	}
	state, err := desk.Next(c.State, desk.Reply)
	if err != nil || !verdict.Allowed {
		c.Notice = either(t.s.State == bot.StateStopped, "stopped", "reply_held")
		return
	}
	c.State = state
	act := &bot.Act{Kind: bot.ActReply, Staff: c.Staff, Name: c.Name, Text: t.in.Kept}
	t.count(bot.EventCaseReplied, t.caseEvent())
	t.noteAct(act)
	t.rest(time.Time{})
	t.staffReply(act)
	t.dropKept()
}

// field changes one of the contact's fields; "" removes it.
func (t *turn) field(name, value string) {
	if t.out.Fields == nil {
		t.out.Fields = map[string]string{}
	}
	t.out.Fields[name] = value
}
