package skills

import "math"

const (
	newtonMost   = 500
	newtonEnough = 1e-8 // logits
)

// run climbs to the greatest likelihood: Newton's steps with the near
// information, each halved until it climbs.
func (c *conditionalFit) run() error {
	here := c.pass(false)
	for round := range newtonMost {
		step, ok := c.step(here)
		if !ok {
			return errNoEnd
		}
		longest := 0.0
		for _, s := range step {
			longest = max(longest, math.Abs(s))
		}
		c.tell(min(.9, float64(round+1)/8))
		if longest < newtonEnough {
			return nil
		}
		scale := min(1, 2/longest)
		before := append([]float64(nil), c.b...)
		for halved := 0; ; halved++ {
			for i, j := range c.free {
				c.b[j] = before[j] + scale*step[i]
			}
			c.centre()
			there := c.pass(false)
			if there.loglik > here.loglik-1e-9*math.Abs(here.loglik) {
				here = there
				break
			}
			if halved == 40 {
				return errNoEnd
			}
			scale /= 2
		}
	}
	return errNoEnd
}

// step returns Newton's step for the free items.
func (c *conditionalFit) step(at cmlSum) ([]float64, bool) {
	slope := make([]float64, len(c.free))
	for i, j := range c.free {
		slope[i] = at.right[j] - c.d.right[j]
	}
	inverse, ok := c.inverse(at.info)
	if !ok {
		return nil, false
	}
	return inverse.times(slope), true
}

// inverse inverts the information of the free items. Where nothing holds the
// scale, all items together may move freely: that direction is given information
// of its own, which [matrix.centred] takes out again.
func (c *conditionalFit) inverse(info matrix) (matrix, bool) {
	n := len(c.free)
	m := newMatrix(n)
	most := 0.0
	for i, j := range c.free {
		for k, l := range c.free {
			m[i][k] = info[j][l]
		}
		most = max(most, m[i][i])
	}
	if !c.held {
		for i := range m {
			for k := range m {
				m[i][k] += most / float64(n)
			}
		}
	}
	return m.inverse()
}

// centre moves the difficulties to mean 0 where nothing holds the scale.
func (c *conditionalFit) centre() {
	if c.held {
		return
	}
	centre(c.b)
}

func centre(b []float64) {
	mean := 0.0
	for _, x := range b {
		mean += x / float64(len(b))
	}
	for j := range b {
		b[j] -= mean
	}
}

// errors returns the standard errors from the exact information.
func (c *conditionalFit) errors() ([]float64, bool) {
	inverse, ok := c.inverse(c.pass(true).info)
	if !ok {
		return nil, false
	}
	se := make([]float64, len(c.b))
	centred := inverse.centred(len(c.free))
	for i, j := range c.free {
		se[j] = centred[i]
		if c.held {
			se[j] = math.Sqrt(inverse[i][i])
		}
	}
	return se, true
}
