package flows_test

import (
	"testing"

	"passerelle/flows"
)

// TestSaid: a report names groups as people answered, and not by ids.
func TestSaid(t *testing.T) {
	f, _ := flows.LoadFile("bank.yaml", clean(t)["bank.yaml"].Data)
	for _, c := range []struct{ name, value, question, answer string }{
		{"with_whom", "alone", "Êtes-vous avec quelqu'un ?", "Tout seul"},
		{"with_whom", "nobody", "Êtes-vous avec quelqu'un ?", ""},
		{"language", "fr", "", ""},
	} {
		question, answer := f.Flow.Check.Said(c.name, c.value)
		if question["fr"] != c.question || answer["fr"] != c.answer {
			t.Errorf("%s=%s: %q %q", c.name, c.value, question["fr"], answer["fr"])
		}
	}
}
