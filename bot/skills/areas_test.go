package skills

import (
	"math"
	"testing"
)

// TestAreasByIntegration compares with the double integral by another rule: over
// g and u of each of two areas.
func TestAreasByIntegration(t *testing.T) {
	b, err := NewBank(scale, []string{"one", "two", "silent"}, []Item{{ID: "x", B: -1}, {ID: "y", B: 1}, {ID: "z", Area: 1, B: .5}}, Rasch)
	if err != nil {
		t.Fatal(err)
	}
	answers := []Answer{{0, 1}, {1, 1}, {2, 0}}
	const r = .7
	var mass, one, two, silent, square float64
	const step = .06
	at := func(g, u float64) float64 { return 1.5 * (math.Sqrt(r)*g + math.Sqrt(1-r)*u) }
	for g := -6.0; g < 6; g += step {
		// Given g the areas are independent: integrate each over its own u.
		var m1, t1, s1, m2, t2 float64
		for u := -6.0; u < 6; u += step {
			theta, w := at(g, u), math.Exp(-u*u/2)
			p1 := w * math.Exp(b.curves[0].log(1, theta)+b.curves[1].log(1, theta))
			p2 := w * math.Exp(b.curves[2].log(0, theta))
			m1, t1, s1 = m1+p1, t1+p1*theta, s1+p1*theta*theta
			m2, t2 = m2+p2, t2+p2*theta
		}
		w := math.Exp(-g * g / 2)
		mass += w * m1 * m2
		one += w * t1 * m2
		square += w * s1 * m2
		two += w * m1 * t2
		silent += w * m1 * m2 * at(g, 0)
	}
	got := b.AreaBeliefs(answers, r)
	near(t, "the area of two right answers", got[0].Mean(), one/mass, 1e-5)
	near(t, "its error", got[0].SD(), math.Sqrt(square/mass-one*one/mass/mass), 1e-5)
	near(t, "the area of a wrong answer", got[1].Mean(), two/mass, 1e-5)
	near(t, "the area that was not asked", got[2].Mean(), silent/mass, 1e-5)
}

// TestAreasAtTheEndsOfCorrelation: without any, an area is alone; with nearly
// all, it is the whole.
func TestAreasAtTheEndsOfCorrelation(t *testing.T) {
	b := spread60(t, Rasch)
	answers := []Answer{{0, 1}, {1, 1}, {13, 0}, {59, 1}}
	alone, first := b.Believe(answers[:2]), b.AreaBeliefs(answers, 0)[0]
	near(t, "alone", first.Mean(), alone.Mean(), 1e-3)
	all, whole := b.Believe(answers), b.AreaBeliefs(answers, 1)[3]
	near(t, "whole", whole.Mean(), all.Mean(), .03)
	for a, p := range b.AreaBeliefs(nil, .7) {
		near(t, "no answers, area "+name(a), p.Mean(), 0, 1e-9)
		near(t, "no answers, its SD", p.SD(), 1.5, 1e-4)
	}
}
