package text

import (
	"slices"
	"testing"
)

// TestDates are read as people write them here, in four languages.
func TestDates(t *testing.T) {
	july := []Date{{1, 7, 0}}
	full := []Date{{1, 7, 2027}}
	for words, want := range map[string][]Date{
		"1.7.": july, "1.7": july, "01.07": july, "1/7": july, "1. 7.": july, "1-7": july, "le 1er juillet": july, "1 juillet": july, "premier juillet": july, "1 juil.": july,
		"am 1. Juli": july, "erster Juli": july, "ersten Juli": july, "1.Juli": july, "il 1° luglio": july, "primo luglio": july, "1 lug": july, "il primo di luglio": july,
		"July 1st": july, "1st of July": july, "the first of July": july, "July first": july, "1 July": july, "jul 1": july,
		"1.7.2027": full, "1/7/27": full, "1er juillet 2027": full, "1. Juli 2027": full, "July 1, 2027": full, "c'est le 01.07.2027.": full, "2027-07-01": full,
		"le 15 août": {{15, 8, 0}}, "30. März": {{30, 3, 0}}, "31 dic": {{31, 12, 0}},
		"18 h": nil, "84.50": nil, "1": nil, "juillet": nil, "32.1.": nil, "1.13.": nil, "je ne sais pas": nil, "": nil, "sept": nil,
	} {
		if got := Dates(words); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", words, got, want)
		}
	}
	if got := Dates("du 1.7. au 15.8."); len(got) != 2 {
		t.Errorf("two days: %v", got)
	}
}
