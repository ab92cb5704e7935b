package skills

import "math"

const (
	// Nodes is the number of equally spaced points of a belief.
	Nodes = 81
	// Bound is where the points end, in logits: they go from −Bound to Bound.
	Bound = 8.0
	// minSD is the narrowest prior that the points can hold: their distance.
	minSD = 0.2
)

// Node returns the ability at a point, from −8 for 0 to 8 for Nodes−1, in logits.
func Node(k int) float64 { return float64(k-Nodes/2) / 5 }

// Answer is the grade that an item got. Item is its index in the bank; a grade
// is from 0 to the item's Grades minus 1.
type Answer struct{ Item, Grade int }

// Belief is a distribution over the nodes: what is believed of an ability. It
// is the product of the prior and of the probability of each answer (Bock &
// Mislevy 1982), kept in logarithms, so that many answers cannot underflow. The
// zero Belief holds every node for equally likely.
type Belief struct{ log [Nodes]float64 }

// Prior returns the belief before any answer.
func (b *Bank) Prior() Belief { return b.prior }

// Observe takes an answer into a belief.
func (b *Bank) Observe(p *Belief, a Answer) {
	logs := &b.logs[a.Item][a.Grade]
	for k := range p.log {
		p.log[k] += logs[k]
	}
}

// forget takes an answer out of a belief.
func (b *Bank) forget(p *Belief, a Answer) {
	logs := &b.logs[a.Item][a.Grade]
	for k := range p.log {
		p.log[k] -= logs[k]
	}
}

// Believe returns the belief after answers.
func (b *Bank) Believe(answers []Answer) Belief {
	p := b.prior
	for _, a := range answers {
		b.Observe(&p, a)
	}
	return p
}

// mass sets the probability of each node; they add up to 1.
func (p *Belief) mass(into *[Nodes]float64) {
	top := p.log[0]
	for _, l := range p.log {
		top = max(top, l)
	}
	sum := 0.0
	for k, l := range p.log {
		into[k] = math.Exp(l - top)
		sum += into[k]
	}
	for k := range into {
		into[k] /= sum
	}
}

// Mean returns the expected ability in logits: the EAP estimate (Bock & Mislevy 1982).
func (p *Belief) Mean() float64 {
	var mass [Nodes]float64
	p.mass(&mass)
	return mean(&mass)
}

// SD returns the standard deviation of the ability in logits: the standard error of the EAP estimate.
func (p *Belief) SD() float64 {
	var mass [Nodes]float64
	p.mass(&mass)
	return spread(&mass, mean(&mass))
}

func mean(mass *[Nodes]float64) float64 {
	sum := 0.0
	for k, m := range mass {
		sum += m * Node(k)
	}
	return sum
}

func spread(mass *[Nodes]float64, mean float64) float64 {
	sum := 0.0
	for k, m := range mass {
		d := Node(k) - mean
		sum += m * d * d
	}
	return math.Sqrt(sum)
}

// Levels returns the probability of each level, from the lowest, in the room of
// into where that is enough. A node on a cut belongs to the lower level.
func (b *Bank) Levels(p *Belief, into []float64) []float64 {
	var mass [Nodes]float64
	p.mass(&mass)
	into = into[:0]
	for range len(b.scale.Cuts) + 1 {
		into = append(into, 0)
	}
	for k, m := range mass {
		into[b.levels[k]] += m
	}
	return into
}

// Likeliest returns the level of the greatest probability, the lowest of equal ones.
func Likeliest(levels []float64) int {
	best := 0
	for l, p := range levels {
		if p > levels[best] {
			best = l
		}
	}
	return best
}

// Progress returns the probability that the later ability is the higher one;
// the probability that both are equal is split.
func Progress(before, after *Belief) float64 {
	var early, late [Nodes]float64
	before.mass(&early)
	after.mass(&late)
	below, p := 0.0, 0.0 // below is the probability that the early ability is under node k
	for k := range Nodes {
		p += late[k] * (below + early[k]/2)
		below += early[k]
	}
	return p
}

// Influence returns how far each answer moved the estimate: the EAP estimate
// after all answers minus the one without it, in logits.
func (b *Bank) Influence(answers []Answer) []float64 {
	all := b.Believe(answers)
	moved := make([]float64, len(answers))
	for k, a := range answers {
		without := all
		b.forget(&without, a)
		moved[k] = all.Mean() - without.Mean()
	}
	return moved
}
