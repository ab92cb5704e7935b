package dialogue

import (
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// staff does a counsellor's act. What cannot be done changes nothing, and
// Refused says why.
func (t *turn) staff() {
	switch act := &t.in.Act; {
	case act.Kind == bot.ActFree:
		t.seatFree(act)
	case act.Contact != "":
		t.person(act)
	case act.Kind == bot.ActRestrict:
		t.restrict(act)
	case act.Kind == bot.ActHandOver:
		t.handOver(act)
	default:
		t.obey(act)
	}
}

// obey does an act on a case, unless something refuses it.
func (t *turn) obey(act *bot.Act) {
	c := &t.s.Case
	if t.out.Refused = t.refuses(act); t.out.Refused != "" {
		return
	}
	t.out.CaseChanged = true
	if act.Kind == bot.ActFollow {
		t.s.Referent = either(t.s.Referent == act.Staff, "", act.Staff)
		return
	}
	if act.Kind == bot.ActSpoke {
		t.spoke(act)
		return
	}
	if act.Kind == bot.ActRelease && t.unsaid() { // nobody waits: it is not for the queue
		act.Kind = bot.ActClose
	}
	if step, moves := steps[act.Kind]; moves {
		state, err := desk.Next(c.State, step)
		if err != nil {
			t.out.CaseChanged, t.out.Refused = false, "not_now"
			return
		}
		c.State = state
	}
	if kind, counts := counted[act.Kind]; counts {
		t.count(kind, t.caseEvent())
	}
	t.noteAct(act)
	t.apply(act)
}

// held gives the outreach gate's reasons their codes for the desk.
var held = map[string]string{
	"stopped": "contact_stopped", "danger": "contact_watched", "window": "contact_window", "quiet": "contact_quiet",
	"safe": "contact_safe", "never": "contact_never", "unwanted": "contact_unwanted", "no_address": "contact_no_address",
}

// refuses says why an act cannot be done, as a text key; "" when it can.
func (t *turn) refuses(act *bot.Act) string {
	c := &t.s.Case
	if c.ID == "" || c.ID != act.Case {
		return "case_gone"
	}
	switch {
	case t.s.Barred(act.Staff):
		return "case_gone"
	case act.Kind == bot.ActOffer && act.To != "" && t.s.Barred(act.To):
		return "not_offered"
	}
	if act.Kind == bot.ActReopen {
		return either(c.State == bot.CaseClosed && !t.s.Has(bot.FlagErasing), "", "not_now")
	}
	if !t.open() {
		return "not_now"
	}
	mine := c.Claim != "" && act.Claim == c.Claim && act.Staff == c.Staff
	switch {
	case act.Kind == bot.ActAccept || act.Kind == bot.ActDecline && act.Staff == c.Offered:
		return either(c.Offered != "" && c.Offered == act.Staff, "", "not_offered")
	case act.Kind == bot.ActClaim && c.State != bot.CaseQueued && c.Staff == act.Staff:
		return "already_yours"
	case act.Kind == bot.ActClaim && c.State != bot.CaseQueued:
		return "already_claimed"
	case act.Kind != bot.ActClaim && c.Claim == "":
		return "not_claimed"
	case act.Kind != bot.ActClaim && !mine:
		return "not_yours"
	case act.Kind == bot.ActOffer && (act.To == "" || act.To == act.Staff):
		return "not_offered"
	case act.Kind == bot.ActSnooze && !act.Until.After(t.in.At):
		return "not_later"
	case (act.Kind == bot.ActDeadline || act.Kind == bot.ActLater) && !act.Until.IsZero() && !act.Until.After(t.in.At):
		return "not_later"
	case act.Kind == bot.ActLater && !act.Until.IsZero() && !c.SendAt.IsZero():
		return "later_already"
	case act.Kind == bot.ActNote && !t.keepsThread():
		return "no_notes"
	case act.Kind == bot.ActInvite:
		return t.refusesInvite()
	case act.Kind == bot.ActReply:
		return held[t.fromStaff().Because]
	case act.Kind >= bot.ActPush && act.Kind <= bot.ActRedo:
		return t.refusesTogether(act)
	}
	return ""
}

var steps = map[bot.ActKind]desk.Step{
	bot.ActClaim: desk.Claim, bot.ActReply: desk.Reply, bot.ActRelease: desk.Release,
	bot.ActHandBack: desk.HandBack, bot.ActClose: desk.Close,
	bot.ActPush: desk.Reply, bot.ActSnooze: desk.Snooze, bot.ActWake: desk.Wake, bot.ActReopen: desk.Reopen,
}

var counted = map[bot.ActKind]bot.EventKind{
	bot.ActClaim: bot.EventCaseClaimed, bot.ActReply: bot.EventCaseReplied, bot.ActRelease: bot.EventCaseReleased,
	bot.ActHandBack: bot.EventCaseHandedBack, bot.ActClose: bot.EventCaseClosed,
	bot.ActOffer: bot.EventCaseOffered, bot.ActAccept: bot.EventCaseAccepted, bot.ActSnooze: bot.EventCaseSnoozed, bot.ActReopen: bot.EventCaseReopened,
}

func (t *turn) caseEvent() bot.Event {
	flow, step := t.at(t.s.Case.Place)
	var e bot.Event
	if flow != nil {
		e.Topic = flow.ID
	}
	if step != nil {
		e.Step = step.ID
	}
	return e
}

func (t *turn) apply(act *bot.Act) {
	c := &t.s.Case
	switch act.Kind {
	case bot.ActClaim, bot.ActReopen:
		t.take(act)
		if act.Kind == bot.ActClaim {
			t.lapseLater()
		}
	case bot.ActReply:
		t.rest(time.Time{})
		t.staffReply(act)
	case bot.ActRelease:
		t.giveBack()
	case bot.ActHandBack, bot.ActClose:
		c.Before, c.Offered = c.Staff, ""
		t.dropKept()
		t.rest(time.Time{})
		t.handBack(act)
	case bot.ActPush, bot.ActAid, bot.ActPause, bot.ActGoOn, bot.ActMark, bot.ActFor, bot.ActRedo:
		t.togetherAct(act)
	default:
		t.arrange(act)
	}
}

func (t *turn) leaveForPersonFromStaff() {
	if t.s.State == bot.StateWithPerson || t.s.Together.On && t.s.State == bot.StateHelp {
		t.move(toWait)
	}
}

// staffReply sends a counsellor's words; the outreach gate let them pass.
func (t *turn) staffReply(act *bot.Act) {
	t.s.Case.Replied = t.in.At.Truncate(time.Second)
	t.wroteBeside()
	if t.s.Asking == bot.AskAlone {
		t.s.Asking = bot.AskNothing
	}
	t.title = act.Name
	words := t.phrase("says") + " " + act.Text
	t.leadUnasked()
	if t.before != "" {
		words, t.before = t.before+"\n"+words, ""
	}
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyStaff, Text: words, From: act.Name})
}

