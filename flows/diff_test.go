package flows_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"passerelle/flows"
)

// differ compares two states of a folder, and returns "code step" of each change.
func differ(t *testing.T, old, new map[string]string) (codes []string, all []flows.Change) {
	t.Helper()
	before, found := texts(t, old)
	after, more := texts(t, new)
	for _, f := range append(found, more...) {
		if f.Severity == flows.Error {
			t.Fatal(f.Show("en", nil))
		}
	}
	all = flows.Diff(before, after, 90)
	for _, c := range all {
		code := c.Code
		for _, more := range []string{c.Step, c.Language} {
			if more != "" {
				code += " " + more
			}
		}
		codes = append(codes, code)
		for _, language := range []string{"fr", "de", "it", "en"} {
			if said := c.In(language); said.Message == "" || strings.ContainsAny(said.Message, "{}") || strings.Contains(said.Message, "ß") {
				t.Errorf("%s in %s: %q", c.Code, language, said.Message)
			}
		}
	}
	return codes, all
}

// TestDiff: each edit is said once, with what it means for those who are in the
// middle; what follows from it beside it is not said again.
func TestDiff(t *testing.T) {
	stays := []string{"middle-stays", "middle-new"}
	third := "  - id: look\n    say: {fr: Regardez., de: Schauen Sie.}\n"
	for _, c := range []struct {
		name     string
		from, to string
		want     []string
	}{
		{"nothing", "", "", nil},
		{"a note", "steps:\n", "steps:  # the way\n", nil},
		{"a text in one language", "Drücken Sie", "Tippen Sie auf", append([]string{"text-changed de"}, stays...)},
		{"a text in both", "{fr: La lampe, de: Die Lampe}", "{fr: Lumière, de: Licht}", append([]string{"text-changed fr", "text-changed de"}, stays...)},
		{"a language more", "{fr: La lampe, de: Die Lampe}", "{fr: La lampe, de: Die Lampe, it: La lampada}", append([]string{"text-added it"}, stays...)},
		{"a step more", "  - id: light\n", third + "  - id: light\n", append([]string{"step-added look", "version-same"}, stays...)},
		{"a step more, and a new version", "version: 1", "version: 2", append([]string{"version"}, stays...)},
		{"a step at the start", "  - id: press\n", third + "  - id: press\n", append([]string{"step-first look", "version-same"}, stays...)},
		{"a step renamed", "id: press\n|go: press", "id: push\n    was: [press]\n|go: push", append([]string{"step-renamed press", "version-same"}, append(slices.Clone(stays), "middle-goes-on press")...)},
		{"a step renamed, and nobody says so", "id: press\n|go: press", "id: push\n|go: push", append([]string{"step-removed press", "step-first push", "version-same"}, append(slices.Clone(stays), "middle-menu press")...)},
		{"a choice elsewhere", "go: press", "go: talk", append([]string{"leads light", "version-same"}, stays...)},
		{"a choice renamed", "light-no", "light-never", append([]string{"choice-added light", "choice-removed light", "version-same"}, stays...)},
		{"another wait", "    say:\n", "    wait_for: picture\n    say:\n", append([]string{"waits press", "version-same"}, stays...)},
		{"a special case", "    say:\n", "    instead:\n      - when: {channel: sms}\n        go: talk\n    say:\n", append([]string{"when press", "version-same"}, stays...)},
		{"retired", "status: published", "status: retired", []string{"status", "middle-stays", "middle-no-new"}},
		{"replaced", "status: published", "status: retired\nreplaced_by: scan-document", []string{"status", "middle-stays", "middle-other"}},
	} {
		source := good
		from, to := strings.Split(c.from, "|"), strings.Split(c.to, "|")
		for i := range from {
			source = strings.Replace(source, from[i], to[i], 1)
		}
		codes, _ := differ(t, map[string]string{"lamp.yaml": good}, map[string]string{"lamp.yaml": source})
		if diff := cmp.Diff(c.want, codes); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestDiffOfAFolder(t *testing.T) {
	moved := strings.Replace(good, "  - id: light\n", "  - id: look\n    say: {fr: Regardez., de: Schauen Sie.}\n  - id: light\n", 1)
	turned := strings.Replace(moved, "  - id: press\n", "  - id: pres\n", 1)
	at, end := strings.Index(turned, "  - id: look\n"), strings.Index(turned, "  - id: light\n")
	look := turned[at:end]
	turned = strings.Replace(turned[:at]+turned[end:], "  - id: pres\n", look+"  - id: press\n", 1)
	codes, _ := differ(t, map[string]string{"lamp.yaml": moved, "gone.yaml": strings.Replace(good, "id: lamp", "id: gone", 1)},
		map[string]string{"lamp.yaml": turned, "new.yaml": strings.Replace(good, "id: lamp", "id: new", 1),
			"phrases.yaml": "passerelle: 1\nkind: phrases\nid: ours\nphrases:\n  done: {fr: Voilà, de: So, it: Ecco, en: There}\n"})
	for _, want := range []string{"flow-added", "flow-removed", "middle-no-new", "version-same", "text-added fr", "at-once"} {
		if !slices.Contains(codes, want) {
			t.Errorf("%s is not said: %q", want, codes)
		}
	}
	if slices.Contains(codes, "leads press") || !slices.Contains(codes, "step-moved press") && !slices.Contains(codes, "step-moved look") {
		t.Errorf("%q", codes)
	}
	_, all := differ(t, map[string]string{"lamp.yaml": good, "i18n/lamp.it.po": inItalian}, map[string]string{"lamp.yaml": good, "i18n/lamp.it.po": strings.Replace(inItalian, "Prema il pulsante.", "Lo prema.", 1)})
	if len(all) != 3 || all[0].Old != "Prema il pulsante." || all[0].New != "Lo prema." || all[0].Language != "it" || !strings.HasPrefix(all[0].Message, "it, press/say") {
		t.Errorf("a translation: %+v", all)
	}
}

// TestDiffOfACheck: what counts differently is said, and so is what the agency
// says of itself.
func TestDiffOfACheck(t *testing.T) {
	check, agency := shippedFile(t, "checks/first-steps.yaml"), shippedFile(t, "agency.yaml")
	dir := map[string]string{"checks/first-steps.yaml": check, "agency.yaml": agency}
	changed := map[string]string{
		"checks/first-steps.yaml": strings.Replace(strings.Replace(check, "difficulty: 1", "difficulty: 2", 1), "en: A side button}, right: true}", "en: A side button}}", 1),
		"agency.yaml":             strings.Replace(agency, "wed: 08:30-11:30", "wed: 09:30-11:30", 1),
	}
	changed["checks/first-steps.yaml"] = strings.Replace(changed["checks/first-steps.yaml"], "en: The small camera}}", "en: The small camera}, right: true}", 1)
	codes, all := differ(t, dir, changed)
	want := []string{"choice-right dev-volume", "item-changed dev-volume", "version-same", "middle-stays", "middle-new", "agency-changed", "at-once"}
	if diff := cmp.Diff(want, codes); diff != "" || !strings.HasSuffix(all[5].Message, ": hours") {
		t.Errorf("%s", diff)
	}
}
