package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
)

// staff does a counsellor's act. What cannot be done changes nothing, and
// Refused says why.
func (t *turn) staff() {
	act, c := &t.in.Act, &t.s.Case
	if c.ID == "" || c.ID != act.Case {
		t.out.Refused = "case_gone"
		return
	}
	if act.Kind == bot.ActFollow {
		t.s.Referent = either(t.s.Referent == act.Staff, "", act.Staff)
		t.out.CaseChanged = true
		return
	}
	if act.Kind != bot.ActClaim && (act.Claim == "" || act.Claim != c.Claim) {
		t.out.Refused = "not_yours"
		return
	}
	state, err := desk.Next(c.State, steps[act.Kind])
	if err != nil {
		t.out.Refused = either(act.Kind == bot.ActClaim && t.open(), "already_claimed", "not_now")
		return
	}
	c.State = state
	t.out.CaseChanged = true
	t.count(counted[act.Kind], t.caseEvent())
	t.apply(act)
}

var steps = map[bot.ActKind]desk.Step{
	bot.ActClaim: desk.Claim, bot.ActReply: desk.Reply, bot.ActRelease: desk.Release,
	bot.ActHandBack: desk.HandBack, bot.ActClose: desk.Close,
}

var counted = map[bot.ActKind]bot.EventKind{
	bot.ActClaim: bot.EventCaseClaimed, bot.ActReply: bot.EventCaseReplied, bot.ActRelease: bot.EventCaseReleased,
	bot.ActHandBack: bot.EventCaseHandedBack, bot.ActClose: bot.EventCaseClosed,
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
	case bot.ActClaim:
		c.Claim, c.Staff, c.Name = t.in.Fresh, act.Staff, act.Name
		if t.s.State != bot.StateStopped {
			t.move(toPerson)
		}
	case bot.ActReply:
		t.staffReply(act)
	case bot.ActRelease:
		c.Claim, c.Staff, c.Name = "", "", ""
		t.leaveForPersonFromStaff()
	case bot.ActHandBack, bot.ActClose:
		t.handBack(act)
	}
}

func (t *turn) leaveForPersonFromStaff() {
	if t.s.State == bot.StateWithPerson {
		t.move(toWait)
	}
}

// lockScreen is after how long a counsellor's message no longer answers at
// once: its first line then names nobody and nothing, for it shows on a locked
// screen (PEOPLE.md 12).
const lockScreen = 10 * time.Minute

// staffReply sends a counsellor's words. Somebody who said stop gets nothing.
func (t *turn) staffReply(act *bot.Act) {
	if t.s.State == bot.StateStopped {
		t.out.Refused = "contact_stopped"
		return
	}
	t.move(toPerson)
	words := act.Name + " : " + act.Text
	if t.in.At.Sub(t.s.Last) > lockScreen {
		words = t.phrase("message_for_you") + "\n" + words
	}
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyStaff, Text: words, From: act.Name})
}

// handBack gives the person back to the bot at the place where they were; a
// close leads to the menu.
func (t *turn) handBack(act *bot.Act) {
	name := t.s.Case.Name
	t.s.Case.Claim, t.s.Case.Staff = "", ""
	if t.s.State == bot.StateStopped {
		return
	}
	t.title = name
	if act.Kind == bot.ActClose {
		t.move(toMenu)
		t.lead(t.phrase("case_closed"))
		t.openMenu("menu_text")
		return
	}
	t.lead(t.phrase("handed_back"))
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
	if t.open() && t.s.Case.Notice != "stopped" {
		t.s.Case.Notice = t.in.Delivery.Reason
		t.out.CaseChanged = true
	}
}
