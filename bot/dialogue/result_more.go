package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/bot/profile"
	"passerelle/flows"
)

// offersMore reports whether four more questions may make a band sure: once, and
// only where there are four.
func (t *turn) offersMore(flow *flows.Flow, p *profile.Profile) bool {
	m := t.book.measures[t.s.Check.Flow]
	if m == nil || p.Known || t.untold() || t.s.Answer(askedMore) != "" {
		return false
	}
	left := 0
	for _, open := range t.openItems(flow, m, true) {
		if open {
			left++
		}
	}
	return left >= moreItems
}

// moreItems asks four more questions.
func (t *turn) moreItems(flow *flows.Flow) {
	m := t.book.measures[t.s.Check.Flow]
	if m == nil || t.s.Answer(askedMore) != "" || t.s.Check.Flow != t.s.Place.Flow || !t.isOver() {
		t.over()
		return
	}
	n := len(m.Answers(t.graded(t.s.Check.Flow, t.s.Asked)))
	t.s.Remember(askedMore, strconv.Itoa(n+moreItems))
	t.s.Hints = append(t.s.Hints[:0], 0)
	t.s.Place.Step = t.nextItem(flow)
	t.move(toCheck)
	t.showItem()
}

// checkWord does a word about a check that is over; where there is none, the
// check is offered.
func (t *turn) checkWord(w word) {
	flow, p := t.result()
	switch {
	case w == wordCanDo:
		t.canDo(flow, p)
	case !t.isOver() && t.s.State == bot.StateCheck:
		t.show()
	case !t.isOver() || p == nil:
		t.startCheck()
	case w == wordResult:
		t.showResult()
	case w == wordShare:
		t.share()
	case w == wordUnshare:
		t.unshare()
	case w == wordAgainLater:
		t.recheckLater(flow)
	default:
		t.details(flow, p)
	}
}

// details tells by area what went well and what was hard, never a band for each:
// three answers are too few for one.
func (t *turn) details(flow *flows.Flow, p *profile.Profile) {
	var lines []string
	for i := range p.Areas {
		a := &p.Areas[i]
		if a.Asked() == 0 {
			continue
		}
		name := t.words(flow.Check.Areas[a.Area].Name)
		if a.Known && !t.untold() {
			name += " (" + strings.TrimRight(t.words(flow.Check.Bands[a.Band].Say), ".") + ")"
		}
		lines = append(lines, t.listed("area_name", []string{name}),
			t.listed("area_well", t.namesOf(flow, a.Well)),
			t.listed("area_helped", t.namesOf(flow, a.Helped)),
			t.listed("area_hard", t.namesOf(flow, a.Hard)))
	}
	t.pickWord(wordCanDo)
	if t.canRecheck(flow) {
		t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Check.Flow, Step: t.s.Check.Step, Arg: argRecheck})
	}
	t.pickWord(wordResult)
	t.pickWord(wordMenu)
	t.prompt(join(lines...))
}

