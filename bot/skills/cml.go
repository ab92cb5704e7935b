package skills

import "math"

// conditionalFit is the conditional maximum likelihood of the Rasch model: given
// each person's raw score, nothing is left of the abilities (Andersen 1970,
// Journal of the Royal Statistical Society B 32, 283-301). People who had all
// right or all wrong say nothing. Each set of items that people were asked is
// conditioned by itself.
type conditionalFit struct {
	d    *design // of the telling people
	free []int   // items to find
	held bool    // anchors hold the scale
	b    []float64
	tell func(float64)
}

// cmlSum is what a pass over the patterns adds up: the logarithm of the
// likelihood but for Σ −x·b, the expected right answers, and the information.
type cmlSum struct {
	loglik float64
	right  []float64
	info   matrix
}

// pass goes over all patterns; exact asks for the exact information instead of
// its near form.
func (c *conditionalFit) pass(exact bool) cmlSum {
	n := len(c.b)
	sum := cmlSum{right: make([]float64, n), info: newMatrix(n)}
	for j, b := range c.b {
		sum.loglik -= c.d.right[j] * b
	}
	sideBySide(len(c.d.patterns), func(from, to int) cmlSum {
		part := cmlSum{right: make([]float64, n), info: newMatrix(n)}
		var s symmetric
		for _, p := range c.d.patterns[from:to] {
			c.add(p, &s, &part, exact)
		}
		return part
	}, func(part cmlSum) {
		sum.loglik += part.loglik
		for j, r := range part.right {
			sum.right[j] += r
		}
		sum.info.add(part.info)
	})
	return sum
}

func (c *conditionalFit) add(p pattern, s *symmetric, into *cmlSum, exact bool) {
	n := len(p.items)
	if n < 2 {
		return
	}
	b, centre := make([]float64, n), 0.0
	for i, j := range p.items {
		b[i] = c.b[j]
		centre += b[i] / float64(n)
	}
	s.load(b)
	v := make([]float64, n)
	for r := 1; r < n; r++ {
		people := p.n[r]
		if people == 0 {
			continue
		}
		// γ_r = f_r · e^(−r·centre) / Π q: the sums were made at the centre.
		loglik := math.Log(s.total(n, r)) - float64(r)*centre
		for i := range n {
			loglik -= math.Log(s.q[i])
		}
		into.loglik -= people * loglik
		sum := 0.0
		for i, j := range p.items {
			pi := s.right(n, i, r)
			into.right[j] += people * pi
			v[i] = pi * (1 - pi)
			sum += v[i]
		}
		if !exact {
			nearly(into.info, p.items, v, sum, people)
		}
	}
	if exact {
		c.inform(p, s, into.info)
	}
}

// nearly adds what the information is about: that of items whose sum is known,
// which is exact for two items and for equal ones.
func nearly(info matrix, items []int, v []float64, sum, people float64) {
	scale := people * float64(len(items)) / float64(len(items)-1)
	for i, j := range items {
		info[j][j] += scale * v[i]
		for k, l := range items {
			info[j][l] -= scale * v[i] * v[k] / sum
		}
	}
}

// inform adds the exact information: the covariances of the answers given the
// raw score.
func (c *conditionalFit) inform(p pattern, s *symmetric, info matrix) {
	n := len(p.items)
	right := newTable(n, n)
	for r := 1; r < n; r++ {
		for i := 0; i < n && p.n[r] > 0; i++ {
			right[r][i] = s.right(n, i, r)
		}
	}
	for i, j := range p.items {
		s.sums(n, i, s.rest, s.rest2)
		for r := 1; r < n; r++ {
			people := p.n[r]
			if people == 0 {
				continue
			}
			pi := right[r][i]
			info[j][j] += people * pi * (1 - pi)
			for k := i + 1; k < n; k++ {
				both := 0.0
				if r > 1 {
					both = s.both(n, i, k, r)
				}
				cov := people * (both - pi*right[r][k])
				info[j][p.items[k]] += cov
				info[p.items[k]][j] += cov
			}
		}
	}
}
