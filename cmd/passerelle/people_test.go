package main

import (
	"strings"

	"passerelle/bot"
)

// follows: whom somebody follows, at the keyboard, and for nobody else's eyes.
func (s *served) follows(id string) {
	t := s.t
	t.Helper()
	if said := command1(t, exitFine, "people", "list", "--as", "marie"); said != "" {
		t.Errorf("nobody is followed yet: %s", said)
	}
	c := casesShow()
	c.SetContext(t.Context())
	if err := inOffice(c, func(o *office) error {
		one, err := o.assistant.Case(t.Context(), id, "marie")
		if err != nil {
			return err
		}
		_, err = o.assistant.Act(t.Context(), bot.Act{Kind: bot.ActFollow, Case: id, Claim: one.Claim, Staff: "marie", Name: "Marie"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	list := command1(t, exitFine, "people", "list", "--as", "Marie")
	if !strings.Contains(list, id) || !strings.Contains(list, "sms") || strings.Contains(list, "0000001") {
		t.Errorf("marie's people:\n%s", list)
	}
	if said := command1(t, exitFine, "people", "list", "--as", "marie", "--json"); !strings.Contains(said, `"referent":"marie"`) || !strings.Contains(said, `"stand_in_today":[]`) {
		t.Errorf("as JSON: %s", said)
	}
	if said := command1(t, exitFine, "people", "list", "--as", "ahmed"); said != "" {
		t.Errorf("ahmed's people:\n%s", said)
	}
	command1(t, exitUsage, "people", "list")
	command1(t, exitFailure, "people", "list", "--as", "nobody")
}
