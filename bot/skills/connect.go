package skills

import (
	"errors"
	"fmt"
	"strings"
)

// What makes a calibration impossible. The errors that wrap them name items.
var (
	ErrConstant     = errors.New("a constant column")
	ErrDisconnected = errors.New("a disconnected design")
	ErrNoPeople     = errors.New("no answers to calibrate from")
)

// connected returns an error that names two groups of items when the answers do
// not connect them. Items that the same person was asked are connected. strong
// asks for more, which likelihoods without a prior need to have a greatest value
// (Fischer 1981, Psychometrika 46, 59-77): from every item there is a way to
// every other, each step over somebody who had the one right and the other wrong.
// Anchors are connected with each other.
func (d *design) connected(anchored []bool, strong bool) error {
	to := d.links(strong)
	first := -1
	for j, is := range anchored {
		if is && first < 0 {
			first = j
		}
		if is {
			to[first][j], to[j][first] = true, true
		}
	}
	from := make([][]bool, len(to))
	for i := range from {
		from[i] = make([]bool, len(to))
		for j := range to {
			from[i][j] = to[j][i]
		}
	}
	start := max(first, 0)
	for _, links := range [][][]bool{to, from} {
		if in := reach(links, start); len(in) < len(to) {
			return d.apart(in, strong)
		}
	}
	return nil
}

// links returns which items lead to which.
func (d *design) links(strong bool) [][]bool {
	to := make([][]bool, len(d.names))
	for i := range to {
		to[i] = make([]bool, len(d.names))
	}
	if !strong {
		for _, p := range d.patterns {
			for _, i := range p.items {
				to[p.items[0]][i], to[i][p.items[0]] = true, true
			}
		}
		return to
	}
	var right, wrong []int
	for _, row := range d.rows {
		right, wrong = right[:0], wrong[:0]
		for j, x := range row {
			switch x {
			case 1:
				right = append(right, j)
			case 0:
				wrong = append(wrong, j)
			}
		}
		for _, i := range right {
			for _, j := range wrong {
				to[i][j] = true
			}
		}
	}
	return to
}

func reach(links [][]bool, start int) map[int]bool {
	seen := map[int]bool{start: true}
	for todo := []int{start}; len(todo) > 0; {
		i := todo[0]
		todo = todo[1:]
		for j, linked := range links[i] {
			if linked && !seen[j] {
				seen[j] = true
				todo = append(todo, j)
			}
		}
	}
	return seen
}

func (d *design) apart(in map[int]bool, strong bool) error {
	var one, other []string
	for j, name := range d.names {
		if in[j] {
			one = append(one, name)
		} else {
			other = append(other, name)
		}
	}
	why := "nobody was asked items of both"
	if strong {
		why = "nobody had one of the first right and one of the second wrong, or nobody the reverse"
	}
	return fmt.Errorf("%w: %s | %s: %s; let some people answer items of both, or calibrate them apart",
		ErrDisconnected, strings.Join(one, " "), strings.Join(other, " "), why)
}
