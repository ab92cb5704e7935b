package dialogue

import (
	"passerelle/bot"
)

// shownTogether is what the case's page shows of doing it together.
func (t *turn) shownTogether() (v bot.CaseTogether) {
	x := &t.s.Together
	switch {
	case x.On && t.s.Case.Claim != "":
		t.showNow(&v)
	case x.Ended.Flow != 0:
		if flow := t.book.byNumber[x.Ended.Flow]; flow != nil {
			v.Topic, v.Ended = flow.ID, true
		}
	}
	for _, w := range x.Ways {
		if name := t.placeName(w.Place); name != "" {
			v.Done = append(v.Done, bot.DoneStep{Step: name, Way: w.Way.String()})
		}
	}
	for _, r := range x.Redo {
		if name := t.placeName(r.Place); name != "" {
			v.Redo = append(v.Redo, bot.DoneStep{Step: name, At: r.At})
		}
	}
	if x.For.State != bot.ForNothing {
		v.For = bot.ForShown{State: x.For.State.String(), Step: t.placeName(x.For.Place), At: x.For.At, Owed: x.For.Owed}
	}
	v.Skill = Skills(t.s)
	return v
}

// showNow says where the person is: the step, the try, and since when.
func (t *turn) showNow(v *bot.CaseTogether) {
	line := t.lineNow()
	flow, step := t.at(bot.Place{Flow: t.s.Place.Flow, Step: line})
	if step == nil {
		return
	}
	way := t.path(flow)
	v.Topic, v.Step, v.Since, v.Paused = flow.ID, step.ID, t.s.Together.Since, !t.together()
	v.N, v.Of = onWay(way, line), max(len(way), 1)
	v.Of = max(v.Of, v.N)
	if lines := t.sheet(); t.s.Has(bot.FlagSheet) && len(lines) > 1 {
		v.N, v.To = onWay(way, lines[0]), onWay(way, lines[len(lines)-1])
	}
	v.Try = 1 + max(0, t.hints(max(0, t.line(line)))-int(t.s.Together.Gave))
	v.Aids = t.aids()
}

// onWay is the place of a step on the way, from 1; one that lies beside it, such
// as a question, has the place of the next step that is on it.
func onWay(way []int, step uint16) int {
	for n, i := range way {
		if i >= int(step) {
			return n + 1
		}
	}
	return max(1, len(way))
}

// placeName names a step as flow/step, "" where it is gone.
func (t *turn) placeName(at bot.Place) string {
	flow, step := t.at(at)
	if step == nil {
		return ""
	}
	return flow.ID + "/" + step.ID
}