// leadUnasked puts a first line in front of what answers nobody, for it may
// show on a locked screen.
func (t *turn) leadUnasked() {
	if t.in.At.Sub(t.s.Last) >= privacy.Answers {
		t.lead(t.phrase("message_for_you"))
	}
}

// handBack gives the person back to the bot at the place where they were; a
// close leads to the menu.
func (t *turn) handBack(act *bot.Act) {
	verdict, seen := t.fromStaff(), slices.Clone(t.s.Offered)
	unsaid := t.s.Case.Reason == bot.ReasonBegun && t.s.Case.Replied.IsZero()
	goesOn := t.s.Together.On && act.Kind == bot.ActHandBack
	t.s.Case.Claim, t.s.Case.Staff = "", ""
	t.leaveTogether(goesOn)
	waits := t.s.Danger.Class == bot.Violence && !t.s.Has(bot.FlagNumbers)
	if !waits {
		t.s.Danger.Class = bot.NoDanger // a person has looked; new words are noticed again
	}
	t.s.Set(bot.FlagUrgent, false)
	t.s.Set(bot.FlagDisputed, false) // a person has looked
	switch {
	case t.s.Has(bot.FlagErasing):
		t.out.Erase = true
		return
	case t.s.State == bot.StateStopped, unsaid: // they are where they were
		return
	}
	t.leadUnasked()
	if waits { // the question is still open, whatever the counsellor did
		t.move(toMenu)
		t.rests()
	} else {
		t.goBack(act, goesOn)
	}
	if !verdict.Allowed { // nothing is said: they find the robot when they write
		t.out.Replies, t.s.Offered = t.out.Replies[:0], seen
	}
}

func (t *turn) goBack(act *bot.Act, goesOn bool) {
	if act.Kind == bot.ActClose {
		t.move(toMenu)
		t.lead(t.phrase("case_closed"))
		t.openMenu("menu_text")
		return
	}
	t.lead(t.phrase("handed_back"))
	if goesOn { // in what they were doing together, at the same step
		t.resume()
		return
	}
	t.s.Place, t.s.Hints = t.s.Case.Place, append(t.s.Hints[:0], t.s.Case.Hints)
	flow, step := t.at(t.s.Place)
	if step == nil && (flow == nil || flow.Kind != flows.KindCheck) {
		t.s.Place = bot.Place{}
		t.openMenu("menu_text")
		return
	}
	t.s.Set(bot.FlagSheet, false)
	t.resume()
}

// delivery notes that a reply was refused for good, so that the team sees it.
func (t *turn) delivery() {
	e := t.here()
	e.Value = t.in.Delivery.Reason
	t.count(bot.EventUndelivered, e)
	if t.open() && t.s.Case.Notice != "stopped" && t.s.Case.Notice != "erased" {
		t.s.Case.Notice = t.in.Delivery.Reason
		t.out.CaseChanged = true
	}
}
