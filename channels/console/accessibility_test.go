package console

import (
	"strings"
	"testing"
)

// TestAccessibilityStatement is read without a login, in four languages, from
// every page's foot; it names what does not conform.
func TestAccessibilityStatement(t *testing.T) {
	p := newPlace(t)
	anybody := p.caller(t)
	anybody.get("/console/lien/login").must(t, 200, "/console/lien/login", `href="/console/accessibility"`)
	for lang, title := range map[string]string{"fr": "Accessibilité", "de": "Barrierefreiheit", "it": "Accessibilità", "en": "Accessibility"} {
		page := anybody.get("/console/accessibility?lang=" + lang)
		for _, want := range []string{"<h1>" + title, "WCAG 2.2", "1.2.1", "3.1.2", "2026-11-28", `lang="` + lang + `"`} {
			if page.status != 200 || !strings.Contains(page.text, want) {
				t.Errorf("%s: %d, without %q", lang, page.status, want)
			}
		}
		if strings.Contains(page.text, "lien") && strings.Contains(page.text, "Espace Lien") {
			t.Errorf("%s: it names an agency", lang)
		}
	}
}
