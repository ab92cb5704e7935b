package dialogue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/looplab/fsm"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// What the dialogue numbers the answers that every step has.
const (
	done  = 1000
	stuck = 1001
)

// oracle builds a looplab machine from a flow's table of edges.
func oracle(flow *flows.Flow) *fsm.FSM {
	var events fsm.Events
	for _, e := range flow.Edges() {
		events = append(events, fsm.EventDesc{Name: e.Event, Src: []string{e.From}, Dst: e.To})
	}
	return fsm.NewFSM(flow.Steps[0].ID, events, nil)
}

// next is where the machine goes, "" when the step has no such event.
func next(m *fsm.FSM, from, event string) string {
	m.SetState(from)
	err := m.Event(context.Background(), event)
	var same fsm.NoTransitionError
	if err != nil && !errors.As(err, &same) {
		return ""
	}
	return m.Current()
}

// TestFlowsGoWhereTheirTablesSay: from every step of every help flow, every
// answer leads where looplab's machine of the flow's table leads.
func TestFlowsGoWhereTheirTablesSay(t *testing.T) {
	b, tried := book(t), 0
	for _, e := range b.Editions() {
		if e.Kind != flows.KindHelp {
			continue
		}
		m := oracle(e.Flow)
		for i := range e.Steps {
			for _, edge := range e.Edges() {
				payload, ok := answer(e, i, edge.Event)
				if edge.From != e.Steps[i].ID || !ok {
					continue
				}
				p := newPerson(t, b)
				p.s.State, p.s.Device = bot.StateHelp, bot.Android
				p.s.Place, p.s.Hints = bot.Place{Flow: e.Number, Step: uint16(i)}, []uint8{0}
				p.does(bot.Input{Payload: payload})
				tried++
				if want := next(m, edge.From, edge.Event); !arrived(p, e, want) {
					t.Errorf("%s: %s, %s leads to %s, but the person is at %s %+v", e.ID, edge.From, edge.Event, want, p.s.State, p.s.Place)
				}
			}
		}
	}
	if tried < 25 {
		t.Errorf("only %d edges were tried", tried)
	}
}

// answer is what a person presses for an edge's event; false for what is not
// pressed.
func answer(e dialogue.Edition, step int, event string) (bot.Payload, bool) {
	p := bot.Payload{Kind: bot.PayloadStep, Flow: e.Number, Step: uint16(step)}
	id, isChoice := strings.CutPrefix(event, "choice:")
	switch {
	case event == "done":
		p.Arg = done
	case event == "stuck":
		p.Arg = stuck
	case isChoice:
		p.Arg = uint16(slices.IndexFunc(e.Steps[step].Choices, func(c flows.Choice) bool { return c.ID == id }))
	default:
		return p, false
	}
	return p, true
}

// arrived reports whether the person is where an edge leads. A step that is
// left at once for this person leads on by its own "instead" edge.
func arrived(p *person, e dialogue.Edition, to string) bool {
	switch to {
	case "end", "menu":
		return p.s.State == bot.StateMenu
	case "talk":
		return p.s.Asking == bot.AskConsent || p.s.State == bot.StateWaiting
	case "":
		return false
	}
	at := int(p.s.Place.Step)
	if p.s.Place.Flow != e.Number || at >= len(e.Steps) {
		return false
	}
	if e.Steps[at].ID == to {
		return true
	}
	return slices.ContainsFunc(e.Edges(), func(x flows.Edge) bool {
		return x.From == to && strings.HasPrefix(x.Event, "instead:") && x.To == e.Steps[at].ID
	})
}
