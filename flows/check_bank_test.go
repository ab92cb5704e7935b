package flows_test

import (
	"math"
	"slices"
	"testing"

	"passerelle/flows"
)

// TestAChecksBank: one step of the authors' scale is one logit, what was measured
// wins, what is set aside or only orients is not scored.
func TestAChecksBank(t *testing.T) {
	three := []flows.Choice{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	c := flows.Check{
		Areas: []flows.Area{{ID: "device"}, {ID: "safety"}},
		Bands: []flows.Band{{ID: "low"}, {ID: "mid"}, {ID: "high"}},
		Items: []flows.Item{
			{ID: "home", Guess: -1},
			{ID: "easy", Area: "device", Difficulty: 1, Type: flows.ItemChoice, Choices: three, Guess: -1},
			{ID: "seen", Area: "safety", Difficulty: 1, Type: flows.ItemRead, Guess: -1, Measured: &flows.Measured{B: .4}},
			{ID: "odd", Area: "safety", Difficulty: 5, Type: flows.ItemSpot, Guess: -1, SetAside: &flows.SetAside{}},
			{ID: "photo", Area: "device", Difficulty: 4, Type: flows.ItemTask, Grades: 3, Guess: -1},
			{ID: "pair", Area: "safety", Type: flows.ItemSpot, Guess: -1},
			{ID: "row", Area: "safety", Type: flows.ItemOrder, Choices: three, Guess: -1},
			{ID: "told", Area: "safety", Type: flows.ItemChoice, Choices: three, Guess: .1},
		},
	}
	bank, index, err := c.Bank()
	if err != nil || !slices.Equal(index, []int{1, 2, 4, 5, 6, 7}) {
		t.Fatal(index, err)
	}
	items := bank.Items()
	for i, want := range []struct{ b, guess float64 }{{-2, .25}, {.4, 0}, {1, 0}, {0, .375}, {0, .125}, {0, .1}} {
		if items[i].Place() != want.b || math.Abs(items[i].Guess-want.guess) > 1e-9 {
			t.Errorf("%s: %v, guess %v; want %v", items[i].ID, items[i].Place(), items[i].Guess, want)
		}
	}
	if steps := items[2].Steps; len(steps) != 3 || math.Abs(steps[1]-steps[0]-.8) > 1e-9 {
		t.Errorf("steps %v", steps)
	}
	for n, want := range map[int][]float64{1: nil, 2: {0}, 3: {-1, 1}, 4: {-1.5, 0, 1.5}} {
		if got := (&flows.Check{Bands: make([]flows.Band, n)}).Cuts(); !slices.Equal(got, want) {
			t.Errorf("%d bands: cuts %v, want %v", n, got, want)
		}
	}
	if got := (&flows.Check{Bands: []flows.Band{{UpTo: 2.5}, {UpTo: 3}, {}}}).Cuts(); !slices.Equal(got, []float64{-.5, 0}) {
		t.Errorf("stated cuts: %v", got)
	}
}
