package flows

import "slices"

// place is a step of a help flow or an item of a check, as far as both are
// compared alike.
type place struct {
	id      string
	was     []string
	choices []Choice
	waits   string
	when    []string
}

func placesOf(f *Flow) (list []place) {
	for i := range f.Steps {
		s := &f.Steps[i]
		p := place{id: s.ID, was: s.Was, choices: s.Choices, waits: s.WaitFor}
		for _, in := range s.Instead {
			p.when = append(p.when, in.When.String()+" → "+f.name(in.Next))
		}
		list = append(list, p)
	}
	if f.Check != nil {
		for _, i := range f.Check.Items {
			list = append(list, place{id: i.ID, choices: i.Choices, waits: i.WaitFor})
		}
	}
	return list
}

// places compares steps and says for each old one what it is called now, "" for
// one that is gone.
func (d *diff) places(old, new []place) (now map[string]string) {
	now = map[string]string{}
	from := map[string]place{} // new id → the old place
	for _, p := range old {
		i := slices.IndexFunc(new, func(q place) bool { return q.id == p.id })
		if i < 0 {
			i = slices.IndexFunc(new, func(q place) bool { return slices.Contains(q.was, p.id) })
		}
		switch {
		case i < 0:
			d.add("step-removed", p.id, p.id)
			continue
		case new[i].id != p.id:
			d.add("step-renamed", p.id, p.id, new[i].id)
		}
		now[p.id], from[new[i].id] = new[i].id, p
	}
	for i, p := range new {
		before, there := from[p.id]
		switch {
		case there:
			d.within(before, p)
		case i == 0:
			d.add("step-first", p.id, p.id)
		default:
			d.add("step-added", p.id, p.id, new[i-1].id)
		}
	}
	for _, id := range moved(old, new, now) {
		d.add("step-moved", id, id)
	}
	return now
}

// within compares what one step takes for an answer.
func (d *diff) within(old, new place) {
	for _, c := range new.choices {
		if !slices.ContainsFunc(old.choices, func(o Choice) bool { return o.ID == c.ID }) {
			d.add("choice-added", new.id, new.id, c.ID)
		}
	}
	for _, c := range old.choices {
		i := slices.IndexFunc(new.choices, func(n Choice) bool { return n.ID == c.ID })
		switch {
		case i < 0:
			d.add("choice-removed", new.id, new.id, c.ID)
		case new.choices[i].Right && !c.Right:
			d.add("choice-right", new.id, new.id)
		}
	}
	if old.waits != new.waits {
		d.add("waits", new.id, new.id, orDash(old.waits), orDash(new.waits))
	}
	if !slices.Equal(old.when, new.when) {
		d.add("when", new.id, new.id)
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// moved are the steps that stand in another order: all but a longest row that
// kept it.
func moved(old, new []place, now map[string]string) (ids []string) {
	var was, is []string
	for _, p := range old {
		if now[p.id] != "" {
			was = append(was, now[p.id])
		}
	}
	for _, p := range new {
		if slices.Contains(was, p.id) {
			is = append(is, p.id)
		}
	}
	length := make([][]int, len(was)+1) // of the longest common row from here on
	for i := range length {
		length[i] = make([]int, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if was[i] == is[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; j < len(is); {
		switch {
		case i < len(was) && was[i] == is[j]:
			i, j = i+1, j+1
		case i < len(was) && length[i+1][j] >= length[i][j+1]:
			i++
		default:
			ids = append(ids, is[j])
			j++
		}
	}
	return ids
}

// leads compares where steps lead. What follows from a step that was added,
// removed or moved beside it is not said again.
func (d *diff) leads(old, new *Flow, now map[string]string) {
	before := map[string]string{} // new step and event → where it led, as it is called now
	for _, e := range old.Edges() {
		to := e.To
		if old.StepNamed(to) >= 0 {
			to = now[to]
		}
		before[now[e.From]+" "+e.Event] = to
	}
	still := map[string]bool{"end": true, "talk": true, "menu": true}
	for _, id := range now {
		still[id] = true
	}
	if len(moved(placesOf(old), placesOf(new), now)) > 0 {
		return
	}
	for _, e := range new.Edges() {
		if to := before[e.From+" "+e.Event]; to != "" && to != e.To && still[e.To] && e.Event != "stuck" {
			d.add("leads", e.From, e.From, e.Event, to, e.To)
		}
	}
}

// items says which items of a check count differently.
func (d *diff) items(old, new *Flow) {
	if old.Check == nil || new.Check == nil {
		return
	}
	for _, b := range new.Check.Items {
		i := slices.IndexFunc(old.Check.Items, func(a Item) bool { return a.ID == b.ID })
		if i < 0 {
			continue
		}
		if a := old.Check.Items[i]; a.Area != b.Area || a.Difficulty != b.Difficulty || a.Type != b.Type || a.Grades != b.Grades || !slices.Equal(a.Accept, b.Accept) {
			d.add("item-changed", b.ID, b.ID)
		}
	}
}
