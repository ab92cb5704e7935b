package report

import (
	"fmt"
	"math"
	"slices"

	"passerelle/bot/skills"

	"passerelle/flows"
)

// FewestPeople is how many people a number of a fairness report must stand for.
// What could be found by subtraction from others is withheld too.
const FewestPeople = 20

// Why nothing can be tested.
const (
	ReasonNobody = "nobody" // nobody has done the check
	ReasonGroups = "groups" // no two groups of a comparison have skills.FewestInGroup people each
	ReasonItems  = "items"  // they have, but no item was answered by so many of each
)

// CheckReport is what may be told of how a check treats people.
type CheckReport struct {
	Check       string       `json:"check"`
	From        string       `json:"from,omitempty"` // first day
	To          string       `json:"to,omitempty"`   // last day
	Agencies    int          `json:"agencies"`       // whose counts are in it, this one included
	Testable    bool         `json:"testable"`
	Reason      string       `json:"cannot_be_tested,omitempty"` // a Reason
	Largest     string       `json:"largest_comparison,omitempty"`
	All         Row          `json:"all"`
	Comparisons []Comparison `json:"comparisons"`
	Flagged     []Flag       `json:"flagged"`
	Affected    *int         `json:"people_affected,omitempty"` // of this agency, who met an item of class C; absent when withheld
	Unread      int          `json:"unread,omitempty"`          // runs that this program cannot read

	check *flows.Check // for the words of what it compares
}

// Comparison is the groups of one comparison, the largest first.
type Comparison struct {
	By        string `json:"by"`
	Reference string `json:"reference,omitempty"` // the group that the others are compared with
	Rows      []Row  `json:"groups"`
}

// Row is one group. What is withheld is absent.
type Row struct {
	Group      string   `json:"group,omitempty"`
	Withheld   bool     `json:"withheld,omitempty"`
	Started    *int     `json:"started,omitempty"`
	Ended      *int     `json:"ended,omitempty"`
	Completion *float64 `json:"completion,omitempty"` // a share
	// AtLeast stands in the place of Completion and Started where so few left that
	// they must not be counted.
	AtLeast *float64 `json:"completion_at_least,omitempty"`
	Unknown *float64 `json:"dont_know,omitempty"` // a share of the answers
	Mean    *float64 `json:"mean,omitempty"`      // of the estimates, in logits
	SE      *float64 `json:"se,omitempty"`
	TooFew  bool     `json:"too_few_to_tell,omitempty"` // for a test against the reference
	Tested  int      `json:"items_tested,omitempty"`
	Flagged int      `json:"items_flagged,omitempty"`
}

// Flag is an item that treats a group otherwise than the reference.
type Flag struct {
	Item      string  `json:"item"`
	By        string  `json:"by"`
	Reference string  `json:"reference"`
	Group     string  `json:"group"`
	Class     string  `json:"class"` // B or C
	Delta     float64 `json:"delta"` // below 0: harder for the group than for others of the same ability
	SE        float64 `json:"se_delta"`
}

// Report tells what may be told.
func (t *Tally) Report() CheckReport {
	r := CheckReport{Check: t.Check, Agencies: 1 + t.Others, Unread: t.Unread, check: t.flow, Flagged: []Flag{}, Comparisons: []Comparison{}}
	all := t.group(groupKey{"", everybody})
	r.All = row("", all, withheld(all.Ended))
	for _, by := range t.comparisons() {
		r.Comparisons = append(r.Comparisons, t.comparison(by, &r))
	}
	t.judge(&r)
	return r
}

// judge says whether anything could be tested, and whom it concerns.
func (t *Tally) judge(r *CheckReport) {
	tested, two := 0, false
	for _, c := range r.Comparisons {
		for _, row := range c.Rows {
			tested += row.Tested
			two = two || c.Reference != "" && row.Group != c.Reference && !row.TooFew
		}
	}
	switch r.Testable = tested > 0; {
	case r.Testable:
	case t.group(groupKey{"", everybody}).Ended == 0:
		r.Reason = ReasonNobody
	case two:
		r.Reason = ReasonItems
	default:
		r.Reason = ReasonGroups
	}
	affected := 0
	for _, run := range t.runs {
		affected += oneIf(slices.ContainsFunc(run.items, func(item string) bool {
			return slices.ContainsFunc(r.Flagged, func(f Flag) bool { return f.Class == skills.ClassC && f.Item == item })
		}))
	}
	if !withheld(affected) && !withheld(len(t.runs)-affected) {
		r.Affected = &affected
	}
}

