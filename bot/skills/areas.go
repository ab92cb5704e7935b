package skills

import "math"

// AreaCorrelation is the correlation between a person's abilities in two areas
// that Passerelle assumes. It is an assumption until enough people have answered.
const AreaCorrelation = 0.7

// maxCorrelation keeps what an area adds wider than the nodes' distance.
const maxCorrelation = 0.98

// AreaBeliefs returns the belief about the ability in each area, where abilities
// in areas correlate: θ_area = mean + SD·(√r·g + √(1−r)·u), g and u standard
// normal (a higher-order model: de la Torre & Song 2009, Applied Psychological
// Measurement 33, 620-639). An answer tells about its own area and, through g,
// about the others. g and each area have Nodes points. correlation r is taken
// from 0 to 0.98.
func (b *Bank) AreaBeliefs(answers []Answer, correlation float64) []Belief {
	likelihoods := make([]Belief, len(b.areas))
	for _, a := range answers {
		b.Observe(&likelihoods[b.items[a.Item].Area], a)
	}
	given := b.given
	if correlation != AreaCorrelation {
		given = b.conditional(min(max(correlation, 0), maxCorrelation))
	}
	var common Belief // what is known of g
	for g := range Nodes {
		common.log[g] = -Node(g) * Node(g) / 2
	}
	told := make([]Belief, len(b.areas)) // what each area tells of g
	for a := range told {
		told[a] = given.up(&likelihoods[a])
		for g := range Nodes {
			common.log[g] += told[a].log[g]
		}
	}
	beliefs := make([]Belief, len(b.areas))
	for a := range beliefs {
		others := common // what the other areas tell of g
		for g := range Nodes {
			others.log[g] -= told[a].log[g]
		}
		beliefs[a] = given.down(&others)
		for k := range Nodes {
			beliefs[a].log[k] += likelihoods[a].log[k]
		}
	}
	return beliefs
}

// conditional holds for each node of g the distribution of an area's ability.
type conditional [Nodes][Nodes]float64

// conditional returns normal distributions, made to add up to 1 over the nodes.
func (b *Bank) conditional(r float64) *conditional {
	given := new(conditional)
	sd := b.scale.SD * math.Sqrt(1-r)
	for g := range given {
		mean := b.scale.Mean + b.scale.SD*math.Sqrt(r)*Node(g)
		var p Belief
		for k := range Nodes {
			z := (Node(k) - mean) / sd
			p.log[k] = -z * z / 2
		}
		p.mass(&given[g])
	}
	return given
}

// nothing stands for a probability that is too small for a number, so that its
// logarithm is one.
const nothing = 1e-300

// up returns what a likelihood of an area's ability tells of g, up to a factor.
func (c *conditional) up(l *Belief) (told Belief) {
	var mass [Nodes]float64
	l.mass(&mass)
	for g := range c {
		sum := 0.0
		for k, p := range &c[g] {
			sum += p * mass[k]
		}
		told.log[g] = math.Log(max(sum, nothing))
	}
	return told
}

// down returns what a belief about g tells of an area's ability.
func (c *conditional) down(g *Belief) (told Belief) {
	var mass, sum [Nodes]float64
	g.mass(&mass)
	for g := range c {
		for k, p := range &c[g] {
			sum[k] += mass[g] * p
		}
	}
	for k := range Nodes {
		told.log[k] = math.Log(max(sum[k], nothing))
	}
	return told
}
