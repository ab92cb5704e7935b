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
	one := !b.guessed(answers)
	posterior := function{one: one, slope: func(theta float64) (float64, float64) {
		s, i, _ := b.slopes(answers, theta)
		return s - (theta-b.scale.Mean)*precision, i + precision
	}, height: func(theta float64) float64 {
		z := (theta - b.scale.Mean) / b.scale.SD
		return b.likelihood(answers, theta) - z*z/2
	}}
	likelihood := function{one: one, slope: func(theta float64) (float64, float64) {
		s, i, _ := b.slopes(answers, theta)
		return s, i
	}, height: func(theta float64) float64 { return b.likelihood(answers, theta) }}
	weighted := function{slope: func(theta float64) (float64, float64) {
		s, i, j := b.slopes(answers, theta)
		return s + j/(2*i), i
	}, height: func(theta float64) float64 {
		_, i, _ := b.slopes(answers, theta)
		return b.likelihood(answers, theta) + math.Log(i)/2
	}}
	e.MAP = e.EAP
	if top, found := posterior.top(); found {
		_, info := posterior.slope(top)
		e.MAP = Estimate{top, 1 / math.Sqrt(info)}
	}
	if !b.extreme(answers) {
		e.ML = b.at(likelihood, answers)
	}
	if len(answers) > 0 {
		e.WLE = b.at(weighted, answers)
	}
	return e
}

// at returns the estimate at a function's top with the error from the
// information there, nil where it has no top.
func (b *Bank) at(f function, answers []Answer) *Estimate {
	top, found := f.top()
	if !found {
		return nil
	}
	_, info, _ := b.slopes(answers, top)
	return &Estimate{top, 1 / math.Sqrt(info)}
}

// likelihood returns its logarithm.
func (b *Bank) likelihood(answers []Answer, theta float64) float64 {
	sum := 0.0
	for _, a := range answers {
		sum += b.curves[a.Item].log(a.Grade, theta)
	}
	return sum
}

// slopes returns the slope of the log-likelihood, the information and Warm's J.
func (b *Bank) slopes(answers []Answer, theta float64) (s, info, j float64) {
	for _, a := range answers {
		c := &b.curves[a.Item]
		if c.steps != nil {
			i, ji := c.moments(theta)
			s, info, j = s+c.score(a.Grade, theta), info+i, j+ji
			continue
		}
		p, q := logistic(c.a * (theta - c.b))
		i := c.inform(p, q)
		s, info, j = s+c.slope(a.Grade, p, q), info+i, j+i*c.a*(q-p)
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
