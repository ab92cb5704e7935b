package library_test

import (
	"flag"
	"os"
	"testing"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

var update = flag.Bool("update", false, "write what the bot says now into the transcripts")

func set(t *testing.T) *flows.Set {
	t.Helper()
	set, findings, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s:%d:%d: %s [%s]", f.File, f.Line, f.Col, f.Message, f.Code)
	}
	return set
}

// TestTranscripts plays every transcript beside the flows; together they visit
// every step, choice, hint and question.
func TestTranscripts(t *testing.T) {
	set := set(t)
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	seen := bench.NewCoverage()
	results, err := bench.Run(book, os.DirFS("."), seen)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) < 1 {
		t.Error("there is no transcript")
	}
	missing, _ := seen.Missing(set.Flows)
	for _, m := range missing {
		t.Errorf("%s:%d: no transcript visits %s", m.File, m.Line, m.What)
	}
	for _, way := range seen.Untold(set.Flows) {
		t.Errorf("no transcript goes through %s", way)
	}
	for _, r := range results {
		switch {
		case r.Err != nil:
			t.Error(r.Err)
		case *update && r.Diff != "":
			if err := os.WriteFile(r.File, []byte(r.Updated), 0o644); err != nil {
				t.Fatal(err)
			}
		case r.Diff != "":
			t.Errorf("%s\n%s", r.File, r.Diff)
		}
	}
}
