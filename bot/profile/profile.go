package profile

import (
	"math"
	"slices"

	"passerelle/bot"
	"passerelle/bot/skills"
	"passerelle/flows"
)

const (
	// correlation between the abilities of two areas, by which an area with few
	// answers leans on the others: as INTERFACES of the mathematics fixes it.
	correlation = .7
	// areaFrom is how many answers an area needs before its band is said: with
	// three, two people in five would read "we do not know yet" for every area
	// (simulated).
	areaFrom = 6
	// sureFrom is how probable a band must be to be said, where the author leaves
	// it to the program.
	sureFrom = .7
	// mostMovers is how many answers tell why.
	mostMovers = 3
)

// Profile is what answers come to.
type Profile struct {
	Asked    int       // scored answers
	Mean, SD float64   // of the ability, in logits
	Levels   []float64 // probability of each band, from the lowest
	Band     int       // the likeliest one, by its index in Check.Bands
	Sure     float64   // its probability
	Known    bool      // enough answers, and Sure enough, for it to be said
	Areas    []Area    // in the check's order, also those without an answer
	Movers   []Mover   // at most three, the strongest first
	Answers  []Answer  // scored ones, in the order in which they were asked
}

// Area is one area of a profile.
type Area struct {
	Area               int   // index in Check.Areas
	Well, Helped, Hard []int // items, by their index in Check.Items
	Levels             []float64
	Band               int
	Known              bool // six answers or more, and sure enough
}

// Asked is how many answers the area has.
func (a *Area) Asked() int { return len(a.Well) + len(a.Helped) + len(a.Hard) }

// Mover is an answer that moved the estimate: by how many logits the mean is
// higher with it than without it.
type Mover struct {
	Item   int // index in Check.Items
	Change float64
}

// Answer is one scored answer.
type Answer struct {
	Item    int // index in Check.Items
	Grade   int
	Most    int // the highest grade
	Hints   int
	Unknown bool
}

// Alone reports whether it was done without help.
func (a Answer) Alone() bool { return a.Grade == a.Most && a.Hints == 0 }

// Helped reports whether it was done, with some help.
func (a Answer) Helped() bool { return a.Grade > 0 && !a.Alone() }

// Of scores a kept result with the check as it is now.
func Of(flow *flows.Flow, r *bot.CheckResult) (Profile, error) {
	m, err := New(flow)
	if err != nil {
		return Profile{}, err
	}
	return m.Profile(r.Items), nil
}

// Belief is what answers say of the ability.
func (m *Measure) Belief(items []bot.GradedItem) skills.Belief {
	return m.bank.Believe(m.Answers(items))
}

// Profile scores answers.
func (m *Measure) Profile(items []bot.GradedItem) Profile {
	answers := m.Answers(items)
	belief := m.bank.Believe(answers)
	p := Profile{Asked: len(answers), Mean: belief.Mean(), SD: belief.SD(), Levels: m.bank.Levels(&belief, nil)}
	p.Band, p.Sure, p.Known = m.said(p.Levels, len(answers) >= max(1, m.check.AtLeast))
	for _, i := range items {
		if k, ok := m.at[i.Item]; ok {
			most := max(1, m.check.Items[m.items[k]].Grades)
			p.Answers = append(p.Answers, Answer{Item: m.items[k], Grade: min(max(i.Grade, 0), most), Most: most, Hints: i.Hints, Unknown: i.Unknown})
		}
	}
	p.Areas, p.Movers = m.areas(answers, p.Answers), m.movers(answers)
	return p
}

// said is the likeliest band, how sure it is, and whether it may be said.
func (m *Measure) said(levels []float64, enough bool) (band int, sure float64, known bool) {
	if len(levels) == 0 || len(m.check.Bands) == 0 {
		return 0, 0, false
	}
	band = skills.Likeliest(levels)
	from := m.check.SureFrom
	if from == 0 {
		from = sureFrom
	}
	return band, levels[band], enough && levels[band] >= from
}

func (m *Measure) areas(answers []skills.Answer, shown []Answer) []Area {
	beliefs := m.bank.AreaBeliefs(answers, correlation)
	list := make([]Area, len(m.check.Areas))
	for i := range list {
		list[i].Area = i
	}
	for k, a := range shown {
		area := &list[m.bank.AreaOf(answers[k].Item)]
		switch {
		case a.Alone():
			area.Well = append(area.Well, a.Item)
		case a.Helped():
			area.Helped = append(area.Helped, a.Item)
		default:
			area.Hard = append(area.Hard, a.Item)
		}
	}
	for i := range list {
		list[i].Levels = m.bank.Levels(&beliefs[i], nil)
		list[i].Band, _, list[i].Known = m.said(list[i].Levels, list[i].Asked() >= areaFrom)
	}
	return list
}

// movers are the answers without which the estimate would differ most.
func (m *Measure) movers(answers []skills.Answer) []Mover {
	list := make([]Mover, 0, len(answers))
	for k, change := range m.bank.Influence(answers) {
		list = append(list, Mover{m.items[answers[k].Item], change})
	}
	slices.SortStableFunc(list, func(a, b Mover) int {
		switch x, y := math.Abs(a.Change), math.Abs(b.Change); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list[:min(len(list), mostMovers)]
}

// surelyBetter is how probable it must be that somebody got further before that
// is said; below it is "about the same".
const surelyBetter = .9

// Better reports whether somebody got further between two checks with other
// items: the later one is scored with the same neutral prior as the first, so
// that the first does not pull it (regression to one's own mean).
func (m *Measure) Better(before, after []bot.GradedItem) bool {
	b, a := m.Belief(before), m.Belief(after)
	return len(m.Answers(before)) > 0 && skills.Progress(&b, &a) >= surelyBetter
}
