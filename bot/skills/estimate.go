package skills

import "math"

// Estimate is an ability and its standard error, in logits.
type Estimate struct{ Value, SE float64 }

// Estimates are four estimates of one ability from the same answers. The
// standard errors of the last three come from the expected information:
// 1/√I, for MAP 1/√(I + 1/SD²).
type Estimates struct {
	EAP Estimate // the mean of the belief (Bock & Mislevy 1982)
	MAP Estimate // its greatest density (Samejima 1969, Psychometrika Monograph 17)
	// ML is the greatest likelihood (Birnbaum 1968); nil when every answer has the
	// lowest grade, or the highest, or where guessing alone explains them best.
	ML *Estimate
	// WLE is Warm's weighted likelihood: the root of ML's equation plus J/2I
	// (Warm 1989; for graded items Penfield & Bergeron 2005, Applied Psychological
	// Measurement 29, 218-233). It is nil without answers.
	WLE *Estimate
}

// far is where the search for an estimate ends, in logits: well outside of the
// scale, since a greatest likelihood may lie there.
const far = 20.0

// Estimate returns the estimates from answers.
func (b *Bank) Estimate(answers []Answer) Estimates {
	belief := b.Believe(answers)
	e := Estimates{EAP: Estimate{belief.Mean(), belief.SD()}}
	precision := 1 / (b.scale.SD * b.scale.SD)
	search := newton
	if b.guessed(answers) {
		search = scan // the likelihood may have several tops
	}
	posterior := func(theta float64) (slope, info float64) {
		s, i, _ := b.slopes(answers, theta)
		return s - (theta-b.scale.Mean)*precision, i + precision
	}
	if top, found := search(posterior); found {
		e.MAP = estimateAt(top, posterior)
	} else {
		e.MAP = e.EAP
	}
	likelihood := func(theta float64) (slope, info float64) {
		s, i, _ := b.slopes(answers, theta)
		return s, i
	}
	if !b.extreme(answers) {
		e.ML = b.at(search, likelihood, likelihood)
	}
	if len(answers) > 0 {
		weighted := func(theta float64) (slope, info float64) {
			s, i, j := b.slopes(answers, theta)
			return s + j/(2*i), i
		}
		e.WLE = b.at(scan, weighted, likelihood)
	}
	return e
}

func (b *Bank) at(search func(slopes) (float64, bool), f, information slopes) *Estimate {
	top, found := search(f)
	if !found {
		return nil
	}
	e := estimateAt(top, information)
	return &e
}

func estimateAt(theta float64, f slopes) Estimate {
	_, info := f(theta)
	return Estimate{theta, 1 / math.Sqrt(info)}
}

// slopes are the slope of a logarithm of a likelihood, and its expected bend
// (the information, above 0).
type slopes func(theta float64) (slope, info float64)

// slopes returns the slope of the log-likelihood, the information and Warm's J.
func (b *Bank) slopes(answers []Answer, theta float64) (s, info, j float64) {
	for _, a := range answers {
		c := &b.curves[a.Item]
		s += c.score(a.Grade, theta)
		i, ji := c.moments(theta)
		info, j = info+i, j+ji
	}
	return s, max(info, math.SmallestNonzeroFloat64), j
}

// guessed reports whether an answer is to an item that can be guessed.
func (b *Bank) guessed(answers []Answer) bool {
	for _, a := range answers {
		if b.curves[a.Item].c > 0 {
			return true
		}
	}
	return false
}

// extreme reports whether all answers have the lowest grade, or all the highest;
// no answers are both.
func (b *Bank) extreme(answers []Answer) bool {
	low, high := true, true
	for _, a := range answers {
		low = low && a.Grade == 0
		high = high && a.Grade == b.items[a.Item].Grades()-1
	}
	return low || high
}

// newton finds the top of a function with one top.
func newton(f slopes) (theta float64, found bool) {
	if left, _ := f(-far); left <= 0 {
		return -far, false
	}
	if right, _ := f(far); right >= 0 {
		return far, false
	}
	return between(f, -far, far), true
}

// scan finds the highest of several tops: it adds up the slope over a grid, and
// refines where it turns from up to down. It finds none when the function is
// highest where the search ends.
func scan(f slopes) (theta float64, found bool) {
	const step = 0.5
	height, best := 0.0, 0.0 // of the function above its left end
	before, _ := f(-far)
	top := -far
	for left := -far; left < far; left += step {
		after, _ := f(left + step)
		height += (before + after) / 2 * step
		if before > 0 && after <= 0 && (!found || height > best) {
			top, best, found = left, height, true
		}
		before = after
	}
	if !found || best <= 0 {
		return top, false
	}
	return between(f, top, top+step), true
}

// between finds where the slope passes from up to down between low and high:
// Newton's steps with the expected bend (Fisher's scoring), and the middle where
// a step leaves what is left of the interval or narrows it too little.
func between(f slopes, low, high float64) float64 {
	theta := (low + high) / 2
	for range 200 {
		slope, info := f(theta)
		if slope > 0 {
			low = theta
		} else {
			high = theta
		}
		next := theta + slope/info
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-theta) < 1e-12 || high-low < 1e-12 {
			return next
		}
		theta = next
	}
	return theta
}
