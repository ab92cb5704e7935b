package skills

import (
	"math"
	"testing"
)

// TestTops: the highest of several; none where the function rises to the end.
func TestTops(t *testing.T) {
	hill := func(at, height float64) func(float64) float64 {
		return func(x float64) float64 { return height * math.Exp(-(x-at)*(x-at)/2) }
	}
	for _, c := range []struct {
		name   string
		height func(float64) float64
		one    bool
		want   float64
		found  bool
	}{
		{"one hill", func(x float64) float64 { return -(x - 2.3) * (x - 2.3) }, true, 2.3, true},
		{"the higher of two", func(x float64) float64 { return hill(-5, 1)(x) + hill(5, 1.5)(x) }, false, 5, true},
		{"the lower ability of two equal", func(x float64) float64 { return hill(-5, 1)(x) + hill(5, 1)(x) }, false, -5, true},
		{"rising for ever", func(x float64) float64 { return x }, true, 0, false},
		{"falling for ever", func(x float64) float64 { return -x }, true, 0, false},
		{"a hill below the end", func(x float64) float64 { return hill(-5, 1)(x) + max(0, x) }, false, 0, false},
		{"a ramp that ends sharply", func(x float64) float64 { return x - math.Exp(20*(x-7)) }, true, 7 - math.Log(20)/20, true},
	} {
		f := function{one: c.one, height: c.height, slope: func(x float64) (float64, float64) {
			const h = 1e-5
			up, here, down := c.height(x+h), c.height(x), c.height(x-h)
			return (up - down) / (2 * h), math.Max(1e-3, -(up-2*here+down)/(h*h))
		}}
		got, found := f.top()
		if found != c.found || found && math.Abs(got-c.want) > 1e-4 {
			t.Errorf("%s: %v %v, want %v %v", c.name, got, found, c.want, c.found)
		}
	}
}
