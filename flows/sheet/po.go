package sheet

import (
	"strings"

	"passerelle/flows/po"
)

// Rows lays a PO file out. A translation in doubt leaves its cell empty, so that
// nobody sends it back unread; the hint has it.
func Rows(file *po.File) (rows []Row) {
	for _, e := range file.Entries {
		if e.Context == "" {
			continue
		}
		r := Row{ID: e.Context, Source: e.ID, Text: e.Str, Hint: strings.Join(e.Of(po.ForTranslator), "\n")}
		if e.Fuzzy() {
			r.Text = ""
		}
		for _, c := range e.Comments {
			if note, ok := strings.CutPrefix(c, "# "); ok {
				r.Note = strings.TrimPrefix(r.Note+"\n"+note, "\n")
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// File makes a PO file of rows. The places of its entries are lines and columns
// of the sheet.
func File(language string, rows []Row) *po.File {
	f := &po.File{Entries: []*po.Entry{{Str: "Language: " + language + "\n"}}}
	for _, r := range rows {
		e := &po.Entry{Context: r.ID, ID: r.Source, Str: strings.TrimRight(r.Text, "\n "), Line: r.Line, Col: 1, StrLine: r.Line, StrCol: TextColumn}
		for note := range strings.SplitSeq(r.Note, "\n") {
			if note = strings.TrimSpace(note); note != "" {
				e.Comments = append(e.Comments, "# "+note)
			}
		}
		if r.Hint != "" {
			e.Set(po.ForTranslator, strings.Split(r.Hint, "\n")...)
		}
		f.Entries = append(f.Entries, e)
	}
	return f
}
