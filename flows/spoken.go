package flows

import "passerelle/flows/text"

// Spoken returns the languages in which at least half of the flow's texts exist,
// sorted. Somebody of another language would read most of it in a foreign one; a
// single text that is not translated yet does not count.
func (f *Flow) Spoken() []text.Language {
	count, all := map[text.Language]int{}, 0
	for _, words := range f.texts() {
		if len(words) == 0 {
			continue
		}
		all++
		for tag := range words {
			if words.Has(tag) {
				count[tag]++
			}
		}
	}
	var spoken []text.Language
	for tag, n := range count {
		if 2*n >= all {
			spoken = append(spoken, tag)
		}
	}
	return sorted(spoken)
}

// texts are what a contact reads of a flow.
func (f *Flow) texts() []text.Localised {
	all := []text.Localised{f.Title, f.Goal}
	choices := func(list []Choice) {
		for _, c := range list {
			all = append(all, c.Label)
		}
	}
	for i := range f.Steps {
		s := &f.Steps[i]
		all = append(append(all, s.Say, s.Ask, s.GotIt, s.GotElse), s.Stuck...)
		choices(s.Choices)
		for _, l := range []*Later{s.Remind, s.IfNothing} {
			if l != nil {
				all = append(all, l.Say)
			}
		}
		for _, o := range s.Instead {
			all = append(append(all, o.Say, o.Ask), o.Stuck...)
		}
	}
	if f.Check == nil {
		return all
	}
	all = append(all, f.Check.Intro)
	for i := range f.Check.Items {
		item := &f.Check.Items[i]
		all = append(all, item.Ask, item.Show, item.Real, item.Fake)
		choices(item.Choices)
	}
	return all
}
