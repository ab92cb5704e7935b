package understand_test

import (
	"testing"

	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/library"
)

// BenchmarkNewAgain makes a reader of what was learned before, as a reload does that
// changes no phrase.
func BenchmarkNewAgain(b *testing.B) {
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		b.Fatal(err)
	}
	s := sourceOf(set)
	understand.New(s)
	for b.Loop() {
		understand.New(s)
	}
}
