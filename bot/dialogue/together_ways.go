package dialogue

import (
	"passerelle/bot"
	"passerelle/flows"
)

// passed notes that the person went on from the present step, or from every line
// of the present sheet, and how: with somebody, where a counsellor wrote or helped
// there. Of who helps somebody else nothing is noted.
func (t *turn) passed() {
	x := &t.s.Together
	if t.s.Has(bot.FlagForOther) || !t.open() && len(x.Redo) == 0 {
		return
	}
	way := bot.ByOneself
	if x.Helped && t.s.Case.Claim != "" {
		way = bot.WithSomebody
	}
	lines := []uint16{t.s.Place.Step}
	if sheet := t.sheet(); t.s.Has(bot.FlagSheet) && len(sheet) > 0 {
		lines = sheet
	}
	for _, line := range lines {
		at := bot.Place{Flow: t.s.Place.Flow, Step: line}
		if x.For.State == bot.ForDone && x.For.Place == at && !x.Since.After(x.For.At) {
			continue // it was done for them a moment ago
		}
		if x.Redone(at) {
			t.countAt(bot.EventRedo, at, "done")
		}
		if t.open() {
			x.Pass(at, way)
		}
	}
}

// countAt adds an event about a place.
func (t *turn) countAt(kind bot.EventKind, at bot.Place, value string) {
	e := bot.Event{Value: value}
	if flow, step := t.at(at); step != nil {
		e.Topic, e.Step = flow.ID, step.ID
	}
	t.count(kind, e)
}

// forgetWays begins a help anew: how an earlier one went is told, where no case
// is open that its counsellor looks at.
func (t *turn) forgetWays() {
	if !t.open() {
		t.s.Together.Ways = t.s.Together.Ways[:0]
	}
}

// wayThrough is how somebody followed a help: the most help that they had at any
// of its steps.
func (t *turn) wayThrough(flow *flows.Flow) string {
	most := bot.NoWay
	for _, w := range t.s.Together.Ways {
		if f := t.book.byNumber[w.Place.Flow]; f != nil && f.ID == flow.ID {
			most = max(most, w.Way)
		}
	}
	switch {
	case most > bot.ByOneself:
		return most.String()
	case t.s.Answer(hintedIn) == flow.ID:
		return bot.DoingHelped
	}
	return bot.WayAlone
}

// noteDoing notes at its end how somebody followed a help, for the person to see
// and for whoever helps them next. It lives in the session: who was silent for so
// long that it is gone starts empty everywhere (PEOPLE.md 1).
func (t *turn) noteDoing(flow *flows.Flow) {
	if t.s.Has(bot.FlagForOther) {
		return
	}
	past := bot.ParseDoings(t.s.Answer(didFlow + flow.ID))
	t.s.Remember(didFlow+flow.ID, bot.WriteDoings(bot.AddDoing(past, t.wayThrough(flow), t.now())))
}

// caseWay is how a case went: the most help that was had at any of its steps.
// Where no step was sent, only what went on while somebody had the case tells; ""
// where nothing does.
func (t *turn) caseWay() string {
	most := bot.NoWay
	for _, w := range t.s.Together.Ways {
		most = max(most, w.Way)
	}
	r := &t.s.Case.Record
	switch {
	case most > bot.ByOneself, most > bot.NoWay && t.s.Together.Told:
		return most.String()
	case r.Moved > 0:
		return bot.WayWith
	case r.Alone > 0:
		return bot.WayAlone
	}
	return ""
}

// stepsByWay counts the steps of a case in which a counsellor sent one, and names
// those that are left to be done again together.
func (t *turn) stepsByWay() (n bot.WayCounts, redo []string) {
	x := &t.s.Together
	if !x.Told {
		return n, nil
	}
	for _, w := range x.Ways {
		switch w.Way {
		case bot.ByOneself:
			n.Alone++
		case bot.WithSomebody:
			n.With++
		case bot.ForSomebody:
			n.For++
		}
	}
	for _, r := range x.Redo {
		if name := t.placeName(r.Place); name != "" {
			redo = append(redo, name)
		}
	}
	return n, redo
}

// mark corrects how a step was done, and with it how its help was followed.
func (t *turn) mark(at bot.Place, way bot.Way) {
	t.s.Together.Pass(at, way)
	t.countAt(bot.EventWay, at, way.String())
	flow := t.book.byNumber[at.Flow]
	if flow == nil || t.s.Together.On && t.s.Place.Flow == at.Flow {
		return // it is told at the end
	}
	if past := bot.ParseDoings(t.s.Answer(didFlow + flow.ID)); len(past) > 0 && !t.s.Has(bot.FlagForOther) {
		t.s.Remember(didFlow+flow.ID, bot.WriteDoings(bot.CorrectDoing(past, t.wayThrough(flow), t.now())))
	}
}
