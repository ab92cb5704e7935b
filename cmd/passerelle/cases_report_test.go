package main

import "strings"

// reports: what closing the case now would keep is shown to who has it, and what
// was kept to everybody at the desk.
func (s *served) reports(id string) {
	t := s.t
	t.Helper()
	before := command1(t, exitFine, "cases", "show", id, "--report", "--as", "marie")
	command1(t, exitFailure, "cases", "show", id, "--report", "--as", "ahmed")
	command1(t, exitFailure, "cases", "show", "none", "--report", "--as", "marie")
	command1(t, exitFine, "cases", "hand-back", id, "--as", "marie")
	after := command1(t, exitFine, "cases", "show", id, "--report", "--as", "ahmed")
	for said, next := range map[string]string{before: "rien de convenu", after: "continue avec le robot"} {
		if !strings.Contains(said, next) || !strings.Contains(said, "SMS") || strings.Contains(said, "0000001") || strings.Contains(strings.ToLower(said), "marie") {
			t.Errorf("the report: %s", said)
		}
	}
	if said := command1(t, exitFine, "cases", "show", id, "--report", "--as", "ahmed", "--json"); !strings.Contains(said, `"next":"robot"`) {
		t.Errorf("as JSON: %s", said)
	}
}
