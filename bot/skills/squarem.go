package skills

import "math"

// run repeats EM until nothing moves, with two steps made one long one where
// that is better: SQUAREM (Varadhan & Roland 2008, Scandinavian Journal of
// Statistics 35, 335-353), scheme S3.
func (m *marginal) run() error {
	for round := 0; round < emMost; round++ {
		start := m.numbers()
		m.step()
		one := m.numbers()
		m.step()
		two := m.numbers()
		reached := m.loglik // at one
		moved, length, bend := 0.0, 0.0, 0.0
		for i := range start {
			r, v := one[i]-start[i], two[i]-2*one[i]+start[i]
			moved = max(moved, math.Abs(two[i]-one[i])*m.unit(i))
			length, bend = length+r*r, bend+v*v
		}
		m.tell(min(.95, float64(round+1)/12))
		if moved < emEnough {
			return nil
		}
		if m.flatten(one, two, reached) {
			continue
		}
		alpha := -math.Sqrt(length / max(bend, 1e-300))
		if alpha > -1.1 {
			continue
		}
		alpha = max(alpha, -64)
		far := make([]float64, len(start))
		for i := range far {
			r, v := one[i]-start[i], two[i]-2*one[i]+start[i]
			far[i] = start[i] - 2*alpha*r + alpha*alpha*v
		}
		m.set(far)
		m.step() // which also says how likely the long step was
		if m.loglik < reached || math.IsNaN(m.loglik) {
			m.set(two)
		}
	}
	return errNoEnd
}

// numbers are what EM moves: difficulties, the mean, the logarithm of the SD.
func (m *marginal) numbers() []float64 {
	var all []float64
	all = append(all, m.b...)
	return append(all, m.mean, math.Log(m.sp))
}

func (m *marginal) set(numbers []float64) {
	n := copy(m.b, numbers[:len(m.b)])
	m.mean = numbers[n]
	m.sp = spreadWithin(math.Exp(min(numbers[n+1], 3)))
}

// unit makes a move of a number one in logits: that of the SD is a share of it.
func (m *marginal) unit(number int) float64 {
	if number == len(m.b)+1 {
		return m.sp
	}
	return 1
}

// flatten takes abilities for equal, once and for all, where their SD shrinks
// and none at all is as likely: EM comes to that end only for ever.
func (m *marginal) flatten(one, two []float64, reached float64) bool {
	last := len(two) - 1
	if m.flat || two[last] >= one[last] || math.Exp(two[last]) > 0.6 {
		return false
	}
	m.flat, m.sp = true, smallestSpread
	m.step()
	m.step() // which says how likely the first step's numbers are
	if m.loglik >= reached-1e-9*math.Abs(reached) {
		return true
	}
	m.flat = false
	m.set(two)
	return false
}
