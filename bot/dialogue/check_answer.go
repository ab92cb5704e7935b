package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/text"
)

// Limits of what is read as an answer to an item.
const (
	mostAsks   = 2 // messages that are no answer, before help is offered instead of the question
	mostAnswer = 8 // words of a number's answer; a longer text is a talk and no answer
	mostPick   = 3 // words of a choice by number, such as "la réponse 2"

	mostDoubts = 12 // words of a choice by number that has reasons behind it

	fewestElsewhere = 5 // words of a message that may be about another topic than the item
)

// itemText takes a text as the answer to the present item. What is no answer,
// such as a question, a link, a sign or a number that names no choice, is never
// scored: it is taken up where it is about something else, else the item is
// asked again.
func (t *turn) itemText() bool {
	flow, item := t.item()
	if item == nil {
		return false
	}
	if understand.HasLink(t.in.Text) {
		t.link()
		return true
	}
	switch item.Type {
	case flows.ItemRead:
		if right, answer := t.reads(item); answer {
			t.grade(flow, item, either[uint8](right, 1, 0))
			return true
		}
	case flows.ItemTask:
		if right, _ := t.reads(item); right {
			t.grade(flow, item, t.taskGrade(item))
			return true
		}
	case flows.ItemOrder:
		if right, answer := t.orders(item); answer {
			t.grade(flow, item, either[uint8](right, 1, 0))
			return true
		}
	default:
		if n, ok := t.names(item); ok {
			t.itemChoice(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: n})
			return true
		}
		if p, ok := t.byStem(); ok {
			t.itemChoice(p)
			return true
		}
	}
	if said := t.said(); len(said) == 1 && said[0] == "o" { // the letter for the figure
		t.grade(flow, item, bot.GradeUnknown)
		return true
	}
	if !t.elsewhere() {
		t.askAgain(item)
	}
	return true
}

// reads compares a text with what an item accepts, and reports whether it is
// an answer at all. Where numbers are accepted, only the number counts, however
// it is written; of two different ones it is asked once more.
func (t *turn) reads(item *flows.Item) (right, answer bool) {
	said, numbers := squeeze(t.in.Text), false
	accepted, accept := map[string]bool{}, item.Accept
	if item.Page {
		accept = []string{t.book.agency.CheckPage.Word}
	}
	if days := daysOf(accept); len(days) > 0 {
		return t.readsDay(item, days)
	}
	for _, a := range accept {
		of := text.Numbers(a)
		if len(of) == 0 && squeeze(a) == said {
			return true, true
		}
		for _, n := range of {
			numbers, accepted[n] = true, true
		}
	}
	asks := strings.Contains(t.in.Text, "?")
	if !numbers {
		return false, !asks && strings.ContainsFunc(said, unicode.IsLetter)
	}
	have := different(text.Numbers(t.in.Text))
	switch {
	case len(have) == 1 && accepted[have[0]]:
		return true, true
	case len(have) > 1 && t.s.Stuck == 0 && slices.ContainsFunc(have, func(n string) bool { return accepted[n] }):
		return false, false // a copied line: once more, only the one number
	case len(have) == 0, asks, len(strings.Fields(t.in.Text)) > mostAnswer:
		return false, false
	}
	return false, true
}

// daysOf are the days among what an item accepts, written 2027-07-01.
func daysOf(accept []string) (days []text.Date) {
	for _, a := range accept {
		if d, err := time.Parse(time.DateOnly, a); err == nil {
			days = append(days, text.Date{Day: d.Day(), Month: int(d.Month()), Year: d.Year()})
		}
	}
	return days
}

// readsDay compares the one day that a text names with those that are right, in
// whatever way it is written; a year that was written counts only where the question tells one. A text
// without a day and a month is no answer yet.
func (t *turn) readsDay(item *flows.Item, days []text.Date) (right, answer bool) {
	said := text.Dates(t.in.Text)
	if len(said) == 0 || strings.Contains(t.in.Text, "?") && len(said) > 1 {
		return false, false
	}
	for _, d := range days {
		if len(said) == 1 && said[0].Day == d.Day && said[0].Month == d.Month && (said[0].Year == 0 || said[0].Year == d.Year || !strings.Contains(t.words(item.Ask)+t.words(item.Show), strconv.Itoa(d.Year))) {
			return true, true
		}
	}
	return false, true
}

func different(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// orders reads an order such as "312", "3, 1, 2" or "drei eins zwei", and
// reports whether every choice is named once.
func (t *turn) orders(item *flows.Item) (right, answer bool) {
	said := digits(t.in.Text)
	if said == "" {
		said = strings.Join(text.Numbers(t.in.Text), "")
	}
	want := ""
	for _, c := range rightOrder(item) {
		want += strconv.Itoa(c + 1)
	}
	once := []byte(said)
	slices.Sort(once)
	all := []byte(want)
	slices.Sort(all)
	return said == want, string(once) == string(all)
}

// digits returns the digits of a text.
func digits(words string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, words)
}

