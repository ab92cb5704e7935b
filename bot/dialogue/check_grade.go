package dialogue

import (
	"strconv"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/flows"
)

// itemChoice grades a picked answer. An answer to an earlier item is over: in
// a check nothing is answered twice.
func (t *turn) itemChoice(p bot.Payload) {
	flow, item := t.item()
	switch {
	case p.Arg == argAgain && flow != nil:
		t.beginCheck(t.present(flow))
		return
	case p.Arg == argMoreItems && flow != nil:
		t.moreItems(flow)
		return
	case p.Arg == argRecheck && flow != nil:
		t.recheckLater(flow)
		return
	}
	if item == nil || p.Step != t.s.Place.Step || t.s.State != bot.StateCheck && t.s.State != bot.StateMenu && t.s.State != bot.StateWaiting {
		t.over()
		return
	}
	t.move(toCheck)
	switch {
	case p.Arg == argStuck:
		if len(item.Stuck) == 0 {
			t.count(bot.EventStuck, bot.Event{Topic: flow.ID, Step: item.ID})
		}
		t.helpItem()
	case p.Arg == argDontKnow:
		t.grade(flow, item, bot.GradeUnknown)
	case item.Type == flows.ItemSpot:
		t.grade(flow, item, either[uint8]((p.Arg == 0) == t.fakeFirst(), 1, 0))
	case int(p.Arg) < len(item.Choices):
		c := &item.Choices[p.Arg]
		if item.Remember != "" {
			t.s.Remember(item.Remember, c.ID)
		}
		for _, r := range c.Remember {
			t.s.Remember(r.Name, r.Value)
		}
		t.grade(flow, item, either[uint8](c.Right, 1, 0))
	default:
		t.over()
	}
}

// rightOrder is where each choice stands in the list that was shown.
func rightOrder(item *flows.Item) []int {
	at := make([]int, len(item.Choices))
	for position, c := range order(item) {
		at[c] = position
	}
	return at
}

// didTask takes a forwarded message, or an answer to one message, for an item that
// asks to do that, whatever stands in it.
func (t *turn) didTask() bool {
	flow, item := t.item()
	if item == nil || t.s.State != bot.StateCheck || t.s.Asking != bot.AskNothing || !t.in.Payload.IsZero() ||
		!(item.WaitFor == "forward" && t.in.Forward) && !(item.WaitFor == "reply" && t.in.Quotes) {
		return false
	}
	t.grade(flow, item, t.taskGrade(item))
	return true
}

// itemMedia grades a task that is done by sending something.
func (t *turn) itemMedia(kind bot.MediaKind) bool {
	flow, item := t.item()
	if item == nil || item.Type != flows.ItemTask || item.WaitFor == "" {
		return false
	}
	if item.WaitFor != kind.String() {
		t.lead(t.phrase("got_else"))
		t.showItem()
		return true
	}
	t.grade(flow, item, t.taskGrade(item))
	return true
}

// taskGrade is the highest grade, less one for each help used, at least 1.
func (t *turn) taskGrade(item *flows.Item) uint8 {
	return uint8(max(1, max(1, item.Grades)-t.hints(0)))
}

// grade notes an answer and goes to the next item. Nothing says whether it was
// right: there are no marks.
func (t *turn) grade(flow *flows.Flow, item *flows.Item, grade uint8) {
	first := grade == bot.GradeUnknown && item.Area != "" && !t.knewNot()
	t.s.Asked = append(t.s.Asked, bot.Asked{Item: t.s.Place.Step, Grade: grade, Hints: uint8(t.hints(0))})
	t.profiled, t.s.CheckAt = nil, t.s.Last
	if item.FlagWrong != "" && grade == 0 { // not for "I do not know": who says so did not err
		t.s.Remember("flag."+item.FlagWrong, "yes")
	}
	t.count(bot.EventItemAnswered, bot.Event{Topic: flow.ID, Step: item.ID, Value: either(grade == bot.GradeUnknown, "unknown", strconv.Itoa(int(grade)))})
	t.s.Hints, t.s.Stuck = append(t.s.Hints[:0], 0), 0
	t.s.Place.Step = t.nextItem(flow)
	switch {
	case t.s.Answer(hardThing) == "" && profile.Reading(flow.Check, t.s.Language, t.graded(t.s.Check.Flow, t.s.Asked)):
		t.ask(bot.AskReading)
		return
	case first:
		t.lead(t.phrase("unknown_is_fine"))
	default:
		t.onTheWay(flow)
	}
	t.showItem()
}

// knewNot reports whether "I do not know" was said before in this check.
func (t *turn) knewNot() bool {
	for _, a := range t.s.Asked {
		if a.Grade == bot.GradeUnknown {
			return true
		}
	}
	return false
}

// onTheWay says how many answers there are, now and then: true, and no mark.
func (t *turn) onTheWay(flow *flows.Flow) {
	n := len(t.s.Asked)
	if n%stageSize != 0 || int(t.s.Place.Step) >= len(flow.Check.Items) {
		return
	}
	t.list = strconv.Itoa(n)
	t.lead(t.phrase("check_on"))
}

// hardThing is the answer that holds what was hard: reading, or the phone.
const hardThing = "check.hard"

// reading takes what is hard. Who finds reading hard is not asked to read on: a
// person reads with them, and no band is said.
func (t *turn) reading(p bot.Payload) {
	if p.Arg != argYes {
		t.s.Remember(hardThing, either(p.Arg == argNo, "phone", "other"))
		t.showItem()
		return
	}
	t.s.Remember(hardThing, "reading")
	if flow, _ := t.item(); flow != nil {
		t.s.Place.Step = uint16(len(flow.Check.Items))
	}
	t.showItem()
}
