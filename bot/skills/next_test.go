package skills

import (
	"slices"
	"testing"
)

func allOpen(b *Bank) []bool {
	open := make([]bool, b.Len())
	for i := range open {
		open[i] = true
	}
	return open
}

// TestNext: the most telling item, the first of equal ones, only open ones.
func TestNext(t *testing.T) {
	b := bankOf(t, TwoPL, Item{ID: "a", B: -1}, Item{ID: "b", B: .5}, Item{ID: "c", B: -.5}, Item{ID: "d", A: 2, B: 2})
	open := allOpen(b)
	for _, c := range []struct {
		theta float64
		shut  []int
		want  int
	}{
		{0, nil, 1}, {0, []int{1}, 2}, {-2, nil, 0}, {2, nil, 3}, {0, []int{0, 1, 2, 3}, -1},
	} {
		here := slices.Clone(open)
		for _, i := range c.shut {
			here[i] = false
		}
		item, info := b.Next(c.theta, here)
		if item != c.want || item >= 0 && info != b.Information(item, c.theta) {
			t.Errorf("at %v without %v: item %d (%v), want %d", c.theta, c.shut, item, info, c.want)
		}
	}
}

// TestNextBalanced: areas that were never asked come first, then the one that
// lacks most of its share; an area without open items is passed over.
func TestNextBalanced(t *testing.T) {
	b := bankOf(t, Rasch, Item{ID: "a0", B: 3}, Item{ID: "a1", B: 1}, Item{ID: "b0", Area: 1}, Item{ID: "b1", Area: 1, B: .1},
		Item{ID: "b2", Area: 1, B: .2}, Item{ID: "c0", Area: 2, B: 2})
	for _, c := range []struct {
		asked      []int
		shut       []int
		item, area int
	}{
		{[]int{0, 0, 0, 0, 0}, nil, 1, 0},
		{[]int{1, 0, 0, 0, 0}, []int{1}, 2, 1},
		{[]int{1, 1, 0, 0, 0}, []int{1, 2}, 5, 2},
		{[]int{1, 1, 1, 0, 0}, []int{1, 2, 5}, 3, 1}, // shares 2/6, 3/6, 1/6 of the bank; each a third of the asked
		{[]int{0, 2, 1, 0, 0}, []int{0, 1, 2, 3, 5}, 4, 1},
		{[]int{2, 3, 1, 0, 0}, []int{0, 1, 2, 3, 4, 5}, -1, -1},
	} {
		open := allOpen(b)
		for _, i := range c.shut {
			open[i] = false
		}
		item, area, info := b.NextBalanced(0, open, c.asked)
		if item != c.item || area != c.area || item >= 0 && info != b.Information(item, 0) {
			t.Errorf("asked %v without %v: item %d of area %d, want %d of %d", c.asked, c.shut, item, area, c.item, c.area)
		}
	}
}

// TestNextFewest: the area that was asked least, in the bank's order.
func TestNextFewest(t *testing.T) {
	b := spread60(t, Rasch)
	open := allOpen(b)
	for _, c := range []struct {
		asked []int
		area  int
	}{{[]int{0, 0, 0, 0, 0}, 0}, {[]int{1, 1, 0, 1, 0}, 2}, {[]int{2, 2, 2, 2, 1}, 4}} {
		if item, area, _ := b.NextFewest(0, open, c.asked); area != c.area || b.items[item].Area != area {
			t.Errorf("asked %v: item %d of area %d, want area %d", c.asked, item, area, c.area)
		}
	}
}

// TestStage: nearest first, one an area where that is asked, never the same twice.
func TestStage(t *testing.T) {
	b := spread60(t, Rasch)
	open := allOpen(b)
	first := b.Stage(0, open, true, StageSize, nil)
	if want := []int{5, 17, 29, 41, 53}; !slices.Equal(first, want) {
		t.Errorf("the first stage is %v, want %v", first, want)
	}
	if got, want := b.Stage(2, open, false, 6, first), []int{11, 23, 35, 47, 59, 10}; !slices.Equal(got, want) {
		t.Errorf("anywhere: %v, want %v", got, want)
	}
	for i := range 58 {
		open[i] = false
	}
	if got, want := b.Stage(0, open, true, StageSize, nil), []int{58, 59}; !slices.Equal(got, want) {
		t.Errorf("with two left: %v, want %v", got, want)
	}
	for right, want := range []float64{-1.5, -.9, -.3, .3, .9, 1.5} {
		near(t, "the move", StageTarget(0, float64(right)/StageSize), want, 0)
	}
}

// TestTheHotPathAllocatesNothing: a turn takes an answer in and finds the next item.
func TestTheHotPathAllocatesNothing(t *testing.T) {
	b := spread60(t, TwoPL)
	open, asked, levels := allOpen(b), make([]int, 5), make([]float64, 0, 4)
	p := b.Prior()
	if n := testing.AllocsPerRun(100, func() {
		b.Observe(&p, Answer{7, 1})
		levels = b.Levels(&p, levels)
		b.Next(p.Mean(), open)
		b.NextBalanced(p.Mean(), open, asked)
		b.NextFewest(p.SD(), open, asked)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkNext(b *testing.B) {
	bank := spread60(b, TwoPL)
	open, asked := allOpen(bank), make([]int, 5)
	p := bank.Prior()
	b.ReportAllocs()
	for b.Loop() {
		bank.NextBalanced(p.Mean(), open, asked)
	}
}

func BenchmarkAreas(b *testing.B) {
	bank := spread60(b, TwoPL)
	for b.Loop() {
		bank.AreaBeliefs([]Answer{{1, 1}, {20, 0}}, AreaCorrelation)
	}
}

func BenchmarkEstimate(b *testing.B) {
	bank := spread60(b, TwoPL)
	var answers []Answer
	for i := range 60 {
		answers = append(answers, Answer{i, i % 2})
	}
	for b.Loop() {
		bank.Estimate(answers)
	}
}
