package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// stepAnyway is the Step of a PayloadStep with argStart: begin a flow although
// it is in another language.
const stepAnyway = 2

// startFor begins a flow that somebody chose: what is no longer offered is over,
// what this person or this channel cannot have is said first.
func (t *turn) startFor(flow *flows.Flow, p bot.Payload) {
	e, ok := t.book.edition(flow.ID)
	switch {
	case !ok:
		t.over()
	case p.Step != stepAnyway && t.refusesFlow(e.Flow, e.Number):
	default:
		t.start(p.Flow)
	}
}

// refusesFlow says that a flow is not for this channel, or is in another
// language only, and offers a person; it reports whether it did.
func (t *turn) refusesFlow(flow *flows.Flow, number uint32) bool {
	kind := either(flow.Kind == flows.KindCheck, "check", "help")
	switch {
	case !t.carries(kind):
		t.title = t.words(flow.Title)
		t.pickWord(wordHuman)
		t.pickWord(wordMenu)
		t.promptYesNo(t.phrase("not_here"))
	case t.foreign(flow):
		t.title = t.words(flow.Title)
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: number, Step: stepAnyway, Arg: argStart})
		t.pickWord(wordHuman)
		t.pickWord(wordMenu)
		t.promptYesNo(t.phrase("only_in"))
	default:
		return false
	}
	return true
}

// foreign reports whether a flow lacks this person's language, and has another
// one that they can go on in.
func (t *turn) foreign(flow *flows.Flow) bool {
	return !slices.Contains(t.book.spoken[flow], t.s.Language) && t.tongue(flow) != ""
}

// tongue is the language that a flow is read in by somebody whose own it lacks.
func (t *turn) tongue(flow *flows.Flow) string {
	for _, tag := range t.book.agency.Languages {
		if slices.Contains(t.book.spoken[flow], tag) {
			return tag
		}
	}
	return ""
}

// titled is what a flow is called in the menu; one in another language says so.
func (t *turn) titled(flow *flows.Flow) string {
	if !t.foreign(flow) {
		return t.words(flow.Title)
	}
	return t.words(flow.Title) + " (" + t.book.names[t.tongue(flow)] + ")"
}
