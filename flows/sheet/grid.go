package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Grid is one table of a workbook to read: heads above, rows of a name and cells.
// A cell that is a whole number becomes a number, everything else stays text, so
// that nothing is taken for a formula.
type Grid struct {
	Name  string // of the sheet; what a sheet's name cannot hold is left out
	Title string
	Heads []string
	Rows  [][]string
	Foot  string
}

// WriteGrids makes a workbook with one sheet for each grid.
func WriteGrids(grids []Grid) (workbook []byte, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	for i, g := range grids {
		name := sheetName(g.Name, i+1)
		w := writer{f: f, name: name}
		if i == 0 {
			w.do(f.SetSheetName(f.GetSheetName(0), name))
		} else {
			_, err := f.NewSheet(name)
			w.do(err)
		}
		w.grid(g)
		if w.err != nil {
			return nil, fmt.Errorf("make the spreadsheet: %w", w.err)
		}
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

func (w *writer) grid(g Grid) {
	head := w.style(false, "D9E2EC", true)
	line := 1
	put := func(col int, text string) {
		cell, err := excelize.CoordinatesToCellName(col, line)
		w.do(err)
		if n, err := strconv.Atoi(text); err == nil && col > 1 {
			w.do(w.f.SetCellInt(w.name, cell, int64(n)))
			return
		}
		w.do(w.f.SetCellStr(w.name, cell, text))
	}
	if g.Title != "" {
		put(1, g.Title)
		line++
	}
	for i, h := range g.Heads {
		put(i+1, h)
	}
	if last, err := excelize.CoordinatesToCellName(max(1, len(g.Heads)), line); err == nil && len(g.Heads) > 0 {
		w.do(w.f.SetCellStyle(w.name, fmt.Sprint("A", line), last, head))
	}
	for _, row := range g.Rows {
		line++
		for i, cell := range row {
			put(i+1, cell)
		}
	}
	if g.Foot != "" {
		line += 2
		put(1, g.Foot)
	}
	w.do(w.f.SetColWidth(w.name, "A", "A", widths[colSource]))
}

// sheetName is a name that a sheet may have: at most 31 characters, none of those
// that addresses are written with, and no other sheet's.
func sheetName(name string, number int) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, name)
	runes := []rune(strconv.Itoa(number) + " " + name)
	return strings.TrimSpace(string(runes[:min(len(runes), 31)]))
}
