package bench_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestCoverageNamesWhatIsMissing, by file and line.
func TestCoverageNamesWhatIsMissing(t *testing.T) {
	const source = "passerelle: 1\nkind: help\nid: tea\ntitle: {fr: Tisane}\nstatus: published\ngoal: {fr: Vous savez.}\nsteps:\n" +
		"  - id: boil\n    say: {fr: Chauffez.}\n    stuck:\n      - {fr: Un.}\n      - {fr: Deux.}\n" +
		"  - id: milk\n    ask: {fr: Du lait ?}\n    choices:\n      - {id: with, label: {fr: Avec}}\n      - {id: without, label: {fr: Sans}}\n"
	set, findings, err := flows.LoadSet(fstest.MapFS{"tea.yaml": {Data: []byte(source)}}, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	cover := bench.NewCoverage()
	talk := fstest.MapFS{"a.chat": {Data: []byte("! channel whatsapp\n> tisane\n> oui\n> besoin d'aide\n> ok\n> sans\n")}}
	if _, err := bench.Run(book, talk, cover); err != nil {
		t.Fatal(err)
	}
	var own []*flows.Flow
	for _, f := range set.Flows {
		if f.ID == "tea" {
			own = append(own, f)
		}
	}
	missing, all := cover.Missing(own)
	var said []string
	for _, m := range missing {
		said = append(said, m.What)
		if m.File != "tea.yaml" || m.Line < 8 {
			t.Errorf("%+v", m)
		}
	}
	if got := strings.Join(said, "; "); got != "hint 2 of boil; the choice with of milk" || all != 6 {
		t.Errorf("missing of %d: %s", all, got)
	}
}
