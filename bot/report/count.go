package report

import (
	"strings"

	"passerelle/bot"
)

// Fewest is how many there must be before a number is told.
const Fewest = 5

// Number is a count. One of 1 to 4 is withheld.
type Number int

// Withheld reports whether the number is too small to be told.
func (n Number) Withheld() bool { return n > 0 && n < Fewest }

// Public is the number as it may be told: to the nearest five, so that no small
// one is found as the difference of two, and 0 where it is withheld.
func (n Number) Public() int {
	if n.Withheld() {
		return 0
	}
	return (int(n) + 2) / 5 * 5
}

// Step is what happened at one step of a flow.
type Step struct {
	Shown  Number   // times it was shown
	OnFrom Number   // times somebody went on from it: to another step, or to the end
	Asked  Number   // times a person was asked for there
	Stuck  []Number // by hint: the first, the second…
	Clear  Number   // "was that clear?": yes
	Not    Number   // not quite
}

// Left is how often somebody saw the step and went no further.
func (s *Step) Left() Number { return max(0, s.Shown-s.OnFrom) }

// Flow is what happened in one flow.
type Flow struct {
	Started, Ended Number
	Clear, Not     Number
	Steps          map[string]*Step // by id
}

// step is the counts of a step; none yet when there is none.
func (f *Flow) step(id string) *Step {
	if f.Steps[id] == nil {
		f.Steps[id] = &Step{}
	}
	return f.Steps[id]
}

// Count counts the facts of each flow, by its id.
func Count(facts []Fact) map[string]*Flow {
	flows := counts{}
	for _, f := range facts {
		switch f.What {
		case bot.EventFlowStarted.String():
			flows.of(f.Topic).Started++
		case bot.EventFlowEnded.String():
			flows.of(f.Topic).Ended++
			flows.goneOn(f)
		case bot.EventStepShown.String():
			flows.of(f.Topic).step(f.Step).Shown++
			flows.goneOn(f)
		case bot.EventStuck.String():
			flows.of(f.Topic).step(f.Step).stuck(f.Hints)
		case bot.EventCaseRequested.String():
			if f.Step != "" {
				flows.of(f.Topic).step(f.Step).Asked++
			}
		case bot.EventClear.String():
			flows.clear(f)
		}
	}
	return flows
}

type counts map[string]*Flow

func (c counts) of(topic string) *Flow {
	if c[topic] == nil {
		c[topic] = &Flow{Steps: map[string]*Step{}}
	}
	return c[topic]
}

// goneOn counts that somebody went on from the step that the fact names; a step
// of another flow has that one's id in front.
func (c counts) goneOn(f Fact) {
	if f.Value == "" {
		return
	}
	topic, step, other := strings.Cut(f.Value, "/")
	if !other {
		topic, step = f.Topic, f.Value
	}
	c.of(topic).step(step).OnFrom++
}

func (c counts) clear(f Fact) {
	flow := c.of(f.Topic)
	step := flow.step(f.Step)
	if f.Value == "yes" {
		flow.Clear++
		step.Clear++
		return
	}
	flow.Not++
	step.Not++
}

// mostHints bounds a journal that somebody wrote by hand.
const mostHints = 50

func (s *Step) stuck(hint int) {
	if hint < 1 || hint > mostHints {
		return
	}
	for len(s.Stuck) < hint {
		s.Stuck = append(s.Stuck, 0)
	}
	s.Stuck[hint-1]++
}
