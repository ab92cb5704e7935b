package dialogue

import (
	"passerelle/bot"
	"passerelle/bot/privacy"
)

// invited is the notice of a case whose person was asked for an answer.
const invited = "invited"

// template is the agency's message that WhatsApp takes outside its window, in
// the person's language where there is one; "" for none.
func (t *turn) template() string {
	agency := t.book.agency
	return agency.Channels[bot.WhatsApp.String()].Template.In(t.s.Language, agency.Languages...)
}

// refusesInvite says why a person is not asked for an answer, as a text key: it
// is the way out of a closed window and of nothing else, and they are asked once.
func (t *turn) refusesInvite() string {
	switch {
	case privacy.WindowOpen(t.s.Reach.Channel, t.s.Last, t.now()):
		return "invite_open"
	case t.template() == "":
		return "invite_none"
	case t.s.Case.Notice == invited:
		return "invite_already"
	}
	o := privacy.Of(t.s, privacy.Counsellor)
	o.Template = true
	return held[privacy.Allow(o, t.now()).Because]
}

// askAnswer asks the person for an answer, which opens the window again.
func (t *turn) askAnswer() {
	t.s.Case.Notice = invited
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyReminder, Text: t.phrase("invite"), Template: t.template()})
}
