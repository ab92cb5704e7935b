package desk

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/text"
)

var nine = time.Date(2026, 11, 10, 8, 0, 0, 0, time.UTC)

func rules() []flows.Priority {
	return []flows.Priority{
		{When: flows.Condition{{Name: "channel", Values: []string{"sms"}}}, Minutes: -30, Why: text.Localised{"en": "an SMS costs them"}},
		{When: flows.Condition{{Name: "language", Values: []string{"it"}}}, Minutes: -60, Why: text.Localised{"en": "few of us speak Italian"}},
		{When: flows.Condition{{Name: "topic", Values: []string{"news"}}}, Minutes: 45, Why: text.Localised{"en": "it can wait"}},
	}
}

func TestPrioritise(t *testing.T) {
	due := nine.Add(3 * time.Hour)
	for _, c := range []struct {
		what  string
		facts facts
		due   time.Time
		want  time.Time
		rules int
	}{
		{"no rule holds", facts{"channel": "whatsapp"}, due, due, 0},
		{"one", facts{"channel": "sms"}, due, due.Add(-30 * time.Minute), 1},
		{"two add up", facts{"channel": "sms", "language": "it"}, due, due.Add(-90 * time.Minute), 2},
		{"earlier and later", facts{"channel": "sms", "topic": "news"}, due, due.Add(15 * time.Minute), 2},
		{"nothing was promised", facts{"channel": "sms"}, time.Time{}, nine.Add(unpromised - 30*time.Minute), 1},
	} {
		answer, shifts := Prioritise(rules(), c.facts, nine, c.due)
		if !answer.Equal(c.want) || len(shifts) != c.rules {
			t.Errorf("%s: %s by %d rules, want %s by %d", c.what, answer, len(shifts), c.want, c.rules)
		}
	}
	far := []flows.Priority{{When: nil, Minutes: -1000}, {When: nil, Minutes: -1000}}
	if answer, _ := Prioritise(far, facts{}, nine, due); !answer.Equal(due.Add(-mostShift)) {
		t.Errorf("moved to %s: by more than a day", answer)
	}
}

// TestExplain: third with the rule, fourth without it; danger before all.
func TestExplain(t *testing.T) {
	due := nine.Add(3 * time.Hour)
	var cases []bot.Case
	add := func(id string, answer time.Duration, more func(*bot.Case)) {
		c := bot.Case{ID: id, State: bot.CaseQueued, Requested: nine, Due: due, Answer: due.Add(answer)}
		if more != nil {
			more(&c)
		}
		cases = append(cases, c)
	}
	add("danger", 5*time.Hour, func(c *bot.Case) { c.Danger = bot.Violence })
	add("early", -60*time.Minute, nil)
	add("before", -20*time.Minute, nil)
	add("mine", -40*time.Minute, func(c *bot.Case) {
		c.Shifts = []bot.Shift{{Minutes: -30}, {Minutes: -10}}
	})
	add("taken", -50*time.Minute, func(c *bot.Case) { c.State = bot.CaseActive })
	r := Explain(&cases[3], cases)
	if r.Place != 3 || len(r.Rules) != 2 || r.Rules[0].Place != 4 || r.Rules[1].Place != 3 || r.Urgent {
		t.Errorf("%+v", r)
	}
	if r := Explain(&cases[0], cases); r.Place != 1 || !r.Urgent {
		t.Errorf("danger: %+v", r)
	}
	if r := Explain(&cases[4], cases); r.Place != 0 {
		t.Errorf("one that was taken: %+v", r)
	}
	slices.SortFunc(cases, func(a, b bot.Case) int { return Order(&a, &b) })
	var got []string
	for _, c := range cases {
		got = append(got, c.ID)
	}
	if want := []string{"danger", "early", "taken", "mine", "before"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestNobodyStarves: whoever comes later, with whatever rules and promises, one
// case is answered at last, as long as the team answers more than danger brings:
// nobody who asks later than a day after its time comes before it.
func TestNobodyStarves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		promised := rapid.Bool().Draw(t, "promised")
		mine := bot.Case{ID: "mine", State: bot.CaseQueued, Requested: nine}
		if promised {
			mine.Due = nine.Add(time.Duration(rapid.IntRange(0, 60*24).Draw(t, "hours until due")) * time.Hour)
		}
		shift := rapid.IntRange(-24*60, 24*60)
		mine.Answer, _ = Prioritise([]flows.Priority{{Minutes: shift.Draw(t, "my minutes")}}, facts{}, mine.Requested, mine.Due)
		safe := mine.Answer.Add(mostShift)
		for i := range rapid.IntRange(1, 60).Draw(t, "others") {
			asked := safe.Add(time.Duration(rapid.IntRange(1, 400*24*60).Draw(t, "minutes later")) * time.Minute)
			other := bot.Case{ID: string(rune('a' + i)), State: bot.CaseQueued, Requested: asked}
			if rapid.Bool().Draw(t, "other promised") { // nobody is promised the past
				other.Due = asked.Add(time.Duration(rapid.IntRange(30, 60*24*60).Draw(t, "due in")) * time.Minute)
			}
			other.Answer, _ = Prioritise([]flows.Priority{{Minutes: shift.Draw(t, "minutes")}, {Minutes: shift.Draw(t, "more minutes")}}, facts{}, asked, other.Due)
			if Order(&other, &mine) < 0 {
				t.Fatalf("%s came before %s", other.Answer, mine.Answer)
			}
		}
	})
}

// TestOrderIsAnOrder: it is the same from both sides, and transitive, so that a
// queue does not jump.
func TestOrderIsAnOrder(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) *bot.Case {
		at := func(name string) time.Time {
			return nine.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, name)) * time.Hour)
		}
		c := &bot.Case{ID: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "id"), Requested: at("asked"), Urgent: rapid.Bool().Draw(t, "urgent")}
		if rapid.Bool().Draw(t, "ruled") {
			c.Answer = at("answer")
		} else if rapid.Bool().Draw(t, "promised") {
			c.Due = at("due")
		}
		return c
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := one.Draw(t, "a"), one.Draw(t, "b"), one.Draw(t, "c")
		if Order(a, b) != -Order(b, a) {
			t.Fatal("not the same from both sides")
		}
		if Order(a, b) <= 0 && Order(b, c) <= 0 && Order(a, c) > 0 {
			t.Fatal("not transitive")
		}
	})
}
