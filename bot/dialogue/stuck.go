package dialogue

import (
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

// stuck gives the next hint of a step, from a nudge to the most direct; after
// the last one, or the third time stuck, a person is offered.
func (t *turn) stuck(step *flows.Step, line int) {
	for len(t.s.Hints) <= line {
		t.s.Hints = append(t.s.Hints, 0)
	}
	ladder := t.view(step).stuck
	used := int(t.s.Hints[line])
	if t.s.Hints[line] < 250 {
		t.s.Hints[line]++
	}
	if t.s.Stuck < 250 {
		t.s.Stuck++
	}
	t.s.Remember(hintedIn, t.topic())
	t.count(bot.EventStuck, bot.Event{Topic: t.topic(), Step: step.ID, Hints: int(t.s.Hints[line])})
	offer := int(t.s.Stuck) >= max(1, t.book.agency.Talk.AfterStuck)
	words := ""
	if used < len(ladder) {
		words = t.words(ladder[used])
		t.lead(words)
	}
	if used >= len(ladder) || offer {
		t.s.Stuck = 0
		t.offerPerson()
		return
	}
	t.pickHint(step, words)
}

// pickHint closes a hint with the step's own choices. words are the hint's alone.
func (t *turn) pickHint(step *flows.Step, words string) {
	if t.s.Has(bot.FlagSheet) {
		words := t.before
		t.before = ""
		t.say(bot.ReplyAnswer, words+"\n"+t.phrase("sheet_end"))
		return
	}
	hint := t.before
	t.before = ""
	t.pickStep(step)
	t.prompt(hint)
	t.aloud(&t.out.Replies[len(t.out.Replies)-1], step, words)
}

// offerPerson offers somebody who helps, and the way on.
func (t *turn) offerPerson() {
	if t.together() {
		t.stayAtStep()
		return
	}
	own := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step}
	t.pickWord(wordHuman)
	if _, step := t.at(t.s.Place); step != nil && (!step.Question() || t.s.Has(bot.FlagSheet)) {
		own.Arg = argDone
		t.pick(own)
	}
	own.Arg = argResume
	t.pick(own)
	t.pickWord(wordMenu)
	t.promptYesNo(t.phrase("offer_person"))
}

// arrived takes a picture, a voice note or a place that a step or an item
// waits for, and says what is missing when something else came.
func (t *turn) arrived(kind bot.MediaKind) bool {
	if t.s.State == bot.StateCheck {
		return t.itemMedia(kind)
	}
	_, step := t.at(t.s.Place)
	if t.s.State != bot.StateHelp || t.s.Asking != bot.AskNothing || step == nil || step.WaitFor == "" {
		return false
	}
	if step.WaitFor == "text" && (kind == bot.Voice || len(step.GotElse) == 0) {
		return false // a voice note may be the answer: a person listens to it
	}
	if step.WaitFor != kind.String() && !(step.WaitFor == "picture" && kind == bot.Document) {
		t.lead(t.words(step.GotElse))
		if t.s.Misses++; t.s.Misses >= mostMisses || kind == bot.Voice { // a voice note may say what is wrong
			t.s.Misses = 0
			t.offerPerson()
			return true
		}
		t.show()
		return true
	}
	t.count(bot.EventAnswered, bot.Event{Topic: t.topic(), Step: step.ID, Value: "arrived"})
	t.passed()
	t.lead(t.words(step.GotIt))
	t.follow(step.Next)
	return true
}

// answered takes a free text as the answer to a step or an item that waits
// for one, and reports whether it did.
func (t *turn) answered() bool {
	switch {
	case strings.TrimSpace(t.in.Text) == "":
		return false
	case t.s.Asking == bot.AskDevice:
		return t.deviceNamed()
	case t.s.Asking == bot.AskNumber:
		return t.callTo()
	case t.s.Asking == bot.AskRemind:
		return t.remindAnswer()
	case t.s.Asking == bot.AskCalled:
		return t.called()
	case t.s.Asking == bot.AskWords:
		t.ownWords()
		return true
	case t.s.Asking != bot.AskNothing:
		return false
	}
	if t.s.State == bot.StateCheck {
		return t.itemText()
	}
	_, step := t.at(t.s.Place)
	if t.s.State != bot.StateHelp || step == nil || t.s.Has(bot.FlagSheet) {
		return false
	}
	switch {
	case step.WaitFor == "text":
		t.keepText(step)
		t.passed()
		t.lead(t.words(step.GotIt))
		t.follow(step.Next)
		return true
	case step.WaitFor != "" && len(t.words(step.GotElse)) > 0:
		t.lead(t.words(step.GotElse))
		t.show()
		return true
	}
	return false
}

// keepText keeps a free answer sealed among the contact's fields, when the
// person agreed that something is kept; the session only knows that it is there.
func (t *turn) keepText(step *flows.Step) {
	t.count(bot.EventAnswered, bot.Event{Topic: t.topic(), Step: step.ID, Value: "text"})
	if step.Remember == "" {
		return
	}
	t.s.Remember(step.Remember, "said")
	if t.s.Consent == bot.Yes {
		t.out.Fields = map[string]string{"answer." + step.Remember: t.in.Text}
	}
}
