package privacy

import (
	"strings"
	"testing"
	"time"
)

// TestSheet: every language names every kind of the table, the articles, the
// recipients that are set up and no other, and what is to fill in.
func TestSheet(t *testing.T) {
	for language, open := range map[string]string{"fr": "à compléter", "de": "ergänzen", "it": "completare", "en": "to fill in"} {
		write := func(p Practice) string {
			var b strings.Builder
			if err := WriteSheet(&b, language, p); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		sms := write(Practice{Name: "Espace Lien", SMS: true, Threads: 44 * day})
		for _, want := range []string{"Espace Lien", open, "12 n", "22 n", "Twilio", " 44 ", " 395 ", " 180 ", "contact export"} {
			if !strings.Contains(sms, want) {
				t.Errorf("%s lacks %q", language, want)
			}
		}
		if strings.Contains(sms, "Meta") || strings.Contains(sms, "**Telegram**") || strings.Contains(sms, "(art. 21)") || strings.Contains(sms, "(Art. 21)") {
			t.Errorf("%s names what is not set up", language)
		}
		all := write(Practice{Name: "X", SMS: true, WhatsApp: true, Telegram: true, Check: true})
		if !strings.Contains(all, "WhatsApp / Meta") || !strings.Contains(all, "**Telegram**") || !strings.Contains(strings.ToLower(all), "(art. 21)") || all != write(Practice{Name: "X", SMS: true, WhatsApp: true, Telegram: true, Check: true}) {
			t.Errorf("%s: not all, or not the same twice", language)
		}
		if none := write(Practice{Name: "X"}); strings.Contains(none, "**Twilio**") {
			t.Errorf("%s: no channel, and Twilio", language)
		}
		source, err := sheets.ReadFile("sheets/" + language + ".md")
		if err != nil {
			t.Fatal(err)
		}
		for kind := range Retention {
			if !strings.Contains(string(source), `{{keep "`+string(kind)+`"}}`) {
				t.Errorf("%s does not say how long a %q is kept", language, kind)
			}
		}
	}
	var b strings.Builder
	if err := WriteSheet(&b, "uk", Practice{Name: "X"}); err != nil || !strings.Contains(b.String(), "Record of processing") {
		t.Errorf("another language: %v", err)
	}
	if got := inUnits(3*time.Hour, units["en"]); got != "3 h" {
		t.Error(got)
	}
}
