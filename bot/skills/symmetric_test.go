package skills

import (
	"math"
	"math/bits"
	"testing"

	"pgregory.net/rapid"
)

// TestSymmetric compares with the sums over all patterns of answers.
func TestSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Float64Range(-Bound, Bound), 2, 8).Draw(t, "b")
		n := len(b)
		var s symmetric
		s.load(append([]float64(nil), make([]float64, 9)...)) // what it held before is no matter
		s.load(b)
		total, right, both := make([]float64, n+1), newTable(n+1, n), map[[3]int]float64{}
		for pattern := range 1 << n {
			weight, r := 1.0, bits.OnesCount(uint(pattern))
			for i, x := range b {
				if pattern>>i&1 == 1 {
					weight *= math.Exp(-x)
				}
			}
			total[r] += weight
			for i := range n {
				for j := i; j < n && pattern>>i&1 == 1; j++ {
					if pattern>>j&1 == 1 {
						both[[3]int{r, i, j}] += weight
					}
				}
				if pattern>>i&1 == 1 {
					right[r][i] += weight
				}
			}
		}
		for i := range n {
			s.sums(n, i, s.rest, s.rest2)
			for r := 1; r < n; r++ {
				near(t, "right", s.right(n, i, r), right[r][i]/total[r], 1e-9)
				for j := i + 1; j < n && r > 1; j++ {
					near(t, "both", s.both(n, i, j, r), both[[3]int{r, i, j}]/total[r], 1e-9)
				}
			}
		}
	})
}

// TestSymmetricOfManyItems: a hundred items from −6 to 6 lose nothing: the
// chances add up to the raw score.
func TestSymmetricOfManyItems(t *testing.T) {
	var b []float64
	for i := range 100 {
		b = append(b, -6+12*float64(i)/99)
	}
	var s symmetric
	s.load(b)
	for r := 1; r < 100; r++ {
		sum := 0.0
		for i := range b {
			p := s.right(100, i, r)
			if !(p > 0 && p < 1) {
				t.Fatalf("score %d, item %d: %v", r, i, p)
			}
			sum += p
		}
		near(t, "the sum", sum, float64(r), 1e-9)
	}
}
