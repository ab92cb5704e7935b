package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// enter goes to a place and on through everything that waits for nobody:
// conditions that lead elsewhere and calls of other flows.
func (t *turn) enter(p bot.Place) {
	for ; t.steps < mostSteps; t.steps++ {
		_, step := t.at(p)
		switch {
		case step == nil:
			t.end()
			return
		case t.needsDevice(p, step):
			t.land(p)
			t.ask(bot.AskDevice)
			return
		}
		to := t.leaves(step)
		if to.Kind == flows.ToNothing && step.Call != "" {
			if inside, ok := t.callFrom(p, step); ok {
				p = inside
				continue
			}
			if !hasWords(step) { // there is no such flow any more: on
				to = step.Next
			}
		}
		switch to.Kind {
		case flows.ToStep:
			p.Step = uint16(to.Step)
		case flows.ToNothing:
			t.land(p)
			t.showStep()
			return
		default:
			t.land(p)
			t.follow(to)
			return
		}
	}
	t.openMenu("menu_text")
}

func hasWords(step *flows.Step) bool { return len(step.Say)+len(step.Ask) > 0 }

// callFrom begins the flow that a step calls; what the step says itself goes in
// front. It reports false where there is no such flow, or calls never end.
func (t *turn) callFrom(p bot.Place, step *flows.Step) (bot.Place, bool) {
	called, ok := t.book.edition(step.Call)
	if !ok || called.Kind != flows.KindHelp || len(t.s.Calls) >= mostTrail {
		return p, false
	}
	if hasWords(step) {
		flow, _ := t.at(p)
		t.lead(t.words(t.view(step).words))
		t.count(bot.EventStepShown, bot.Event{Topic: flow.ID, Step: step.ID, Value: t.cameFrom(p.Flow)})
		t.origin = p
	}
	t.s.Calls = append(t.s.Calls, p)
	return bot.Place{Flow: called.Number}, true
}

// comeBack returns to the flow that called the present one, and reports whether
// there is one.
func (t *turn) comeBack() bool {
	n := len(t.s.Calls)
	if n == 0 {
		return false
	}
	from, left := t.s.Calls[n-1], t.s.Place.Flow
	if t.origin.Flow == 0 {
		t.origin = t.s.Place
	}
	t.s.Calls = t.s.Calls[:n-1]
	// "back" does not lead into a flow that is over: it would end somewhere else.
	t.s.Trail = slices.DeleteFunc(t.s.Trail, func(p bot.Place) bool { return p.Flow == left && left != from.Flow })
	t.s.Place = from
	switch flow, step := t.at(from); {
	case step != nil:
		t.follow(step.Next)
	case flow != nil && flow.Kind == flows.KindCheck:
		t.s.Hints = append(t.s.Hints[:0], 1) // a help was used
		t.resume()
	default:
		return false
	}
	return true
}

// helpWith begins the help of the present item, and comes back to the item.
func (t *turn) helpWith(number uint32) bool {
	if t.s.State != bot.StateCheck {
		return false
	}
	flow, item := t.item()
	if item == nil || item.HelpWith == "" {
		return false
	}
	e, ok := t.book.edition(item.HelpWith)
	if !ok || e.Number != number {
		return false
	}
	t.count(bot.EventStuck, bot.Event{Topic: flow.ID, Step: item.ID, Hints: 1})
	t.s.Calls, t.s.Trail = append(t.s.Calls[:0], t.s.Place), t.s.Trail[:0]
	t.begin(number, e.Flow)
	return true
}

// leaveCalls forgets the calls that are above a flow, when "back" leads there.
func (t *turn) leaveCalls(to uint32) {
	for n := len(t.s.Calls); n > 0 && t.s.Place.Flow != to; n-- {
		t.s.Place = t.s.Calls[n-1]
		t.s.Calls = t.s.Calls[:n-1]
	}
}

// end finishes a flow: back to the one that called it, or the goal, the desk
// and a person.
func (t *turn) end() {
	if t.comeBack() {
		return
	}
	flow := t.book.byNumber[t.s.Place.Flow]
	if flow == nil {
		t.openMenu("menu_text")
		return
	}
	t.count(bot.EventFlowEnded, bot.Event{Topic: flow.ID, Value: t.cameFrom(t.s.Place.Flow)})
	t.noteDoing(flow)
	if t.together() {
		t.endTogether(flow)
		return
	}
	t.s.Trail, t.s.Hints = t.s.Trail[:0], t.s.Hints[:0]
	t.lead(t.words(flow.Goal))
	words := t.phrase("flow_end")
	if t.asksClear() {
		words = join(words, t.pickClear())
	}
	if t.canRemind(flow) && !t.s.Has(bot.FlagForOther) {
		t.pickWord(wordRemind)
	}
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
	t.move(toMenu)
	t.prompt(words)
}
