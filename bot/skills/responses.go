package skills

import (
	"fmt"
	"slices"
	"strings"
)

// NotAsked stands for an item that a person was not asked. It is never wrong.
const NotAsked = -1

// Responses are the answers of many people to right-or-wrong items: one row a
// person, one column an item; 1 right, 0 wrong or "I do not know", [NotAsked].
type Responses struct {
	Items []string
	Rows  [][]int8
}

// Fewest returns the number of answers to the item with the fewest: what
// [Policy] asks for.
func (r *Responses) Fewest() int {
	answers := make([]int, len(r.Items))
	for _, row := range r.Rows {
		for j, x := range row {
			if x != NotAsked {
				answers[j]++
			}
		}
	}
	if len(answers) == 0 {
		return 0
	}
	return slices.Min(answers)
}

// pattern is a set of items that some people were all asked, and no others.
// Under the Rasch model their raw scores say all that their answers say of their
// abilities (Rasch 1960), so only how many had each score is kept.
type pattern struct {
	items []int
	n     []float64 // the number of people by raw score, 0 to len(items)
}

// design is what calibration needs of responses.
type design struct {
	names    []string
	patterns []pattern
	of       []int     // person → pattern, −1 for somebody without answers
	score    []int     // person → raw score
	right    []float64 // item → the number of right answers
	asked    []float64 // item → the number of answers
	rows     [][]int8
}

func newDesign(r *Responses) *design {
	n := len(r.Items)
	d := &design{names: r.Items, of: make([]int, len(r.Rows)), score: make([]int, len(r.Rows)), right: make([]float64, n), asked: make([]float64, n), rows: r.Rows}
	known := map[string]int{}
	key := make([]byte, n)
	for p, row := range r.Rows {
		var items []int
		for j, x := range row {
			key[j] = '0'
			if x != NotAsked {
				key[j] = '1'
				items = append(items, j)
				d.asked[j]++
				d.right[j] += float64(x)
				d.score[p] += int(x)
			}
		}
		if items == nil {
			d.of[p] = -1
			continue
		}
		at, found := known[string(key)]
		if !found {
			at = len(d.patterns)
			known[string(key)] = at
			d.patterns = append(d.patterns, pattern{items, make([]float64, len(items)+1)})
		}
		d.of[p] = at
		d.patterns[at].n[d.score[p]]++
	}
	return d
}

// telling returns the design without the people who had all right or all wrong:
// they say nothing of the difference between items.
func (d *design) telling() *design {
	t := *d
	t.right, t.asked = slices.Clone(d.right), slices.Clone(d.asked)
	t.patterns = nil
	for _, p := range d.patterns {
		none, all := p.n[0], p.n[len(p.items)]
		for _, j := range p.items {
			t.asked[j] -= none + all
			t.right[j] -= all
		}
		n := slices.Clone(p.n)
		n[0], n[len(p.items)] = 0, 0
		t.patterns = append(t.patterns, pattern{p.items, n})
	}
	return &t
}

// extreme reports whether a person had all right or all wrong.
func (d *design) extreme(person int) bool {
	return d.score[person] == 0 || d.score[person] == len(d.patterns[d.of[person]].items)
}

// constant returns an error that names each free item that everybody had right,
// or wrong, or nobody was asked.
func (d *design) constant(free []int, among string) error {
	var wrong []string
	for _, j := range free {
		switch d.right[j] {
		case 0:
			if d.asked[j] == 0 {
				wrong = append(wrong, d.names[j]+" was asked of nobody")
			} else {
				wrong = append(wrong, d.names[j]+" was right for nobody")
			}
		case d.asked[j]:
			wrong = append(wrong, d.names[j]+" was right for everybody")
		}
	}
	if wrong == nil {
		return nil
	}
	return fmt.Errorf("%w: %s%s; leave the column out, or calibrate it by blend with experts", ErrConstant, strings.Join(wrong, ", "), among)
}
