package table

import (
	"io"
	"math"
	"slices"
	"strconv"

	"passerelle/bot/skills"
)

// ReadAnchors reads difficulties that stand: columns item and b, in logits. Each
// item must be among items.
func ReadAnchors(in io.Reader, file string, items []string) (map[string]float64, error) {
	s, err := read(in, file, "item")
	if err != nil {
		return nil, err
	}
	if len(s.header) != 2 || s.header[1] != "b" {
		s.fail(1, "", "the columns are item and b")
		return nil, s.err()
	}
	anchors := map[string]float64{}
	s.known(items)
	for _, r := range s.rows {
		if b, ok := s.logit(r.line, "b", r.cells[1]); ok {
			anchors[r.cells[0]] = b
		}
	}
	if len(s.rows) == 0 {
		s.fail(2, "", "there are no anchors")
	}
	return anchors, s.err()
}

// ReadExperts reads difficulties that experts expect: a column item, then one
// column an expert, in logits, empty where one said nothing. It returns the
// median for each item.
func ReadExperts(in io.Reader, file string, items []string) (map[string]float64, error) {
	s, err := read(in, file, "item")
	if err != nil {
		return nil, err
	}
	if len(s.header) < 2 {
		s.fail(1, "", "has no column beside item; write one column an expert")
	}
	medians := map[string]float64{}
	s.known(items)
	for _, r := range s.rows {
		var said []float64
		for k, cell := range r.cells[1:] {
			if cell == "" {
				continue
			}
			if b, ok := s.logit(r.line, s.header[k+1], cell); ok {
				said = append(said, b)
			}
		}
		if len(said) > 0 {
			medians[r.cells[0]] = median(said)
		}
	}
	return medians, s.err()
}

func median(x []float64) float64 {
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

// known checks that each row is of one of the items, and of its own.
func (s *sheet) known(items []string) {
	for i, id := range s.ids(false) {
		if id != "" && !slices.Contains(items, id) {
			s.fail(s.rows[i].line, "item", "%q is no item of the responses", clip(id))
		}
	}
}

func (s *sheet) logit(line int, column, cell string) (float64, bool) {
	b, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(math.Abs(b) <= skills.Bound) {
		s.fail(line, clip(column), "%q is not a difficulty; write a number of logits from %v to %v, with a point", clip(cell), -skills.Bound, skills.Bound)
		return 0, false
	}
	return b, true
}

// ReadGroups reads who belongs to which group: columns id and group. It returns
// the group of each person of ids, "" for those who have none.
func ReadGroups(in io.Reader, file string, ids []string) ([]string, error) {
	s, err := read(in, file, "id")
	if err != nil {
		return nil, err
	}
	if len(s.header) != 2 || s.header[1] != "group" {
		s.fail(1, "", "the columns are id and group")
		return nil, s.err()
	}
	place := map[string]int{}
	for i, id := range ids {
		place[id] = i
	}
	groups := make([]string, len(ids))
	for i, id := range s.ids(true) {
		at, known := place[id]
		if !known {
			if id != "" {
				s.fail(s.rows[i].line, "id", "this id is not among the responses")
			}
			continue
		}
		groups[at] = s.rows[i].cells[1]
	}
	return groups, s.err()
}