func withheld(people int) bool { return people > 0 && people < FewestPeople }

// comparison is the rows of one comparison. Who is not shown must be nobody, or
// FewestPeople together, or they would be the difference to everybody.
func (t *Tally) comparison(by string, r *CheckReport) Comparison {
	names := t.groupsOf(by)
	hidden, unseen := map[string]bool{}, t.group(groupKey{"", everybody}).Ended
	for _, name := range names {
		if n := t.groups[groupKey{by, name}].Ended; withheld(n) {
			hidden[name] = true
		} else {
			unseen -= n
		}
	}
	for i := len(names) - 1; i >= 0 && withheld(unseen); i-- {
		if n := t.groups[groupKey{by, names[i]}].Ended; !hidden[names[i]] && n > 0 {
			hidden[names[i]] = true
			unseen += n
		}
	}
	c := Comparison{By: by}
	for i, name := range names {
		one := row(name, t.groups[groupKey{by, name}], hidden[name])
		if i == 0 {
			c.Reference = name
		} else {
			t.test(by, names[0], &one, r)
		}
		c.Rows = append(c.Rows, one)
	}
	return c
}

func row(name string, g *groupCount, hide bool) Row {
	r := Row{Group: name, Withheld: hide || withheld(g.Ended)}
	if r.Withheld {
		return r
	}
	r.Ended = &g.Ended
	if share := float64(g.Ended) / float64(max(1, g.Started)); g.Started >= g.Ended && g.Started > 0 && !g.NoStart {
		if withheld(g.Started - g.Ended) {
			least := math.Floor(20*float64(g.Ended)/float64(g.Ended+FewestPeople-1)) / 20
			r.AtLeast = &least
		} else {
			r.Started, r.Completion = &g.Started, &share
		}
	}
	if g.Answers > 0 {
		unknown := float64(g.Unknown) / float64(g.Answers)
		r.Unknown = &unknown
	}
	if n := float64(g.Scored); g.Scored >= FewestPeople {
		mean := g.Sum / n
		se := math.Sqrt(max(0, g.Squares/n-mean*mean) / (n - 1))
		r.Mean, r.SE = &mean, &se
	}
	return r
}

// test compares a group with the largest one, item by item.
func (t *Tally) test(by, reference string, row *Row, r *CheckReport) {
	ref, foc := groupKey{by, reference}, groupKey{by, row.Group}
	if t.groups[ref].Scored < skills.FewestInGroup || t.groups[foc].Scored < skills.FewestInGroup {
		row.TooFew = true
		return
	}
	for _, item := range t.bank.Items() {
		a, b := t.strata(ref, item.ID), t.strata(foc, item.ID)
		u := compare(a, b)
		if u.Class == skills.TooFew {
			continue
		}
		row.Tested++
		if u.Class != skills.ClassA {
			row.Flagged++
			r.Flagged = append(r.Flagged, Flag{item.ID, by, reference, row.Group, u.Class, u.Delta, u.SE})
		}
	}
}

// strata are a group's answers to an item, by stratum.
func (t *Tally) strata(k groupKey, item string) []cellCount {
	list := make([]cellCount, len(thetaCuts)+1)
	for s := range list {
		list[s] = t.cells[cellKey{k, item, s}]
	}
	return list
}

// Aside is what to put into a check's file for an item of class C, until
// somebody has looked at it: "since" is that day.
func (f Flag) Aside(since string) string {
	return fmt.Sprintf("set_aside: {since: %s, why: \"%s: %s / %s, class %s, delta %.1f\"}", since, f.By, f.Reference, f.Group, f.Class, f.Delta)
}
