package dialogue

import (
	"encoding/json"
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/skills"
	"passerelle/bot/understand"
	"passerelle/flows"
)

func normal(s string) string { return understand.Normal(s) }

// band is the id of the band of the last check, "" when it is not known or
// somebody said that it is not right.
func (t *turn) band() string {
	flow := t.book.byNumber[t.s.Check.Flow]
	if flow == nil || flow.Check == nil || t.s.Has(bot.FlagDisputed) {
		return ""
	}
	if i, known := skills.Band(t.scored(flow), len(flow.Check.Bands), flow.Check.AtLeast); known {
		return flow.Check.Bands[i].ID
	}
	return ""
}

// endCheck says the result in one plain sentence, why, and what is offered: a
// place and a person always.
func (t *turn) endCheck(flow *flows.Flow) {
	if flow == nil || flow.Check == nil {
		t.openMenu("menu_text")
		return
	}
	band := t.band()
	if over := uint16(len(flow.Check.Items)); t.s.Check.Step != over { // "back" shows a result again, it ends once
		t.s.Check.Step = over
		t.count(bot.EventCheckEnded, bot.Event{Topic: flow.ID, Value: either(band == "", "unknown", band)})
	}
	words := t.phrase("check_unknown")
	for _, b := range flow.Check.Bands {
		if b.ID == band {
			words = t.words(b.Say)
		}
	}
	rows := t.orientation(flow)
	t.orient(rows)
	for _, row := range rows {
		words = join(words, t.why(row))
	}
	t.move(toMenu)
	t.s.Hints = t.s.Hints[:0]
	t.prompt(join(words, t.phrase("check_end")))
}

// why is the reason of a row; nothing where it would name items and there are
// none.
func (t *turn) why(row *flows.Orientation) string {
	t.flags = flagsOf(row.When)
	if strings.Contains(t.local(row.Why), "{items}") && t.items() == "" {
		return ""
	}
	return t.words(row.Why)
}

// orientation returns the rows that hold, in their order; the last row, which
// has no condition, only when no other does.
func (t *turn) orientation(flow *flows.Flow) (rows []*flows.Orientation) {
	for i := range flow.Check.Orientation {
		row := &flow.Check.Orientation[i]
		if len(row.When) == 0 && len(rows) > 0 {
			continue
		}
		if row.When.Match(t) {
			rows = append(rows, row)
		}
	}
	return rows
}

// orient offers what the rows offer, each thing once; then a place, a person
// and showing the result, whatever the rows say.
func (t *turn) orient(rows []*flows.Orientation) {
	seen := map[flows.Offer]bool{}
	place := false
	add := func(o flows.Offer) {
		if !seen[o] && o.Kind != flows.OfferTalk && len(t.picked) < mostChoices-2 {
			t.pickOffer(o)
			place = place || o.Kind == flows.OfferPlace
		}
		seen[o] = true
	}
	for _, row := range rows {
		for _, o := range row.Offer {
			add(o)
		}
	}
	if a := t.book.agency; !place && len(a.Places) > 0 {
		t.picked = t.picked[:min(len(t.picked), mostChoices-3)]
		t.pickOffer(flows.Offer{Kind: flows.OfferPlace, ID: a.Places[0].ID})
	}
	t.pickWord(wordHuman)
	t.pick(bot.Payload{Kind: bot.PayloadAsked, Step: uint16(bot.AskShare), Arg: argYes})
}

// flagsOf returns the flags that a condition asks for.
func flagsOf(when flows.Condition) []string {
	for i := range when {
		if when[i].Name == "flag" {
			return when[i].Values
		}
	}
	return nil
}

// items names up to two things that went wrong, for {items}: those that raised
// the flags that the orientation is about, else any that were not known either.
// "I do not know" raises no flag.
func (t *turn) items() string {
	flow := t.book.byNumber[t.s.Check.Flow]
	if flow == nil || flow.Check == nil {
		return ""
	}
	var names []string
	for _, a := range t.s.Asked {
		if int(a.Item) >= len(flow.Check.Items) || len(names) == 2 {
			continue
		}
		item := &flow.Check.Items[a.Item]
		missed := a.Grade == 0 || a.Grade == bot.GradeUnknown && len(t.flags) == 0
		if !missed || item.Area == "" || len(t.flags) > 0 && !slices.Contains(t.flags, item.FlagWrong) {
			continue
		}
		if name := t.itemName(flow.Check, item); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// itemName is what an item is called in a result: its short name, else its area's.
func (t *turn) itemName(check *flows.Check, item *flows.Item) string {
	if len(item.About) > 0 {
		return t.words(item.About)
	}
	for i := range check.Areas {
		if check.Areas[i].ID == item.Area {
			return t.words(check.Areas[i].Name)
		}
	}
	return ""
}

// share shows the result to the team after a yes: first, once, whether it may
// be kept.
func (t *turn) share() {
	if t.s.Consent != bot.Yes {
		if t.s.Consent == bot.NotAsked {
			t.askFor(bot.AskConsent, uint32(bot.ReasonResult))
			return
		}
		t.human(bot.ReasonResult)
		return
	}
	t.s.Share = bot.Yes
	flow := t.book.byNumber[t.s.Check.Flow]
	if flow == nil || flow.Check == nil {
		t.over()
		return
	}
	t.out.Result = t.result(flow)
	t.request(bot.ReasonResult)
	t.lead(t.phrase("shared"))
	t.showWaiting()
}

// result is what is kept of a check: the band and the graded items, no answers.
func (t *turn) result(flow *flows.Flow) []byte {
	type graded struct {
		Item  string `json:"item"`
		Grade int    `json:"grade"`
		Hints int    `json:"hints,omitempty"`
	}
	kept := struct {
		Check   string   `json:"check"`
		Version int      `json:"version"`
		Band    string   `json:"band"`
		Items   []graded `json:"items"`
	}{flow.ID, flow.Version, t.band(), nil}
	for _, a := range t.s.Asked {
		if int(a.Item) < len(flow.Check.Items) {
			kept.Items = append(kept.Items, graded{flow.Check.Items[a.Item].ID, int(a.Grade), int(a.Hints)})
		}
	}
	b, err := json.Marshal(kept)
	if err != nil {
		return nil
	}
	return b
}
