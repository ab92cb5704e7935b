package flows_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// bankWith is the clean folder with some words of its bank, or of its agency,
// replaced.
func bankWith(t *testing.T, file string, changes ...string) fstest.MapFS {
	t.Helper()
	folder := clean(t)
	source := string(folder[file].Data)
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(source, changes[i]) {
			t.Fatalf("%q does not stand in %s", changes[i], file)
		}
		source = strings.Replace(source, changes[i], changes[i+1], 1)
	}
	folder[file] = &fstest.MapFile{Data: []byte(source)}
	return folder
}

// TestCuts: the ends of bands rise from 1 to 5, on all but the last or on none.
func TestCuts(t *testing.T) {
	const low, high, last = "ensemble.}, up_to: 2}", "d'aide.}, up_to: 4}", "beaucoup.}}"
	for _, c := range []struct {
		low, high, last string
		wrong           bool
	}{
		{"up_to: 2", "up_to: 4", "", false},
		{"", "", "", false},
		{"up_to: 1", "up_to: 5", "", false},
		{"up_to: 4", "up_to: 4", "", true},
		{"up_to: 4", "up_to: 2", "", true},
		{"up_to: 0.5", "up_to: 4", "", true},
		{"up_to: 2", "up_to: 6", "", true},
		{"", "up_to: 4", "", true},
		{"up_to: 2", "", "", true},
		{"up_to: 2", "up_to: 4", "up_to: 5", true},
	} {
		put := func(words, end string) string {
			words = strings.TrimSuffix(words, "}")
			words, _, _ = strings.Cut(words, ", up_to")
			if end != "" {
				words += ", " + end
			}
			return words + "}"
		}
		folder := bankWith(t, "bank.yaml", low, put(low, c.low), high, put(high, c.high), last, put(last, c.last))
		if got := codesIn(t, folder, "bank.yaml"); slices.Contains(got, "cuts-order") != c.wrong || len(got) > 1 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestNoRuleByWhoSomebodyIs: an orientation row cannot ask for age, sex or
// nationality, however deep in its condition.
func TestNoRuleByWhoSomebodyIs(t *testing.T) {
	for _, when := range []string{
		"{age: at least 65}", "{sex: f}", "{nationality: any}", "{âge: at least 65}", "{geschlecht: w}", "{nazionalità: x}",
		"{any: [{band: together}, {age: below 25}]}", "{not: {gender: m}}", "{all: [{any: [{religion: x}]}]}",
	} {
		folder := bankWith(t, "bank.yaml", "when: {band: together}", "when: "+when)
		if got := codesIn(t, folder, "bank.yaml"); !slices.Equal(got, []string{"condition"}) {
			t.Errorf("%s: %v", when, got)
		}
	}
}

// TestReadBackIsNoText: the names of those who read back are no translations of
// each other, and need not be in every language.
func TestReadBackIsNoText(t *testing.T) {
	const id, by = "kind: check", "\nread_back: {de: second reader 2026-11-28, it: second reader 2026-11-28}"
	if got := codesIn(t, bankWith(t, "bank.yaml", id, id+by), "bank.yaml"); len(got) > 0 {
		t.Error(got)
	}
}

// TestWhatIsCompared is remembered by an item, or by one of its answers.
func TestWhatIsCompared(t *testing.T) {
	const who, compare = "label: {fr: Tout seul}}", "compare: [with_whom]"
	for _, c := range []struct{ compare, want string }{
		{"compare: [with_whom]", ""}, {"compare: [with_whom, years]", ""},
		{"compare: [with_who]", "dangling"}, {"compare: [q01]", "dangling"},
	} {
		folder := bankWith(t, "bank.yaml", compare, c.compare, who, "label: {fr: Tout seul}, remember: {years: few}}")
		if got := strings.Join(codesIn(t, folder, "bank.yaml"), " "); got != c.want {
			t.Errorf("%s: %q", c.compare, got)
		}
	}
}

// TestNobodySigned: the agency's own check is not published without a signed
// word; the shipped one is not offered then, which hinders nobody.
func TestNobodySigned(t *testing.T) {
	const signed = "check_use: {benefits: never, signed_by: L. Exemple, function: direction, date: 2026-11-02}"
	folder := bankWith(t, "agency.yaml", signed, "")
	findings, err := flows.LintDir(folder, library.Few, judged)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) != 1 || findings[0].Code != "no-check-use" || findings[0].File != "bank.yaml" || findings[0].Severity != flows.Error {
		t.Errorf("%v", findings)
	}
	folder = bankWith(t, "agency.yaml", "signed_by: L. Exemple, ", "")
	if got := codesIn(t, folder, "agency.yaml"); !slices.Equal(got, []string{"missing-key"}) {
		t.Errorf("nobody's name under the word: %v", got)
	}
}

// TestThePageOfACheck is one of the agency's own, and known before it is asked.
func TestThePageOfACheck(t *testing.T) {
	for address, want := range map[string]string{"https://example.org/mot": "", "aide.example.org": "", "https://elsewhere.example/mot": "foreign-link"} {
		folder := bankWith(t, "agency.yaml", "links: [example.org]", "links: [example.org]\ncheck_page: {address: \""+address+"\", word: tilleul}")
		bank := strings.Replace(string(folder["bank.yaml"].Data), "- {id: q01,", "- {id: q01, page: true,", 1)
		folder["bank.yaml"] = &fstest.MapFile{Data: []byte(bank)}
		if got := strings.Join(codesIn(t, folder, "agency.yaml"), " "); got != want {
			t.Errorf("%s: %q", address, got)
		}
		if got := codesIn(t, folder, "bank.yaml"); want == "" && len(got) > 0 {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestOnlyWhatCounts: what is set aside, what is in no area and what is a draft
// is not judged; what is left then has to stand by itself.
func TestOnlyWhatCounts(t *testing.T) {
	const q1, reason = "- {id: q01,", "reason: vu chaque jour, bias: rien de connu, ask: {fr: \"De quelle couleur est la clé ?\"}"
	const short = "ask: {fr: \"De quelle couleur est la clé ?\"}"
	for name, c := range map[string]struct {
		changes []string
		want    string
	}{
		"set aside":         {[]string{reason, short, q1, "- {id: q01, guess: 3, set_aside: {since: 2026-11-01, why: deux langues},"}, "keys-unbalanced longest-right"},
		"a draft":           {[]string{reason, short, q1, "- {id: q01, guess: 3,", "status: published", "status: draft"}, ""},
		"in no area":        {[]string{"  - {id: who, type: choice,", "  - {id: who, guess: 3, type: choice,"}, ""},
		"scored":            {[]string{reason, short, q1, "- {id: q01, guess: 3,"}, "no-reason no-bias guess-odd"},
		"nothing to guess":  {[]string{q1, "- {id: q01, guess: 0,"}, "guess-odd"},
		"less than nothing": {[]string{q1, "- {id: q01, guess: -1,"}, "guess-odd"},
		"half":              {[]string{q1, "- {id: q01, guess: 0.5,"}, ""},
	} {
		got := codesIn(t, bankWith(t, "bank.yaml", c.changes...), "bank.yaml")
		want := strings.Fields(c.want)
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestThinAreas: three questions in each area, also where some cannot be asked.
func TestThinAreas(t *testing.T) {
	for what, want := range map[string]string{"not_on: [sms]": "area-thin", "senses: [sight]": "area-thin", "senses: [hearing]": "", "not_on: [telegram]": ""} {
		source := string(clean(t)["bank.yaml"].Data)
		var changes []string
		for line := range strings.Lines(source) {
			if strings.Contains(line, "area: device") && len(changes) < 2*8 { // of ten
				changes = append(changes, line, strings.Replace(line, "about:", what+", about:", 1))
			}
		}
		got := codesIn(t, bankWith(t, "bank.yaml", changes...), "bank.yaml")
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// TestPlacesOfTheRightAnswer: two of twenty in the first place are too few, and
// with eight questions nothing is said.
func TestPlacesOfTheRightAnswer(t *testing.T) {
	source := string(clean(t)["bank.yaml"].Data)
	const first, third = "{id: un, label: {fr: Le bleu}, right: true}", "{id: trois, label: {fr: Le gris}}"
	var moved []string
	for line := range strings.Lines(source) {
		if strings.Contains(line, first) && len(moved) < 4 {
			to := strings.Replace(line, first, "{id: un, label: {fr: Le bleu}}", 1)
			moved = append(moved, line, strings.Replace(to, third, "{id: trois, label: {fr: Le gris}, right: true}", 1))
		}
	}
	if got := codesIn(t, bankWith(t, "bank.yaml", moved...), "bank.yaml"); !slices.Equal(got, []string{"keys-unbalanced"}) {
		t.Errorf("%v", got)
	}
	folder := clean(t)
	from, _, _ := strings.Cut(source, "  - {id: q09")
	_, rest, _ := strings.Cut(source, "orientation:")
	few := strings.ReplaceAll(from, ", right: true}", "}")
	few = strings.ReplaceAll(few, "}}, {id: deux,", "}, right: true}, {id: deux,") // the first is always right
	folder["bank.yaml"] = &fstest.MapFile{Data: []byte(few + "orientation:" + rest)}
	if got := codesIn(t, folder, "bank.yaml"); len(got) > 0 {
		t.Errorf("of eight questions: %v", got)
	}
}
