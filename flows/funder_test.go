package flows_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

func reportSet(t *testing.T, columns string) (*flows.Set, []flows.Finding) {
	t.Helper()
	source := "passerelle: 1\nkind: report\nid: funder\ncolumns:\n" + columns
	set, findings, err := flows.LoadSet(fstest.MapFS{"report.yaml": {Data: []byte(source)}}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set, findings
}

// TestAFundersColumns are read in their order, and a wrong name is found with
// those that are meant.
func TestAFundersColumns(t *testing.T) {
	set, findings := reportSet(t, "  - {name: Anzahl Beratungen, figure: cases}\n  - {name: Deutsch, figure: cases.language.de}\n  - {name: Scan, figure: helps.begun.topic.scan-document}\n")
	if flows.HasErrors(findings) || len(set.Report) != 3 || set.Report[1] != (flows.FunderColumn{Name: "Deutsch", Figure: "cases.language.de"}) {
		t.Errorf("%v %+v", findings, set.Report)
	}
	for wrong, near := range map[string]string{"cases.reason.askd": "cases.reason.asked", "visitors": "talks"} {
		_, findings := reportSet(t, "  - {name: x, figure: "+wrong+"}\n")
		i := slices.IndexFunc(findings, func(f flows.Finding) bool { return f.Code == "dangling" })
		if i < 0 || findings[i].Line != 5 || !strings.Contains(findings[i].Message+findings[i].Help+findings[i].Suggestion, near) {
			t.Errorf("%s: %+v", wrong, findings)
		}
	}
	if _, findings := reportSet(t, "  - {figure: cases}\n"); !flows.HasErrors(findings) {
		t.Error("a column without a name is taken")
	}
}

// TestSmallCells is 5 unless told otherwise, and never so low that one of two is
// known to the other.
func TestSmallCells(t *testing.T) {
	shipped, err := library.Files.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]int{"": 5, "small_cells: 10\n": 10, "small_cells: 1\n": 3} {
		set, findings, err := flows.LoadSet(fstest.MapFS{"agency.yaml": {Data: append(slices.Clone(shipped), line...)}}, library.Files)
		if err != nil || flows.HasErrors(findings) || set.Agency.SmallCells != want {
			t.Errorf("%q: %v %v", line, err, findings)
		}
	}
}
