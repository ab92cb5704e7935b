package flows

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// ErrLastStep means that a flow would have no step left.
var ErrLastStep = errors.New("a flow needs a step")

// MoveStep moves a step of a help flow up (by -1) or down (by 1). Notes right
// above it go along. At the end of the list nothing changes.
func MoveStep(source []byte, step string, by int) ([]byte, error) {
	e, list, at, err := editSteps(source, step)
	if err != nil {
		return nil, err
	}
	other := at + by
	if other < 0 || other >= len(list) {
		return source, nil
	}
	a, b := list[min(at, other)], list[max(at, other)]
	between := e.lines[a.to:b.from]
	e.lines = slices.Concat(e.lines[:a.from], e.lines[b.from:b.to], between, e.lines[a.from:a.to], e.lines[b.to:])
	order := names(list)
	order[at], order[other] = order[other], order[at]
	return e.stepsAre(order)
}

// CopyStep puts a copy of a step behind it. Its id is the step's with a number.
func CopyStep(source []byte, step string) (changed []byte, id string, err error) {
	e, list, at, err := editSteps(source, step)
	if err != nil {
		return nil, "", err
	}
	order := names(list)
	for n := 2; id == "" || slices.Contains(order, id); n++ {
		id = fmt.Sprint(step, "-", n)
	}
	s := list[at]
	twin := slices.Clone(e.lines[s.from:s.to])
	name := s.node.get("id")
	line := twin[name.Line-1-s.from]
	from := byteAt(line, name.Column)
	to, ok := scalarEnd(line, from, name)
	if !ok {
		return nil, "", ErrNotHere
	}
	twin[name.Line-1-s.from] = line[:from] + id + line[to:]
	for k, v := range s.node.pairs() { // what the step was called before stays with the first of the two
		if k.Value == "was" && v.Style&yaml.FlowStyle != 0 && k.Line != s.node.Line {
			twin = slices.Delete(twin, k.Line-1-s.from, k.Line-s.from)
		} else if k.Value == "was" {
			return nil, "", ErrNotHere
		}
	}
	gap := []string{}
	if at > 0 {
		gap = e.lines[list[at-1].to:s.from]
	} else if len(list) > 1 {
		gap = e.lines[s.to:list[1].from]
	}
	e.lines = slices.Concat(e.lines[:s.to], gap, twin, e.lines[s.to:])
	changed, err = e.stepsAre(slices.Insert(order, at+1, id))
	return changed, id, err
}

// DropStep takes a step out, with the notes right above it.
func DropStep(source []byte, step string) ([]byte, error) {
	e, list, at, err := editSteps(source, step)
	if err != nil {
		return nil, err
	}
	if len(list) == 1 {
		return nil, ErrLastStep
	}
	from, to := list[at].from, list[at].to
	if at+1 < len(list) {
		to = list[at+1].from
	} else {
		from = list[at-1].to
	}
	e.lines = slices.Delete(e.lines, from, to)
	return e.stepsAre(slices.Delete(names(list), at, at+1))
}

// stretch is the lines of one step, its notes above it among them, the blank
// lines around it not.
type stretch struct {
	id       string
	from, to int
	node     node
}

func names(list []stretch) (ids []string) {
	for _, s := range list {
		ids = append(ids, s.id)
	}
	return ids
}

// editSteps reads a file to change its steps, and finds one of them.
func editSteps(source []byte, step string) (e *editing, list []stretch, at int, err error) {
	if e, err = edit(source); err != nil {
		return nil, nil, 0, err
	}
	steps := e.root.get("steps")
	if steps.Node == nil || steps.Kind != yaml.SequenceNode || steps.Style&yaml.FlowStyle != 0 {
		return nil, nil, 0, ErrNotHere
	}
	end := e.after(steps)
	for _, n := range slices.Backward(steps.list()) {
		s := stretch{id: n.get("id").str(), from: e.dash(n), to: end, node: n}
		if s.from < 0 || s.id == "" {
			return nil, nil, 0, ErrNotHere
		}
		s.from = e.withNotes(s.from)
		for s.to > s.from && strings.TrimSpace(e.lines[s.to-1]) == "" {
			s.to--
		}
		end = s.from
		list = append(list, s)
	}
	slices.Reverse(list)
	at = slices.IndexFunc(list, func(s stretch) bool { return s.id == step })
	if at < 0 {
		return nil, nil, 0, fmt.Errorf("there is no step %q", step)
	}
	return e, list, at, nil
}

// dash returns the line on which an entry of a list begins, -1 when it is not
// alone on its lines.
func (e *editing) dash(n node) int {
	line := e.lines[n.Line-1]
	if strings.TrimSpace(line[:byteAt(line, n.Column)]) != "-" {
		return -1
	}
	return n.Line - 1
}

// withNotes goes up over the notes right above a line.
func (e *editing) withNotes(line int) int {
	for line > 0 && strings.HasPrefix(strings.TrimSpace(e.lines[line-1]), "#") {
		line--
	}
	return line
}

// after returns the line behind the last one of a list at the top of a file.
func (e *editing) after(list node) int {
	for k := range e.root.pairs() {
		if k.Line > list.Line {
			return e.withNotes(k.Line - 1)
		}
	}
	return len(e.lines)
}

// stepsAre returns the changed file when its steps are those, in that order,
// each says what it said, and so does the rest of the file.
func (e *editing) stepsAre(want []string) ([]byte, error) {
	changed := e.bytes()
	root := parse("", changed).root
	steps := root.get("steps")
	if !slices.EqualFunc(steps.list(), want, func(n node, id string) bool { return n.get("id").str() == id }) {
		return nil, ErrNotHere
	}
	for i, n := range steps.list() {
		was := e.root.walkTo([]string{"steps", want[i]}).value
		if was.Node != nil && !alike(was.Node, n.Node, nil, nil, nil) {
			return nil, ErrNotHere
		}
	}
	if !alike(e.root.Node, root.Node, e.root.get("steps").Node, steps.Node, nil) {
		return nil, ErrNotHere
	}
	return changed, nil
}
