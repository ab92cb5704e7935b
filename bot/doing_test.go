package bot

import (
	"slices"
	"testing"
	"time"
)

// TestProgress is never claimed from few times, from one month, or from a single
// time with as much help as before.
func TestProgress(t *testing.T) {
	for value, want := range map[string]bool{
		"":                                                        false,
		"with@2026-03 alone@2026-05":                              false, // once each
		"with@2026-03*2 alone@2026-05":                            false,
		"with@2026-03 alone@2026-05*2":                            false, // one of three is in both
		"with@2026-03*2 alone@2026-05*2":                          true,
		"with@2025-12*2 alone@2026-01*2":                          true,
		"with@2026-05*2 alone@2026-05*2":                          false, // the same month: learned today
		"with@2026-03 alone@2026-03 alone@2026-05*2":              false, // alone before
		"for@2026-03 with@2026-03 helped@2026-04 alone@2026-06":   true,
		"with@2026-03*2 alone@2026-05 with@2026-06 alone@2026-07": false, // with, a moment ago
		"with@2026-03*2 with@2026-05 alone@2026-06*2":             true,
		"alone@2026-03*2 with@2026-05*2":                          false, // nothing is said of the other direction
		"with with alone alone":                                   false, // nobody knows when
		"helped@2026-03*2 alone@2026-05*2 dancing@2026-06*9":      true,  // a way of a newer program
		"helped@2026-03*2 helped@2026-05*2":                       false,
	} {
		if got := Progress(ParseDoings(value)); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
}

// TestDoings are written and read, counted in a row, corrected, and bounded.
func TestDoings(t *testing.T) {
	march := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	list := ParseDoings("alone") // of an older program
	list = AddDoing(list, WayWith, march)
	list = AddDoing(list, WayWith, march)
	if got := WriteDoings(list); got != "alone with@2026-03*2" {
		t.Errorf("%q", got)
	}
	if got := ParseDoings(WriteDoings(list)); !slices.Equal(got, list) {
		t.Errorf("%v, want %v", got, list)
	}
	if got := WriteDoings(CorrectDoing(list, WayAlone, march)); got != "alone with@2026-03 alone@2026-03" {
		t.Errorf("corrected: %q", got)
	}
	if got := WriteDoings(CorrectDoing(CorrectDoing(list, WayAlone, march), WayWith, march)); got != "alone with@2026-03*2" {
		t.Errorf("corrected twice: %q", got)
	}
	if got := CorrectDoing(list, WayAlone, march.AddDate(0, 1, 0)); !slices.Equal(got, list) {
		t.Errorf("a month later: %v", got)
	}
	for month := range 40 {
		list = AddDoing(list, WayAlone, march.AddDate(0, month, 0))
	}
	if len(list) != mostDoings || list[len(list)-1].Month != "2029-06" {
		t.Errorf("%d are kept, the last of %s", len(list), list[len(list)-1].Month)
	}
}
