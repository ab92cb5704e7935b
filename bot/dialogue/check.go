package dialogue

import (
	"slices"
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/bot/skills"
	"passerelle/flows"
)

// startCheck begins the agency's check, unless it is somebody else's phone.
func (t *turn) startCheck() {
	check, ok := t.book.check()
	if !ok || t.s.Has(bot.FlagForOther) {
		t.lead(t.phrase("no_check"))
		t.openMenu("menu_text")
		return
	}
	if !t.refusesFlow(check.Flow, check.Number) {
		t.start(check.Number)
	}
}

// introduceCheck says what the check is and what it costs before its first
// item. What an earlier run left is gone.
func (t *turn) introduceCheck(number uint32, flow *flows.Flow) {
	t.forgetCheck(flow)
	t.s.Place, t.s.Check = bot.Place{Flow: number}, bot.Place{Flow: number}
	t.s.Asked, t.s.Hints = t.s.Asked[:0], append(t.s.Hints[:0], 0)
	t.s.Share, t.s.Stuck = bot.NotAsked, 0
	t.s.Set(bot.FlagDisputed, false)
	t.count(bot.EventCheckStarted, bot.Event{Topic: flow.ID})
	t.move(toCheck)
	t.lead(t.words(flow.Check.Intro))
	t.lead(t.phrase("check_length"))
	if t.s.Reach.Channel == bot.SMS {
		t.lead(t.phrase("check_sms"))
	}
	t.s.Place.Step = t.nextItem(flow, -1)
	t.showItem()
}

