package report

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reader is somebody who sees what is told, knows how it was withheld, and tries
// to compute the rest. It shares no code with what it attacks.
type reader struct {
	low, high map[string]int // what each unknown figure can be
	sums      []equation
	told      map[string]int
}

// narrows tightens the bounds by every sum until nothing changes.
func (r *reader) narrows() {
	bounds := func(name string) (int, int) {
		if v, known := r.told[name]; known {
			return v, v
		}
		return r.low[name], r.high[name]
	}
	tighten := func(name string, low, high int) (changed bool) {
		if _, known := r.told[name]; known {
			return false
		}
		if low > r.low[name] {
			r.low[name], changed = low, true
		}
		if high < r.high[name] {
			r.high[name], changed = high, true
		}
		return changed
	}
	for changed := true; changed; {
		changed = false
		for _, s := range r.sums {
			low, high := 0, 0
			for _, p := range s.parts {
				l, h := bounds(p)
				low, high = low+l, high+h
			}
			changed = tighten(s.total, low, high) || changed
			tl, th := bounds(s.total)
			for _, p := range s.parts {
				l, h := bounds(p)
				changed = tighten(p, tl-(high-h), th-(low-l)) || changed
			}
		}
	}
}

// solves reports whether the sums alone, as equations over the rational numbers,
// leave only one value for a figure.
func solves(sums []equation, unknown []string, name string) bool {
	at := map[string]int{}
	for i, u := range unknown {
		at[u] = i
	}
	var rows [][]*big.Rat
	for _, s := range sums {
		row := make([]*big.Rat, len(unknown))
		for i := range row {
			row[i] = new(big.Rat)
		}
		if i, is := at[s.total]; is {
			row[i].Sub(row[i], big.NewRat(1, 1))
		}
		for _, p := range s.parts {
			if i, is := at[p]; is {
				row[i].Add(row[i], big.NewRat(1, 1))
			}
		}
		rows = append(rows, row)
	}
	rank := func(skip int) (n int) {
		m := make([][]*big.Rat, len(rows))
		for r := range rows {
			for c, x := range rows[r] {
				if c != skip {
					m[r] = append(m[r], new(big.Rat).Set(x))
				}
			}
		}
		for c := 0; len(m) > 0 && c < len(m[0]); c++ {
			pivot := n
			for pivot < len(m) && m[pivot][c].Sign() == 0 {
				pivot++
			}
			if pivot == len(m) {
				continue
			}
			m[n], m[pivot] = m[pivot], m[n]
			for r := n + 1; r < len(m); r++ {
				f := new(big.Rat).Quo(m[r][c], m[n][c])
				for k := c; k < len(m[r]); k++ {
					m[r][k].Sub(m[r][k], new(big.Rat).Mul(f, m[n][k]))
				}
			}
			n++
		}
		return n
	}
	return rank(at[name]) < rank(-1) // without its column the rest says less: it is fixed
}

// twoTables draws two tables of one and the same people, as the figures have
// them, with how many did not end beside each row of the first.
func twoTables(t *rapid.T) (values map[string]int, sums []equation, silent map[string]bool) {
	values, silent = map[string]int{}, map[string]bool{}
	people := 0
	table := func(name string, wide, high int, left int) {
		columns := make([]equation, wide)
		all := equation{total: "all"}
		for r := range high {
			row := equation{total: fmt.Sprintf("%s row %d", name, r)}
			for c := range wide {
				cell := fmt.Sprintf("%s %d %d", name, r, c)
				n := rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 17, 60}).Draw(t, cell)
				if r == high-1 && c == wide-1 && left >= 0 { // the second table has as many people
					n = max(0, left)
				}
				left -= n
				values[cell] = n
				columns[c].total = fmt.Sprintf("%s column %d", name, c)
				columns[c].parts = append(columns[c].parts, cell)
				row.parts = append(row.parts, cell)
				values[row.total] += n
				values[columns[c].total] += n
			}
			all.parts = append(all.parts, row.total)
			sums = append(sums, row)
		}
		sums = append(sums, all)
		sums = append(sums, columns...)
		values["all"] = 0
		for _, row := range all.parts {
			values["all"] += values[row]
		}
	}
	table("a", rapid.IntRange(1, 4).Draw(t, "wide"), rapid.IntRange(1, 5).Draw(t, "high"), -1<<40)
	people = values["all"]
	small := map[string]int{}
	for k, v := range values {
		small[k] = v
	}
	table("b", rapid.IntRange(1, 3).Draw(t, "wide b"), rapid.IntRange(1, 3).Draw(t, "high b"), people)
	if values["all"] != people { // more was drawn than there are: one table will do
		values, sums = small, only(sums, "a")
		values["all"] = people
	}
	for r := 0; values[fmt.Sprintf("a row %d", r)] > 0; r++ {
		begun, left := fmt.Sprintf("a row %d", r), fmt.Sprintf("left %d", r)
		ended := fmt.Sprintf("ended %d", r)
		values[left] = rapid.IntRange(0, values[begun]).Draw(t, left)
		values[ended] = values[begun] - values[left]
		silent[left] = true
		sums = append(sums, equation{begun, []string{ended, left}})
	}
	return values, sums, silent
}

