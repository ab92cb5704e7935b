package skills

import (
	"math"
	"slices"
)

// errors returns the standard errors of the difficulties from the observed
// information (Louis 1982, Journal of the Royal Statistical Society B 44,
// 226-233): the information of answers and abilities together, less what is
// unknown of the abilities. Without anchors they are those of difficulties
// with mean 0.
func (m *marginal) errors() ([]float64, bool) {
	n := len(m.b)
	info := newMatrix(n + 2) // difficulties, mean, logarithm of the SD
	soft, right := newTable(n, len(m.z)), newTable(n, len(m.z))
	for j, b := range m.b {
		for k, z := range m.z {
			x := m.mean + m.sp*z - b
			soft[j][k] = -logLogistic(-x)
			right[j][k], _ = logistic(x)
		}
	}
	sideBySide(len(m.d.patterns), func(from, to int) matrix {
		part := newMatrix(n + 2)
		for _, p := range m.d.patterns[from:to] {
			m.inform(p, soft, right, part)
		}
		return part
	}, info.add)
	if m.prior != nil {
		for j := range n {
			info[j][j] += 1 / (m.sd * m.sd)
		}
	}
	free := n + 2
	if !m.held() {
		info[n], info[n+1] = info[n+1], info[n] // the mean last, to leave it out
		for i := range info {
			info[i][n], info[i][n+1] = info[i][n+1], info[i][n]
		}
		info, free = info.without(1), n+1
	}
	for j, f := range m.fixed {
		if f {
			clear(info[j])
			for i := range free {
				info[i][j] = 0
			}
			info[j][j] = 1
		}
	}
	if m.sp <= smallestSpread { // the spread is at its end: take it for known
		info = info.without(1)
	}
	covariance, ok := info.inverse()
	if !ok {
		return nil, false
	}
	if !slices.Contains(m.fixed, true) {
		return covariance.centred(n), true
	}
	se := make([]float64, n)
	for j := range se {
		if !m.fixed[j] {
			se[j] = math.Sqrt(covariance[j][j])
		}
	}
	return se, true
}

// inform adds the information of the people of a pattern.
func (m *marginal) inform(p pattern, soft, right, into matrix) {
	n, weight := len(m.b), make([]float64, len(m.z))
	// The slopes of the joint likelihood at each node, by number.
	slopes := make([][]float64, len(p.items)+2)
	at := make([]int, len(p.items)+2)
	for a, j := range p.items {
		slopes[a], at[a] = right[j], j
	}
	mean, spread := make([]float64, len(m.z)), make([]float64, len(m.z))
	for k, z := range m.z {
		mean[k], spread[k] = z/m.sp, z*z-1
	}
	slopes[len(p.items)], at[len(p.items)] = mean, n
	slopes[len(p.items)+1], at[len(p.items)+1] = spread, n+1
	expect := make([]float64, len(slopes))
	product := make([]float64, len(m.z))
	for r, people := range p.n {
		if people == 0 {
			continue
		}
		m.posterior(p, r, soft, weight)
		for a, s := range slopes {
			expect[a] = dot(s, weight)
		}
		for a, s := range slopes {
			for k, w := range weight {
				product[k] = w * s[k]
			}
			for c := range a + 1 {
				v := people * (dot(product, slopes[c]) - expect[a]*expect[c])
				into[at[a]][at[c]] -= v
				if a != c {
					into[at[c]][at[a]] -= v
				}
			}
			if a < len(p.items) {
				into[at[a]][at[a]] += people * (expect[a] - dot(product, s))
			}
		}
		one, two := 0.0, 0.0
		for k, w := range weight {
			one, two = one+w*m.z[k], two+w*m.z[k]*m.z[k]
		}
		into[n][n] += people / (m.sp * m.sp)
		into[n+1][n+1] += people * 2 * two
		into[n][n+1] += people * 2 * one / m.sp
		into[n+1][n] += people * 2 * one / m.sp
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
