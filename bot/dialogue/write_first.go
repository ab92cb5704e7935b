package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/privacy"
)

// writeFirst writes unasked: the outreach gate lets it pass, and the case that it
// opens is the counsellor's already. Nothing was asked, so nothing is promised.
// With act.Until the words are kept until then, or until the gate opens where that
// is later; the person hears nothing before.
func (t *turn) writeFirst(act *bot.Act) {
	verdict, waits := t.outreach(privacy.First), !act.Until.IsZero()
	at := act.Until
	if at.Before(verdict.After) {
		at = verdict.After
	}
	switch {
	case t.open():
		t.out.Refused = "has_case"
	case !verdict.Allowed && (!waits || verdict.After.IsZero()):
		t.out.Refused = held[verdict.Because]
	case waits && !at.After(t.in.At):
		t.out.Refused = "not_later"
	case waits:
		if t.opens(act, desk.Queue, desk.Claim) {
			t.keepUntil(at)
			t.field(bot.FieldReply, act.Text)
		}
	case t.opens(act, desk.Queue, desk.Claim, desk.Reply):
		t.count(bot.EventCaseReplied, t.caseEvent())
		t.staffReply(act)
	}
}

// opens opens a case that is the counsellor's already. Nobody waited for it, so
// no wait is counted.
func (t *turn) opens(act *bot.Act, steps ...desk.Step) bool {
	state := bot.NoCase
	for _, step := range steps {
		next, err := desk.Next(state, step)
		if err != nil {
			t.out.Refused = "not_now"
			return false
		}
		state = next
	}
	now := t.in.At.Truncate(time.Second)
	t.s.Case = bot.SessionCase{ID: t.in.Fresh, State: state, Reason: bot.ReasonBegun, Claim: act.Claim, Staff: act.Staff, Name: act.Name, Place: t.s.Place,
		Requested: now, Record: bot.CaseRecord{Claimed: now, Answered: now}}
	t.s.Followed.NoteCase(t.in.Fresh)
	if team := t.team(); team != nil {
		t.s.Case.Team = team.ID
	}
	return true
}

// unsaid reports whether the open case was begun by a counsellor whose words have
// not left: the person knows nothing of it.
func (t *turn) unsaid() bool {
	return t.open() && t.s.Case.Reason == bot.ReasonBegun && t.s.Case.Replied.IsZero()
}

// asksNow makes a case that nobody knew of one that the person asked for.
func (t *turn) asksNow(why bot.Reason) {
	c := &t.s.Case
	_, due, _ := t.slot(why)
	c.Reason, c.Due, c.Requested, c.Record.Answered = why, due.UTC(), t.in.At.Truncate(time.Second), time.Time{}
	t.settleShown(why)
	t.watchPromise()
	e := t.here()
	e.Value = why.String()
	t.count(bot.EventCaseRequested, e)
}

// fromStaff is what the gate is asked for a counsellor's words: where the person
// knows of no case they are the first ones.
func (t *turn) fromStaff() privacy.Verdict {
	return t.outreach(either(t.unsaid(), privacy.First, privacy.Counsellor))
}
