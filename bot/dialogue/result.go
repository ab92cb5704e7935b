package dialogue

import (
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/bot/understand"
	"passerelle/flows"
)

func normal(s string) string { return understand.Normal(s) }

// result is the last check and what its answers come to; nil where there is none.
func (t *turn) result() (*flows.Flow, *profile.Profile) {
	flow, m := t.book.byNumber[t.s.Check.Flow], t.book.measures[t.s.Check.Flow]
	if flow == nil || flow.Check == nil {
		return nil, nil
	}
	if t.profiled == nil && m != nil {
		p := m.Profile(t.graded(t.s.Check.Flow, t.s.Asked))
		t.profiled = &p
	}
	return flow, t.profiled
}

// band is the id of the band of the last check, "" when it is not known, when
// somebody said that it is not right, or when reading was what was hard.
func (t *turn) band() string {
	flow, p := t.result()
	if p == nil || !p.Known || t.untold() {
		return ""
	}
	return flow.Check.Bands[p.Band].ID
}

// areaBand is the band of one area; it needs six answers there.
func (t *turn) areaBand(area string) string {
	flow, p := t.result()
	if p == nil || t.untold() {
		return ""
	}
	for i := range p.Areas {
		if a := &p.Areas[i]; flow.Check.Areas[a.Area].ID == area && a.Known {
			return flow.Check.Bands[a.Band].ID
		}
	}
	return ""
}

// untold reports whether no rule may use the result: it was called not right and
// no person has looked yet, or reading was what was hard.
func (t *turn) untold() bool {
	return t.s.Has(bot.FlagDisputed) || t.readingIsHard()
}

// readingIsHard reports whether reading was hard, or may have been.
func (t *turn) readingIsHard() bool {
	switch t.s.Answer(hardThing) {
	case "reading":
		return true
	case "phone", "other":
		return false
	}
	flow := t.book.byNumber[t.s.Check.Flow]
	return flow != nil && flow.Check != nil && profile.Reading(flow.Check, t.s.Language, t.graded(t.s.Check.Flow, t.s.Asked))
}

// endCheck counts the end, once, and says the result.
func (t *turn) endCheck(flow *flows.Flow) {
	if flow == nil || flow.Check == nil {
		t.openMenu("menu_text")
		return
	}
	if over := uint16(len(flow.Check.Items)); t.s.Check.Step != over {
		t.s.Check.Step = over
		band := t.band()
		t.count(bot.EventCheckEnded, bot.Event{Topic: flow.ID, Value: either(band == "", "unknown", band)})
		t.count(bot.EventCheckRun, bot.Event{Topic: flow.ID, Value: t.checkRun(flow).String()})
	}
	t.showResult()
}

// checkRun is what the fairness report knows of this check.
func (t *turn) checkRun(flow *flows.Flow) bot.CheckRun {
	run := bot.CheckRun{Language: t.s.Language, Ended: true, Groups: t.compared(flow)}
	m := t.book.measures[t.s.Check.Flow]
	for _, g := range t.graded(t.s.Check.Flow, t.s.Asked) {
		if m == nil {
			break
		}
		if _, scored := m.Scored(g.Item); scored {
			g.Hints = 0
			run.Items = append(run.Items, g)
		}
	}
	return run
}

// compared are the answers by which the report compares groups.
func (t *turn) compared(flow *flows.Flow) (groups []bot.Answer) {
	for _, name := range flow.Check.Compare {
		if value := t.s.Answer(name); value != "" {
			groups = append(groups, bot.Answer{Name: name, Value: value})
		}
	}
	return groups
}

// showResult says one band in one plain sentence, why, and what is offered: a
// place and a person always. "0" leads to what went well and what was hard.
func (t *turn) showResult() {
	flow, p := t.result()
	if p == nil {
		t.openMenu("menu_text")
		return
	}
	rows := t.orientation(flow)
	more := t.offersMore(flow, p)
	if more {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Check.Flow, Step: t.s.Check.Step, Arg: argMoreItems})
	}
	t.orient(rows)
	words := join(t.bandWords(flow, p), t.progress(), t.moved(flow, p))
	for _, row := range rows {
		words = join(words, t.why(row))
	}
	t.move(toMenu)
	t.s.Hints, t.s.Asking = t.s.Hints[:0], bot.AskNothing
	t.prompt(join(words, either(t.s.Has(bot.FlagDisputed), "", t.phrase("check_end"))))
	t.zero(wordDetails.payload())
}

// bandWords is the result in one sentence.
func (t *turn) bandWords(flow *flows.Flow, p *profile.Profile) string {
	switch {
	case t.s.Has(bot.FlagDisputed):
		return t.phrase("not_right_yet")
	case t.readingIsHard():
		return t.phrase("reading_help")
	case !p.Known:
		return t.phrase("check_unknown")
	}
	return t.words(flow.Check.Bands[p.Band].Say)
}

// moved tells the two or three answers that moved the result most: what went
// well, what was hard.
func (t *turn) moved(flow *flows.Flow, p *profile.Profile) string {
	if t.untold() {
		return ""
	}
	var well, helped, hard []string
	for _, m := range p.Movers {
		name := t.itemName(flow.Check, &flow.Check.Items[m.Item])
		switch {
		case name == "":
		case p.WithHelp(m.Item):
			helped = append(helped, name)
		case m.Change > 0:
			well = append(well, name)
		case m.Change < 0:
			hard = append(hard, name)
		}
	}
	return join(t.listed("went_well", well), t.listed("went_helped", helped), t.listed("was_hard", hard))
}

// listed is a phrase with a list in it; nothing for an empty list.
func (t *turn) listed(key string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	t.list = strings.Join(names, ", ")
	return t.phrase(key)
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
// has no condition, only when no other does. Nothing is drawn from a result that
// was called not right: then it is the last row.
func (t *turn) orientation(flow *flows.Flow) (rows []*flows.Orientation) {
	for i := range flow.Check.Orientation {
		row := &flow.Check.Orientation[i]
		if len(row.When) == 0 && len(rows) > 0 || len(row.When) > 0 && t.s.Has(bot.FlagDisputed) {
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
		anywhere := o.Kind == flows.OfferPlace && o.ID == flows.AnyPlace // one place is enough: it follows
		if !seen[o] && !anywhere && o.Kind != flows.OfferTalk && len(t.picked) < mostChoices-2 {
			t.pickOffer(o)
			t.picked = t.picked[:min(len(t.picked), mostChoices-2)]
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
	if t.s.Share == bot.Yes {
		t.pickWord(wordUnshare)
		return
	}
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
	return t.areaName(check, item.Area)
}

func (t *turn) areaName(check *flows.Check, id string) string {
	for i := range check.Areas {
		if check.Areas[i].ID == id {
			return t.words(check.Areas[i].Name)
		}
	}
	return ""
}
