package skills

import "math"

// ItemFairness is how one item treats two groups of people of the same ability,
// by Mantel and Haenszel (1959, Journal of the National Cancer Institute 22,
// 719-748), as Holland & Thayer apply it (1988, in Wainer & Braun, Test Validity).
// Unless Class is one of A, B and C the numbers are 0 and say nothing.
type ItemFairness struct {
	// Alpha is the common odds ratio; above 1 the reference group is favoured.
	Alpha float64
	// Delta is −2.35·ln Alpha, the same on the scale of ETS; below 0 the reference
	// group is favoured.
	Delta, SE float64
	// Chi2 is the test of Alpha = 1 without, Corrected with the correction for
	// continuity. P is of Corrected.
	Chi2, Corrected, P float64
	Class              string
	Reference, Focal   int // how many answered it
}

// The classes of ETS (Zieky 1993, in Holland & Wainer, Differential Item
// Functioning), and what stands for none.
const (
	ClassA = "A" // negligible
	ClassB = "B"
	ClassC = "C" // large: the item leaves scoring until it was reviewed
	TooFew = "too_few"
)

// FewestInGroup is how many people a group needs before anything is said.
const FewestInGroup = 100

// deltaScale makes logits the difficulties of ETS (Holland & Thayer 1985).
const deltaScale = 2.35

// significance is the level of the tests.
const significance = 0.05

// Stratum is the two-by-two table of people of one ability: how many of the
// reference and of the focal group were right and wrong.
type Stratum struct{ RefRight, RefWrong, FocRight, FocWrong float64 }

// MantelHaenszel sums up strata. One with a single person is dropped. It says
// too few where fewer than [FewestInGroup] of a group answered, or where no
// stratum compares anything.
func MantelHaenszel(strata []Stratum) ItemFairness {
	var right, expected, variance, up, down, spread float64
	f := ItemFairness{Class: TooFew}
	for _, s := range strata {
		f.Reference += int(s.RefRight + s.RefWrong)
		f.Focal += int(s.FocRight + s.FocWrong)
		ref, foc := s.RefRight+s.RefWrong, s.FocRight+s.FocWrong
		yes, no, n := s.RefRight+s.FocRight, s.RefWrong+s.FocWrong, ref+foc
		if n <= 1 {
			continue
		}
		right += s.RefRight
		expected += ref * yes / n
		variance += ref * foc * yes * no / (n * n * (n - 1))
		up += s.RefRight * s.FocWrong / n
		down += s.RefWrong * s.FocRight / n
	}
	if f.Reference < FewestInGroup || f.Focal < FewestInGroup || variance <= 0 || up <= 0 || down <= 0 {
		return f
	}
	f.Alpha = up / down
	f.Delta = -deltaScale * math.Log(f.Alpha)
	for _, s := range strata {
		if n := s.RefRight + s.RefWrong + s.FocRight + s.FocWrong; n > 1 {
			a := s.RefRight*s.FocWrong + f.Alpha*s.RefWrong*s.FocRight
			b := s.RefRight + s.FocWrong + f.Alpha*(s.RefWrong+s.FocRight)
			spread += a * b / (n * n)
		}
	}
	// The variance of ln Alpha: Phillips & Holland 1987, Biometrics 43, 425-431;
	// the same as that of Robins, Breslow & Greenland 1986, Biometrics 42, 311-323.
	f.SE = deltaScale * math.Sqrt(spread/(2*up*up))
	far := math.Abs(right - expected)
	f.Chi2 = far * far / variance
	f.Corrected = (far - .5) * (far - .5) / variance
	f.P = math.Erfc(math.Sqrt(f.Corrected / 2)) // the tail of χ² with one degree of freedom
	f.Class = f.classify()
	return f
}

// classify returns the class of ETS: A when the difference is below 1 or not
// significant; C when it is 1.5 or more and significantly above 1.
func (f ItemFairness) classify() string {
	size := math.Abs(f.Delta)
	switch {
	case size < 1 || f.P >= significance:
		return ClassA
	case size >= 1.5 && (size-1)/f.SE > 1.645:
		return ClassC
	}
	return ClassB
}

// flagged reports whether the test finds a difference, whatever its size.
func (f ItemFairness) flagged() bool { return f.Class != TooFew && f.P < significance }
