package flows_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/flows"
	"passerelle/flows/library"
)

const ownFact = `passerelle: 1
kind: facts
id: our-facts
facts:
  course-line:
    says: 0800 00 00 00
    source: our own call
    checked: 2026-11-24
    to_verify: true
`

// TestFacts: an agency's own fact stands in place of ours, and says when somebody
// should read its source.
func TestFacts(t *testing.T) {
	set, _, err := flows.LoadSet(fstest.MapFS{"our-facts.yaml": {Data: []byte(ownFact)}}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	own, ours := set.Fact("course-line"), set.Fact("ahv-number")
	if own == nil || own.Says["de"] != "0800 00 00 00" || !own.Due(own.Checked) {
		t.Errorf("our own: %+v", own)
	}
	if ours == nil || ours.Due(ours.Checked.AddDate(0, 6, 0)) || !ours.Due(ours.Checked.AddDate(1, 1, 0)) {
		t.Errorf("the shipped one: %+v", ours)
	}
	if set.Fact("nothing") != nil {
		t.Error("a fact of a name that nobody gave")
	}
}

// TestFactsAreThere: a text that says a fact which no file has is wrong.
func TestFactsAreThere(t *testing.T) {
	source, err := library.Files.ReadFile("help/find-course.yaml")
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.ReplaceAll(string(source), "{fact.course-line}", "{fact.course-lin}")
	_, findings, err := flows.LoadSet(fstest.MapFS{"help/find-course.yaml": {Data: []byte(wrong)}}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, f := range findings {
		if f.Code == "placeholder" && f.Suggestion == "{fact.course-line}" {
			said++
		}
	}
	if want := strings.Count(string(source), "{fact.course-line}"); said != want || want < 4 {
		t.Errorf("%d of %d texts are told of: %v", said, want, findings)
	}
}

// TestNoUnverifiedFact: no published text of ours says what nobody has read at an
// official place.
func TestNoUnverifiedFact(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Facts {
		if f.ToVerify || f.Checked.After(time.Now()) || f.Source == "" {
			t.Errorf("%+v", f)
		}
	}
}
