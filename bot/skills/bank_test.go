package skills

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// scale is the one that published work is compared on.
var scale = Scale{SD: 1.5, Cuts: []float64{-1.5, 0, 1.5}}

func bankOf(t testing.TB, model Model, items ...Item) *Bank {
	t.Helper()
	areas := []string{"device", "find", "communicate", "safety", "services"}
	b, err := NewBank(scale, areas, items, model)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// spread60 is a bank as ours is: five areas of twelve items, b from −2 to 2.
func spread60(t testing.TB, model Model) *Bank {
	t.Helper()
	var items []Item
	for i := range 60 {
		items = append(items, Item{ID: name(i), Area: i / 12, A: 1, B: -2 + 4*float64(i%12)/11})
	}
	return bankOf(t, model, items...)
}

func name(i int) string { return string(rune('a'+i/26)) + string(rune('a'+i%26)) }

// TestBanksThatAreNone: each mistake is named with its item.
func TestBanksThatAreNone(t *testing.T) {
	ok := Item{ID: "x"}
	for want, c := range map[string]struct {
		scale Scale
		areas []string
		items []Item
	}{
		`item 1 "" has no id`:                         {scale, []string{"a"}, []Item{{}}},
		`item 2 "x" has the id of an item before it`:  {scale, []string{"a"}, []Item{ok, ok}},
		`item 1 "x" is in area 1; there are 1`:        {scale, []string{"a"}, []Item{{ID: "x", Area: 1}}},
		`item 1 "x" has discrimination -1`:            {scale, []string{"a"}, []Item{{ID: "x", A: -1}}},
		`item 1 "x" has discrimination NaN`:           {scale, []string{"a"}, []Item{{ID: "x", A: math.NaN()}}},
		`item 1 "x" has difficulty 27`:                {scale, []string{"a"}, []Item{{ID: "x", B: 27}}},
		`item 1 "x" has difficulty NaN`:               {scale, []string{"a"}, []Item{{ID: "x", B: math.NaN()}}},
		`item 1 "x" has guessing 1`:                   {scale, []string{"a"}, []Item{{ID: "x", Guess: 1}}},
		`item 1 "x" has guessing NaN`:                 {scale, []string{"a"}, []Item{{ID: "x", Guess: math.NaN()}}},
		`item 1 "x" has step 2 at +Inf`:               {scale, []string{"a"}, []Item{{ID: "x", Steps: []float64{0, math.Inf(1)}}}},
		`item 1 "x" has 11 steps`:                     {scale, []string{"a"}, []Item{{ID: "x", Steps: make([]float64, 11)}}},
		`item 1 "x" has steps, and a difficulty`:      {scale, []string{"a"}, []Item{{ID: "x", B: 1, Steps: []float64{0}}}},
		`the bank has no items`:                       {scale, []string{"a"}, nil},
		`area 2 "a": each area has a name of its own`: {scale, []string{"a", "a"}, []Item{ok}},
		`the prior's sd is 0`:                         {Scale{}, []string{"a"}, []Item{ok}},
		`the prior's mean is NaN`:                     {Scale{Mean: math.NaN(), SD: 1}, []string{"a"}, []Item{ok}},
		`cut 2 (1) is not above cut 1 (1)`:            {Scale{SD: 1, Cuts: []float64{1, 1}}, []string{"a"}, []Item{ok}},
		`cut 1 is NaN`:                                {Scale{SD: 1, Cuts: []float64{math.NaN()}}, []string{"a"}, []Item{ok}},
	} {
		if _, err := NewBank(c.scale, c.areas, c.items, Rasch); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := NewBank(scale, []string{"a"}, []Item{ok}, 7); err == nil {
		t.Error("a model that is none was taken")
	}
}

// TestABankNeverChanges: what is handed in and out is a copy.
func TestABankNeverChanges(t *testing.T) {
	items := []Item{{ID: "x", Steps: []float64{-1, 1}}}
	b := bankOf(t, Rasch, items...)
	items[0].Steps[0] = 5
	out := b.Items()
	out[0].Steps[1], out[0].ID = 5, "y"
	b.Scale().Cuts[0] = 9
	b.Areas()[0] = "none"
	if i := b.Items()[0]; i.ID != "x" || i.Steps[0] != -1 || i.Steps[1] != 1 {
		t.Errorf("the item became %+v", i)
	}
	if b.Scale().Cuts[0] != -1.5 || b.Areas()[0] != "device" {
		t.Error("the scale or the areas changed")
	}
}

// TestACutBelongsToTheLowerLevel, for values and for nodes.
func TestACutBelongsToTheLowerLevel(t *testing.T) {
	b, err := NewBank(Scale{SD: 1, Cuts: []float64{-1, 1}}, []string{"a"}, []Item{{ID: "x"}}, Rasch)
	if err != nil {
		t.Fatal(err)
	}
	for theta, want := range map[float64]int{-8: 0, -1: 0, -.999: 1, 1: 1, 1.001: 2, 8: 2} {
		if got := b.LevelOf(theta); got != want {
			t.Errorf("%v is level %d, want %d", theta, got, want)
		}
	}
	p := b.Prior()
	levels := b.Levels(&p, nil)
	// The prior is even: what differs between the outer levels is the node at −1.
	var mass [Nodes]float64
	p.mass(&mass)
	if d := levels[0] - levels[2] - mass[35]; math.Abs(d) > 1e-12 {
		t.Errorf("levels %v do not put node −1 low and node 1 in the middle (%v)", levels, d)
	}
}

// anyItem draws an item of any kind.
func anyItem(t *rapid.T, id string) Item {
	i := Item{ID: id, Area: rapid.IntRange(0, 4).Draw(t, "area"), A: rapid.Float64Range(.1, 10).Draw(t, "a")}
	place := rapid.Float64Range(-Bound, Bound)
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		i.B = place.Draw(t, "b")
	case 1:
		i.B, i.Guess = place.Draw(t, "b"), rapid.Float64Range(0, .99).Draw(t, "guess")
	default:
		i.Steps = rapid.SliceOfN(place, 1, maxSteps).Draw(t, "steps")
	}
	return i
}

// anyCheck draws a bank and answers to it.
func anyCheck(t *rapid.T) (*Bank, []Answer) {
	var items []Item
	var answers []Answer
	for k := range rapid.IntRange(1, 12).Draw(t, "items") {
		items = append(items, anyItem(t, name(k)))
		if rapid.Bool().Draw(t, "asked") {
			answers = append(answers, Answer{k, rapid.IntRange(0, items[k].Grades()-1).Draw(t, "grade")})
		}
	}
	scale := Scale{Mean: rapid.Float64Range(-2, 2).Draw(t, "mean"), SD: rapid.Float64Range(minSD, 4).Draw(t, "sd"), Cuts: []float64{-1, 1}}
	b, err := NewBank(scale, []string{"1", "2", "3", "4", "5"}, items, Model(rapid.IntRange(0, 1).Draw(t, "model")))
	if err != nil {
		t.Fatal(err)
	}
	return b, answers
}
