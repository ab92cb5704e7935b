package main

import (
	"strings"

	rules "passerelle/bot/desk"
)

// audits: a reason first, then who opened what, and nothing of the person.
func (s *served) audits(id string) {
	t := s.t
	t.Helper()
	command1(t, exitUsage, "audit")
	command1(t, exitUsage, "audit", "--reason", "because")
	command1(t, exitUsage, "audit", "--reason", "a complaint of May", "--from", "May")
	all := command1(t, exitFine, "audit", "--reason", "a complaint of May")
	for _, want := range []string{rules.Reference(id), "invited", "a complaint of May"} {
		if !strings.Contains(all, want) {
			t.Errorf("the audit lacks %q:\n%s", want, all)
		}
	}
	for _, private := range []string{"0000001", "préviens", id} {
		if strings.Contains(all, private) {
			t.Errorf("the audit has %q:\n%s", private, all)
		}
	}
	one := command1(t, exitFine, "audit", "--reason", "a complaint of May", "--json", "--staff", "Ahmed", "--reference", strings.ToLower(rules.Reference(id)), "--from", "2001-01-01")
	if strings.Count(one, `"what":`) != 1 || !strings.Contains(one, `"what":"case","staff":"ahmed"`) {
		t.Errorf("of ahmed and the case: %s", one)
	}
	if none := command1(t, exitFine, "audit", "--reason", "a complaint of May", "--json", "--to", "2001-01-01"); strings.TrimSpace(none) != "[]" {
		t.Errorf("before we began: %s", none)
	}
}
