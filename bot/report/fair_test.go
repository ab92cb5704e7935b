package report

import (
	"math"
	"math/rand/v2"
	"testing"

	"passerelle/bot/skills"
)

// TestTheCountsSayWhatTheAnswersSay: from counts by stratum the same comes out as
// the mathematics of checks finds from everybody's answers, where both match on
// the same score. (Counts are all that agencies may pool.)
func TestTheCountsSayWhatTheAnswersSay(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	const people, items = 400, 8
	r := &skills.Responses{Items: []string{"a", "b", "c", "d", "e", "f", "g", "h"}}
	sides := make([]skills.Side, people)
	for p := range people {
		sides[p] = skills.Reference
		if p%2 == 1 {
			sides[p] = skills.Focal
		}
		row, theta := make([]int8, items), random.NormFloat64()
		for j := range row {
			b := float64(j-4) / 2
			if j == 3 && p%2 == 1 {
				b += 1.5
			}
			if random.Float64() < 1/(1+math.Exp(b-theta)) {
				row[j] = 1
			}
		}
		r.Rows = append(r.Rows, row)
	}
	f := skills.Compare(r, sides)
	classes := 0
	for j := range items {
		cells := [2][]cellCount{make([]cellCount, items+1), make([]cellCount, items+1)}
		for p, row := range r.Rows {
			score := 0
			for _, x := range row {
				score += int(x)
			}
			c := &cells[p%2][score]
			c.N, c.Right = c.N+1, c.Right+int(row[j])
		}
		u, want := compare(cells[0], cells[1]), f.Items[j]
		for _, pair := range [][2]float64{{u.Delta, want.Delta}, {u.SE, want.SE}, {u.P, want.P}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("item %d: %+v, the mathematics says %+v", j, u, want)
			}
		}
		if u.Class != want.Class {
			t.Errorf("item %d: class %s, the mathematics says %s", j, u.Class, want.Class)
		}
		if u.Class == skills.ClassC {
			classes++
		}
	}
	if classes != 1 {
		t.Errorf("%d items of class C", classes)
	}
}

// TestNothingIsSaidOfNothing: no number comes out where one group is empty, or
// everybody was right.
func TestNothingIsSaidOfNothing(t *testing.T) {
	for name, c := range map[string][2][]cellCount{
		"nobody": {{{0, 0}}, {{0, 0}}}, "one group": {{{50, 20}}, {{0, 0}}}, "all right": {{{50, 50}}, {{50, 50}}}, "apart": {{{50, 20}, {0, 0}}, {{0, 0}, {50, 20}}},
	} {
		if u := compare(c[0], c[1]); u.Class != skills.TooFew || u.Delta != 0 || u.SE != 0 {
			t.Errorf("%s: %+v", name, u)
		}
	}
}
