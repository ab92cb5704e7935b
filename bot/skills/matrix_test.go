package skills

import (
	"testing"

	"pgregory.net/rapid"
)

// TestInverse: a positive definite matrix times its inverse is 1.
func TestInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		root := newMatrix(n)
		for i := range n {
			for j := range n {
				root[i][j] = rapid.Float64Range(-2, 2).Draw(t, "x")
			}
		}
		m := newMatrix(n) // root times its transpose, and something on the diagonal
		for i := range n {
			for j := range n {
				m[i][j] = dot(root[i], root[j])
			}
			m[i][i] += .1
		}
		inverse, ok := m.inverse()
		if !ok {
			t.Fatal("no inverse")
		}
		for i := range n {
			for j, x := range inverse.times(m[i]) {
				near(t, "the product", x, map[bool]float64{true: 1}[i == j], 1e-6)
			}
		}
	})
	if _, ok := (matrix{{1, 1}, {1, 1}}).inverse(); ok {
		t.Error("a matrix without an inverse has one")
	}
	if _, ok := (matrix{{1, 2}, {2, 1}}).inverse(); ok {
		t.Error("a matrix that is not positive definite has an inverse")
	}
}

// TestCentred: of independent numbers with deviation 1, one less their mean has
// √(1 − 1/n).
func TestCentred(t *testing.T) {
	m := newMatrix(4)
	for i := range m {
		m[i][i] = 1
	}
	for _, sd := range m.centred(4) {
		near(t, "deviation", sd*sd, .75, 1e-12)
	}
}
