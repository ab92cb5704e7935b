package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"passerelle/flows"
)

// Hidden stands in the place of a figure that is withheld.
const Hidden = "·"

// Shown is a table in words, as pages, sheets and terminals have it.
type Shown struct {
	ID, Title, Foot string
	Heads           []string   // of the columns, that of the rows first
	Rows            [][]string // a name, then figures
	Names           [][]string // of the figures in Rows, without the first column
	Empty           bool
}

// Show puts a table in words.
func (f *Figures) Show(t Table, n Names) Shown {
	s := Shown{ID: t.ID, Title: n.Word("head_" + t.ID), Foot: n.Word("foot_"+t.ID, "n", strconv.Itoa(FewestTeam)), Names: t.Cells, Heads: []string{""}, Empty: len(t.Rows) == 1 && t.Rows[0] == Total}
	if t.By != "" {
		s.ID, s.Title = t.ID+"-"+t.By, s.Title+" – "+n.Word("by."+t.By)
	}
	for _, col := range t.Cols {
		s.Heads = append(s.Heads, n.Of(col))
	}
	for r, row := range t.Rows {
		line := []string{n.Of(row)}
		for _, name := range t.Cells[r] {
			line = append(line, f.say(name))
		}
		s.Rows = append(s.Rows, line)
	}
	if t.share() {
		s.Heads = append(s.Heads, n.Word("kept.share"))
		for r := range s.Rows {
			s.Rows[r] = append(s.Rows[r], f.shareOf(t, r))
		}
	}
	return s
}

// say is a figure in digits, or that it is withheld.
func (f *Figures) say(name string) string {
	if v, told := f.Told(name); told {
		return strconv.Itoa(v)
	}
	return Hidden
}

// ShowAll puts all tables in words.
func (f *Figures) ShowAll(n Names) (all []Shown) {
	for _, t := range f.Tables {
		all = append(all, f.Show(t, n))
	}
	return all
}

// Whose says for whom the figures are: inside the house, or for everybody.
func (f *Figures) Whose(n Names) string {
	if f.audit {
		words := n.Word("gaps_whose", "n", strconv.Itoa(f.Threshold))
		if !slices.ContainsFunc(f.Tables, func(t Table) bool { return t.ID == "wait" }) {
			words += " " + n.Word("no_timings", "n", strconv.Itoa(FewestTeam))
		}
		return words
	}
	if f.Threshold > 0 {
		return n.Word("public", "n", strconv.Itoa(f.Threshold))
	}
	return n.Word("inside")
}

// Text writes the figures for a terminal.
func (f *Figures) Text(w io.Writer, n Names) error {
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintf(out, "%s\n%s\n", n.Period(f.From, f.To), f.Whose(n))
	for _, s := range f.ShowAll(n) {
		fmt.Fprintf(out, "\n%s\n", s.Title)
		if s.Empty {
			fmt.Fprintln(out, n.Word("nobody"))
			continue
		}
		fmt.Fprintln(out, strings.Join(s.Heads, "\t"))
		for _, row := range s.Rows {
			fmt.Fprintln(out, strings.Join(row, "\t"))
		}
		fmt.Fprintln(out, s.Foot)
	}
	return out.Flush()
}

// JSON is the figures for a program: null for one that is withheld.
func (f *Figures) JSON() any {
	figures := map[string]*int{}
	for name := range f.Values {
		if f.silent[name] {
			continue
		}
		figures[name] = nil
		if v, told := f.Told(name); told {
			figures[name] = &v
		}
	}
	return map[string]any{"from": f.From, "to": f.To, "threshold": f.Threshold, "figures": figures}
}

// Column is a column that a funder wants: its name, and which figure stands in it.
type Column struct{ Name, Figure string }

// ColumnsOf are a funder's columns as report.yaml has them.
func ColumnsOf(all []flows.FunderColumn) (columns []Column) {
	for _, c := range all {
		columns = append(columns, Column(c))
	}
	return columns
}

// Columns are the figures in a funder's columns, in their order: the heads, then
// one line. What is withheld is empty; a column without a figure is the period.
func (f *Figures) Columns(columns []Column) (heads, line []string) {
	for _, c := range columns {
		heads = append(heads, c.Name)
		switch v, told := f.Told(c.Figure); {
		case c.Figure == "from":
			line = append(line, f.From)
		case c.Figure == "to":
			line = append(line, f.To)
		case told:
			line = append(line, strconv.Itoa(v))
		default:
			line = append(line, "")
		}
	}
	return heads, line
}

// CSV writes the figures as comma-separated values: a funder's columns where
// there are any, else a line for each figure: table, row, column, name, number.
func (f *Figures) CSV(w io.Writer, n Names, columns []Column) error {
	out := csv.NewWriter(w)
	var lines [][]string
	if len(columns) > 0 {
		heads, line := f.Columns(columns)
		lines = [][]string{heads, line}
	} else {
		lines = [][]string{{"table", "row", "column", "figure", "number"}}
		for _, s := range f.ShowAll(n) {
			for r, row := range s.Rows {
				for c, number := range row[1 : 1+len(s.Names[r])] {
					lines = append(lines, []string{s.Title, row[0], s.Heads[c+1], s.Names[r][c], strings.ReplaceAll(number, Hidden, "")})
				}
			}
		}
	}
	for i := range lines {
		for k := range lines[i] {
			lines[i][k] = harmless(lines[i][k])
		}
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	return nil
}

// harmless keeps a spreadsheet from taking words of an agency's for a formula.
func harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}
