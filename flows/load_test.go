package flows_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// good is a flow without a fault; each case spoils one place.
const good = `passerelle: 1
kind: help
id: lamp
title: {fr: La lampe, de: Die Lampe}
status: published
version: 1
goal:
  fr: |
    Vous savez allumer.
  de: |
    Sie können Licht machen.
found_by:
  fr: [allumer la lampe]
  de: [licht machen]
steps:
  - id: press
    say:
      fr: |
        Appuyez sur le bouton.
      de: |
        Drücken Sie den Knopf.
    stuck:
      - fr: |
          Il est à gauche.
        de: |
          Er ist links.
  - id: light
    ask:
      fr: |
        Y a-t-il de la lumière ?
      de: |
        Ist Licht da?
    choices:
      - {id: light-yes, label: {fr: Oui, de: Ja}, go: end}
      - {id: light-no, label: {fr: Non, de: Nein}, go: press}
`

func lint(t testing.TB, source string) []flows.Finding {
	t.Helper()
	found, err := flows.LintLone("lamp.yaml", []byte(source), library.Files)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestGoodFlowIsClean(t *testing.T) {
	for _, f := range lint(t, good) {
		if f.Severity == flows.Error {
			t.Error(f.Show("en", []byte(good)))
		}
	}
}

// TestFindings: each fault is found where it is, under its code, with the word
// that was meant.
func TestFindings(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		line           int
		code, meant    string
	}{
		{"a tab", "    say:\n", "\tsay:\n", 17, "tab", ""},
		{"an open bracket", "{fr: La lampe, de: Die Lampe}", "{fr: La lampe", 4, "open-bracket", ""},
		{"a French word", "    say:\n", "    dire:\n", 17, "unknown-key", "say"},
		{"a German word", "steps:", "schritte:", 15, "unknown-key", "steps"},
		{"a misspelt word", "choices:", "choises:", 33, "unknown-key", "choices"},
		{"a key twice", "version: 1\n", "version: 1\nversion: 2\n", 7, "duplicate-key", ""},
		{"a language twice", "{fr: La lampe, de: Die Lampe}", "{fr: La lampe, fr: La lampe}", 4, "duplicate-key", ""},
		{"a condition twice", "  - id: light\n", "  - id: light\n    instead:\n      - when: {device: basic, device: iphone}\n        say: {fr: Oui., de: Ja.}\n", 29, "duplicate-key", ""},
		{"a former name that is taken", "  - id: light\n", "  - id: light\n    was: [press]\n", 28, "duplicate-id", ""},
		{"no title", "title: {fr: La lampe, de: Die Lampe}\n", "", 1, "missing-key", ""},
		{"no kind", "kind: help\n", "", 1, "missing-key", ""},
		{"a kind that is none", "kind: help", "kind: hlep", 2, "unknown-value", "help"},
		{"a status that is none", "status: published", "status: publish", 5, "unknown-value", "published"},
		{"a list for a text", "title: {fr: La lampe, de: Die Lampe}", "title: [La lampe]", 4, "wrong-shape", ""},
		{"a word for a number", "version: 1", "version: first", 6, "wrong-shape", ""},
		{"an id in capitals", "id: press", "id: Press", 16, "bad-id", ""},
		{"a reserved id", "id: press", "id: menu", 16, "bad-id", ""},
		{"an id twice", "id: light\n", "id: press\n", 27, "duplicate-id", ""},
		{"a step that is not there", "go: press", "go: pres", 35, "dangling", "press"},
		{"an empty text", "label: {fr: Oui, de: Ja}", "label: {fr: \"\", de: Ja}", 34, "empty-text", ""},
		{"a comma inside braces", "{fr: Oui, de: Ja}", "{fr: Oui, seul, de: Ja}", 34, "cut-by-comma", ""},
		{"one language less", "        Drücken Sie den Knopf.\n", "", 0, "empty-text", ""},
		{"a placeholder that is none", "Appuyez sur le bouton.", "Appuyez {agenc.name}.", 0, "placeholder", ""},
		{"STOP in a text", "Appuyez sur le bouton.", "Écrivez STOP.", 0, "stop-word", ""},
		{"an alias", "title: {fr: La lampe, de: Die Lampe}", "title: &a {fr: La lampe, de: Die Lampe}", 4, "alias", ""},
		{"a loop", "go: end}", "go: press}", 0, "loop", ""},
	} {
		source := strings.Replace(good, c.from, c.to, 1)
		if source == good {
			t.Errorf("%s: the case changes nothing", c.name)
			continue
		}
		found := lint(t, source)
		i := slices.IndexFunc(found, func(f flows.Finding) bool {
			return f.Code == c.code && (c.line == 0 || f.Line == c.line) && (c.meant == "" || f.Suggestion == c.meant)
		})
		if i < 0 {
			var all []string
			for _, f := range found {
				all = append(all, fmt.Sprintf("%d:%d %s %q", f.Line, f.Col, f.Code, f.Suggestion))
			}
			t.Errorf("%s: want line %d %s %q, found %v", c.name, c.line, c.code, c.meant, all)
		}
	}
}

