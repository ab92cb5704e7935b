// Package table reads what the mathematics of checks works on: responses,
// anchors, experts and groups from CSV, states from JSON. Every error names the
// file, the row (as a spreadsheet counts it: the header is row 1) and the column,
// and how to mend it. Ids of people are never in an error.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// most bounds a file, in bytes: a hundred thousand people and more.
const most = 64 << 20

// shown is how many mistakes of a file are told; the rest is counted.
const shown = 10

// sheet is one CSV file that is being read.
type sheet struct {
	file   string
	header []string
	rows   []row
	wrong  []error
	more   int
}

// row is the cells of one row, and where it stands.
type row struct {
	line  int
	cells []string
}

// fail notes a mistake.
func (s *sheet) fail(line int, column, format string, args ...any) {
	if len(s.wrong) == shown {
		s.more++
		return
	}
	at := fmt.Sprintf("%s: row %d", s.file, line)
	if column != "" {
		at += fmt.Sprintf(", column %s", column)
	}
	s.wrong = append(s.wrong, fmt.Errorf(at+": "+format, args...))
}

// err returns all mistakes as one error.
func (s *sheet) err() error {
	if s.more > 0 {
		return errors.Join(append(s.wrong, fmt.Errorf("%s: and %d more", s.file, s.more))...)
	}
	return errors.Join(s.wrong...)
}

// read reads a CSV file whose first column has a name. Cells may be separated by
// commas or, as spreadsheets of this country write them, by semicolons.
func read(in io.Reader, file, first string) (*sheet, error) {
	source, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, err)
	case len(source) > most:
		return nil, fmt.Errorf("%s: is larger than %d MB; split it", file, most>>20)
	case !utf8.Valid(source):
		return nil, fmt.Errorf("%s: is not written in UTF-8; save it as CSV UTF-8", file)
	}
	source = bytes.TrimPrefix(source, []byte("\ufeff"))
	reader := csv.NewReader(bytes.NewReader(source))
	reader.FieldsPerRecord = -1 // told by us, with the row
	reader.TrimLeadingSpace = true
	if head, _, _ := bytes.Cut(source, []byte("\n")); bytes.IndexByte(head, ',') < 0 && bytes.IndexByte(head, ';') >= 0 {
		reader.Comma = ';'
	}
	s := &sheet{file: file}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, spoken(err))
		}
		line, _ := reader.FieldPos(0)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if s.header == nil {
			s.header = cells
			continue
		}
		s.rows = append(s.rows, row{line, cells})
	}
	return s, s.checkHeader(first)
}

// spoken says where a file stops being CSV, without its text.
func spoken(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return fmt.Errorf("row %d: the quotes do not match; a quoted cell begins and ends with \" and doubles those inside", broken.Line)
	}
	return err
}

func (s *sheet) checkHeader(first string) error {
	if len(s.header) == 0 {
		return fmt.Errorf("%s: is empty; its first row names the columns: %s, …", s.file, first)
	}
	if s.header[0] != first {
		s.fail(1, "1", "the first column is %q; it must be called %s", clip(s.header[0]), first)
	}
	seen := map[string]int{}
	for i, name := range s.header {
		if name == "" {
			s.fail(1, fmt.Sprint(i+1), "the column has no name")
		} else if before, twice := seen[name]; twice {
			s.fail(1, fmt.Sprint(i+1), "%q is the name of column %d too; each column has its own", clip(name), before)
		}
		seen[name] = i + 1
	}
	for _, r := range s.rows {
		if len(r.cells) != len(s.header) {
			s.fail(r.line, "", "has %d cells, the first row has %d; write every cell, empty where nothing was asked", len(r.cells), len(s.header))
		}
	}
	return s.err()
}

// ids checks that the first cells are there and differ. private keeps them out
// of the error.
func (s *sheet) ids(private bool) (ids []string) {
	seen := map[string]int{}
	for _, r := range s.rows {
		id := r.cells[0]
		name := ""
		if !private {
			name = fmt.Sprintf(" %q", clip(id))
		}
		if id == "" {
			s.fail(r.line, s.header[0], "is empty; each row has an id")
		} else if before, twice := seen[id]; twice {
			s.fail(r.line, s.header[0], "the same id%s as in row %d; each row has its own", name, before)
		}
		seen[id] = r.line
		ids = append(ids, id)
	}
	return ids
}

// clip shortens what somebody wrote, for an error.
func clip(text string) string {
	if runes := []rune(text); len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return text
}
