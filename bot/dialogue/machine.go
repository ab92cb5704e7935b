package dialogue

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/looplab/fsm"

	"passerelle/bot"
)

// move is an event of the dialogue's life cycle.
type move string

// The events of the life cycle.
const (
	toMenu   move = "open menu"
	toHelp   move = "begin help"
	toCheck  move = "begin check"
	toWait   move = "ask for a person"
	toPerson move = "person takes over"
	toStop   move = "stop"
)

// lifeCycle is the dialogue's life cycle. A counsellor's hand back opens the
// menu, or begins help or the check again at the place where the person was.
var lifeCycle = fsm.Events{
	{Name: string(toMenu), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person", "stopped"}, Dst: "menu"},
	{Name: string(toHelp), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person"}, Dst: "help"},
	{Name: string(toCheck), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person"}, Dst: "check"},
	{Name: string(toWait), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person"}, Dst: "waiting"},
	{Name: string(toPerson), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person", "stopped"}, Dst: "with_person"},
	{Name: string(toStop), Src: []string{"welcome", "menu", "help", "check", "waiting", "with_person", "stopped"}, Dst: "stopped"},
}

func newMachine() *fsm.FSM { return fsm.NewFSM(bot.StateWelcome.String(), lifeCycle, nil) }

// machines pools machines: one costs 28 µs to build, and one may not be shared.
var machines = sync.Pool{New: func() any { return newMachine() }}

// stays holds the moves that lead back to their own state, as the machine has
// them: the hot path asks for no event that changes nothing.
var stays = func() map[move][bot.StateStopped + 1]bool {
	table := map[move][bot.StateStopped + 1]bool{}
	for _, event := range lifeCycle {
		var row [bot.StateStopped + 1]bool
		for state := range row {
			to, err := next(bot.State(state), move(event.Name))
			row[state] = err == nil && to == bot.State(state)
		}
		table[move(event.Name)] = row
	}
	return table
}()

// next returns the state that a move leads to.
func next(state bot.State, m move) (bot.State, error) {
	machine := machines.Get().(*fsm.FSM)
	machine.SetState(state.String())
	err := machine.Event(context.Background(), string(m))
	var same fsm.NoTransitionError
	if err != nil && !errors.As(err, &same) {
		return state, fmt.Errorf("the life cycle has no %q from %s", m, state)
	}
	to, known := bot.ParseState(machine.Current())
	if !known {
		return state, fmt.Errorf("the life cycle leads to an unknown state %q", machine.Current())
	}
	machines.Put(machine)
	return to, nil
}

// Picture returns the life cycle as a Mermaid state diagram, drawn from the machine.
func Picture() (string, error) { return fsm.VisualizeWithType(newMachine(), fsm.MermaidStateDiagram) }
