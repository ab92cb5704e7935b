package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// poolVersion changes when the counts would mean something else.
const poolVersion = 1

// Pool is what agencies may give each other: counts of FewestPeople people or
// more, and nothing by which smaller ones could be found.
type Pool struct {
	Version int         `json:"pool"`
	Check   string      `json:"check"`
	Cuts    []float64   `json:"theta_cuts"` // between the strata, in logits
	Groups  []poolGroup `json:"groups"`
	Cells   []poolCell  `json:"cells"`
}

type poolGroup struct {
	By      string  `json:"by"`
	Group   string  `json:"group"`
	Started int     `json:"started,omitempty"` // 0 where it must not be told
	Ended   int     `json:"ended"`
	Answers int     `json:"answers"`
	Unknown int     `json:"dont_know"`
	Scored  int     `json:"scored"`
	Sum     float64 `json:"theta_sum"`
	Squares float64 `json:"theta_squares"`
}

type poolCell struct {
	By      string `json:"by"`
	Group   string `json:"group"`
	Item    string `json:"item"`
	Stratum int    `json:"stratum"`
	N       int    `json:"n"`
	Sum     int    `json:"sum"` // how many did it
}

// Pool returns what of the tally may leave the agency.
func (t *Tally) Pool() Pool {
	p := Pool{Version: poolVersion, Check: t.Check, Cuts: slices.Clone(thetaCuts), Groups: []poolGroup{}, Cells: []poolCell{}}
	shown := map[groupKey]bool{}
	for _, c := range t.Report().Comparisons {
		for _, row := range c.Rows {
			k := groupKey{c.By, row.Group}
			if g := t.groups[k]; !row.Withheld && g.Ended > 0 && g.Scored >= FewestPeople {
				shown[k] = true
				p.Groups = append(p.Groups, poolGroup{k.By, k.Group, 0, g.Ended, g.Answers, g.Unknown, g.Scored, g.Sum, g.Squares})
				if row.Started != nil {
					p.Groups[len(p.Groups)-1].Started = g.Started
				}
			}
		}
	}
	for k, n := range t.cells {
		if shown[k.groupKey] && k.By != "" && t.open(k, n) {
			p.Cells = append(p.Cells, poolCell{k.By, k.Group, k.Item, k.Stratum, n.N, n.Right})
		}
	}
	slices.SortFunc(p.Cells, func(a, b poolCell) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Stratum, b.Stratum))
	})
	return p
}

// open reports whether a cell may be told: it is large enough, and so are those
// of the same comparison that may not, taken together. Else another comparison,
// whose cells add up to the same people, would tell of them.
func (t *Tally) open(k cellKey, n cellCount) bool {
	if n.N < FewestPeople {
		return false
	}
	all := t.cells[cellKey{groupKey{"", everybody}, k.Item, k.Stratum}].N
	var sizes []int
	for _, name := range t.groupsOf(k.By) {
		size := t.cells[cellKey{groupKey{k.By, name}, k.Item, k.Stratum}].N
		if size >= FewestPeople {
			all -= size
			sizes = append(sizes, size)
		}
	}
	slices.Sort(sizes) // the smallest go first, until who is not told is nobody or many
	for _, size := range sizes {
		if !withheld(all) {
			break
		}
		all += size
		if n.N <= size {
			return false
		}
	}
	return true
}

// Write writes the pool as JSON.
func (p Pool) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(p); err != nil {
		return fmt.Errorf("write the counts: %w", err)
	}
	return nil
}

// ReadPool reads what Write wrote.
func ReadPool(r io.Reader) (p Pool, err error) {
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return p, fmt.Errorf("these are no counts of a check: write them with passerelle check report --pool")
	}
	if p.Version != poolVersion || !slices.Equal(p.Cuts, thetaCuts) {
		return p, fmt.Errorf("these counts are of another version of the program: both agencies need the same one")
	}
	return p, nil
}

// Add takes another agency's counts in. What this check does not have, and what
// cannot be, is an error.
func (t *Tally) Add(p Pool) error {
	if p.Check != t.Check {
		return fmt.Errorf("these are counts of the check %q, not of %q", p.Check, t.Check)
	}
	for _, g := range p.Groups {
		if g.By == "" || g.Ended < FewestPeople || g.Started != 0 && g.Started < g.Ended || g.Scored < 0 || g.Unknown > g.Answers || g.Squares < 0 {
			return fmt.Errorf("the counts of the group %q of %q cannot be", g.Group, g.By)
		}
	}
	for _, c := range p.Cells {
		if _, known := t.byID[c.Item]; known && (c.N < FewestPeople || c.Sum < 0 || c.Sum > c.N || c.Stratum < 0 || c.Stratum > len(thetaCuts)) {
			return fmt.Errorf("the counts of the item %q cannot be", c.Item)
		}
	}
	t.Others++
	for _, g := range p.Groups {
		keys := []groupKey{{g.By, g.Group}}
		if g.By == ByLanguage { // everybody has one language
			keys = append(keys, groupKey{"", everybody})
		}
		for _, k := range keys {
			own := t.group(k)
			own.Started, own.Ended, own.Answers, own.Unknown = own.Started+g.Started, own.Ended+g.Ended, own.Answers+g.Answers, own.Unknown+g.Unknown
			own.NoStart = own.NoStart || g.Started == 0
			own.Scored, own.Sum, own.Squares = own.Scored+g.Scored, own.Sum+g.Sum, own.Squares+g.Squares
		}
	}
	for _, c := range p.Cells {
		if _, known := t.byID[c.Item]; !known {
			continue
		}
		k := cellKey{groupKey{c.By, c.Group}, c.Item, c.Stratum}
		t.cells[k] = cellCount{t.cells[k].N + c.N, t.cells[k].Right + c.Sum}
	}
	return nil
}
