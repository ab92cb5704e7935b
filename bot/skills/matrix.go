package skills

import "math"

// matrix is square and symmetric.
type matrix [][]float64

func newMatrix(n int) matrix {
	m := make(matrix, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

func (m matrix) add(o matrix) {
	for i := range m {
		for j := range m[i] {
			m[i][j] += o[i][j]
		}
	}
}

// without returns the matrix without a last row and column, n of them.
func (m matrix) without(n int) matrix {
	cut := newMatrix(len(m) - n)
	for i := range cut {
		copy(cut[i], m[i])
	}
	return cut
}

// inverse returns the inverse of a positive definite matrix by Cholesky's
// decomposition, and false when it is none.
func (m matrix) inverse() (matrix, bool) {
	n := len(m)
	l := newMatrix(n)
	for i := range n {
		for j := range i + 1 {
			sum := m[i][j]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i != j {
				l[i][j] = sum / l[j][j]
				continue
			}
			if !(sum > 1e-12*math.Abs(m[i][i])) {
				return nil, false
			}
			l[i][i] = math.Sqrt(sum)
		}
	}
	inv := newMatrix(n)
	column := make([]float64, n)
	for c := range n {
		clear(column)
		column[c] = 1
		for i := range n {
			for k := range i {
				column[i] -= l[i][k] * column[k]
			}
			column[i] /= l[i][i]
		}
		for i := n - 1; i >= 0; i-- {
			for k := i + 1; k < n; k++ {
				column[i] -= l[k][i] * column[k]
			}
			column[i] /= l[i][i]
			inv[i][c] = column[i]
		}
	}
	return inv, true
}

// times returns the matrix times a vector.
func (m matrix) times(v []float64) []float64 {
	out := make([]float64, len(m))
	for i, row := range m {
		for j, x := range row {
			out[i] += x * v[j]
		}
	}
	return out
}

// centred returns the deviations of estimates that are moved to mean 0, from the
// covariances of the first n: those of C·m·C, where C takes the mean away.
func (m matrix) centred(n int) []float64 {
	rows, all := make([]float64, n), 0.0
	for i := range n {
		for j := range n {
			rows[i] += m[i][j] / float64(n)
		}
		all += rows[i] / float64(n)
	}
	sd := make([]float64, n)
	for i := range n {
		sd[i] = math.Sqrt(max(0, m[i][i]-2*rows[i]+all))
	}
	return sd
}
