package main

import (
	"strings"
)

// together: a step is sent from the keyboard, helped with, corrected, and done
// for the person once they have said yes. What cannot be is said in words.
func (s *served) together(p *platforms, anna, id string) {
	t := s.t
	t.Helper()
	shown := func(want ...string) {
		t.Helper()
		said := command1(t, exitFine, "cases", "show", id, "--as", "marie")
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("no %q in\n%s", w, said)
			}
		}
	}
	as := func(code int, args ...string) {
		t.Helper()
		command1(t, code, append(append([]string{"cases"}, args...), "--as", "marie")...)
	}
	as(exitFailure, "push", id, "no-such-help")
	as(exitFailure, "push", "none", "scam-message/wait")
	command1(t, exitFailure, "cases", "push", id, "scam-message/wait", "--as", "ahmed")
	command1(t, exitUsage, "cases", "push", id, "scam-message/wait")
	as(exitUsage, "aid", id, "dance")
	as(exitUsage, "mark", id, "scam-message/wait", "perhaps")

	as(exitFine, "push", id, "scam-message/wait")
	p.wants(t, anna, "Ne touchez aucun lien")
	shown("scam-message/wait", "try 1")
	as(exitFine, "aid", id, "repeat")
	p.wants(t, anna, "Marie vous aide")
	s.sms("fait")
	as(exitFine, "mark", id, "scam-message/wait", "with")
	shown("scam-message/wait with")
	as(exitFailure, "mark", id, "scam-message/wait", "for") // nobody asked
	as(exitFailure, "for", id, "spoken")                    // no deadline
	as(exitFailure, "for", id, "done")
	as(exitFine, "for", id, "ask")
	p.wants(t, anna, "Marie peut faire")
	s.sms("oui")
	p.wants(t, anna, "Marie le fait")
	as(exitFine, "for", id, "done")
	p.wants(t, anna, "Fait pour vous")
	shown("to do again together")
	as(exitFine, "pause", id)
	p.wants(t, anna, "Marie continue avec vous")
	as(exitFine, "go-on", id)
	p.wants(t, anna, "On continue")
}
