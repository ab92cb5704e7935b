package flows

import "strconv"

// Edges returns the flow's compiled table: what leads from each step where.
func (f *Flow) Edges() (edges []Edge) {
	for i := range f.Steps {
		s := &f.Steps[i]
		add := func(event string, to Target) {
			edges = append(edges, Edge{From: s.ID, Event: event, To: f.name(to)})
		}
		for n, instead := range s.Instead {
			if instead.Next.Kind != ToNothing {
				add("instead:"+strconv.Itoa(n+1), instead.Next)
			}
		}
		for _, c := range s.Choices {
			add("choice:"+c.ID, either(c.Next, s.Next))
		}
		switch {
		case len(s.Choices) > 0:
		case s.WaitFor != "":
			add("arrived:"+s.WaitFor, s.Next)
		default:
			add("done", s.Next)
		}
		if l := s.IfNothing; l != nil && l.Next.Kind != ToNothing {
			add("nothing", l.Next)
		}
		if len(s.Stuck) > 0 {
			edges = append(edges, Edge{From: s.ID, Event: "stuck", To: s.ID})
		}
	}
	return edges
}

func either(given, otherwise Target) Target {
	if given.Kind == ToNothing {
		return otherwise
	}
	return given
}

func (f *Flow) name(t Target) string {
	switch t.Kind {
	case ToStep:
		return f.Steps[t.Step].ID
	case ToTalk:
		return "talk"
	case ToMenu:
		return "menu"
	}
	return "end"
}

// exits returns where one may leave each step to.
func (f *Flow) exits(i int) (list []Target) {
	s := &f.Steps[i]
	for _, instead := range s.Instead {
		if instead.Next.Kind != ToNothing {
			list = append(list, instead.Next)
		}
	}
	for _, c := range s.Choices {
		list = append(list, either(c.Next, s.Next))
	}
	if len(s.Choices) == 0 {
		list = append(list, s.Next)
	}
	if l := s.IfNothing; l != nil && l.Next.Kind != ToNothing {
		list = append(list, l.Next)
	}
	return list
}

// reached returns which steps can be reached from the first.
func (f *Flow) reached() []bool {
	seen := make([]bool, len(f.Steps))
	var visit func(int)
	visit = func(i int) {
		if i >= len(f.Steps) || seen[i] {
			return
		}
		seen[i] = true
		for _, t := range f.exits(i) {
			if t.Kind == ToStep {
				visit(t.Step)
			}
		}
	}
	visit(0)
	return seen
}

// ends returns from which steps an end, a person or the menu can be reached.
func (f *Flow) ends() []bool {
	good := make([]bool, len(f.Steps))
	for changed := true; changed; {
		changed = false
		for i := range f.Steps {
			for _, t := range f.exits(i) {
				if !good[i] && (t.Kind != ToStep || good[t.Step]) {
					good[i], changed = true, true
				}
			}
		}
	}
	return good
}

// circles returns the steps where a circle without an end begins: the first
// of each that leads back to itself.
func (f *Flow) circles() []bool {
	ends, first, told := f.ends(), make([]bool, len(f.Steps)), make([]bool, len(f.Steps))
	for i := range f.Steps {
		if ends[i] || told[i] {
			continue
		}
		around := f.from(i)
		if first[i] = around[i]; first[i] {
			for j := range around {
				told[j] = told[j] || around[j]
			}
		}
	}
	return first
}

// from returns the steps that can be reached after a step.
func (f *Flow) from(i int) []bool {
	seen := make([]bool, len(f.Steps))
	for todo := []int{i}; len(todo) > 0; {
		at := todo[0]
		todo = todo[1:]
		for _, t := range f.exits(at) {
			if t.Kind == ToStep && t.Step < len(f.Steps) && !seen[t.Step] {
				seen[t.Step] = true
				todo = append(todo, t.Step)
			}
		}
	}
	return seen
}

// silent returns the steps from which one goes round for ever without a word,
// because each is left at once under the same condition.
func (f *Flow) silent() []bool {
	round := make([]bool, len(f.Steps))
	for i := range f.Steps {
		for _, instead := range f.Steps[i].Instead {
			round[i] = round[i] || instead.Next.Kind == ToStep && f.comesBack(i, instead.When.String())
		}
	}
	return round
}

// comesBack follows the ways out under one condition from a step.
func (f *Flow) comesBack(from int, held string) bool {
	at := from
	for range f.Steps {
		next := -1
		for _, instead := range f.Steps[at].Instead {
			if instead.When.String() == held {
				if instead.Next.Kind == ToStep {
					next = instead.Next.Step
				}
				break
			}
		}
		if next < 0 || next >= len(f.Steps) {
			return false
		}
		if at = next; at == from {
			return true
		}
	}
	return false
}