// TestFindingsSpeak: every finding has words in the four languages, and shows
// the line with a caret.
func TestFindingsSpeak(t *testing.T) {
	source := strings.Replace(good, "    say:\n", "    dire:\n", 1)
	for _, f := range lint(t, source) {
		for _, language := range []string{"fr", "de", "it", "en"} {
			if said := f.In(language); said.Message == "" || strings.Contains(said.Message+said.Help, "{0}") {
				t.Errorf("%s in %s: %q %q", f.Code, language, said.Message, said.Help)
			}
		}
		if f.Code == "unknown-key" {
			want := "   17 |     dire:\n      |     ^^^^ say\n"
			if got := f.Show("fr", []byte(source)); !strings.Contains(got, want) || !strings.HasPrefix(got, "lamp.yaml:17:5: erreur") {
				t.Errorf("shown as\n%s", got)
			}
		}
	}
}

// TestOddFiles: whatever a file is, there is a finding and no panic.
func TestOddFiles(t *testing.T) {
	for name, source := range map[string]string{
		"empty": "", "a note": "# nothing", "a list": "- a\n- b\n", "a word": "bonjour", "null": "~", "two documents": good + "---\n" + good,
		"Latin-1": "title: caf\xe9\n", "a bomb": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "UTF-16": "\xff\xfek\x00i\x00", "NUL": "kind: \x00help\n",
		"deep": strings.Repeat("a: {", 2000), "long": "title: " + strings.Repeat("x", 1<<20),
	} {
		file, found := flows.LoadFile(name+".yaml", []byte(source))
		if file.Flow != nil || len(found) == 0 {
			t.Errorf("%s: taken for a flow, or nothing is said: %v", name, found)
		}
	}
}

