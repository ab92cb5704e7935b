// Package skills is measurement: it scores a check's answers. It is plain
// mathematics without I/O.
//
// For now it holds the simple score: the share of the difficulty that was
// solved. The item response model replaces it behind the same question.
package skills

// Scored is one answered item: its difficulty from 1 (very easy) to 5 (hard)
// and how much of it was solved, from 0 to 1.
type Scored struct{ Difficulty, Solved float64 }

// Share returns the solved share of the difficulty that was asked, from 0 to 1:
// the sum of difficulty times solved over the sum of difficulty. It returns 0
// for no items.
func Share(items []Scored) float64 {
	solved, asked := 0.0, 0.0
	for _, i := range items {
		solved += i.Difficulty * i.Solved
		asked += i.Difficulty
	}
	if asked == 0 {
		return 0
	}
	return solved / asked
}

// Band returns which of n bands a share falls into, from 0, and whether it is
// known: fewer than atLeast items say nothing. The bands are of equal width, a
// value on a cut belongs to the lower band.
func Band(items []Scored, n, atLeast int) (band int, known bool) {
	if n == 0 || len(items) < atLeast || len(items) == 0 {
		return 0, false
	}
	share := Share(items)
	for band < n-1 && share > float64(band+1)/float64(n) {
		band++
	}
	return band, true
}
