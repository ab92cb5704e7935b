package bench_test

import (
	"testing"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestHelpCostsThreeSMSAtMost: the goal of PEOPLE.md 5, for what we ship.
func TestHelpCostsThreeSMSAtMost(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Flows {
		if f.Kind != flows.KindHelp {
			continue
		}
		for _, tag := range []string{"fr", "de", "it", "en"} {
			c := bench.CostOf(book, f, tag)
			if c.Sent < 1 || c.Sent > 3 {
				t.Errorf("%s in %s: %d SMS from the question to the help", f.ID, tag, c.Sent)
			}
			if c.ToTheEnd < c.Sent || c.ToTheEnd > 10 {
				t.Errorf("%s in %s: %d SMS to the end", f.ID, tag, c.ToTheEnd)
			}
			if c.Parts < 1 || c.Parts > 3 || c.Received < c.Parts && c.Sent == c.ToTheEnd {
				t.Errorf("%s in %s: %+v", f.ID, tag, c)
			}
		}
	}
}
