package dialogue

import (
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

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
		t.list = countdown(len(item.Choices))
		words = join(words, t.shuffled(item), t.phrase("order_how"))
	case flows.ItemRead:
		words = join(t.words(item.Show), words)
	case flows.ItemChoice:
		for i := range item.Choices {
			own.Arg = uint16(i)
			t.pick(own)
		}
	case flows.ItemTask:
		if t.hints(0) < len(item.Stuck) {
			own.Arg = argStuck
			t.pick(own)
		}
		if e, ok := t.book.edition(item.HelpWith); ok && t.hints(0) == 0 {
			t.pick(startOf(e))
		}
	}
	t.prompt(words, func(r *bot.Reply) { t.dress(r, item.Voice, item.Picture) })
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

// order returns the item's choices in the order in which they are shown: turned
// by some places that depend on the item's name, so that the right order is never
// the one shown, and not the same in every item.
func order(item *flows.Item) []int {
	n, turned := len(item.Choices), 0
	for i := range len(item.ID) {
		turned += int(item.ID[i])
	}
	shown := make([]int, n)
	for i := range shown {
		shown[i] = (i + 1 + turned%max(1, n-1)) % n
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

// countdown is an order as an example: "321" for three.
func countdown(n int) string {
	var b strings.Builder
	for ; n > 0; n-- {
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
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
