package desk

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/looplab/fsm"

	"passerelle/bot"
)

// Step is an event of a case's life cycle.
type Step string

// The events of a case's life cycle.
const (
	Queue    Step = "queue"
	Claim    Step = "claim"
	Reply    Step = "reply"
	Release  Step = "release"
	HandBack Step = "hand back"
	Close    Step = "close"
	Snooze   Step = "snooze"
	Wake     Step = "wake"
	Reopen   Step = "reopen"
)

// ErrNotNow means that the case is not in a state in which this can be done.
var ErrNotNow = errors.New("this cannot be done with the case as it stands")

// events is the life cycle. A claim lapses or is released only into the queue;
// handing back to the bot ends the case, for the person goes on by themselves.
var events = fsm.Events{
	{Name: string(Queue), Src: []string{"none", "requested", "closed"}, Dst: "queued"},
	{Name: string(Claim), Src: []string{"queued"}, Dst: "claimed"},
	{Name: string(Reply), Src: []string{"claimed", "active", "snoozed"}, Dst: "active"},
	{Name: string(Release), Src: []string{"claimed", "active", "snoozed"}, Dst: "queued"},
	{Name: string(HandBack), Src: []string{"claimed", "active", "snoozed"}, Dst: "closed"},
	{Name: string(Close), Src: []string{"queued", "claimed", "active", "snoozed"}, Dst: "closed"},
	{Name: string(Snooze), Src: []string{"claimed", "active", "snoozed"}, Dst: "snoozed"},
	{Name: string(Wake), Src: []string{"snoozed"}, Dst: "active"},
	{Name: string(Reopen), Src: []string{"closed"}, Dst: "active"},
}

func newMachine() *fsm.FSM { return fsm.NewFSM(bot.NoCase.String(), events, nil) }

// machines pools machines: one costs 28 µs to build, and one may not be shared.
var machines = sync.Pool{New: func() any { return newMachine() }}

// Next returns the state that a step leads to, or ErrNotNow.
func Next(state bot.CaseState, step Step) (bot.CaseState, error) {
	m := machines.Get().(*fsm.FSM)
	m.SetState(state.String())
	err := m.Event(context.Background(), string(step))
	var same fsm.NoTransitionError
	if err != nil && !errors.As(err, &same) {
		return state, fmt.Errorf("%w: %s while it is %s", ErrNotNow, step, state)
	}
	next, known := bot.ParseCaseState(m.Current())
	if !known {
		return state, fmt.Errorf("%w: the life cycle leads to %q", ErrNotNow, m.Current())
	}
	machines.Put(m)
	return next, nil
}

// Picture returns the life cycle as a Mermaid state diagram, drawn from the machine.
func Picture() (string, error) { return fsm.VisualizeWithType(newMachine(), fsm.MermaidStateDiagram) }
