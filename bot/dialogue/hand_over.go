package dialogue

import (
	"passerelle/bot"
	"passerelle/flows/text"
)

// handOver ends a counsellor's day with a case, and tells the person who goes on
// and when: a colleague, once they accept; the counsellor, from a moment on; else
// the team. It is the offer, the snooze or the release that it stands for; the
// note is for whoever goes on.
func (t *turn) handOver(act *bot.Act) {
	as, name := *act, t.s.Case.Name
	switch {
	case act.To != "":
		as.Kind = bot.ActOffer
	case !act.Until.IsZero():
		as.Kind = bot.ActSnooze
	default:
		as.Kind = bot.ActRelease
	}
	if t.obey(&as); t.out.Refused != "" {
		return
	}
	if act.Text != "" && t.keepsThread() {
		t.out.Note = act.Text
	}
	switch as.Kind {
	case bot.ActSnooze:
		t.title = text.HalfDay(t.s.Language, t.now(), act.Until.In(t.now().Location()))
		t.whoGoesOn("hand_over_me")
	case bot.ActRelease:
		t.title = name
		t.whoGoesOn("hand_over_team")
	}
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
	t.say(bot.ReplyReminder, words)
}