func (t *turn) namesOf(flow *flows.Flow, items []int) (names []string) {
	for _, i := range items {
		if name := t.itemName(flow.Check, &flow.Check.Items[i]); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// canDo lists what the person can do, alone and with help, in their own words.
// Nothing negative is in it: it is theirs to show or not.
func (t *turn) canDo(flow *flows.Flow, p *profile.Profile) {
	var alone, helped []string
	if p != nil && t.isOver() {
		for i := range p.Areas {
			alone = append(alone, t.namesOf(flow, p.Areas[i].Well)...)
			helped = append(helped, t.namesOf(flow, p.Areas[i].Helped)...)
		}
	}
	for _, a := range t.s.Answers {
		id, isDone := strings.CutPrefix(a.Name, didFlow)
		if e, ok := t.book.edition(id); isDone && ok {
			alone, helped = t.listDoing(t.words(e.Title), bot.ParseDoings(a.Value), alone, helped)
		}
	}
	words := join(bullets(t.phrase("can_do_alone"), alone), bullets(t.phrase("can_do_helped"), helped), t.lessHelp())
	if words == "" {
		words = t.phrase("can_do_nothing")
	}
	if t.isOver() {
		t.pickWord(wordResult)
	} else if check, ok := t.book.check(); ok && t.carries("check") && !t.s.Has(bot.FlagForOther) {
		t.pick(startOf(check))
	}
	t.pickWord(wordMenu)
	t.pickWord(wordHuman)
	t.prompt(words)
}

// didFlow begins the names of the answers that hold which helps were followed to
// their end, and how, by months: bot.WriteDoings.
const didFlow = "did."

// Remembers reports whether an answer is one of the dialogue's own: what was done,
// where a hint was given, how a check stands. No author's condition asks for it.
func Remembers(name string) bool {
	return name == hintedIn || strings.HasPrefix(name, didFlow) || strings.HasPrefix(name, "check.")
}

// hintedIn is the answer that holds in which help a hint was given last.
const hintedIn = "hinted"

func bullets(title string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return title + "\n- " + strings.Join(names, "\n- ")
}

// progress says what became easier since the check before, if that was long
// enough ago: only where it is nearly certain; else that it is about the same.
func (t *turn) progress() string {
	flow, m := t.book.byNumber[t.s.Check.Flow], t.book.measures[t.s.Check.Flow]
	if m == nil || len(t.s.Earlier) == 0 || t.untold() || flow.Check.Again.Count == 0 ||
		t.s.CheckAt.Sub(t.s.EarlierAt) < flow.Check.Again.Duration()/2 {
		return ""
	}
	better := m.Better(t.graded(t.s.EarlierCheck.Flow, t.s.Earlier), t.graded(t.s.Check.Flow, t.s.Asked))
	return t.phrase(either(better, "progress_better", "progress_same"))
}

// canRecheck reports whether another look can be promised: something is kept, and
// the channel lets it leave then.
func (t *turn) canRecheck(flow *flows.Flow) bool {
	return flow.Check.Again.Count > 0 && t.s.Consent == bot.Yes && (t.s.Reach.Channel != bot.WhatsApp || flow.Check.Again.Duration() < privacy.Window)
}

// recheckLater promises to offer another look, because the person asked for it.
func (t *turn) recheckLater(flow *flows.Flow) {
	if !t.isOver() || !t.canRecheck(flow) {
		t.over()
		return
	}
	t.noTimer(bot.TimerRecheck)
	t.s.Timers = append(t.s.Timers, bot.Timer{Kind: bot.TimerRecheck, At: t.in.At.Add(flow.Check.Again.Duration()).Truncate(time.Second), Place: bot.Place{Flow: t.s.Check.Flow}})
	t.pickWord(wordMenu)
	t.prompt(t.phrase("will_recheck"))
}

// recheck offers another look. Its first line names no topic.
func (t *turn) recheck(x bot.Timer) {
	flow := t.book.byNumber[x.Place.Flow]
	if flow == nil {
		return
	}
	if e, ok := t.book.edition(flow.ID); ok && t.carries("check") {
		t.count(bot.EventReminded, bot.Event{Topic: flow.ID})
		t.askFor(bot.AskRecheck, e.Number)
		t.out.Replies[len(t.out.Replies)-1].Kind = bot.ReplyReminder
	}
}

// tellSetAside tells somebody whose result held an item that turned out unfair
// that it does not count any more. Their result is made anew by the check as it
// is now.
func (t *turn) tellSetAside() {
	old := t.book.byNumber[t.s.Check.Flow]
	if old == nil || !t.isOver() {
		return
	}
	e, ok := t.book.edition(old.ID)
	if !ok || e.Check == nil || e.Number == t.s.Check.Flow {
		return
	}
	var names []string
	var kept []bot.Asked
	for _, a := range t.s.Asked {
		if int(a.Item) >= len(old.Check.Items) {
			continue
		}
		was := &old.Check.Items[a.Item]
		i := slices.IndexFunc(e.Check.Items, func(n flows.Item) bool { return n.ID == was.ID })
		if i < 0 {
			continue
		}
		if e.Check.Items[i].SetAside != nil && was.SetAside == nil {
			names = append(names, t.itemName(e.Check, &e.Check.Items[i]))
		}
		a.Item = uint16(i)
		kept = append(kept, a)
	}
	if len(names) == 0 {
		return
	}
	over := uint16(len(e.Check.Items))
	if t.s.Place.Flow == t.s.Check.Flow {
		t.s.Place = bot.Place{Flow: e.Number, Step: over}
	}
	t.s.Asked, t.s.Check, t.profiled = kept, bot.Place{Flow: e.Number, Step: over}, nil
	t.lead(t.listed("item_set_aside", names))
}
