package library_test

import (
	"testing"

	"passerelle/bot/skills"
	"passerelle/flows"
	"passerelle/flows/library"
)

// TestFewQuestionsAgreeWithAll holds what docs/skills.md says of our bank: so many
// questions place so many people where all sixty would, and hardly anybody who
// needs help is told that they need none. The people are invented.
func TestFewQuestionsAgreeWithAll(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	var check *flows.Check
	for _, f := range set.Flows {
		if f.Check != nil {
			check = f.Check
		}
	}
	of, _, err := check.Bank()
	if err != nil {
		t.Fatal(err)
	}
	if n := of.Len(); n != 60 {
		t.Errorf("the bank has %d items", n)
	}
	items := of.Items()
	for i := range items { // a graded task counts as one question here: what its grades tell is not known
		items[i].B, items[i].Steps = items[i].Place(), nil
	}
	bank, err := skills.NewBank(skills.Scale{SD: of.Scale().SD, Cuts: []float64{-1.5, 0, 1.5}}, of.Areas(), items, skills.Rasch)
	if err != nil {
		t.Fatal(err)
	}
	s, err := skills.Simulate(bank, 4000, 11, nil)
	if err != nil {
		t.Fatal(err)
	}
	named := func(all []skills.Performance, name string) skills.Performance {
		for _, p := range all {
			if p.Name == name {
				return p
			}
		}
		t.Fatalf("there is no strategy %q", name)
		return skills.Performance{}
	}
	for _, name := range []string{"multistage-15", "cat-15"} {
		if p := named(s.Levels, name); p.Full < .78 || p.Adjacent < .999 {
			t.Errorf("%s agrees with all questions for %.3f, nearly for %.4f", name, p.Full, p.Adjacent)
		}
	}
	for name, least := range map[string]float64{"posterior-0.85-15": .83, "posterior-0.85-30": .87} { // the goals are .84 and .88, with 10,000 people
		p := named(s.Bands, name)
		if p.Full < least || p.Median > 11 || p.TwoHigher > .01 {
			t.Errorf("%s agrees for %.3f with %v questions, two bands higher %.4f", name, p.Full, p.Median, p.TwoHigher)
		}
	}
}
