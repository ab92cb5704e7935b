package skills

import "math"

// equal is how close the heights of two tops are that are taken for equal: the
// lower ability is claimed.
const equal = 1e-9

// function is what an estimate maximises.
type function struct {
	one bool // it has one top at most
	// slope returns its slope, and about how it bends there (above 0).
	slope  func(theta float64) (slope, bend float64)
	height func(theta float64) float64
}

// top returns where the function is highest, and false when that is where the
// search ends.
func (f function) top() (theta float64, found bool) {
	if f.one {
		return f.onlyTop()
	}
	const step = 0.5
	best := max(f.height(-far), f.height(far))
	before, _ := f.slope(-far)
	for left := -far; left < far; left += step {
		after, _ := f.slope(left + step)
		if before > 0 && after <= 0 {
			top := f.between(left, left+step)
			if h := f.height(top); h > best+equal {
				theta, best, found = top, h, true
			}
		}
		before = after
	}
	return theta, found
}

func (f function) onlyTop() (theta float64, found bool) {
	if left, _ := f.slope(-far); left <= 0 {
		return -far, false
	}
	if right, _ := f.slope(far); right >= 0 {
		return far, false
	}
	return f.between(-far, far), true
}

// between returns where the slope passes from up to down between low and high:
// Newton's steps with the bend, and the middle where a step leaves what is left
// of the interval or is not half of the step before the last (Brent 1973,
// Algorithms for Minimization without Derivatives, ch. 4).
func (f function) between(low, high float64) float64 {
	theta := (low + high) / 2
	before, last := math.Inf(1), math.Inf(1)
	for range 200 {
		slope, bend := f.slope(theta)
		if slope > 0 {
			low = theta
		} else {
			high = theta
		}
		next := theta + slope/bend
		if !(next > low && next < high) || math.Abs(next-theta) > before/2 {
			next = (low + high) / 2
		}
		step := math.Abs(next - theta)
		if step < 1e-13 {
			return next
		}
		before, last, theta = last, step, next
	}
	return theta
}
