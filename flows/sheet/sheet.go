// Package sheet lays translations out as a spreadsheet (xlsx) and reads them
// back, for people who have no program for PO files. It knows nothing of flows.
package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Row is one text: a line of the sheet.
type Row struct {
	ID, Source, Text, Hint, Note string
	Line                         int // of the sheet, when it was read
}

// Heads are the words above the columns, in their order: name, source,
// translation, characters, hint, notes.
type Heads [6]string

// The columns. Name, source, count and hint are locked; an author's spreadsheet
// cannot lose which text is which.
const (
	colID = iota
	colSource
	colText
	colCount
	colHint
	colNote
	columns
)

// TextColumn is the number of the translations' column, from 1.
const TextColumn = colText + 1

var widths = [columns]float64{30, 45, 45, 11, 32, 25}

// Write makes a workbook with one sheet, which bears the name.
func Write(name string, heads Heads, rows []Row) (workbook []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	w := writer{f: f, name: name}
	w.do(f.SetSheetName(f.GetSheetName(0), name))
	open, locked, head := w.style(false, "", false), w.style(true, "F2F2F2", false), w.style(true, "D9E2EC", true)
	for col := range columns {
		letter := string(rune('A' + col))
		w.do(f.SetColWidth(name, letter, letter, widths[col]))
		w.do(f.SetCellStr(name, letter+"1", heads[col]))
		w.do(f.SetCellStyle(name, letter+"1", letter+"1", head))
		if len(rows) > 0 {
			style := locked
			if col == colText || col == colNote {
				style = open
			}
			w.do(f.SetCellStyle(name, letter+"2", fmt.Sprint(letter, len(rows)+1), style))
		}
	}
	for i, r := range rows {
		w.row(i+2, r)
	}
	w.do(f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
	// No password: it keeps from accidents, not from anybody.
	w.do(f.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, AutoFilter: true}))
	if w.err != nil {
		return nil, fmt.Errorf("make the spreadsheet: %w", w.err)
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// writer keeps the first error.
type writer struct {
	f    *excelize.File
	name string
	err  error
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(locked bool, fill string, bold bool) int {
	s := &excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Protection: &excelize.Protection{Locked: locked}, Font: &excelize.Font{Bold: bold}, NumFmt: 49} // 49: text, so that 0800 and =… stay as typed
	if fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
		s.NumFmt = 0
	}
	id, err := w.f.NewStyle(s)
	w.do(err)
	return id
}

func (w *writer) row(line int, r Row) {
	for col, text := range [columns]string{colID: r.ID, colSource: r.Source, colText: r.Text, colHint: r.Hint, colNote: r.Note} {
		cell := fmt.Sprint(string(rune('A'+col)), line)
		if col == colCount {
			w.do(w.f.SetCellFormula(w.name, cell, fmt.Sprintf("LEN(C%d)", line)))
		} else if text != "" {
			w.do(w.f.SetCellStr(w.name, cell, text))
		}
	}
}

// most bounds what a spreadsheet may unpack to, in bytes.
const most = 64 << 20

// Read reads the first sheet of a workbook and returns its name. Rows without a
// name of a text are left out.
func Read(workbook []byte) (name string, rows []Row, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(workbook), excelize.Options{UnzipSizeLimit: most, UnzipXMLSizeLimit: most})
	if err != nil {
		return "", nil, fmt.Errorf("this is no spreadsheet that we can read; save it as .xlsx: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	name = f.GetSheetName(0)
	lines, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return "", nil, fmt.Errorf("read the sheet %q: %w", name, err)
	}
	for i, cells := range lines {
		cells = append(cells, make([]string, columns)...)
		if i > 0 && cells[colID] != "" {
			rows = append(rows, Row{ID: strings.TrimSpace(cells[colID]), Source: plain(cells[colSource]), Text: plain(cells[colText]), Hint: cells[colHint], Note: plain(cells[colNote]), Line: i + 1})
		}
	}
	return name, rows, nil
}

// plain has one kind of line end.
func plain(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
