package report

import (
	"cmp"
	"slices"
	"strings"

	"passerelle/flows"
)

// Stone is a step at which people stopped. Numbers are as they may be told:
// rounded to the threshold, and −1 where they are withheld.
type Stone struct {
	Topic string `json:"topic"`
	Step  string `json:"step"`
	Shown int    `json:"shown"`
	Stuck int    `json:"stuck"` // took a first hint
	Asked int    `json:"asked"` // asked for a person
	Left  int    `json:"left"`  // went no further
}

// Owner is who can take stones away: a portal, by the domain that the help's texts
// name, or the topic where they name none.
type Owner struct {
	Name   string  `json:"owner"`
	Portal bool    `json:"portal"`
	Stones []Stone `json:"stones"`
}

// CountStones tells which steps of which helps stopped people, by who owns them,
// the heaviest first. A step at which all that could be told is withheld is left
// out.
//
// Every number is rounded: those of two steps that follow each other differ by how
// many left between them.
func CountStones(facts []Fact, n Names, threshold int) (owners []Owner) {
	told := func(v Number) int {
		switch {
		case v == 0:
			return 0
		case int(v) < threshold:
			return -1
		}
		return (int(v) + threshold/2) / threshold * threshold
	}
	at := map[string]int{}
	for topic, counted := range Count(facts) {
		flow := n.Flows[topic]
		if flow == nil || flow.Kind != flows.KindHelp {
			continue
		}
		for step, s := range counted.Steps {
			stone := Stone{Topic: topic, Step: step, Shown: told(s.Shown), Asked: told(s.Asked), Left: told(s.Left())}
			if len(s.Stuck) > 0 {
				stone.Stuck = told(s.Stuck[0])
			}
			if stone.weight() == 0 || flow.StepNamed(step) < 0 {
				continue
			}
			owner := ownerOf(flow, n.Agency.Links, step)
			i, known := at[owner.Name]
			if !known {
				i = len(owners)
				at[owner.Name], owners = i, append(owners, owner)
			}
			owners[i].Stones = append(owners[i].Stones, stone)
		}
	}
	for i := range owners {
		slices.SortFunc(owners[i].Stones, func(a, b Stone) int {
			return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.Step, b.Step))
		})
	}
	slices.SortFunc(owners, func(a, b Owner) int { return cmp.Compare(a.Name, b.Name) })
	return owners
}

// weight is how many a stone stopped, as far as it is told.
func (s Stone) weight() int { return max(0, s.Stuck) + max(0, s.Asked) + max(0, s.Left) }

// ownerOf is the portal that a step's own texts name, else the first that the help
// names, else the help itself.
func ownerOf(flow *flows.Flow, links []string, step string) Owner {
	for _, only := range []bool{true, false} {
		for i := range flow.Steps {
			s := &flow.Steps[i]
			if only && s.ID != step {
				continue
			}
			for _, domain := range links {
				if names(s, domain) {
					return Owner{Name: domain, Portal: true}
				}
			}
		}
	}
	return Owner{Name: flow.ID}
}

// names reports whether a step's texts name a domain.
func names(s *flows.Step, domain string) bool {
	texts := []map[string]string{s.Say, s.Ask}
	for _, hint := range s.Stuck {
		texts = append(texts, hint)
	}
	for _, by := range texts {
		for _, words := range by {
			if strings.Contains(strings.ToLower(words), strings.ToLower(domain)) {
				return true
			}
		}
	}
	return false
}
