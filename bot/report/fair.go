package report

import "math"

// FewestInGroup is how many people each of two groups needs before it is told
// whether an item treats them alike.
const FewestInGroup = 100

// The classes of ETS (Zieky 1993, in Holland & Wainer, Differential Item
// Functioning): negligible, some, large. An item of class C leaves scoring until
// somebody has looked at it.
const (
	classA = "A"
	classB = "B"
	classC = "C"
)

// unlike is how one item treats two groups of people of the same ability.
type unlike struct {
	Delta, SE float64 // on the scale of ETS; below 0 the first group is favoured
	P         float64
	Class     string // "" where nothing can be told
}

// compare sums up two groups' answers to an item by stratum, after Mantel and
// Haenszel (1959, Journal of the National Cancer Institute 22, 719-748), with
// the correction for continuity; the standard error is that of Phillips &
// Holland (1987, Biometrics 43, 425-431). The counts are all that it needs, so
// that agencies can add theirs up without a person in them.
func compare(reference, focal []cellCount) (u unlike) {
	const deltaScale = 2.35 // makes logits the difficulties of ETS (Holland & Thayer 1985)
	var right, expected, variance, up, down, spread float64
	each := func(do func(a, b, c, d, n float64)) {
		for k := range reference {
			a, c := float64(reference[k].Right), float64(focal[k].Right)
			b, d := float64(reference[k].N)-a, float64(focal[k].N)-c
			if n := a + b + c + d; n > 1 {
				do(a, b, c, d, n)
			}
		}
	}
	each(func(a, b, c, d, n float64) {
		right += a
		expected += (a + b) * (a + c) / n
		variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
		up += a * d / n
		down += b * c / n
	})
	if variance <= 0 || up <= 0 || down <= 0 {
		return u
	}
	odds := up / down
	each(func(a, b, c, d, n float64) { spread += (a*d + odds*b*c) * (a + d + odds*(b+c)) / (n * n) })
	u.Delta = -deltaScale * math.Log(odds)
	u.SE = deltaScale * math.Sqrt(spread/(2*up*up))
	far := max(0, math.Abs(right-expected)-.5)
	u.P = math.Erfc(math.Sqrt(far * far / variance / 2)) // the tail of χ² with one degree of freedom
	switch size := math.Abs(u.Delta); {
	case size < 1 || u.P >= .05:
		u.Class = classA
	case size >= 1.5 && (size-1)/u.SE > 1.645:
		u.Class = classC
	default:
		u.Class = classB
	}
	return u
}
