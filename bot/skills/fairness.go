package skills

import (
	"math"
	"slices"
)

// Fairness is what a comparison of two groups found.
type Fairness struct {
	Reference, Focal int    // people
	Matched          string // "score" or "theta"
	Items            []ItemFairness
	// Purified are the items again, matched on those that are not flagged: a
	// difference in one item must not make others look unequal (Holland & Thayer
	// 1988). Flagged are the indices of those with a significant difference then.
	Purified []ItemFairness
	Flagged  []int
	Rounds   int // of purification
}

// TooFew reports whether a group is too small to tell.
func (f *Fairness) TooFew() bool { return f.Reference < FewestInGroup || f.Focal < FewestInGroup }

// Side is the group of a person in a comparison.
type Side int8

// The sides.
const (
	Out Side = iota // of neither group
	Reference
	Focal
)

// purifyMost is how often purification is repeated at most, as in R's difR.
const purifyMost = 10

// Compare looks at each item for differences between two groups of people of the
// same ability. Where everybody was asked everything, the same ability is the
// same total score, the item included; else it is a stratum of ability.
func Compare(r *Responses, sides []Side) *Fairness {
	c := newComparison(r, sides)
	f := &Fairness{Reference: c.count(Reference), Focal: c.count(Focal), Matched: "score"}
	if c.ability != nil {
		f.Matched = "theta"
	}
	all := make([]bool, len(r.Items))
	for j := range all {
		all[j] = true
	}
	f.Items = c.pass(all)
	f.Purified = f.Items
	f.Flagged = flaggedOf(f.Items)
	for len(f.Flagged) > 0 && f.Rounds < purifyMost {
		f.Rounds++
		anchors := slices.Clone(all)
		for _, j := range f.Flagged {
			anchors[j] = false
		}
		f.Purified = c.pass(anchors)
		again := flaggedOf(f.Purified)
		same := slices.Equal(again, f.Flagged)
		f.Flagged = again
		if same {
			break
		}
	}
	return f
}

func flaggedOf(items []ItemFairness) (flagged []int) {
	for j, f := range items {
		if f.flagged() {
			flagged = append(flagged, j)
		}
	}
	return flagged
}

// comparison is one comparison.
type comparison struct {
	r     *Responses
	sides []Side
	// ability returns the ability from the answers to some items; nil where
	// everybody was asked everything.
	ability func(row []int8, items []bool) float64
}

func newComparison(r *Responses, sides []Side) *comparison {
	c := &comparison{r: r, sides: sides}
	for p, row := range r.Rows {
		if sides[p] != Out && slices.Contains(row, NotAsked) {
			c.ability = abilityFrom(r)
			break
		}
	}
	return c
}

func (c *comparison) count(side Side) (n int) {
	for _, s := range c.sides {
		if s == side {
			n++
		}
	}
	return n
}

// pass compares every item, matched on the anchors and the item itself.
func (c *comparison) pass(anchors []bool) []ItemFairness {
	out := make([]ItemFairness, len(anchors))
	strata := c.strata(anchors)
	for j := range out {
		here := strata
		if !anchors[j] {
			with := slices.Clone(anchors)
			with[j] = true
			here = c.strata(with)
		}
		out[j] = MantelHaenszel(c.cells(j, here))
	}
	return out
}

// cells counts the answers to an item by stratum.
func (c *comparison) cells(item int, strata []int) []Stratum {
	cells := make([]Stratum, slices.Max(append(strata, -1))+1)
	for p, row := range c.r.Rows {
		if c.sides[p] == Out || row[item] == NotAsked {
			continue
		}
		s := &cells[strata[p]]
		switch {
		case c.sides[p] == Reference && row[item] > 0:
			s.RefRight++
		case c.sides[p] == Reference:
			s.RefWrong++
		case row[item] > 0:
			s.FocRight++
		default:
			s.FocWrong++
		}
	}
	return cells
}

// strata returns each person's stratum by the answers to some items.
func (c *comparison) strata(items []bool) []int {
	strata := make([]int, len(c.r.Rows))
	if c.ability == nil {
		for p, row := range c.r.Rows {
			for j, x := range row {
				if items[j] && x > 0 {
					strata[p]++
				}
			}
		}
		return strata
	}
	thetas := make([]float64, len(c.r.Rows))
	var sorted []float64
	for p, row := range c.r.Rows {
		if c.sides[p] != Out {
			thetas[p] = c.ability(row, items)
			sorted = append(sorted, thetas[p])
		}
	}
	slices.Sort(sorted)
	n := min(max(len(sorted)/50, 5), 20) // of about 50 people, 5 to 20 of them
	for p, theta := range thetas {
		for k := 1; k < n && len(sorted) > 0; k++ {
			if theta > sorted[len(sorted)*k/n] {
				strata[p] = k
			}
		}
	}
	return strata
}

// vague is the SD of the prior that lets difficulties be found from any answers.
const vague = 3.0

// abilityFrom returns how abilities are estimated where people were asked
// different items: difficulties from all answers, and Warm's estimate, which
// does not pull people with few answers to the middle (after Zwick, Thayer &
// Wingersky 1994, Applied Psychological Measurement 18, 121-140, who match on
// the ability as the adaptive test found it).
func abilityFrom(r *Responses) func([]int8, []bool) float64 {
	d := newDesign(r)
	if len(d.patterns) == 0 {
		return func([]int8, []bool) float64 { return 0 }
	}
	m := newMarginal(d, make([]bool, len(r.Items)), make([]float64, len(r.Items)))
	m.prior, m.sd = make([]float64, len(r.Items)), vague
	// Where it does not settle, the last difficulties still order people.
	_ = m.run()
	return func(row []int8, items []bool) float64 { return warm(row, items, m.b) }
}

// warm returns Warm's estimate (1989) under the Rasch model, within the scale.
func warm(row []int8, items []bool, b []float64) float64 {
	theta := 0.0
	for range 50 {
		slope, info, j := 0.0, 0.0, 0.0
		for i, x := range row {
			if x == NotAsked || !items[i] {
				continue
			}
			p, q := logistic(theta - b[i])
			slope += float64(x) - p
			info += p * q
			j += p * q * (q - p)
		}
		if info == 0 {
			return 0
		}
		step := min(max((slope+j/(2*info))/info, -1), 1)
		theta = min(max(theta+step, -Bound), Bound)
		if math.Abs(step) < 1e-6 {
			break
		}
	}
	return theta
}
