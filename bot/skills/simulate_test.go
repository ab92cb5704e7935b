package skills

import (
	"reflect"
	"testing"
)

// TestSimulation: what the checks promise, on a bank as ours is, less what 2,000
// people may miss by chance.
func TestSimulation(t *testing.T) {
	b := spread60(t, Rasch)
	told := 0.0
	s, err := Simulate(b, 2000, 1, func(x float64) { told = x })
	if err != nil {
		t.Fatal(err)
	}
	if told != 1 {
		t.Errorf("told %v at the end", told)
	}
	for _, p := range s.Levels {
		t.Logf("%-15s %5.2f (median %v) full %.3f true %.3f adjacent %.4f", p.Name, p.Mean, p.Median, p.Full, p.True, p.Adjacent)
	}
	for _, p := range s.Bands {
		t.Logf("bands %-18s %5.2f (median %v) full %.3f true %.3f two higher %.4f", p.Name, p.Mean, p.Median, p.Full, p.True, p.TwoHigher)
	}
	if full := s.Levels[0]; full.Name != "full-60" || full.Mean != 60 || full.Full != 1 || full.Adjacent != 1 {
		t.Errorf("the measure of all others: %+v", full)
	}
	for _, p := range s.Levels {
		if (p.Name == "multistage-15" || p.Name == "cat-15") && (p.Mean != 15 || p.Full < .76 || p.Adjacent < .999) {
			t.Errorf("15 questions: %+v", p)
		}
	}
	short, long := s.Bands[2], s.Bands[4]
	if short.Full < .82 || short.Median > 11 || short.TwoHigher > .01 {
		t.Errorf("three bands, at most 15: %+v", short)
	}
	if long.Full < .87 || long.TwoHigher > .01 {
		t.Errorf("three bands, at most 30: %+v", long)
	}
}

// TestTheSameSeed gives the same, another one something else.
func TestTheSameSeed(t *testing.T) {
	b := spread60(t, Rasch)
	run := func(seed uint64) *Simulation {
		s, err := Simulate(b, 300, seed, nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := run(1)
	if !reflect.DeepEqual(one, run(1)) {
		t.Error("the same seed gives something else")
	}
	if reflect.DeepEqual(one, run(2)) {
		t.Error("another seed gives the same")
	}
}

// TestSimulationOfSmallBanks: what has few items, one area or graded items ends.
func TestSimulationOfSmallBanks(t *testing.T) {
	for _, b := range []*Bank{
		bankOf(t, Rasch, Item{ID: "one"}),
		bankOf(t, TwoPL, Item{ID: "x", Steps: []float64{-1, 0, 1}}, Item{ID: "y", Guess: .2}, Item{ID: "z", Area: 4}),
	} {
		s, err := Simulate(b, 50, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range append(s.Levels, s.Bands...) {
			if p.Mean > float64(b.Len()) || !isNumber(p.True) {
				t.Errorf("%+v", p)
			}
		}
	}
}
