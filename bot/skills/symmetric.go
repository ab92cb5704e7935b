package skills

// symmetric holds what the conditional likelihood needs of a pattern: the
// probabilities of right answers given the raw score. They are ratios of
// elementary symmetric functions (Andersen 1972, Journal of the Royal Statistical
// Society B 34, 42-54). Each item has a chance p and 1−p at one common ability;
// the sums then are probabilities of raw scores, and as they only add positive
// numbers, they lose nothing (the summation algorithm: Verhelst, Glas & van der
// Sluis 1984, Computational Statistics Quarterly 1, 245-262; Liou 1994, Applied
// Psychological Measurement 18, 303-320).
type symmetric struct {
	p, q         []float64
	fore, behind [][]float64 // the scores of the first i items, of those from i on
	rest, rest2  [][]float64 // the same among the items without one
}

// room makes room for n items.
func (s *symmetric) room(n int) {
	if len(s.p) >= n {
		return
	}
	s.p, s.q = make([]float64, n), make([]float64, n)
	for _, t := range []*[][]float64{&s.fore, &s.behind, &s.rest, &s.rest2} {
		*t = newTable(n+2, n+2)
	}
}

// load takes the difficulties of a pattern's items and sums them up.
func (s *symmetric) load(b []float64) {
	s.room(len(b))
	centre := 0.0
	for _, x := range b {
		centre += x / float64(len(b))
	}
	for i, x := range b {
		s.p[i], s.q[i] = logistic(centre - x)
	}
	s.sums(len(b), -1, s.fore, s.behind)
}

// sums fills fore and behind for the first n items without one (−1: with all).
func (s *symmetric) sums(n, without int, fore, behind [][]float64) {
	fore[0][0] = 1
	for i := range n {
		s.convolve(fore[i+1], fore[i], i, i, without)
	}
	behind[n][0] = 1
	for i := n - 1; i >= 0; i-- {
		s.convolve(behind[i], behind[i+1], n-1-i, i, without)
	}
}

// convolve puts item i to the scores 0 to size of others.
func (s *symmetric) convolve(into, from []float64, size, i, without int) {
	p, q := s.p[i], s.q[i]
	if i == without {
		p, q = 0, 1
	}
	into[0] = from[0] * q
	for r := 1; r <= size; r++ {
		into[r] = from[r]*q + from[r-1]*p
	}
	into[size+1] = from[size] * p
}

// total returns the probability of a raw score of n items.
func (s *symmetric) total(n, r int) float64 { return s.fore[n][r] }

// right returns the probability that item i of n is right, given a raw score r ≥ 1.
func (s *symmetric) right(n, i, r int) float64 {
	return s.p[i] * join(s.fore[i], i, s.behind[i+1], n-1-i, r-1) / s.total(n, r)
}

// both returns the probability that items i < j of n are right, given a raw score
// r ≥ 2; sums without i must stand in rest.
func (s *symmetric) both(n, i, j, r int) float64 {
	return s.p[i] * s.p[j] * join(s.rest[j], j, s.rest2[j+1], n-1-j, r-2) / s.total(n, r)
}

// join returns Σ_t a_t·b_(r−t), where a has the scores 0 to sizeA and b to sizeB.
func join(a []float64, sizeA int, b []float64, sizeB, r int) float64 {
	sum := 0.0
	for t := max(0, r-sizeB); t <= min(r, sizeA); t++ {
		sum += a[t] * b[r-t]
	}
	return sum
}
