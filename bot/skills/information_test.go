package skills

import (
	"math"
	"testing"
)

// bend returns the second differences of a function of numbers: minus its
// information.
func bend(at []float64, f func([]float64) float64) matrix {
	const h = 1e-3
	moved := func(i, j int, a, b float64) float64 {
		x := append([]float64(nil), at...)
		x[i] += a
		x[j] += b
		return f(x)
	}
	m := newMatrix(len(at))
	for i := range at {
		for j := range at {
			m[i][j] = -(moved(i, j, h, h) - moved(i, j, h, -h) - moved(i, j, -h, h) + moved(i, j, -h, -h)) / (4 * h * h)
		}
	}
	return m
}

// TestConditionalInformation: slope and information are those of the likelihood.
func TestConditionalInformation(t *testing.T) {
	d := newDesign(responses("1100.", "0110.", "1010.", "1001.", ".1101", ".0110", ".1010", ".0101")).telling()
	at := []float64{-.4, .3, .1, -.2, .2}
	fit := func(b []float64) *conditionalFit { return &conditionalFit{d: d, b: b} }
	loglik := func(b []float64) float64 { return fit(b).pass(false).loglik }
	got := fit(at).pass(true)
	for i, row := range bend(at, loglik) {
		up, down := append([]float64(nil), at...), append([]float64(nil), at...)
		up[i], down[i] = up[i]+1e-4, down[i]-1e-4
		near(t, "slope", got.right[i]-d.right[i], (loglik(up)-loglik(down))/2e-4, 1e-6)
		for j, want := range row {
			near(t, "information", got.info[i][j], want, 1e-5)
		}
	}
}

// TestMarginalInformation: the standard errors are those of the likelihood's bend,
// of difficulties that are moved to mean 0.
func TestMarginalInformation(t *testing.T) {
	d := newDesign(lsat6())
	m := newMarginal(d, make([]bool, 5), make([]float64, 5))
	if err := m.run(); err != nil {
		t.Fatal(err)
	}
	got, ok := m.errors()
	if !ok {
		t.Fatal("no errors")
	}
	at := append(append([]float64(nil), m.b...), math.Log(m.sp))
	inverse, ok := bend(at, func(x []float64) float64 {
		n := *m
		n.b, n.sp = x[:5], math.Exp(x[5])
		return n.expect().loglik
	}).inverse()
	if !ok {
		t.Fatal("the bend has no inverse")
	}
	for j, want := range inverse.centred(5) {
		near(t, "se", got[j], want, 1e-5)
	}
}

// TestMarginalNeverFalls: each step of EM makes the answers likelier.
func TestMarginalNeverFalls(t *testing.T) {
	r, _ := sparse(200, 10)
	m := newMarginal(newDesign(r), make([]bool, 60), make([]float64, 60))
	before := math.Inf(-1)
	for range 12 {
		m.step()
		if m.loglik < before-1e-9 {
			t.Fatalf("from %v to %v", before, m.loglik)
		}
		before = m.loglik
	}
}
