package skills

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestBeliefByIntegration: the mean and the deviation are the integrals', taken
// by a rule thirty times finer.
func TestBeliefByIntegration(t *testing.T) {
	b := spread60(t, Rasch)
	answers := []Answer{{0, 1}, {14, 1}, {25, 0}, {40, 1}, {59, 0}}
	var mass, first, second float64
	for theta := -14.0; theta < 14; theta += 1.0 / 150 {
		l := -theta * theta / (2 * 1.5 * 1.5)
		for _, a := range answers {
			l += b.curves[a.Item].log(a.Grade, theta)
		}
		p := math.Exp(l)
		mass += p
		first += p * theta
		second += p * theta * theta
	}
	p := b.Believe(answers)
	near(t, "EAP", p.Mean(), first/mass, 1e-6)
	near(t, "its error", p.SD(), math.Sqrt(second/mass-first*first/mass/mass), 1e-6)
}

// TestPrior: before an answer the belief is the prior.
func TestPrior(t *testing.T) {
	p := spread60(t, Rasch).Prior()
	near(t, "mean", p.Mean(), 0, 1e-12)
	near(t, "SD", p.SD(), 1.5, 1e-4)
}

func TestBeliefs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, answers := anyCheck(t)
		p := b.Believe(answers)
		observed := b.Prior()
		order := rapid.Permutation(answers).Draw(t, "order")
		for _, a := range order {
			b.Observe(&observed, a)
		}
		near(t, "in another order", observed.Mean(), p.Mean(), 1e-9)
		near(t, "its SD", observed.SD(), p.SD(), 1e-9)
		levels := b.Levels(&p, nil)
		near(t, "all levels", levels[0]+levels[1]+levels[2], 1, 1e-9)
		prior := b.Prior()
		near(t, "progress and its reverse", Progress(&prior, &p)+Progress(&p, &prior), 1, 1e-9)
		near(t, "no progress", Progress(&p, &p), .5, 1e-9)
		for k, moved := range b.Influence(answers) {
			without := b.Believe(slices.Delete(slices.Clone(answers), k, k+1))
			near(t, "influence", moved, p.Mean()-without.Mean(), 1e-7)
		}
	})
}

// TestABetterGradeNeverLowersTheEstimate, with any items.
func TestABetterGradeNeverLowersTheEstimate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, answers := anyCheck(t)
		for k, a := range answers {
			if a.Grade == 0 {
				continue
			}
			worse := slices.Clone(answers)
			worse[k].Grade--
			better, lower := b.Believe(answers), b.Believe(worse)
			if better.Mean() < lower.Mean()-1e-9 {
				t.Fatalf("grade %d gives %v, grade %d gives %v", a.Grade, better.Mean(), a.Grade-1, lower.Mean())
			}
			if p := Progress(&lower, &better); p < .5-1e-9 {
				t.Fatalf("a better grade is progress with %v", p)
			}
		}
	})
}

// TestOrderOfItemsIsNothing: a bank with its items in another order says the same.
func TestOrderOfItemsIsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, answers := anyCheck(t)
		items := b.Items()
		order := rapid.Permutation(indices(len(items))).Draw(t, "order")
		var moved []Item
		place := make([]int, len(items))
		for k, i := range order {
			moved = append(moved, items[i])
			place[i] = k
		}
		other, err := NewBank(b.Scale(), b.Areas(), moved, b.Model())
		if err != nil {
			t.Fatal(err)
		}
		var same []Answer
		for _, a := range answers {
			same = append(same, Answer{place[a.Item], a.Grade})
		}
		p, q := b.Believe(answers), other.Believe(same)
		near(t, "EAP", q.Mean(), p.Mean(), 1e-9)
		for a, area := range b.AreaBeliefs(answers, .7) {
			same := other.AreaBeliefs(same, .7)[a]
			near(t, "area", same.Mean(), area.Mean(), 1e-9)
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// TestManyAnswersDoNotUnderflow: a thousand answers still say something.
func TestManyAnswersDoNotUnderflow(t *testing.T) {
	b := spread60(t, Rasch)
	p := b.Prior()
	for range 100 {
		for i := range b.Len() {
			b.Observe(&p, Answer{i, i % 2})
		}
	}
	if m, sd := p.Mean(), p.SD(); math.IsNaN(m) || math.IsNaN(sd) || math.Abs(m) > 1 {
		t.Errorf("6,000 answers give %v ± %v", m, sd)
	}
}
