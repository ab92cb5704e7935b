package report

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"passerelle/bot"
)

// Total stands in a table for the row or the column of all.
const Total = "total"

// NotKnown is what a person, a case or a help is counted under where its event
// does not tell.
const NotKnown = "not-known"

// Figures are what happened in some days: people and cases, by kind, and nobody
// by whom. Every figure has a name, such as "cases.reason.asked", by which
// report.yaml asks for it.
type Figures struct {
	From, To  string
	Threshold int // figures under it are withheld; 0: all are told
	Values    map[string]int
	Withheld  map[string]bool
	Tables    []Table
	sums      []equation
	audit     bool            // a gap audit: withheld in the house too
	silent    map[string]bool // computed from others, told nowhere
}

// Table lays figures out: Cells holds the name of each, by row and column; the
// last row, and where the columns add up the last column, are the totals.
type Table struct {
	ID         string
	By         string   // of several tables of the same ID: what this one compares
	Rows, Cols []string // what each counts, such as "reason.asked"; Total
	Cells      [][]string
}

// counted is one cross table: every fact that it counts adds one to a cell.
type counted struct {
	id, base   string // the table's, and the name of its total
	kind       bot.EventKind
	rows, cols func(Fact) string
	by         string          // what one of several tables of the same kind compares
	only       func(Fact) bool // nil: all of the kind
}

// CountFigures counts facts. The facts of the journal are events and no people:
// who comes back is counted again. timings: how long cases lasted is counted too;
// Timings says whether it may be.
func CountFigures(facts []Fact, timings bool) *Figures {
	f := newFigures()
	f.overview(facts)
	f.cross(facts, counted{id: "talks", base: "talks", kind: bot.EventGreeted, rows: by("language", spoken), cols: by("channel", channel)})
	f.begunEnded(facts, "helps", bot.EventFlowStarted, bot.EventFlowEnded)
	f.begunEnded(facts, "checks", bot.EventCheckStarted, bot.EventCheckEnded)
	f.cross(facts, counted{id: "cases", base: "cases", kind: bot.EventCaseRequested, rows: by("reason", func(a Fact) string { return a.Value }), cols: by("channel", channel)})
	f.cross(facts, counted{id: "case_topics", base: "cases", kind: bot.EventCaseRequested, rows: by("topic", func(a Fact) string { return a.Topic }), cols: by("language", spoken)})
	closed := counted{id: "closed_ways", base: "closed", kind: bot.EventCaseReport, rows: by("way", closing(func(c bot.Closing) string { return c.Way }))}
	if timings {
		closed.id, closed.cols = "closed", closed.rows
		closed.rows = by("length", closing(func(c bot.Closing) string { return c.Length }))
	}
	f.cross(facts, closed)
	spoken := counted{id: "spoken", base: "spoken", kind: bot.EventSpoke, rows: by("how", howOf)}
	if timings {
		spoken.cols = by("minutes", minutesOf)
	}
	f.cross(facts, spoken)
	f.cross(facts, counted{id: "offers", base: "offers", kind: bot.EventOffered, rows: func(a Fact) string { return strings.ReplaceAll(a.Value, "/", ".") }})
	return f
}

func howOf(a Fact) string {
	s, _ := bot.ParseSpoken(a.Value)
	return s.How
}

func minutesOf(a Fact) string {
	s, _ := bot.ParseSpoken(a.Value)
	return strconv.Itoa(s.Minutes)
}

func newFigures() *Figures {
	return &Figures{Values: map[string]int{}, Withheld: map[string]bool{}, silent: map[string]bool{}}
}

// by puts what a fact says under the name of what is compared.
func by(name string, of func(Fact) string) func(Fact) string {
	return func(a Fact) string {
		if value := of(a); value != "" {
			return name + "." + value
		}
		return name + "." + NotKnown
	}
}

func channel(a Fact) string { return a.Channel }

// spoken is the language; older events have it in another place.
func spoken(a Fact) string {
	if a.Language == "" && (a.What == bot.EventGreeted.String() || a.What == bot.EventCheckStarted.String()) {
		return a.Value
	}
	return a.Language
}

func closing(of func(bot.Closing) string) func(Fact) string {
	return func(a Fact) string {
		c, err := bot.ParseClosing(a.Value)
		if err != nil {
			return ""
		}
		return of(c)
	}
}

// overviewKinds are the figures that have no table of their own.
var overviewKinds = []struct {
	name string
	kind bot.EventKind
}{{"stops", bot.EventStopped}, {"undelivered", bot.EventUndelivered}, {"danger", bot.EventDanger}}

// overview is the first table: one line for each kind of thing. Most of its
// figures are the totals of the tables below.
func (f *Figures) overview(facts []Fact) {
	t := Table{ID: "overview", Rows: []string{"talks", "helps.begun", "helps.ended", "checks.begun", "checks.ended", "cases", "closed", "offers", "spoken"}, Cols: []string{"number"}}
	for _, name := range t.Rows {
		f.Values[name] = 0
	}
	for _, o := range overviewKinds {
		t.Rows = append(t.Rows, o.name)
		f.Values[o.name] = 0
		for _, a := range facts {
			f.Values[o.name] += oneIf(a.What == o.kind.String())
		}
	}
	for _, name := range t.Rows {
		t.Cells = append(t.Cells, []string{name})
	}
	f.Tables = append(f.Tables, t)
}

