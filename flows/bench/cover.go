package bench

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"passerelle/bot"
	"passerelle/flows"
)

// Coverage is what some transcripts visited.
type Coverage struct{ seen map[string]bool }

// NewCoverage begins with nothing visited.
func NewCoverage() *Coverage { return &Coverage{seen: map[string]bool{}} }

// note takes what a turn counted.
func (c *Coverage) note(events []bot.Event) {
	for _, e := range events {
		place := e.Topic + "/" + e.Step
		switch e.Kind {
		case bot.EventStepShown, bot.EventItemAnswered:
			c.seen[place] = true
		case bot.EventAnswered:
			c.seen[place+"?"+e.Value] = true
		case bot.EventStuck:
			c.seen[place+"#"+strconv.Itoa(e.Hints)] = true
		}
		if way, ok := ways[e.Kind]; ok {
			c.seen[e.Topic+" "+e.Language+" "+way] = true
		}
	}
}

// ways are what the transcripts of a help show in each language.
var ways = map[bot.EventKind]string{
	bot.EventFlowEnded: "to its end", bot.EventStuck: "to somebody who is stuck",
	bot.EventCaseRequested: "to a person", bot.EventNotUnderstood: "through a misunderstanding",
}

// Untold lists the ways that no transcript goes through a help in a language, such as
// "wifi-connect it to a person".
func (c *Coverage) Untold(list []*flows.Flow) (missing []string) {
	for _, f := range list {
		if f.Kind != flows.KindHelp || f.Status != flows.Published {
			continue
		}
		for _, language := range f.Languages {
			for _, kind := range slices.Sorted(maps.Keys(ways)) {
				if way := f.ID + " " + language + " " + ways[kind]; !c.seen[way] {
					missing = append(missing, way)
				}
			}
		}
	}
	return missing
}

// Unvisited lists the steps and questions that no walk came to, of flows that
// somebody may be in, and how many there are in all.
func Unvisited(list []*flows.Flow, walks ...*Walked) (missing []Uncovered, all int) {
	c := NewCoverage()
	for _, w := range walks {
		for place := range w.Steps {
			c.seen[place] = true
		}
	}
	for _, f := range list {
		if f.Status == flows.Draft {
			continue
		}
		want := func(id string, line int, what string) {
			if all++; !c.seen[f.ID+"/"+id] {
				missing = append(missing, Uncovered{f.File, line, what + " " + id})
			}
		}
		for i := range f.Steps {
			if s := &f.Steps[i]; hasWords(s) {
				want(s.ID, s.Line, "the step")
			}
		}
		for i := 0; f.Check != nil && f.Status == flows.Published && i < len(f.Check.Items); i++ {
			want(f.Check.Items[i].ID, f.Check.Items[i].Line, "the question")
		}
	}
	return missing, all
}

func hasWords(s *flows.Step) bool { return len(s.Say)+len(s.Ask) > 0 }

// Uncovered is a step, a choice, a hint or an item that no transcript visits.
type Uncovered struct {
	File string `json:"file"`
	Line int    `json:"line"`
	What string `json:"what"`
}

// Missing lists what no transcript visited of some flows, by file and line, and
// how much there was in all.
func (c *Coverage) Missing(list []*flows.Flow) (missing []Uncovered, all int) {
	for _, f := range list {
		want := func(key string, line int, format string, v ...any) {
			if all++; !c.seen[f.ID+"/"+key] {
				missing = append(missing, Uncovered{f.File, line, fmt.Sprintf(format, v...)})
			}
		}
		for i := range f.Steps {
			s := &f.Steps[i]
			if s.Call == "" || hasWords(s) {
				want(s.ID, s.Line, "the step %s", s.ID)
			}
			for _, choice := range s.Choices {
				want(s.ID+"?"+choice.ID, choice.Line, "the choice %s of %s", choice.ID, s.ID)
			}
			for n := range s.Stuck {
				want(s.ID+"#"+strconv.Itoa(n+1), s.Line, "hint %d of %s", n+1, s.ID)
			}
		}
		if f.Check == nil {
			continue
		}
		for i := range f.Check.Items {
			want(f.Check.Items[i].ID, f.Check.Items[i].Line, "the question %s", f.Check.Items[i].ID)
		}
	}
	return missing, all
}
