package main

import (
	"strings"
	"testing"
)

// TestPrivacySheet: from what we ship in the agency's first language, in another one
// when asked, and a wrong language is said.
func TestPrivacySheet(t *testing.T) {
	for language, want := range map[string]string{"": "# Registre", "de": "# Verzeichnis", "it": "# Registro", "en": "# Record"} {
		args := []string{"privacy", "sheet"}
		if language != "" {
			args = append(args, "--language", language)
		}
		if said := command1(t, exitFine, args...); !strings.HasPrefix(said, want) || !strings.Contains(said, " Lien") || !strings.Contains(said, "**Twilio**") {
			t.Errorf("%q: %s", language, said)
		}
	}
	command1(t, exitUsage, "privacy", "sheet", "--language", "uk")
}
