package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"passerelle/flows/po"
	"passerelle/flows/sheet"
)

var heads = sheet.Heads{"Name", "Text (fr)", "Translation (it)", "Characters", "Good to know", "Your notes"}

// TestTheSheetIsSafeToFillIn: ids and sources are locked, the translation and
// the notes are not; the header stays in sight, long texts wrap, characters are
// counted by the sheet itself.
func TestTheSheetIsSafeToFillIn(t *testing.T) {
	book, err := sheet.Write("it", heads, []sheet.Row{{ID: "lamp/title", Source: "La lampe", Text: "La lampada"}, {ID: "lamp/goal", Source: "a\nb"}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if p, err := f.GetSheetProtection("it"); err != nil || !p.SelectUnlockedCells {
		t.Errorf("not protected: %+v %v", p, err)
	}
	for cell, locked := range map[string]bool{"A1": true, "C1": true, "A2": true, "B3": true, "C2": false, "C3": false, "D2": true, "E3": true, "F3": false} {
		id, err := f.GetCellStyle("it", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || style.Protection == nil || style.Protection.Locked != locked || !style.Alignment.WrapText {
			t.Errorf("%s: %+v %v", cell, style, err)
		}
	}
	if panes, err := f.GetPanes("it"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header scrolls away: %+v %v", panes, err)
	}
	if count, err := f.CalcCellValue("it", "D2"); err != nil || count != "10" {
		t.Errorf("counted %q %v", count, err)
	}
}

// TestWhatIsTypedComesBack: whatever a translator types, as text.
func TestWhatIsTypedComesBack(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("aé=+-'0{}\"\n\t<&📷")), 0, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		var rows []sheet.Row
		for i := range rapid.IntRange(0, 4).Draw(t, "rows") {
			rows = append(rows, sheet.Row{ID: "x/" + string(rune('a'+i)), Source: letters.Draw(t, "source"), Text: letters.Draw(t, "text"), Hint: letters.Draw(t, "hint"), Note: letters.Draw(t, "note"), Line: i + 2})
		}
		book, err := sheet.Write("it", heads, rows)
		if err != nil {
			t.Fatal(err)
		}
		name, back, err := sheet.Read(book)
		if diff := cmp.Diff(rows, back, cmpopts.EquateEmpty()); diff != "" || name != "it" || err != nil {
			t.Fatalf("%q %v\n%s", name, err, diff)
		}
	})
}

// TestNoSpreadsheet: what is none is told, and nothing breaks.
func TestNoSpreadsheet(t *testing.T) {
	for _, source := range []string{"", "id;text\n", "PK\x03\x04 not really"} {
		if _, _, err := sheet.Read([]byte(source)); err == nil || !strings.Contains(err.Error(), ".xlsx") {
			t.Errorf("%q: %v", source, err)
		}
	}
}

// TestDoubtStaysWithTheTranslator: a fuzzy translation is no answer, notes go
// both ways, and an entry says in which cell it stood.
func TestDoubtStaysWithTheTranslator(t *testing.T) {
	doubt := &po.Entry{Context: "lamp/say", ID: "Appuyez.", Str: "Prema.", Comments: []string{"# Anna", "# asks", "#. short", "#, fuzzy"}}
	rows := sheet.Rows(&po.File{Entries: []*po.Entry{{Str: "Language: it\n"}, doubt}})
	if want := []sheet.Row{{ID: "lamp/say", Source: "Appuyez.", Hint: "short", Note: "Anna\nasks"}}; !cmp.Equal(rows, want) {
		t.Errorf("%+v", rows)
	}
	rows[0].Text, rows[0].Line = "Prema ora.\n", 7
	file := sheet.File("it", rows)
	e := file.Find("lamp/say")
	if file.Field("Language") != "it" || e.Str != "Prema ora." || e.StrLine != 7 || e.StrCol != sheet.TextColumn || e.Fuzzy() || strings.Join(e.Comments, "|") != "# Anna|# asks|#. short" {
		t.Errorf("%+v", e)
	}
}
