package dialogue

import (
	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows/text"
)

// handOver ends a counsellor's day with a case, and tells the person who goes on
// and when: a colleague, once they accept; the counsellor, from a moment on; else
// the team. The note is for whoever goes on.
func (t *turn) handOver(act *bot.Act) {
	c := &t.s.Case
	if act.Text != "" && t.keepsThread() {
		t.out.Note = act.Text
	}
	switch {
	case act.To != "":
		c.Offered = act.To
	case !act.Until.IsZero():
		c.State, _ = desk.Next(c.State, desk.Snooze) // refusesHandOver asked
		t.rest(act.Until)
		t.title = text.HalfDay(t.s.Language, t.now(), act.Until.In(t.now().Location()))
		t.whoGoesOn("hand_over_me")
	default:
		name := c.Name
		c.State, _ = desk.Next(c.State, desk.Release)
		t.count(bot.EventCaseReleased, t.caseEvent())
		t.giveBack()
		t.title = name
		t.whoGoesOn("hand_over_team")
	}
}

// refusesHandOver says why a case is not handed over, as a text key.
func (t *turn) refusesHandOver(act *bot.Act) string {
	step := desk.Release
	switch {
	case act.To == act.Staff:
		return "not_offered"
	case act.To != "":
		return ""
	case !act.Until.IsZero() && !act.Until.After(t.in.At):
		return "not_later"
	case !act.Until.IsZero():
		step = desk.Snooze
	}
	if _, err := desk.Next(t.s.Case.State, step); err != nil {
		return "not_now"
	}
	return ""
}

// whoGoesOn tells a person who has heard from a counsellor that another one goes
// on, or the same one later, where the outreach gate lets it pass.
func (t *turn) whoGoesOn(phrase string) {
	if t.s.Case.Replied.IsZero() || !t.fromStaff().Allowed {
		return
	}
	t.leadUnasked()
	t.lead(t.phrase(phrase))
	words := t.before
	t.before = ""
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyReminder, Text: words})
}
