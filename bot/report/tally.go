package report

import (
	"fmt"
	"slices"
	"sort"

	"passerelle/bot"
	"passerelle/bot/skills"
	"passerelle/flows"
)

// The comparisons that every check has, and the channel of a sheet that somebody
// keyed in: its events have no channel.
const (
	ByLanguage = "language"
	ByChannel  = "channel"
	Paper      = "paper"
)

// everybody is the one group of the comparison with no name.
const everybody = ""

// thetaCuts part people into strata of about the same ability, in logits. They
// are fixed, so that the counts of several agencies add up; five strata take
// about nine tenths of the bias away that no matching would leave (Cochran 1968,
// Biometrics 24, 295-313), and finer ones would leave most cells too small.
var thetaCuts = []float64{-1.5, -0.5, 0.5, 1.5}

// Tally is what one check's events come to, by comparison and group. It knows
// nobody: an event has no person.
type Tally struct {
	Check  string
	flow   *flows.Check
	bank   *skills.Bank
	byID   map[string]int // the item's index in the bank
	groups map[groupKey]*groupCount
	cells  map[cellKey]cellCount
	runs   []tallied // this agency's own
	Others int       // agencies whose counts were added
	Unread int       // runs that this program cannot read
}

type groupKey struct{ By, Group string }

// groupCount counts the people of one group.
type groupCount struct {
	Started, Ended   int
	NoStart          bool    // nobody knows how many began
	Answers, Unknown int     // "I do not know" among the answers
	Scored           int     // people with an estimate
	Sum, Squares     float64 // of the estimates, in logits
}

// cellKey names the answers of one group's people of about the same ability to
// one item.
type cellKey struct {
	groupKey
	Item    string
	Stratum int
}

// cellCount is how many answered, and how many of them well.
type cellCount struct{ N, Right int }

// tallied is one run, for counting whom an item concerns.
type tallied struct {
	groups []groupKey
	items  []string
}

// NewTally makes an empty tally of a check. Its error names the item that cannot
// be scored.
func NewTally(flow *flows.Flow) (*Tally, error) {
	if flow.Check == nil {
		return nil, fmt.Errorf("%s is no check", flow.ID)
	}
	bank, index, err := flow.Check.Bank()
	if err != nil {
		return nil, fmt.Errorf("the check %s cannot be scored: %w", flow.ID, err)
	}
	t := &Tally{Check: flow.ID, flow: flow.Check, bank: bank, byID: map[string]int{}, groups: map[groupKey]*groupCount{}, cells: map[cellKey]cellCount{}}
	for k, i := range index {
		t.byID[flow.Check.Items[i].ID] = k
	}
	return t, nil
}

// Count adds facts of the journal. Those of other checks are passed over.
func (t *Tally) Count(facts []Fact) {
	for _, f := range facts {
		if f.Topic != t.Check {
			continue
		}
		switch f.What {
		case bot.EventCheckStarted.String():
			for _, k := range []groupKey{{"", everybody}, {ByChannel, f.Channel}, {ByLanguage, f.Value}} {
				if k.By == "" || k.Group != "" {
					t.group(k).Started++
				}
			}
		case bot.EventCheckRun.String():
			run, err := bot.ParseCheckRun(f.Value)
			if err != nil {
				t.Unread++
				continue
			}
			t.run(f.Channel, &run)
		}
	}
}

func (t *Tally) group(k groupKey) *groupCount {
	if t.groups[k] == nil {
		t.groups[k] = &groupCount{}
	}
	return t.groups[k]
}

// run counts one person's check. On paper nobody counted that it began.
func (t *Tally) run(channel string, run *bot.CheckRun) {
	keys := []groupKey{{"", everybody}, {ByLanguage, run.Language}, {ByChannel, channel}}
	paper := channel == ""
	if paper {
		keys[2].Group = Paper
	}
	for _, g := range run.Groups {
		if slices.Contains(t.flow.Compare, g.Name) {
			keys = append(keys, groupKey{g.Name, g.Value})
		}
	}
	answers, seen, unknown := t.answers(run.Items)
	belief := t.bank.Believe(answers)
	theta := belief.Mean()
	stratum := sort.SearchFloat64s(thetaCuts, theta)
	for i, k := range keys {
		g := t.group(k)
		if g.Started += oneIf(paper); i > 2 {
			g.NoStart = true // it is said on the way: who left before is not known
		}
		if run.Ended {
			g.Ended++
		}
		g.Answers, g.Unknown = g.Answers+len(answers), g.Unknown+unknown
		if len(answers) > 0 {
			g.Scored++
			g.Sum += theta
			g.Squares += theta * theta
		}
		for j, a := range answers {
			c := cellKey{k, seen[j], stratum}
			n := t.cells[c]
			t.cells[c] = cellCount{n.N + 1, n.Right + oneIf(a.Grade > 0)}
		}
	}
	t.runs = append(t.runs, tallied{keys, seen})
}

// answers are the scored ones, each item once, their items' ids, and how many of
// them are "I do not know".
func (t *Tally) answers(items []bot.GradedItem) (list []skills.Answer, ids []string, unknown int) {
	all := t.bank.Items()
	for _, i := range items {
		k, scored := t.byID[i.Item]
		if !scored || slices.Contains(ids, i.Item) {
			continue
		}
		list = append(list, skills.Answer{Item: k, Grade: min(max(i.Grade, 0), all[k].Grades()-1)})
		ids = append(ids, i.Item)
		unknown += oneIf(i.Unknown)
	}
	return list, ids, unknown
}

func oneIf(is bool) int {
	if is {
		return 1
	}
	return 0
}

// comparisons are the names of the comparisons that have any people, the two of
// every check first.
func (t *Tally) comparisons() []string {
	names := []string{ByLanguage, ByChannel}
	for _, name := range t.flow.Compare {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return slices.DeleteFunc(names, func(by string) bool { return len(t.groupsOf(by)) == 0 })
}

// groupsOf are the groups of a comparison, the largest first.
func (t *Tally) groupsOf(by string) (names []string) {
	for k := range t.groups {
		if k.By == by {
			names = append(names, k.Group)
		}
	}
	sort.Slice(names, func(a, b int) bool {
		x, y := t.groups[groupKey{by, names[a]}], t.groups[groupKey{by, names[b]}]
		if x.Scored != y.Scored {
			return x.Scored > y.Scored
		}
		return names[a] < names[b]
	})
	return names
}