func only(sums []equation, name string) (kept []equation) {
	for _, s := range sums {
		if len(s.parts) > 0 && s.parts[0][:1] == name {
			kept = append(kept, s)
		}
	}
	return kept
}

// TestNoWithheldFigureCanBeComputed, by sums or by bounds, at several thresholds.
func TestNoWithheldFigureCanBeComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values, sums, silent := twoTables(t)
		threshold := rapid.SampledFrom([]int{3, 5, 10, 20}).Draw(t, "threshold")
		also := map[string]bool{}
		if rapid.Bool().Draw(t, "no cells at all") {
			for name := range values {
				also[name] = name != "all" && !strings.Contains(name, "row") && !strings.Contains(name, "column")
			}
		}
		held := withhold(values, sums, silent, also, threshold)
		r := reader{low: map[string]int{}, high: map[string]int{}, sums: sums, told: map[string]int{}}
		var unknown []string
		for name, v := range values {
			switch {
			case !held[name] && !silent[name]:
				if r.told[name] = v; v > 0 && v < threshold {
					t.Fatalf("%s = %d is told", name, v)
				}
				continue
			case held[name] && v > 0 && !also[name]:
				r.low[name] = 1
			}
			unknown, r.high[name] = append(unknown, name), 1<<20
		}
		r.narrows()
		for _, name := range unknown {
			v := values[name]
			if (silent[name] || also[name]) && (v == 0 || v >= threshold) {
				continue
			}
			if r.low[name] == r.high[name] {
				t.Fatalf("%s = %d can only be that; withheld %v of %v", name, v, held, values)
			}
			if solves(sums, unknown, name) {
				t.Fatalf("%s = %d follows from the sums; withheld %v of %v", name, v, held, values)
			}
		}
	})
}

// TestLargeFiguresAreTold: nothing is withheld where nothing is small, and a
// table does not fall silent for one small cell.
func TestLargeFiguresAreTold(t *testing.T) {
	values := map[string]int{}
	var sums []equation
	all := equation{total: "all"}
	for r := range 6 {
		row := equation{total: fmt.Sprint("row ", r)}
		for c := range 4 {
			cell := fmt.Sprint(r, " ", c)
			values[cell] = 20 + r + c
			values[row.total] += values[cell]
			row.parts = append(row.parts, cell)
		}
		values["all"] += values[row.total]
		all.parts = append(all.parts, row.total)
		sums = append(sums, row)
	}
	for c := range 4 {
		column := equation{total: fmt.Sprint("column ", c)}
		for r := range 6 {
			column.parts = append(column.parts, fmt.Sprint(r, " ", c))
			values[column.total] += values[fmt.Sprint(r, " ", c)]
		}
		sums = append(sums, column)
	}
	sums = append(sums, all)
	if held := withhold(values, sums, nil, nil, 5); len(held) > 0 {
		t.Errorf("withheld: %v", held)
	}
	for _, total := range []string{"row 2", "column 1", "all"} {
		values[total] -= values["2 1"] - 3
	}
	values["2 1"] = 3
	if held := withhold(values, sums, nil, nil, 5); len(held) != 4 || !held["2 1"] {
		t.Errorf("for one small cell: %v", held)
	}
}
