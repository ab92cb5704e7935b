package dialogue

import (
	"slices"

	"passerelle/bot"
)

// clearEvery is at how many ends of a flow one person is asked whether it was
// clear.
const clearEvery = 10

// Draws reports whether a turn with this Fresh asks "was that clear?" at the end
// of a flow: one in ten, by FNV-1a, so that the same input gives the same turn.
func Draws(fresh string) bool {
	sum := uint32(2166136261)
	for i := range len(fresh) {
		sum = (sum ^ uint32(fresh[i])) * 16777619
	}
	return (sum^sum>>15)%clearEvery == 0 // the lowest bits alone are no lot
}

// asksClear reports whether this end of a flow asks. It never does in danger,
// beside a person who was asked for, for somebody else's phone, nor by SMS, where
// an answer costs the person money (PEOPLE.md 5).
func (t *turn) asksClear() bool {
	return t.book.agency.AskClear && t.in.Kind == bot.FromContact && t.s.Reach.Channel != bot.SMS &&
		t.s.Danger.Class == bot.NoDanger && !t.open() && !t.s.Has(bot.FlagForOther) && Draws(t.in.Fresh)
}

// pickClear offers yes and "not quite", and returns the question. It waits for
// nothing: whatever else the person does goes on.
func (t *turn) pickClear() string {
	own := bot.Payload{Kind: bot.PayloadAsked, Flow: t.s.Place.Flow, Step: uint16(bot.AskClear), Arg: argYes}
	t.pick(own)
	own.Arg = argNo
	t.pick(own)
	return t.phrase("ask_clear")
}

// wasClear counts an answer, once: a button that is pressed again says nothing new.
func (t *turn) wasClear(p bot.Payload) {
	if flow, step := t.at(t.s.Place); step != nil && p.Flow == t.s.Place.Flow && slices.Contains(t.s.Offered, p) {
		t.count(bot.EventClear, bot.Event{Topic: flow.ID, Step: step.ID, Value: either(p.Arg == argYes, "yes", "no")})
	}
	if p.Arg == argYes {
		t.lead(t.phrase("clear_thanks"))
		t.openMenu("menu_text")
		return
	}
	t.pickWord(wordHuman)
	t.pickWord(wordMenu)
	t.promptYesNo(t.phrase("clear_help"))
}
