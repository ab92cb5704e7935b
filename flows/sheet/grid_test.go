package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestGridsComeBack: numbers as numbers, words as words, names that a sheet may
// have.
func TestGridsComeBack(t *testing.T) {
	long := "Échanges commencés, par langue et canal: [tout]/rien"
	book, err := WriteGrids([]Grid{
		{Name: long, Title: "Titre", Heads: []string{"", "SMS"}, Rows: [][]string{{"12", "40"}, {"Italiano", "·"}, {"x", "=1+1"}}, Foot: "Pied"},
		{Name: long, Heads: []string{"Von", "Fälle"}, Rows: [][]string{{"2026-11-01", "17"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names := f.GetSheetList()
	if len(names) != 2 || names[0] == names[1] || len([]rune(names[0])) > 31 || strings.ContainsAny(names[0], "[]/:") {
		t.Fatalf("%q", names)
	}
	for cell, want := range map[string]string{"A1": "Titre", "B2": "SMS", "A3": "12", "B3": "40", "B4": "·", "B5": "=1+1", "A7": "Pied"} {
		if got, err := f.GetCellValue(names[0], cell); err != nil || got != want {
			t.Errorf("%s: %q %v", cell, got, err)
		}
	}
	kinds := map[string]excelize.CellType{}
	for _, cell := range []string{"A3", "B3", "B5"} {
		kinds[cell], err = f.GetCellType(names[0], cell)
		if err != nil {
			t.Fatal(err)
		}
	}
	if kinds["B3"] == kinds["A3"] || kinds["B5"] != kinds["A3"] {
		t.Errorf("numbers and words are of the same kind: %v", kinds)
	}
}
