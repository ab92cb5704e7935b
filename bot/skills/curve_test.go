package skills

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t rapid.TB, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s is %.9g, want %.9g", what, got, want)
	}
}

// TestCurvesByHand compares with numbers that a pocket calculator gives.
func TestCurvesByHand(t *testing.T) {
	rasch := Item{B: 1}.curve(Rasch)
	near(t, "P at b", math.Exp(rasch.log(1, 1)), .5, 1e-12)
	near(t, "P at b+ln 3", math.Exp(rasch.log(1, 1+math.Log(3))), .75, 1e-12)
	near(t, "information at b", rasch.information(1), .25, 1e-12)

	three := Item{A: 1.2, B: .5, Guess: .2}.curve(TwoPL)
	near(t, "P at b with guessing", math.Exp(three.log(1, .5)), .6, 1e-12)
	near(t, "information with guessing", three.information(.5), 1.44*(.4/.6)*(.4/.8)*(.4/.8), 1e-12)

	graded := Item{Steps: []float64{-1, 0, 1}}.curve(Rasch)
	// At 0 the sums are 0, 1, 1, 0.
	e := math.E
	near(t, "P(0)", math.Exp(graded.log(0, 0)), 1/(2+2*e), 1e-12)
	near(t, "P(1)", math.Exp(graded.log(1, 0)), e/(2+2*e), 1e-12)
	near(t, "the mean grade", graded.mean(0), 1.5, 1e-12)
	near(t, "information", graded.information(0), (2*2.25+2*e*.25)/(2+2*e), 1e-12)
}

// TestRaschIgnoresWhatItDoesNotUse: discrimination and guessing.
func TestRaschIgnoresWhatItDoesNotUse(t *testing.T) {
	c := Item{A: 3, B: .5, Guess: .2}.curve(Rasch)
	near(t, "P at b", math.Exp(c.log(1, .5)), .5, 1e-12)
	near(t, "information", c.information(.5), .25, 1e-12)
	one := Item{B: .5}.curve(TwoPL)
	near(t, "information without a", one.information(.5), .25, 1e-12)
}

// TestCurvesAgreeWithThemselves: probabilities add up to 1; slope, information
// and Warm's J are what the probabilities' differences say.
func TestCurvesAgreeWithThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		item := anyItem(t, "x")
		item.A = math.Min(item.A, 2) // where a difference is still exact enough
		c := item.curve(TwoPL)
		theta := rapid.Float64Range(-4, 4).Draw(t, "theta")
		const h = 1e-3
		sum, mean, info, j := 0.0, 0.0, 0.0, 0.0
		for g := range item.Grades() {
			p, up, down := math.Exp(c.log(g, theta)), math.Exp(c.log(g, theta+h)), math.Exp(c.log(g, theta-h))
			first, second := (up-down)/(2*h), (up-2*p+down)/(h*h)
			sum += p
			mean += float64(g) * p
			if p < 1e-9 {
				continue
			}
			info += first * first / p
			j += first * second / p
			near(t, "slope", c.score(g, theta), (c.log(g, theta+h)-c.log(g, theta-h))/(2*h), 1e-3)
		}
		gotInfo, gotJ := c.moments(theta)
		near(t, "sum", sum, 1, 1e-9)
		near(t, "mean", c.mean(theta), mean, 1e-9)
		near(t, "information", gotInfo, info, 1e-3*(1+info))
		near(t, "J", gotJ, j, 5e-3*(1+math.Abs(j)))
	})
}
