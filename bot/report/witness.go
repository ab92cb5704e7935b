package report

import (
	"cmp"
	"math"
	"slices"
)

// covered tells for each figure whether there is a second set of figures which a
// reader cannot tell from the true one and in which it is another number.
//
// What the reader knows is that the sums hold, so the difference of the two sets
// solves them with 0 on the right (a null vector of the unknown figures). The
// vectors are found by Gauss-Jordan elimination and tried in whole numbers, added
// and taken away: no figure may fall below what a reader knows it to be.
func (w *withholder) covered() []bool {
	covered := make([]bool, len(w.names))
	var columns []int // the unknown figures
	column := make([]int, len(w.names))
	for i := range w.names {
		if w.unknown(i) {
			columns = append(columns, i)
		}
	}
	// The largest come first and are solved for the small ones, which then stand in
	// one vector each: a 1 can be a 2, but never a 0.
	slices.SortStableFunc(columns, func(a, b int) int { return cmp.Compare(w.value[b], w.value[a]) })
	for c, i := range columns {
		column[i] = c
	}
	var rows [][]float64
	for _, sum := range w.sums {
		row := make([]float64, len(columns))
		for n, i := range sum {
			if w.unknown(i) {
				row[column[i]] += sign(n)
			}
		}
		rows = append(rows, row)
	}
	for _, v := range nullVectors(rows, len(columns)) {
		whole, ok := wholeNumbers(v)
		if !ok || !w.solves(whole, column) || !w.possible(whole, columns, 1) && !w.possible(whole, columns, -1) {
			continue
		}
		for c, by := range whole {
			covered[columns[c]] = covered[columns[c]] || by != 0
		}
	}
	return covered
}

// sign is a figure's in its sum: the total is taken from the parts.
func sign(n int) float64 {
	if n == 0 {
		return -1
	}
	return 1
}

// solves checks in whole numbers that every sum holds with the change too.
func (w *withholder) solves(change []int, column []int) bool {
	for _, sum := range w.sums {
		all := 0
		for n, i := range sum {
			if w.unknown(i) {
				all += int(sign(n)) * change[column[i]]
			}
		}
		if all != 0 {
			return false
		}
	}
	return true
}

// possible reports whether the changed figures could be true: a withheld one is
// known to be 1 at least, where it is no 0 that was withheld to cover another.
func (w *withholder) possible(change []int, columns []int, by int) bool {
	for c, i := range columns {
		least := 0
		if w.withheld[i] {
			least = min(1, w.value[i])
		}
		if w.value[i]+by*change[c] < least {
			return false
		}
	}
	return true
}

const nothing = 1e-9

// nullVectors solves rows · v = 0: one vector for each free column. It changes
// the rows.
func nullVectors(rows [][]float64, columns int) (vectors [][]float64) {
	pivot := make([]int, 0, columns) // the column of each solved row
	at := 0
	free := []int{}
	for c := range columns {
		best := -1
		for r := at; r < len(rows); r++ {
			if math.Abs(rows[r][c]) > nothing && (best < 0 || math.Abs(rows[r][c]) > math.Abs(rows[best][c])) {
				best = r
			}
		}
		if best < 0 {
			free = append(free, c)
			continue
		}
		rows[at], rows[best] = rows[best], rows[at]
		clearColumn(rows, at, c)
		pivot = append(pivot, c)
		at++
	}
	for _, c := range free {
		v := make([]float64, columns)
		v[c] = 1
		for r, p := range pivot {
			v[p] = -rows[r][c]
		}
		vectors = append(vectors, v)
	}
	return vectors
}

// clearColumn makes the pivot 1 and everything above and below it 0.
func clearColumn(rows [][]float64, at, c int) {
	scale := rows[at][c]
	for k := range rows[at] {
		rows[at][k] /= scale
	}
	for r := range rows {
		if f := rows[r][c]; r != at && math.Abs(f) > nothing {
			for k := range rows[r] {
				rows[r][k] -= f * rows[at][k]
			}
		}
	}
}

// wholeNumbers rounds a vector that is in whole numbers, as those of tables are.
func wholeNumbers(v []float64) ([]int, bool) {
	whole := make([]int, len(v))
	for i, x := range v {
		r := math.Round(x)
		if math.Abs(x-r) > 1e-6 {
			return nil, false
		}
		whole[i] = int(r)
	}
	return whole, true
}
