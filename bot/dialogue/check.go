package dialogue

import (
	"slices"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/flows"
)

// Arguments of a check's choices, besides those of a step. Their numbers stand in
// buttons and never change.
const (
	argMoreItems = 1005
	argRecheck   = 1006
)

// startCheck begins the agency's check, unless it is somebody else's phone.
func (t *turn) startCheck() {
	check, ok := t.book.check()
	if !ok || t.s.Has(bot.FlagForOther) {
		t.lead(t.phrase(either(ok, "check_for_one", "no_check")))
		t.openMenu("menu_text")
		return
	}
	if !t.refusesFlow(check.Flow, check.Number) {
		t.start(check.Number)
	}
}

// introduceCheck says in three short messages what the check is for, who sees it
// and how long it takes, and begins after a yes.
func (t *turn) introduceCheck(number uint32) {
	t.move(toMenu)
	t.askFor(bot.AskCheck, number)
}

// askCheck puts the three messages; only the last one waits for an answer.
func (t *turn) askCheck(yes, no bot.Payload) {
	flow := t.book.byNumber[yes.Flow]
	if flow == nil || flow.Check == nil {
		t.s.Asking = bot.AskNothing
		t.openMenu("menu_text")
		return
	}
	t.sayFirst(join(t.words(flow.Check.Intro), t.phrase("check_for"), t.phrase("check_benefits")))
	t.sayFirst(t.phrase("check_who"))
	t.asked = flow
	words := t.phrase("check_length")
	if t.s.Reach.Channel == bot.SMS {
		words = join(words, t.phrase("check_sms"))
	}
	t.pick(yes, no)
	t.pickWord(wordHuman)
	t.prompt(words)
}

// agreeCheck begins the check after a yes.
func (t *turn) agreeCheck(p bot.Payload) {
	flow := t.book.byNumber[p.Flow]
	if p.Arg != argYes || flow == nil || flow.Check == nil {
		t.openMenu("menu_text")
		return
	}
	t.beginCheck(p.Flow, flow)
}

// agreeRecheck introduces another look after a yes: what it is for is said anew.
func (t *turn) agreeRecheck(p bot.Payload) {
	if flow := t.book.byNumber[p.Flow]; p.Arg != argYes || flow == nil || flow.Check == nil {
		t.openMenu("menu_text")
		return
	}
	t.introduceCheck(p.Flow)
}

// beginCheck asks the first item. What an unfinished run left is gone; a finished
// one is kept to compare with, and its items are not asked again.
func (t *turn) beginCheck(number uint32, flow *flows.Flow) {
	t.forgetCheck(flow)
	if t.isOver() {
		t.s.Earlier, t.s.EarlierCheck, t.s.EarlierAt = append(t.s.Earlier[:0], t.s.Asked...), t.s.Check, t.s.CheckAt
	}
	t.s.Place, t.s.Check = bot.Place{Flow: number}, bot.Place{Flow: number}
	t.s.Asked, t.s.Hints = t.s.Asked[:0], append(t.s.Hints[:0], 0)
	t.s.Share, t.s.Stuck, t.s.CheckAt, t.profiled = bot.NotAsked, 0, t.s.Last, nil
	t.s.Set(bot.FlagDisputed, false)
	t.noTimer(bot.TimerRecheck)
	t.count(bot.EventCheckStarted, bot.Event{Topic: flow.ID, Value: t.s.Language})
	t.move(toCheck)
	t.s.Place.Step = t.nextItem(flow)
	t.showItem()
}

// isOver reports whether the last check came to its end.
func (t *turn) isOver() bool {
	flow := t.book.byNumber[t.s.Check.Flow]
	return flow != nil && flow.Check != nil && len(t.s.Asked) > 0 && int(t.s.Check.Step) >= len(flow.Check.Items)
}

// forgetCheck forgets the flags that an earlier run raised, and what it
// remembered.
func (t *turn) forgetCheck(flow *flows.Flow) {
	set := map[string]bool{hardThing: true, askedMore: true, resultID: true}
	for i := range flow.Check.Items {
		item := &flow.Check.Items[i]
		set["flag."+item.FlagWrong], set[item.Remember] = true, true
		for _, c := range item.Choices {
			for _, r := range c.Remember {
				set[r.Name] = true
			}
		}
	}
	t.s.Answers = slices.DeleteFunc(t.s.Answers, func(a bot.Answer) bool { return set[a.Name] })
}

// leftCheck reports whether a check was left in the middle, and at which item.
// It may be an earlier revision of the check: who began one ends it. After seven
// days it begins anew.
func (t *turn) leftCheck(id string) (left bool, item uint16) {
	flow := t.book.byNumber[t.s.Check.Flow]
	if flow == nil || flow.Check == nil || flow.ID != id || len(t.s.Asked) == 0 || t.isOver() ||
		t.in.At.Sub(t.s.CheckAt) > privacy.Keep(privacy.Checks) {
		return false, 0
	}
	item = t.nextItem(flow)
	return int(item) < len(flow.Check.Items), item
}

// offerToGoOn asks whether a check that was left goes on or begins again.
func (t *turn) offerToGoOn(item uint16) {
	t.move(toMenu)
	t.s.Place, t.s.Hints = bot.Place{Flow: t.s.Check.Flow, Step: item}, append(t.s.Hints[:0], 0)
	own := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: item, Arg: argResume}
	t.pick(own)
	t.pickWord(wordMenu)
	own.Arg = argAgain // last: a "no" leads to the menu and drops no answers
	t.pick(own)
	t.promptYesNo(t.phrase("check_left"))
}

// present is a check's present revision, for beginning it.
func (t *turn) present(flow *flows.Flow) (uint32, *flows.Flow) {
	if e, ok := t.book.edition(flow.ID); ok {
		return e.Number, e.Flow
	}
	return t.s.Place.Flow, flow
}
