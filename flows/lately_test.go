package flows_test

import (
	"testing"

	"passerelle/flows"
)

// TestHeardIsReadOnce: the same words are read once, other words anew, and a file with
// something wrong says so each time.
func TestHeardIsReadOnce(t *testing.T) {
	const head = "passerelle: 1\nkind: heard\nid: fr\nstatus: published\nother:\n"
	load := func(lines string) (*flows.Heard, int) {
		file, findings := flows.LoadFile("heard-once.yaml", []byte(head+lines))
		return file.Heard, len(findings)
	}
	first, n := load("  - merci\n")
	if again, _ := load("  - merci\n"); n != 0 || first == nil || again != first {
		t.Errorf("the same words are read twice: %p and %p, %d findings", first, again, n)
	}
	other, _ := load("  - merci\n  - au revoir\n")
	if other == first || len(other.Other) != 2 || len(first.Other) != 1 {
		t.Errorf("other words are not read: %+v", other)
	}
	for range 2 {
		if _, n := load("  - merci\nothr: []\n"); n == 0 {
			t.Error("what is wrong is not said")
		}
	}
}