// cross counts a table by two things, or by one.
func (f *Figures) cross(facts []Fact, c counted) {
	values, rows, cols := map[string]int{c.base: 0}, map[string]bool{}, map[string]bool{}
	for _, a := range facts {
		if a.What != c.kind.String() || a.Again || c.only != nil && !c.only(a) {
			continue
		}
		row := c.rows(a)
		rows[row] = true
		values[c.base]++
		values[nameOf(c.base, row, Total)]++
		if c.cols != nil {
			col := c.cols(a)
			cols[col] = true
			values[nameOf(c.base, row, col)]++
			values[nameOf(c.base, Total, col)]++
		}
	}
	t := Table{ID: c.id, By: c.by, Rows: append(inOrder(rows), Total), Cols: append(inOrder(cols), Total)}
	for _, row := range t.Rows {
		var line []string
		for _, col := range t.Cols {
			name := nameOf(c.base, row, col)
			f.Values[name] = values[name] // one that two tables show is the same in both
			line = append(line, name)
		}
		t.Cells = append(t.Cells, line)
	}
	f.addUp(t)
	f.Tables = append(f.Tables, t)
}

// nameOf is a figure's name: of a cell, "cases.reason.asked+channel.sms".
func nameOf(base, row, col string) string {
	switch {
	case row == Total && col == Total:
		return base
	case col == Total:
		return base + "." + row
	case row == Total:
		return base + "." + col
	}
	return base + "." + row + "+" + col
}

// addUp notes what of a table adds up, so that nothing withheld can be computed.
func (f *Figures) addUp(t Table) {
	down, right := len(t.Rows)-1, len(t.Cols)-1
	for r := range t.Rows {
		if right > 0 {
			f.sums = append(f.sums, equation{t.Cells[r][right], t.Cells[r][:right]})
		}
	}
	for c := range t.Cols {
		sum := equation{total: t.Cells[down][c]}
		for r := range down {
			sum.parts = append(sum.parts, t.Cells[r][c])
		}
		f.sums = append(f.sums, sum)
	}
}

// begunEnded counts what began and what ended, by its flow. How many left on the
// way is told nowhere: it would be the difference.
func (f *Figures) begunEnded(facts []Fact, base string, began, ended bot.EventKind) {
	topics := map[string]bool{}
	count := map[string]map[string]int{"begun": {}, "ended": {}}
	for _, a := range facts {
		for name, kind := range map[string]bot.EventKind{"begun": began, "ended": ended} {
			if a.What == kind.String() {
				topics["topic."+a.Topic] = true
				count[name]["topic."+a.Topic]++
			}
		}
	}
	t := Table{ID: base, Rows: append(inOrder(topics), Total), Cols: []string{"begun", "ended"}}
	for _, row := range t.Rows {
		var line []string
		for _, col := range t.Cols {
			name := nameOf(base+"."+col, row, Total)
			if row != Total {
				f.Values[name] = count[col][row]
				f.Values[base+"."+col] += count[col][row]
			}
			line = append(line, name)
		}
		t.Cells = append(t.Cells, line)
	}
	for c := range t.Cols {
		sum := equation{total: base + "." + t.Cols[c]}
		for r := range len(t.Rows) - 1 {
			sum.parts = append(sum.parts, t.Cells[r][c])
		}
		f.sums = append(f.sums, sum)
	}
	for r, row := range t.Rows {
		if begun, over := t.Cells[r][0], t.Cells[r][1]; f.Values[begun] >= f.Values[over] {
			left := base + ".left." + row
			f.Values[left], f.silent[left] = f.Values[begun]-f.Values[over], true
			f.sums = append(f.sums, equation{begun, []string{over, left}})
		}
	}
	f.Tables = append(f.Tables, t)
}

// inOrder are names in their order; what is not known comes last.
func inOrder(set map[string]bool) []string {
	names := slices.Collect(maps.Keys(set))
	rank := func(name string) int {
		_, value, _ := strings.Cut(name, ".")
		if value == NotKnown {
			return 1 << 20
		}
		for i, c := range bot.Lengths {
			if strings.HasPrefix(name, "length.") && c.Name == value {
				return i
			}
		}
		for i, c := range bot.Waits {
			if strings.HasPrefix(name, "wait.") && c.Name == value {
				return i
			}
		}
		if minutes, is := strings.CutPrefix(name, "minutes."); is {
			n, _ := strconv.Atoi(minutes)
			return n
		}
		return 0
	}
	sort.Slice(names, func(a, b int) bool {
		if x, y := rank(names[a]), rank(names[b]); x != y {
			return x < y
		}
		return names[a] < names[b]
	})
	return names
}

// Withhold holds back what stands for fewer than the threshold, and what that
// could be computed from. Figures of overlapping days must not leave the house
// both: their difference is a figure too.
//
// Where few people are in many cells, covering the small ones would swallow the
// totals. Then no cell of a table by two things is told, and its rows and columns
// are.
func (f *Figures) Withhold(threshold int) {
	f.Threshold = threshold
	f.Withheld = withhold(f.Values, f.sums, f.silent, nil, threshold)
	if f.lostTotals(f.Withheld) == 0 {
		return
	}
	cells := map[string]bool{}
	for name := range f.Values {
		cells[name] = strings.Contains(name, "+")
	}
	if coarse := withhold(f.Values, f.sums, f.silent, cells, threshold); f.lostTotals(coarse) < f.lostTotals(f.Withheld) {
		f.Withheld = coarse
	}
}

// lostTotals is how many totals of whole tables are withheld that are not small.
func (f *Figures) lostTotals(held map[string]bool) (n int) {
	for _, t := range f.Tables {
		for _, total := range t.Cells[len(t.Cells)-1] {
			n += oneIf(!strings.Contains(total, "+") && held[total] && f.Values[total] >= f.Threshold)
		}
	}
	return n
}

// Told returns a figure, and false where it is withheld or there is none: what
// nobody did in these days is 0 and told.
func (f *Figures) Told(name string) (int, bool) {
	return f.Values[name], !f.Withheld[name] && !f.silent[name]
}