// forgetCheck forgets the flags that an earlier run raised, and what it
// remembered.
func (t *turn) forgetCheck(flow *flows.Flow) {
	set := map[string]bool{}
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
// It may be an earlier revision of the check: who began one ends it.
func (t *turn) leftCheck(id string) (left bool, item uint16) {
	flow := t.book.byNumber[t.s.Check.Flow]
	if flow == nil || flow.Check == nil || flow.ID != id || len(t.s.Asked) == 0 {
		return false, 0
	}
	item = t.following(flow, int(t.s.Asked[len(t.s.Asked)-1].Item))
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

// questions is how many items a check asks this person on this channel.
func (t *turn) questions() string {
	flow, scored, all := t.book.byNumber[t.s.Place.Flow], 0, 0
	if flow == nil || flow.Check == nil {
		return ""
	}
	for i := int(t.nextItem(flow, -1)); i < len(flow.Check.Items); i = int(t.nextItem(flow, i)) {
		all++
		if flow.Check.Items[i].Area != "" {
			scored++
		}
		if flow.Check.AtMost > 0 && scored >= flow.Check.AtMost {
			break
		}
	}
	return strconv.Itoa(all)
}

// following returns the item after i, or the number of items when enough are
// answered.
func (t *turn) following(flow *flows.Flow, i int) uint16 {
	if most := flow.Check.AtMost; most > 0 && len(t.scored(flow)) >= most {
		return uint16(len(flow.Check.Items))
	}
	return t.nextItem(flow, i)
}

// present is a check's present revision, for beginning it.
func (t *turn) present(flow *flows.Flow) (uint32, *flows.Flow) {
	if e, ok := t.book.edition(flow.ID); ok {
		return e.Number, e.Flow
	}
	return t.s.Place.Flow, flow
}

// nextItem returns the first item after i that this channel can carry, or the
// number of items.
func (t *turn) nextItem(flow *flows.Flow, i int) uint16 {
	for i++; i < len(flow.Check.Items); i++ {
		if t.canAsk(&flow.Check.Items[i]) {
			return uint16(i)
		}
	}
	return uint16(i)
}

func (t *turn) canAsk(item *flows.Item) bool {
	for _, channel := range item.NotOn {
		if channel == t.s.Reach.Channel.String() {
			return false
		}
	}
	for _, sense := range item.Senses {
		if sense == "sight" && t.s.Has(bot.FlagByEar) {
			return false
		}
	}
	return true
}

// item returns the present item, nil when the check is over or gone.
func (t *turn) item() (*flows.Flow, *flows.Item) {
	flow := t.book.byNumber[t.s.Place.Flow]
	if flow == nil || flow.Check == nil || int(t.s.Place.Step) >= len(flow.Check.Items) {
		return flow, nil
	}
	return flow, &flow.Check.Items[t.s.Place.Step]
}

// showItem asks the present item. "0" always means "I do not know".
func (t *turn) showItem() {
	flow, item := t.item()
	if item == nil {
		t.endCheck(flow)
		return
	}
	own := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step}
	words := t.words(item.Ask)
	switch item.Type {
	case flows.ItemSpot:
		words = t.spot(item)
		own.Arg = 0
		t.pick(own)
		own.Arg = 1
		t.pick(own)
	case flows.ItemOrder:
		words = join(words, t.shuffled(item), t.phrase("order_how"))
	case flows.ItemRead:
		words = join(t.words(item.Show), words)
	case flows.ItemChoice:
		for i := range item.Choices {
			own.Arg = uint16(i)
			t.pick(own)
		}
	case flows.ItemTask:
		if e, ok := t.book.edition(item.HelpWith); ok && t.hints(0) == 0 {
			t.pick(startOf(e))
		}
	}
	t.prompt(words)
	own.Arg = argDontKnow
	t.zero(own)
}

// spot shows the two messages, the false one between EXEMPLE and FIN, in an
// order that depends on the item only.
func (t *turn) spot(item *flows.Item) string {
	fake := join(t.phrase("example_begin"), t.words(item.Fake), t.phrase("example_end"))
	real := join(t.phrase("example_begin"), t.words(item.Real), t.phrase("example_end"))
	first, second := fake, real
	if !t.fakeFirst() {
		first, second = real, fake
	}
	return join("1", first, "2", second, either(len(item.Ask) > 0, t.words(item.Ask), t.phrase("which_is_fake")))
}

func (t *turn) fakeFirst() bool { return t.s.Place.Step%2 == 0 }

// order returns the item's choices in the order in which they are shown:
// turned by one or two places, so that the right order is never the one shown.
func order(item *flows.Item) []int {
	n := len(item.Choices)
	shown := make([]int, n)
	for i := range shown {
		shown[i] = (i + 1 + n/3) % n
	}
	return shown
}

func (t *turn) shuffled(item *flows.Item) string {
	var lines []string
	for i, c := range order(item) {
		lines = append(lines, strconv.Itoa(i+1)+" "+t.words(item.Choices[c].Label))
	}
	return strings.Join(lines, "\n")
}

func (t *turn) itemLabel(flow *flows.Flow, p bot.Payload) string {
	if int(p.Step) >= len(flow.Check.Items) {
		return ""
	}
	item := &flow.Check.Items[p.Step]
	switch {
	case item.Type == flows.ItemSpot:
		return t.phrase(either(p.Arg == 0, "the_first", "the_second"))
	case int(p.Arg) < len(item.Choices):
		return t.words(item.Choices[p.Arg].Label)
	}
	return ""
}

// itemChoice grades a picked answer. An answer to an earlier item is over: in
// a check nothing is answered twice.
func (t *turn) itemChoice(p bot.Payload) {
	flow, item := t.item()
	if p.Arg == argAgain && flow != nil {
		t.introduceCheck(t.present(flow))
		return
	}
	if item == nil || p.Step != t.s.Place.Step || t.s.State != bot.StateCheck && t.s.State != bot.StateMenu && t.s.State != bot.StateWaiting {
		t.over()
		return
	}
	t.move(toCheck)
	switch {
	case p.Arg == argStuck:
		t.count(bot.EventStuck, bot.Event{Topic: flow.ID, Step: item.ID})
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
	t.s.Asked = append(t.s.Asked, bot.Asked{Item: t.s.Place.Step, Grade: grade, Hints: uint8(t.hints(0))})
	if item.FlagWrong != "" && grade == 0 { // not for "I do not know": who says so did not err
		t.s.Remember("flag."+item.FlagWrong, "yes")
	}
	t.count(bot.EventItemAnswered, bot.Event{Topic: flow.ID, Step: item.ID, Value: either(grade == bot.GradeUnknown, "unknown", strconv.Itoa(int(grade)))})
	t.s.Hints, t.s.Stuck = append(t.s.Hints[:0], 0), 0
	t.s.Place.Step = t.following(flow, int(t.s.Place.Step))
	t.showItem()
}

// scored returns the answers that count: not those that only orient.
func (t *turn) scored(flow *flows.Flow) []skills.Scored {
	var list []skills.Scored
	for _, a := range t.s.Asked {
		if int(a.Item) >= len(flow.Check.Items) {
			continue
		}
		item := &flow.Check.Items[a.Item]
		if item.Area == "" {
			continue
		}
		solved := 0.0
		if a.Grade != bot.GradeUnknown {
			solved = min(1, float64(a.Grade)/float64(max(1, item.Grades)))
		}
		list = append(list, skills.Scored{Difficulty: item.Difficulty, Solved: solved})
	}
	return list
}
