package flows_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

var update = flag.Bool("update", false, "write the pages that are made from the tables")

// kept compares a page with its file, or writes it.
func kept(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(name)
	if err != nil || string(have) != want {
		t.Errorf("%s has fallen behind (%v): go test ./flows -run Page -update", name, err)
	}
}

// TestFindingsPage: the pages say what the program says.
func TestFindingsPage(t *testing.T) {
	for _, language := range []string{"fr", "de", "it", "en"} {
		kept(t, "../docs/findings."+language+".md", flows.FindingsPage(language))
	}
}

// TestLanguagePage: the reference says what the table of keys says.
func TestLanguagePage(t *testing.T) {
	for _, language := range []string{"fr", "de", "it", "en"} {
		kept(t, "../docs/language."+language+".md", flows.Reference(language))
	}
}

// aSample is an example of a finding with the file that it belongs in.
type aSample struct {
	Base, At, Bad, Good, Languages, Only string
	Latin1, Cut, Also                    bool
	Unsigned                             bool // the agency has not signed what a check is never used for
}

// pageless are the codes whose example would be too long for a page.
var pageless = []string{"too-big", "picture-size", "utf-16", "empty-file", "syntax", "too-deep"}

// TestEveryFindingHasExamples: the bad one has the finding, the good one has
// nothing; and every code has one.
func TestEveryFindingHasExamples(t *testing.T) {
	source, err := os.ReadFile("examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples map[string]aSample
	if err := json.Unmarshal(source, &samples); err != nil {
		t.Fatal(err)
	}
	for _, code := range flows.Codes() {
		s, has := samples[code]
		if !has {
			ofTranslations := strings.HasPrefix(code, "po-") || strings.HasPrefix(code, "import-") // their examples are PO files: translate_test.go has them
			if !slices.Contains(pageless, code) && !ofTranslations {
				t.Errorf("%s has no example", code)
			}
			continue
		}
		if found := s.lint(t, s.Bad, s.Latin1); !slices.Contains(found, code) {
			t.Errorf("%s: the bad example has %v", code, found)
		}
		found := s.lint(t, s.Good, false)
		if s.Also { // the other findings of this example have examples of their own
			found = slices.DeleteFunc(found, func(c string) bool { return c != code })
		}
		if len(found) > 0 {
			t.Errorf("%s: the good example has %v", code, found)
		}
	}
}

// lint puts words into the sample's place and lints the folder.
func (s aSample) lint(t *testing.T, words string, latin1 bool) (codes []string) {
	t.Helper()
	folder := copyOf(t, "testdata/findings")
	name := s.Base + ".yaml"
	text, done := s.placed(string(folder[name].Data), words)
	if !done {
		t.Fatalf("%q does not stand in %s", s.At, name)
	}
	folder[name] = &fstest.MapFile{Data: []byte(text)}
	if latin1 {
		folder[name].Data = inLatin1(text)
	}
	agency := string(folder["agency.yaml"].Data)
	if s.Languages != "" {
		agency = strings.Replace(agency, "[fr]", "["+s.Languages+"]", 1)
	}
	if s.Only != "" {
		agency = strings.Replace(agency, "  sms: {number: \"+41790000011\", may_carry: [help, check, talk]}\n", "", 1)
	}
	if s.Unsigned {
		_, rest, _ := strings.Cut(agency, "check_use:")
		_, rest, _ = strings.Cut(rest, "\n")
		agency = agency[:strings.Index(agency, "check_use:")] + rest
	}
	folder["agency.yaml"] = &fstest.MapFile{Data: []byte(agency)}
	findings, err := flows.LintDir(folder, library.Few, judged)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		// the other files of the folder stay as they are, in one language
		if f.File == name && !(s.Languages != "" && (f.Code == "missing-language" || f.Code == "one-language") && words == s.Good) {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

func (s aSample) placed(text, words string) (string, bool) {
	const steps = "steps:\n"
	switch s.At {
	case "__steps__":
		return text[:strings.Index(text, steps)+len(steps)] + words + "\n", true
	case "__tail__":
		return text[:strings.Index(text, "  - id: look\n")] + words + "\n", true
	}
	if s.Cut && words == s.Bad {
		return words, true
	}
	return strings.Replace(text, s.At, words, 1), strings.Contains(text, s.At)
}

func inLatin1(text string) (b []byte) {
	for _, r := range text {
		b = append(b, byte(r))
	}
	return b
}

// TestExplain: every code has a page in four languages, and only codes have.
func TestExplain(t *testing.T) {
	for _, code := range flows.Codes() {
		for _, language := range []string{"fr", "de", "it", "en"} {
			page, found := flows.Explain(code, language)
			if !found || !strings.HasPrefix(page, "## "+code+"\n") || strings.Contains(page, "{0}") || len(strings.Split(page, "\n")) < 4 {
				t.Errorf("%s in %s: %q", code, language, page)
			}
		}
	}
	for _, none := range []string{"labels", "severities", "nothing"} {
		if _, found := flows.Explain(none, "fr"); found {
			t.Errorf("%s has a page", none)
		}
	}
	if _, err := fs.Stat(os.DirFS("../docs"), "findings.fr.md"); err != nil {
		t.Error(err)
	}
}
