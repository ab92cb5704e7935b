package dialogue

import (
	"strconv"
	"strings"

	"passerelle/bot"
	"passerelle/channels/limits"
	"passerelle/flows"
)

// mostParts is how many SMS parts a sheet may take (PEOPLE.md 5).
const mostParts = 3

// sheet returns the steps that go out together on SMS from the present place:
// up to the next real question, as far as they fit. Fewer than two are no sheet.
func (t *turn) sheet() []uint16 {
	flow, _ := t.at(t.s.Place)
	if t.s.Reach.Channel != bot.SMS || flow == nil || flow.Kind != flows.KindHelp || t.s.Together.Single == t.s.Place {
		return nil
	}
	var lines []uint16
	var b strings.Builder
	b.WriteString(t.phrase("sheet_end"))
	for i := int(t.s.Place.Step); i < len(flow.Steps) && len(lines) < 9; {
		step := &flow.Steps[i]
		if step.Question() || len(step.Offer) > 0 || step.Call != "" || t.needsDevice(bot.Place{Flow: t.s.Place.Flow, Step: uint16(i)}, step) {
			break
		}
		if to := t.leaves(step); to.Kind == flows.ToStep && to.Step > i {
			i = to.Step
			continue
		} else if to.Kind != flows.ToNothing {
			break
		}
		b.WriteString(t.sheetLine(len(lines)+1, step))
		if tooDear(b.String()) {
			break
		}
		lines = append(lines, uint16(i))
		if step.Next.Kind != flows.ToStep || step.Next.Step <= i {
			break
		}
		i = step.Next.Step
	}
	if len(lines) < 2 {
		return nil
	}
	return lines
}

// tooDear reports whether a text costs more SMS parts than one reply may.
func tooDear(words string) bool {
	return limits.Segments(limits.Economise(limits.Plain(words))).Segments > mostParts
}

func (t *turn) sheetLine(n int, step *flows.Step) string {
	v := t.view(step)
	words := strings.Join(strings.Fields(t.words(v.words)), " ")
	if called, ok := t.book.edition(step.Call); words == "" && ok {
		words = t.words(called.Title)
	}
	if v.picture != nil && v.picture.Needed {
		words += " (" + t.words(v.picture.Alt) + ")"
	}
	return strconv.Itoa(n) + " " + words + "\n"
}

// line returns which line of the present sheet a step is, 0 for the present
// step itself, -1 when it is neither.
func (t *turn) line(step uint16) int {
	if step == t.s.Place.Step {
		return 0
	}
	if !t.s.Has(bot.FlagSheet) {
		return -1
	}
	for i, s := range t.sheet() {
		if s == step {
			return i
		}
	}
	return -1
}

// countLines counts the further lines of a sheet as shown: they go out with the
// first.
func (t *turn) countLines() {
	flow, _ := t.at(t.s.Place)
	lines := t.sheet()
	for n, i := range lines[1:] {
		t.count(bot.EventStepShown, bot.Event{Topic: flow.ID, Step: flow.Steps[i].ID, Value: flow.Steps[lines[n]].ID})
	}
}

// showSheet sends the steps as numbered lines. The number of a line means
// "stuck here"; the lines say so themselves, so their choices are not shown.
func (t *turn) showSheet() {
	lines := t.sheet()
	flow, _ := t.at(t.s.Place)
	var b strings.Builder
	for n, i := range lines {
		b.WriteString(t.sheetLine(n+1, &flow.Steps[i]))
	}
	b.WriteString(t.phrase("sheet_end"))
	words := b.String()
	switch led := t.before + "\n" + words; {
	case t.before == "":
	case tooDear(led): // what leads it goes alone
		t.say(bot.ReplyAnswer, t.before)
	default:
		words = led
	}
	t.before = ""
	t.s.Set(bot.FlagYesNo, false)
	t.s.Shown = bot.Payload{}
	t.s.Offered = append(t.s.Offered[:0], bot.Payload{})
	from := len(t.out.choices)
	for n, i := range lines {
		p := bot.Payload{Kind: bot.PayloadStep, Flow: t.s.Place.Flow, Step: i, Arg: argStuck}
		t.s.Offered = append(t.s.Offered, p)
		t.out.choices = append(t.out.choices, bot.Choice{Number: n + 1, Payload: p})
	}
	t.out.Replies = append(t.out.Replies, bot.Reply{Kind: bot.ReplyAnswer, Text: words, Choices: t.out.choices[from:len(t.out.choices):len(t.out.choices)]})
}

// wayOn is about what the choices below a list of steps cost at most.
const wayOn = 80

// allSteps lists every step of the present flow that lies before this person,
// on any channel. By SMS a long list goes out in several replies.
func (t *turn) allSteps() {
	flow, step := t.at(t.s.Place)
	if step == nil {
		t.lead(t.phrase("no_steps"))
		t.show()
		return
	}
	var b strings.Builder
	b.WriteString(t.words(flow.Title))
	for n, i := range t.path(flow) {
		line := strings.TrimRight(t.sheetLine(n+1, &flow.Steps[i]), "\n")
		if t.s.Reach.Channel == bot.SMS && tooDear(t.before+"\n"+b.String()+"\n"+line+strings.Repeat("-", wayOn)) {
			t.sayFirst(b.String())
			b.Reset()
			b.WriteString(line)
			continue
		}
		b.WriteString("\n" + line)
	}
	t.pickOn()
	t.prompt(b.String())
}

// path is the way through a flow for this person from its beginning, as far as
// it is known without their answers: past a question it takes the first one.
func (t *turn) path(flow *flows.Flow) (steps []int) {
	seen := map[int]bool{}
	for i := 0; i < len(flow.Steps) && !seen[i]; {
		seen[i] = true
		step := &flow.Steps[i]
		to := t.leaves(step)
		if to.Kind == flows.ToNothing {
			if len(step.Choices) == 0 {
				steps = append(steps, i)
			} else if step.Choices[0].Next.Kind != flows.ToNothing {
				to = step.Choices[0].Next
			}
			if to.Kind == flows.ToNothing {
				to = step.Next
			}
		}
		if to.Kind != flows.ToStep {
			break
		}
		i = to.Step
	}
	return steps
}
