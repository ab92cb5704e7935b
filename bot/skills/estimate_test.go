package skills

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// tops finds the highest point of a function by trying every hundredth, and of
// the neighbours of the best every millionth.
func tops(f func(float64) float64) float64 {
	best := -far
	for step, from, to := .01, -far, far; step > 1e-7; step, from, to = step/100, best-step, best+step {
		for x := from; x <= to; x += step {
			if f(x) > f(best) {
				best = x
			}
		}
	}
	return best
}

// TestEstimatesAreTheHighestPoints: Newton's answers against a search by brute force.
func TestEstimatesAreTheHighestPoints(t *testing.T) {
	items := []Item{{ID: "a", A: 1.5, B: -1}, {ID: "b", A: .7, B: .3}, {ID: "c", A: 1.1, B: 1.2}, {ID: "d", Steps: []float64{-.5, 1}, A: 1}}
	for _, model := range []Model{Rasch, TwoPL} {
		b := bankOf(t, model, items...)
		answers := []Answer{{0, 1}, {1, 0}, {2, 1}, {3, 1}}
		log := func(theta float64) float64 {
			sum := 0.0
			for _, a := range answers {
				sum += b.curves[a.Item].log(a.Grade, theta)
			}
			return sum
		}
		info := func(theta float64) float64 { return b.TestInformation(theta) }
		e := b.Estimate(answers)
		near(t, "ML", e.ML.Value, tops(log), 1e-5)
		near(t, "its error", e.ML.SE, 1/math.Sqrt(info(e.ML.Value)), 1e-9)
		near(t, "MAP", e.MAP.Value, tops(func(x float64) float64 { return log(x) - x*x/4.5 }), 1e-5)
		near(t, "its error", e.MAP.SE, 1/math.Sqrt(info(e.MAP.Value)+1/2.25), 1e-9)
		// Without guessing Warm's estimate is the top of the likelihood times √I.
		near(t, "WLE", e.WLE.Value, tops(func(x float64) float64 { return log(x) + math.Log(info(x))/2 }), 1e-5)
		near(t, "its error", e.WLE.SE, 1/math.Sqrt(info(e.WLE.Value)), 1e-9)
	}
}

// TestWithoutAGreatestLikelihood: ML is absent, the others are there.
func TestWithoutAGreatestLikelihood(t *testing.T) {
	b := spread60(t, Rasch)
	for _, grade := range []int{0, 1} {
		var answers []Answer
		for i := range b.Len() {
			answers = append(answers, Answer{i, grade})
		}
		e := b.Estimate(answers)
		if e.ML != nil || e.WLE == nil || math.Abs(e.WLE.Value) > 8 || math.Abs(e.MAP.Value) > 5 {
			t.Errorf("all of grade %d: %+v, WLE %+v", grade, e, e.WLE)
		}
	}
	if e := b.Estimate(nil); e.ML != nil || e.WLE != nil || math.Abs(e.MAP.Value) > 1e-9 || math.Abs(e.MAP.SE-1.5) > 1e-9 {
		t.Errorf("no answers: %+v", e)
	}
	// One hard question right and the easy ones wrong: a guess explains it best.
	guess := bankOf(t, TwoPL, Item{ID: "a", B: -2, A: 2}, Item{ID: "b", B: -1, A: 2}, Item{ID: "c", B: 3, A: 2, Guess: .5})
	if e := guess.Estimate([]Answer{{0, 0}, {1, 0}, {2, 1}}); e.ML != nil {
		t.Errorf("guessing alone: ML is %+v", e.ML)
	}
}

// TestTheHigherOfTwoTops: with guessing a likelihood can have two tops, and the
// search does not stop at the first.
func TestTheHigherOfTwoTops(t *testing.T) {
	b := bankOf(t, TwoPL, Item{ID: "a", B: -4, A: 3}, Item{ID: "b", B: -3, A: 3}, Item{ID: "c", B: 3, A: 3, Guess: .05},
		Item{ID: "d", B: 3, A: 3, Guess: .05}, Item{ID: "e", B: 3.5, A: 3, Guess: .05}, Item{ID: "f", B: 5, A: 3, Guess: .05})
	answers := []Answer{{0, 1}, {1, 0}, {2, 1}, {3, 1}, {4, 1}, {5, 0}}
	log := func(theta float64) float64 {
		sum := 0.0
		for _, a := range answers {
			sum += b.curves[a.Item].log(a.Grade, theta)
		}
		return sum
	}
	near(t, "ML", b.Estimate(answers).ML.Value, tops(log), 1e-5)
}

// TestEstimates: always numbers, within what was promised; moving everything by
// a constant moves them by it.
func TestEstimates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, answers := anyCheck(t)
		e := b.Estimate(answers)
		all := []Estimate{e.EAP, e.MAP}
		for _, p := range []*Estimate{e.ML, e.WLE} {
			if p != nil {
				all = append(all, *p)
			}
		}
		for k, x := range all {
			if math.IsNaN(x.Value) || math.IsNaN(x.SE) || math.IsInf(x.SE, 0) || math.Abs(x.Value) > far || x.SE <= 0 {
				t.Fatalf("estimate %d is %+v", k, x)
			}
		}
		if (e.WLE == nil) != (len(answers) == 0) {
			t.Fatalf("WLE %v of %d answers", e.WLE, len(answers))
		}
	})
}

// TestShift: a scale that starts elsewhere measures the same.
func TestShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := float64(rapid.IntRange(-10, 10).Draw(t, "fifths")) / 5
		var items, moved []Item
		var answers []Answer
		for k := range rapid.IntRange(2, 9).Draw(t, "n") { // items alike enough for one top
			i := Item{ID: name(k), A: rapid.Float64Range(.8, 1.2).Draw(t, "a"), B: rapid.Float64Range(-1, 1).Draw(t, "b")}
			items = append(items, i)
			i.B += by
			moved = append(moved, i)
			answers = append(answers, Answer{k, rapid.IntRange(0, 1).Draw(t, "grade")})
		}
		one, err := NewBank(Scale{SD: 1}, []string{"a"}, items, TwoPL)
		if err != nil {
			t.Fatal(err)
		}
		two, err := NewBank(Scale{Mean: by, SD: 1}, []string{"a"}, moved, TwoPL)
		if err != nil {
			t.Fatal(err)
		}
		e, f := one.Estimate(answers), two.Estimate(answers)
		near(t, "EAP", f.EAP.Value, e.EAP.Value+by, 1e-6)
		near(t, "MAP", f.MAP.Value, e.MAP.Value+by, 1e-8)
		near(t, "WLE", f.WLE.Value, e.WLE.Value+by, 1e-7)
		if e.ML != nil {
			near(t, "ML", f.ML.Value, e.ML.Value+by, 1e-7)
		}
	})
}
