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
