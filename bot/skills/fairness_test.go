package skills

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestMantelHaenszelByHand: two strata whose sums fit on a sheet of paper.
func TestMantelHaenszelByHand(t *testing.T) {
	// Right and wrong: reference 40 and 10, focal 30 and 20; then 45 and 15, 35 and
	// 25. The third stratum has one person and is dropped.
	f := MantelHaenszel([]Stratum{{40, 10, 30, 20}, {45, 15, 35, 25}, {0, 0, 1, 0}})
	up, down := 40*20/100.0+45*25/120.0, 10*30/100.0+15*35/120.0
	near(t, "alpha", f.Alpha, up/down, 1e-12)
	near(t, "delta", f.Delta, -2.35*math.Log(up/down), 1e-12)
	away := 85 - (50*70/100.0 + 60*80/120.0)
	variance := 50*50*70*30/(100*100*99.0) + 60*60*80*40/(120*120*119.0)
	near(t, "chi²", f.Chi2, away*away/variance, 1e-12)
	near(t, "corrected", f.Corrected, (away-.5)*(away-.5)/variance, 1e-12)
	// By Robins, Breslow & Greenland, whose terms look different.
	r, s := []float64{8, 9.375}, []float64{3, 4.375}
	p, q := []float64{.6, 70 / 120.0}, []float64{.4, 50 / 120.0}
	v := 0.0
	for k := range r {
		v += p[k]*r[k]/(2*up*up) + (p[k]*s[k]+q[k]*r[k])/(2*up*down) + q[k]*s[k]/(2*down*down)
	}
	near(t, "SE", f.SE, 2.35*math.Sqrt(v), 1e-12)
	if f.Reference != 110 || f.Focal != 111 || f.Class != ClassB {
		t.Errorf("%+v", f)
	}
}

// TestClasses: the size and the test decide together.
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		f    ItemFairness
		want string
	}{
		{ItemFairness{Delta: -.99, SE: .1, P: .001}, ClassA},
		{ItemFairness{Delta: -2.5, SE: 1.5, P: .06}, ClassA},
		{ItemFairness{Delta: 1.2, SE: .1, P: .001}, ClassB},
		{ItemFairness{Delta: -1.6, SE: .5, P: .001}, ClassB}, // not significantly above 1
		{ItemFairness{Delta: -1.6, SE: .3, P: .001}, ClassC},
		{ItemFairness{Delta: 2.5, SE: .3, P: .001}, ClassC},
	} {
		if got := c.f.classify(); got != c.want {
			t.Errorf("%+v is %s, want %s", c.f, got, c.want)
		}
	}
}

// unequal makes answers of two groups to 20 items, the fourth and the twelfth of
// which are harder for the focal group. asked is how many items each is asked.
func unequal(people, asked int, harder float64) (*Responses, []Side) {
	rng := rand.New(rand.NewPCG(3, 4))
	r := &Responses{}
	for j := range 20 {
		r.Items = append(r.Items, name(j))
	}
	var sides []Side
	for p := range people {
		side := Reference
		theta := rng.NormFloat64()
		if p%3 == 0 {
			side, theta = Focal, theta-.5 // groups may differ; that is no unfairness
		}
		row := slices.Repeat([]int8{NotAsked}, 20)
		for _, j := range rng.Perm(20)[:asked] {
			b := -1.5 + 3*float64(j)/19
			if side == Focal && (j == 3 || j == 11) {
				b += harder
			}
			row[j] = 0
			if chance, _ := logistic(theta - b); rng.Float64() < chance {
				row[j] = 1
			}
		}
		r.Rows = append(r.Rows, row)
		sides = append(sides, side)
	}
	return r, sides
}

// TestUnfairItemsAreFound, with complete and with sparse answers, and the others not.
func TestUnfairItemsAreFound(t *testing.T) {
	for _, asked := range []int{20, 8} {
		r, sides := unequal(4500, asked, 1.3)
		f := Compare(r, sides)
		if want := map[int]string{20: "score", 8: "theta"}[asked]; f.Matched != want {
			t.Errorf("matched on %s, want %s", f.Matched, want)
		}
		for j, item := range f.Purified {
			unfair := j == 3 || j == 11
			if unfair != (item.Class == ClassC) || !unfair && item.Class != ClassA {
				t.Errorf("%d asked, item %d: class %s (delta %.2f)", asked, j, item.Class, item.Delta)
			}
			if unfair && (item.Delta > -2 || item.Alpha < 2) {
				t.Errorf("%d asked, item %d favours the reference group by %.2f (alpha %.2f)", asked, j, item.Delta, item.Alpha)
			}
		}
		for _, j := range []int{3, 11} {
			if !slices.Contains(f.Flagged, j) {
				t.Errorf("%d asked: item %d is not among the flagged %v", asked, j, f.Flagged)
			}
		}
		if len(f.Flagged) > 5 {
			t.Errorf("%d asked: too many are flagged: %v", asked, f.Flagged)
		}
	}
}

// TestTooFewToTell: under a hundred of a group nothing is said of any item.
func TestTooFewToTell(t *testing.T) {
	r, sides := unequal(290, 20, 2) // 97 of the focal group
	f := Compare(r, sides)
	if !f.TooFew() || f.Focal != 97 || len(f.Flagged) > 0 {
		t.Errorf("%d of the focal group: %v, flagged %v", f.Focal, f.TooFew(), f.Flagged)
	}
	for j, item := range f.Items {
		if item.Class != TooFew || item.Alpha != 0 {
			t.Errorf("item %d: %+v", j, item)
		}
	}
}

// TestComparisons: whatever the answers are, the numbers are numbers, and with the
// groups exchanged the other one is favoured.
func TestComparisons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var strata, exchanged []Stratum
		count := rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(0, 60).Draw(t, "n")) })
		for range rapid.IntRange(0, 8).Draw(t, "strata") {
			c := Stratum{count.Draw(t, "a"), count.Draw(t, "b"), count.Draw(t, "c"), count.Draw(t, "d")}
			strata, exchanged = append(strata, c), append(exchanged, Stratum{c.FocRight, c.FocWrong, c.RefRight, c.RefWrong})
		}
		f, g := MantelHaenszel(strata), MantelHaenszel(exchanged)
		for _, x := range []float64{f.Alpha, f.Delta, f.SE, f.Chi2, f.Corrected, f.P} {
			if !isNumber(x) {
				t.Fatalf("%+v", f)
			}
		}
		if f.Class != g.Class {
			t.Fatalf("exchanged: %s and %s", f.Class, g.Class)
		}
		near(t, "exchanged, delta", g.Delta, -f.Delta, 1e-9)
		near(t, "exchanged, SE", g.SE, f.SE, 1e-9)
		near(t, "exchanged, chi²", g.Chi2, f.Chi2, 1e-9)
	})
}
