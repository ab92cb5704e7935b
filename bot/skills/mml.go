package skills

import (
	"errors"
	"math"
	"slices"
)

// marginal is the marginal maximum likelihood of the Rasch model: abilities are
// normal with a mean and SD of their own (Bock & Aitkin 1981, Psychometrika 46,
// 443-459; Thissen 1982, Psychometrika 47, 175-186), by EM over nodes that move
// with the distribution. Difficulties may have a normal prior (Swaminathan &
// Gifford 1982, Journal of Educational Statistics 7, 175-191).
type marginal struct {
	d     *design
	fixed []bool    // items whose difficulty is known
	prior []float64 // expected difficulty by item; nil without a prior
	sd    float64   // of that prior
	z, w  []float64 // the nodes in SDs from the mean, and the logarithms of their weights
	tell  func(float64)

	b        []float64
	mean, sp float64 // of the abilities; sp is their SD
	loglik   float64
	flat     bool // the abilities are taken for equal
}

const (
	emMost   = 1000
	emEnough = 1e-6 // logits that no number may still move
	// smallestSpread is the SD at which abilities are taken for equal.
	smallestSpread = 0.01
)

// errNoEnd is the answer to data that a method does not come to an end with.
var errNoEnd = errors.New("the calibration did not settle: too few answers, or answers that contradict the model; try blend with experts")

func newMarginal(d *design, fixed []bool, b []float64) *marginal {
	m := &marginal{d: d, fixed: fixed, b: b, sp: 1, tell: func(float64) {}}
	longest := 0
	for _, p := range d.patterns {
		longest = max(longest, len(p.items))
	}
	// The nodes must stand closer than a posterior is wide. With L items it is at
	// best σ/√(1+σ²L/4): at σ = 2, with 30 items 0.18σ, with 60 0.13σ.
	n := 61
	switch {
	case longest > 60:
		n = 161
	case longest > 30:
		n = 91
	}
	total := 0.0
	for k := range n {
		z := -6 + 12*float64(k)/float64(n-1)
		m.z = append(m.z, z)
		m.w = append(m.w, math.Exp(-z*z/2))
		total += m.w[k]
	}
	for k := range m.w {
		m.w[k] = math.Log(m.w[k] / total)
	}
	return m
}

// expected is what an E step adds up.
type expected struct {
	loglik       float64
	at           matrix // item × node → the expected number of answers there
	one, two     float64
	people       float64
	node, weight []float64
}

// expect is the E step: where on the nodes the people are, given their answers.
func (m *marginal) expect() expected {
	nodes := len(m.z)
	soft := newTable(len(m.b), nodes) // ln(1+e^(θ−b))
	for j, b := range m.b {
		for k, z := range m.z {
			soft[j][k] = -logLogistic(-(m.mean + m.sp*z - b))
		}
	}
	sum := expected{at: newTable(len(m.b), nodes)}
	for j, b := range m.b {
		sum.loglik -= m.d.right[j] * b
	}
	sideBySide(len(m.d.patterns), func(from, to int) expected {
		part := expected{at: newTable(len(m.b), nodes), node: make([]float64, nodes), weight: make([]float64, nodes)}
		for _, p := range m.d.patterns[from:to] {
			m.place(p, soft, &part)
		}
		return part
	}, func(part expected) {
		sum.loglik += part.loglik
		sum.one += part.one
		sum.two += part.two
		sum.people += part.people
		for j := range sum.at {
			for k := range sum.at[j] {
				sum.at[j][k] += part.at[j][k]
			}
		}
	})
	return sum
}

func newTable(rows, columns int) matrix {
	t := make(matrix, rows)
	for i := range t {
		t[i] = make([]float64, columns)
	}
	return t
}

// place adds the people of a pattern.
func (m *marginal) place(p pattern, soft matrix, into *expected) {
	clear(into.node)
	for r, n := range p.n {
		if n == 0 {
			continue
		}
		into.loglik += n * m.posterior(p, r, soft, into.weight)
		into.people += n
		for k, w := range into.weight {
			into.node[k] += n * w
			into.one += n * w * m.z[k]
			into.two += n * w * m.z[k] * m.z[k]
		}
	}
	for _, j := range p.items {
		at := into.at[j]
		for k, n := range into.node {
			at[k] += n
		}
	}
}

// posterior sets the probability of each node for a raw score, and returns the
// logarithm of the marginal probability but for Σ −x·b.
func (m *marginal) posterior(p pattern, score int, soft matrix, weight []float64) float64 {
	top := math.Inf(-1)
	for k, z := range m.z {
		weight[k] = float64(score)*(m.mean+m.sp*z) + m.w[k]
	}
	for _, j := range p.items {
		for k, s := range soft[j] {
			weight[k] -= s
		}
	}
	for _, w := range weight {
		top = max(top, w)
	}
	total := 0.0
	for k := range weight {
		weight[k] = math.Exp(weight[k] - top)
		total += weight[k]
	}
	for k := range weight {
		weight[k] /= total
	}
	return top + math.Log(total)
}

// step is one round of EM: E step, and the numbers that fit it best.
func (m *marginal) step() expected {
	e := m.expect()
	for j := range m.b {
		if !m.fixed[j] {
			m.b[j] = m.fit(j, e.at[j])
		}
	}
	one, two := e.one/e.people, e.two/e.people
	m.mean += m.sp * one
	if !m.flat {
		m.sp = spreadWithin(m.sp * math.Sqrt(max(0, two-one*one)))
	}
	m.loglik = e.loglik
	if m.prior != nil {
		for j, b := range m.b {
			if !m.fixed[j] {
				z := (b - m.prior[j]) / m.sd
				m.loglik -= z * z / 2
			}
		}
	}
	m.centre()
	m.mean = min(max(m.mean, -far), far)
	return e
}

// spreadWithin keeps an SD where it can be told: people who all had everything
// right, or whose answers never contradict each other, would have none or endless.
func spreadWithin(sd float64) float64 { return min(max(sd, smallestSpread), Bound) }

// centre moves the scale to the prior's mean, to 0 without one, unless anchors
// hold it. The likelihood stays the same, the prior fits best there, and EM is
// faster for the freedom (Liu, Rubin & Wu 1998, Biometrika 85, 755-770).
func (m *marginal) centre() {
	if slices.Contains(m.fixed, true) {
		return
	}
	away := 0.0
	for j, b := range m.b {
		away += b / float64(len(m.b))
		if m.prior != nil {
			away -= m.prior[j] / float64(len(m.b))
		}
	}
	for j := range m.b {
		m.b[j] -= away
	}
	m.mean -= away
}

// held reports whether anchors or a prior hold the scale.
func (m *marginal) held() bool { return m.prior != nil || slices.Contains(m.fixed, true) }

// fit returns the difficulty at which as many right answers are expected as were
// given: a few of Newton's steps, none longer than a logit.
func (m *marginal) fit(j int, at []float64) float64 {
	b := m.b[j]
	for range 20 {
		slope, bend := -m.d.right[j], 0.0
		for k, n := range at {
			p, q := logistic(m.mean + m.sp*m.z[k] - b)
			slope += n * p
			bend += n * p * q
		}
		if m.prior != nil {
			slope -= (b - m.prior[j]) / (m.sd * m.sd)
			bend += 1 / (m.sd * m.sd)
		}
		move := min(max(slope/max(bend, math.SmallestNonzeroFloat64), -1), 1)
		b = min(max(b+move, -far), far)
		if math.Abs(move) < 1e-10 {
			break
		}
	}
	return b
}
