package dialogue

import (
	"time"

	"passerelle/bot"
	"passerelle/bot/understand"
)

// doubts asks one short question where a message may speak of danger and does not
// say so clearly. It names nothing, for somebody else may read this phone, and it
// rests for a day after a no, except on new wording that is surer. What a
// counsellor reads anyway is not asked about.
func (t *turn) doubts() bool {
	if t.apart() || !t.in.Payload.IsZero() || t.in.Text == "" || isNumber(t.in.Text) || t.s.Asking == bot.AskDanger || t.s.Asking == bot.AskAlone {
		return false
	}
	if t.s.Danger.Class != bot.NoDanger { // it was said already, and answered
		return false
	}
	if _, known := t.resolve(); known || understand.HasLink(t.in.Text) { // a choice, and somebody else's words
		return false
	}
	class, _, sure := t.book.reader.Suspects(t.in.Text)
	if class == bot.NoDanger || t.s.State == bot.StateCheck && !sure { // an answer to an item
		return false
	}
	if t.in.At.Before(t.s.Danger.Rests) && (!sure || t.s.Danger.Said == wording(understand.Normal(t.in.Text))) {
		return false
	}
	t.knowLanguage()
	if t.s.Asking == bot.AskNothing {
		t.keepTopic()
	}
	t.s.Danger.Said = wording(understand.Normal(t.in.Text))
	t.count(bot.EventDanger, bot.Event{Value: "asked"})
	t.askFor(bot.AskDanger, uint32(class))
	return true
}

// answerDoubt takes the answer: a yes is danger of the class that was suspected, a
// no leads on, and is believed for a day.
func (t *turn) answerDoubt(p bot.Payload) {
	if p.Arg == argYes {
		t.s.Drop(askedFirst)
		t.inDangerNow(bot.DangerClass(p.Flow), t.s.Danger.Said)
		return
	}
	t.s.Danger.Rests = t.in.At.Add(rest).Truncate(time.Second)
	t.lead(t.phrase("danger_no"))
	if t.s.State == bot.StateMenu && t.takeTopic() {
		return
	}
	t.s.Drop(askedFirst)
	if t.s.State == bot.StateWelcome {
		t.move(toMenu)
	}
	t.show()
}
