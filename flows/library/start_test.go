package library_test

import (
	"testing"

	"passerelle/flows/library"
)

// TestEveryNoteIsTranslated: an author reads the notes in their own language.
func TestEveryNoteIsTranslated(t *testing.T) {
	missing, err := library.Notes()
	if err != nil || len(missing) > 0 {
		t.Errorf("start/notes.json lacks %q, %v", missing, err)
	}
}