// TestAgencyReplacesByID: the agency's own flow stands in place of the shipped one.
func TestAgencyReplacesByID(t *testing.T) {
	own := strings.ReplaceAll(good, "id: lamp", "id: find-place")
	agency, err := fs.ReadFile(library.Files, "agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := flows.LoadSet(fstest.MapFS{"mine.yaml": {Data: []byte(own)}, "agency.yaml": {Data: agency}, ".git/x.yaml": {Data: []byte("broken: [")}}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range set.Flows {
		if f.ID == "find-place" {
			n++
			if f.Title["fr"] != "La lampe" {
				t.Errorf("the shipped flow stays: %v", f.Title)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d flows with one id", n)
	}
}

// TestEdges: the compiled table of a flow.
func TestEdges(t *testing.T) {
	file, found := flows.LoadFile("lamp.yaml", []byte(good))
	if file.Flow == nil {
		t.Fatal(found)
	}
	want := map[flows.Edge]bool{
		{From: "press", Event: "done", To: "light"}:            true,
		{From: "press", Event: "stuck", To: "press"}:           true,
		{From: "light", Event: "choice:light-yes", To: "end"}:  true,
		{From: "light", Event: "choice:light-no", To: "press"}: true,
	}
	for _, e := range file.Flow.Edges() {
		delete(want, e)
	}
	if len(want) > 0 {
		t.Errorf("these edges are missing: %v of %v", want, file.Flow.Edges())
	}
}

// aCheck is a check without a fault but what its item lacks.
const aCheck = `passerelle: 1
kind: check
id: little
title: {fr: Petit, de: Klein}
status: draft
intro: {fr: Bonjour, de: Guten Tag}
areas:
  find: {fr: Trouver, de: Finden}
bands:
  - {id: one, say: {fr: Bien., de: Gut.}}
items:
  - id: hours
    about: {fr: lire un horaire, de: Zeiten lesen}
    area: find
    type: read
    ask: {fr: À quelle heure ?, de: Wann?}
    accept: ["18"]
orientation:
  - id: all
    offer: [{place: library}, talk]
`

// TestItemsHaveShortNames, which a result says.
func TestItemsHaveShortNames(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"whole", "", "", ""},
		{"no name", "    about: {fr: lire un horaire, de: Zeiten lesen}\n", "", "no-about"},
		{"no name, not scored", "    about: {fr: lire un horaire, de: Zeiten lesen}\n    area: find\n", "", ""},
		{"too long", "fr: lire un horaire", "fr: lire tous les horaires de la bibliothèque", "about-too-long"},
		{"misspelt", "about:", "abuot:", "unknown-key"},
		{"one language", ", de: Zeiten lesen}", "}", "missing-language"},
	} {
		var codes []string
		for _, f := range lint(t, strings.Replace(aCheck, c.from, c.to, 1)) {
			if codes = append(codes, f.Code); f.In("it").Message == "" {
				t.Errorf("%s: no words for %s", c.name, f.Code)
			}
		}
		if !slices.Equal(codes, strings.Fields(c.want)) {
			t.Errorf("%s: %v, want %q", c.name, codes, c.want)
		}
	}
	file, _ := flows.LoadFile("little.yaml", []byte(aCheck))
	if file.Flow == nil || file.Flow.Check.Items[0].About["de"] != "Zeiten lesen" {
		t.Error("the name is lost")
	}
}

// TestWhatAStepWaitsFor: a question with nothing to choose waits for words; one
// with choices or offers does not.
func TestWhatAStepWaitsFor(t *testing.T) {
	const choices = "    choices:\n      - {id: light-yes, label: {fr: Oui, de: Ja}, go: end}\n      - {id: light-no, label: {fr: Non, de: Nein}, go: press}\n"
	for _, c := range []struct {
		name, instead, waits string
		shows, question      bool
	}{
		{"choices", choices, "", false, true},
		{"nothing", "    go: end\n", "text", false, true},
		{"a picture", "    wait_for: picture\n", "picture", false, true},
		{"places", "    offer: [{place: any}, talk]\n", "", true, true},
		{"a person", "    offer: [talk]\n", "", false, true},
	} {
		file, found := flows.LoadFile("lamp.yaml", []byte(strings.Replace(good, choices, c.instead, 1)))
		if file.Flow == nil {
			t.Fatal(c.name, found)
		}
		s := &file.Flow.Steps[1]
		if s.WaitFor != c.waits || s.Shows() != c.shows || s.Question() != c.question {
			t.Errorf("%s: waits for %q, shows %v, question %v", c.name, s.WaitFor, s.Shows(), s.Question())
		}
	}
}

// TestWhatClosesWithUs: a place at the desk's address, unless it says otherwise.
func TestWhatClosesWithUs(t *testing.T) {
	agency, err := fs.ReadFile(library.Files, "agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to string
		want     []bool
	}{
		{"", "", []bool{false, true}},
		{"  - id: drop-in\n", "  - id: drop-in\n    closes_with_us: false\n", []bool{false, false}},
		{"  - id: library\n", "  - id: library\n    closes_with_us: true\n", []bool{true, true}},
	} {
		file, found := flows.LoadFile("agency.yaml", []byte(strings.Replace(string(agency), c.from, c.to, 1)))
		if file.Agency == nil {
			t.Fatal(found)
		}
		for i, p := range file.Agency.Places {
			if p.ClosesWithUs != c.want[i] {
				t.Errorf("%q: %s closes with us: %v", c.to, p.ID, p.ClosesWithUs)
			}
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(good)
	err := fs.WalkDir(library.Files, ".", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".yaml") {
			source, _ := fs.ReadFile(library.Files, path)
			f.Add(string(source))
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source string) {
		file, found := flows.LoadFile("x.yaml", []byte(source))
		if flows.HasErrors(found) && file.Flow != nil {
			t.Error("a file with errors has a flow")
		}
		lines := 2 + strings.Count(source, "\n") + strings.Count(source, "\r") + strings.Count(source, "\u0085") + strings.Count(source, "\u2028") + strings.Count(source, "\u2029")
		for _, x := range found {
			if x.Line < 1 || x.Line > lines || x.Col < 1 {
				t.Errorf("%s at %d:%d of %d lines", x.Code, x.Line, x.Col, lines)
			}
			if x.Show("fr", []byte(source)) == "" {
				t.Errorf("%s says nothing", x.Code)
			}
		}
	})
}

// TestFilesThatHoldNothing are told in words that an author understands.
func TestFilesThatHoldNothing(t *testing.T) {
	for source, code := range map[string]string{
		"": "empty-file", "# a note\n": "empty-file", "- a\n- b\n": "no-keys", "passerelle: 1\n---\npasserelle: 1\n": "two-documents",
	} {
		found := lint(t, source)
		if len(found) == 0 || found[0].Code != code || strings.Contains(found[0].Message, "passerelle: 1") {
			t.Errorf("%q: %+v", source, found)
		}
	}
}

// TestTheHelpHasItsLabelForPeopleOnly: programs get the advice alone.
func TestTheHelpHasItsLabelForPeopleOnly(t *testing.T) {
	source := strings.Replace(good, "status: published", "status: publish", 1)
	found := lint(t, source)
	for language, label := range map[string]string{"fr": "aide : ", "de": "Hilfe: ", "it": "aiuto: ", "en": "help: "} {
		f := found[0].In(language)
		if f.Help == "" || strings.HasPrefix(f.Help, strings.TrimSpace(label)) {
			t.Errorf("%s: %q", language, f.Help)
		}
		if !strings.Contains(f.Show(language, []byte(source)), "= "+label+f.Help) {
			t.Errorf("%s: %s", language, f.Show(language, []byte(source)))
		}
	}
}

// TestNamesInEveryLanguage: the agency's name and its teams' stand in sentences.
func TestNamesInEveryLanguage(t *testing.T) {
	source, err := library.Files.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		"name: {fr: Espace Lien, de: Treffpunkt Lien, it: Spazio Lien, en: Espace Lien}":  "name: {fr: Espace Lien}",
		"name: {fr: l'accueil, de: den Empfang, it: l'accoglienza, en: the front desk}":   "name: {fr: l'accueil}",
		"name: {fr: Espace Lien, de: Treffpunkt Lien, it: Spazio Lien, en: Espace Lien} ": "name: Espace Lien",
	} {
		agency := strings.Replace(string(source), strings.TrimSpace(from), to, 1)
		if agency == string(source) {
			t.Fatalf("the shipped agency no longer has %s", from)
		}
		_, findings, err := flows.LoadSet(fstest.MapFS{"agency.yaml": {Data: []byte(agency)}}, library.Files)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Contains(to, "{")
		if got := slices.ContainsFunc(findings, func(f flows.Finding) bool {
			return f.Code == "missing-language" && strings.Contains(f.Message, `"name" is missing in: de, it, en`)
		}); got != want {
			t.Errorf("%s: %v %v", to, got, findings)
		}
	}
}