// ordinals are what the first and the second of two messages are called.
var ordinals = map[string]uint16{"premier": 0, "premiere": 0, "erste": 0, "ersten": 0, "erster": 0, "primo": 0, "prima": 0, "first": 0,
	"second": 1, "seconde": 1, "deuxieme": 1, "zweite": 1, "zweiten": 1, "zweiter": 1, "secondo": 1, "seconda": 1}

// names finds the one choice that a text names by its number, such as "la 2",
// "deux" or "2 je crois", of two messages by their order too.
func (t *turn) names(item *flows.Item) (uint16, bool) {
	have, count := different(text.Numbers(t.in.Text)), len(item.Choices)
	words := t.said()
	if strings.Contains(t.in.Text, "?") || t.denied() {
		return 0, false
	}
	if item.Type == flows.ItemSpot {
		count = 2
		if n, ok := ordinal(words); ok {
			return n, true
		}
	}
	long := either(digits(t.in.Text) == "", 1, mostPick)
	if len(words) > 0 && digits(words[0]) == words[0] {
		long = mostDoubts // the number first, then doubts or reasons
	}
	if len(have) != 1 || len(strings.Fields(t.in.Text)) > long {
		return 0, false
	}
	n, err := strconv.Atoi(have[0])
	return uint16(n - 1), err == nil && n > 0 && n <= count
}

// ordinal finds the one message that a short text names.
func ordinal(words []string) (n uint16, ok bool) {
	if len(words) > mostStemWords {
		return 0, false
	}
	for _, w := range words {
		if k, is := ordinals[w]; is {
			if ok && k != n {
				return 0, false
			}
			n, ok = k, true
		}
	}
	return n, ok
}

// elsewhere takes up a text that is about something else than the item:
// another language, one topic that stands out.
func (t *turn) elsewhere() bool {
	if t.otherLanguage() {
		return true
	}
	if len(t.said()) < fewestElsewhere {
		return false // a few words are an answer that was not understood
	}
	_, decision := t.book.reader.Topics(t.in.Text)
	return decision == understand.Confirm && t.topics(t.in.Text)
}

// askAgain asks the item kindly again; the second time, help instead.
func (t *turn) askAgain(item *flows.Item) {
	t.count(bot.EventNotUnderstood, t.here())
	if t.s.Stuck++; t.s.Stuck >= mostAsks {
		t.helpItem()
		return
	}
	switch {
	case t.askedBack():
		t.lead(t.phrase("item_why"))
	case item.Type == flows.ItemTask:
		t.lead(t.phrase("task_waits"))
	case t.denied():
		t.lead(t.phrase("which_choice"))
	default:
		t.lead(t.phrase(either(wantsNumber(item), "again_number", "again")))
	}
	t.showItem()
}

// wantsNumber reports whether the answer to an item is a number.
func wantsNumber(item *flows.Item) bool {
	if item.Type == flows.ItemRead {
		if len(daysOf(item.Accept)) > 0 {
			return false
		}
		return slices.ContainsFunc(item.Accept, func(a string) bool { return len(text.Numbers(a)) > 0 })
	}
	return item.Type == flows.ItemChoice || item.Type == flows.ItemSpot
}

// helpItem offers what helps at an item: the question again, "I do not know",
// a person. Where the item has choices it is shown again, with "I do not know"
// among them: a number must go on meaning what it meant.
func (t *turn) helpItem() {
	t.s.Stuck = 0
	if flow, _ := t.at(t.s.Place); flow != nil && flow.Check != nil && int(t.s.Place.Step) < len(flow.Check.Items) {
		item := &flow.Check.Items[t.s.Place.Step]
		if used := t.hints(0); used < len(item.Stuck) {
			t.s.Hints = append(t.s.Hints[:0], uint8(used+1))
			t.count(bot.EventStuck, bot.Event{Topic: flow.ID, Step: item.ID, Hints: used + 1})
			t.lead(t.words(item.Stuck[used]))
			t.showItem()
			return
		}
		if len(item.Choices) > 0 || item.Type == flows.ItemSpot {
			t.lead(t.phrase("item_time"))
			t.showItem()
			return
		}
	}
	t.pickWord(wordRepeat)
	t.pick(bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: t.s.Place.Step, Arg: argDontKnow})
	t.pickWord(wordHuman)
	t.prompt(t.phrase("item_help"))
}

// squeeze makes an answer comparable: spaces, accents and capitals do not count.
func squeeze(s string) string { return strings.ReplaceAll(normal(s), " ", "") }
