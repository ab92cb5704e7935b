package report

import (
	"cmp"
	"slices"
)

// equation says that parts add up to a total, all by the names of figures.
type equation struct {
	total string
	parts []string
}

// withholder decides which figures are not told, so that none of those under a
// threshold can be computed from the others. Figures are numbered by their names
// in order.
type withholder struct {
	threshold int
	names     []string
	value     []int
	shown     []bool  // told unless it is withheld; the others are never told
	withheld  []bool  // to be told, and held back
	total     []bool  // the total of an equation
	sums      [][]int // per equation: the total, then the parts
	of        [][]int // per figure: its equations
}

// withhold returns the names of the figures that must not be told. Those of
// "silent" are told nowhere, but could be computed, such as how many did not end.
//
// A figure of 1 to threshold−1 is withheld. Then others are, until for each
// withheld one there are two sets of figures that differ in it and look alike to
// the reader: who sees the page cannot tell which of them is true (the cell
// suppression of statistical offices; see Willenborg and de Waal, Elements of
// Statistical Disclosure Control, 2001, chapter 4). What is withheld of a sum
// that is told comes to the threshold at least.
//
// Those that "also" names are withheld whatever they are, which says nothing of
// them; only the small ones among them must not be computed.
func withhold(values map[string]int, sums []equation, silent, also map[string]bool, threshold int) map[string]bool {
	w := newWithholder(values, sums, silent, threshold)
	for i, name := range w.names {
		w.shown[i] = w.shown[i] && !also[name]
		w.withheld[i] = w.withheld[i] && w.shown[i]
	}
	for more := true; more; {
		more = false
		for _, i := range w.exposed() {
			if j := w.cover(i); j >= 0 {
				w.withheld[j], more = true, true
			}
		}
	}
	held := map[string]bool{}
	for i, name := range w.names {
		if w.withheld[i] || also[name] {
			held[name] = true
		}
	}
	return held
}

func newWithholder(values map[string]int, sums []equation, silent map[string]bool, threshold int) *withholder {
	w := &withholder{threshold: threshold}
	at := map[string]int{}
	for name := range values {
		w.names = append(w.names, name)
	}
	slices.Sort(w.names)
	n := len(w.names)
	w.value, w.shown, w.withheld, w.total, w.of = make([]int, n), make([]bool, n), make([]bool, n), make([]bool, n), make([][]int, n)
	for i, name := range w.names {
		at[name], w.value[i], w.shown[i] = i, values[name], !silent[name]
		w.withheld[i] = w.shown[i] && w.small(i)
	}
	for k, s := range sums {
		row := []int{at[s.total]}
		for _, part := range s.parts {
			row = append(row, at[part])
		}
		w.total[row[0]] = true
		w.sums = append(w.sums, row)
		for _, i := range row {
			w.of[i] = append(w.of[i], k)
		}
	}
	return w
}

func (w *withholder) small(i int) bool   { return w.value[i] > 0 && w.value[i] < w.threshold }
func (w *withholder) unknown(i int) bool { return w.withheld[i] || !w.shown[i] }

// guarded reports whether nobody may compute a figure: one that is withheld, and
// a small one that is told nowhere.
func (w *withholder) guarded(i int) bool { return w.withheld[i] || !w.shown[i] && w.small(i) }

// exposed are the guarded figures that a reader could compute, or nearly.
func (w *withholder) exposed() (list []int) {
	open := map[int]bool{}
	for _, sum := range w.sums {
		if w.unknown(sum[0]) {
			continue
		}
		guarded, rest := -1, 0
		for _, i := range sum[1:] {
			if w.unknown(i) {
				rest += w.value[i]
			}
			if w.guarded(i) {
				guarded = i
			}
		}
		if guarded >= 0 && rest < w.threshold {
			open[guarded] = true
		}
	}
	covered := w.covered()
	for i := range w.names {
		if w.guarded(i) && (open[i] || !covered[i]) {
			list = append(list, i)
		}
	}
	return list
}

// cover chooses the figure that is withheld to cover another one: of the same
// sums if it can be, and the cheapest. −1: all that could
// be is withheld already.
func (w *withholder) cover(i int) int {
	seen, queue := map[int]bool{i: true}, []int{i}
	best := -1
	for len(queue) > 0 && best < 0 {
		var next []int
		for _, at := range queue {
			for _, k := range w.of[at] {
				for _, j := range w.sums[k] {
					switch {
					case !w.unknown(j):
						if best < 0 || w.cheaper(j, best) {
							best = j
						}
					case !seen[j]:
						seen[j] = true
						next = append(next, j)
					}
				}
			}
		}
		queue = next
	}
	return best
}

// cheaper reports whether a reader loses less by a figure than by another: a cell
// before a total, and of totals the smallest. A 0 says little, but covers another
// cell only where others of its row and its column are withheld too.
func (w *withholder) cheaper(a, b int) bool {
	rank := func(i int) int {
		switch {
		case w.value[i] > 0 && !w.total[i]:
			return 0
		case w.value[i] == 0 && w.crossed(i) > 1:
			return 1
		case w.value[i] > 0:
			return 2
		}
		return 3
	}
	if x, y := rank(a), rank(b); x != y {
		return x < y
	} else if x == 0 {
		return cmp.Or(cmp.Compare(w.crossed(b), w.crossed(a)), cmp.Compare(w.value[a], w.value[b]), cmp.Compare(a, b)) < 0
	}
	return cmp.Or(cmp.Compare(w.value[a], w.value[b]), cmp.Compare(a, b)) < 0
}

// crossed is in how many of a figure's sums another one is withheld already: they
// cover each other, and fewer are needed.
func (w *withholder) crossed(i int) (n int) {
	for _, k := range w.of[i] {
		for _, j := range w.sums[k] {
			if j != i && w.withheld[j] {
				n++
				break
			}
		}
	}
	return n
}
