package dialogue

import (
	"encoding/json"

	"passerelle/bot"
	"passerelle/flows"
)

// resultID is the answer that holds the name under which the result is kept.
const resultID = "check.result"

// share shows the result to the team after a yes: first, once, whether it may
// be kept; then whether something is to stand beside it in the person's own words.
func (t *turn) share() {
	if t.s.Consent != bot.Yes {
		if t.s.Consent == bot.NotAsked {
			t.lead(t.phrase("share_keeps"))
			t.askFor(bot.AskConsent, uint32(bot.ReasonResult))
			return
		}
		t.human(bot.ReasonResult)
		return
	}
	if !t.isOver() {
		t.over()
		return
	}
	t.shares(bot.Yes)
	t.keepResult("")
	t.request(bot.ReasonResult)
	t.lead(t.phrase("shared"))
	t.ask(bot.AskWords)
}

// ownWords keeps what somebody adds to their result. A yes or a no alone answers
// the question and is not kept.
func (t *turn) ownWords() {
	if yes, said := t.book.reader.YesNo(t.in.Text, t.s.Language); said {
		if yes {
			t.ask(bot.AskWords)
			return
		}
		t.showWaiting()
		return
	}
	if t.exact() == wordNothing {
		t.showWaiting()
		return
	}
	t.keepResult(t.in.Text)
	t.lead(t.phrase("words_noted"))
	t.showWaiting()
}

// keepResult keeps the result with what the person says of it; a later one takes
// the place of an earlier one of the same check.
func (t *turn) keepResult(words string) {
	flow, _ := t.result()
	if flow == nil {
		return
	}
	id := t.s.Answer(resultID)
	if id == "" {
		id = t.in.Fresh
		t.s.Remember(resultID, id)
	}
	kept := bot.CheckResult{
		ID: id, Check: flow.ID, Version: flow.Version, At: t.s.CheckAt, Language: t.s.Language, Channel: t.s.Reach.Channel.String(),
		Said: t.band(), Items: t.graded(t.s.Check.Flow, t.s.Asked), Rules: t.fired(flow), Groups: t.compared(flow),
		Reading: t.s.Answer(hardThing), Words: words, Disputed: t.s.Has(bot.FlagDisputed),
		Before: t.graded(t.s.EarlierCheck.Flow, t.s.Earlier),
	}
	if b, err := json.Marshal(kept); err == nil {
		t.out.Result = b
	}
}

// fired are the names of the orientation rows that hold.
func (t *turn) fired(flow *flows.Flow) (ids []string) {
	for _, row := range t.orientation(flow) {
		ids = append(ids, row.ID)
	}
	return ids
}

// unshare takes a shown result back: the team does not see it any more. It stays
// the person's own.
func (t *turn) unshare() {
	flow, _ := t.result()
	id := t.s.Answer(resultID)
	if flow == nil || id == "" || t.s.Share != bot.Yes {
		t.over()
		return
	}
	t.shares(bot.No)
	t.s.Drop(resultID)
	if b, err := json.Marshal(bot.CheckResult{ID: id, Check: flow.ID, At: t.s.CheckAt, Withdrawn: true}); err == nil {
		t.out.Result = b
	}
	t.pickWord(wordResult)
	t.pickWord(wordMenu)
	t.prompt(t.phrase("unshared"))
}
