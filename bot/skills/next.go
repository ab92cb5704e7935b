package skills

import "math"

// tie is how close two numbers are that differ by rounding only.
const tie = 1e-12

// Information returns what an item tells at an ability (Fisher's information,
// per logit squared).
func (b *Bank) Information(item int, theta float64) float64 {
	return b.curves[item].information(theta)
}

// TestInformation returns what all items tell at an ability; 1/√ of it is the
// standard error that a test of all of them has there.
func (b *Bank) TestInformation(theta float64) float64 {
	sum := 0.0
	for i := range b.curves {
		sum += b.curves[i].information(theta)
	}
	return sum
}

// Next returns the open item that tells most at an ability (maximum Fisher
// information: Lord 1980, Applications of Item Response Theory, ch. 10), the
// first of equal ones, and what it tells; −1 when none is open.
func (b *Bank) Next(theta float64, open []bool) (item int, info float64) {
	return b.most(theta, open, -1)
}

// most is Next within an area, or in all for −1.
func (b *Bank) most(theta float64, open []bool, area int) (item int, info float64) {
	item = -1
	for i := range b.curves {
		if !open[i] || area >= 0 && b.items[i].Area != area {
			continue
		}
		if here := b.curves[i].information(theta); item < 0 || here > info*(1+tie) {
			item, info = i, here
		}
	}
	return item, info
}

// has reports whether an area has an open item.
func (b *Bank) has(area int, open []bool) bool {
	for i := range b.items {
		if open[i] && b.items[i].Area == area {
			return true
		}
	}
	return false
}

// NextBalanced returns the open item that tells most in the area that lacks
// most: the first area that was never asked, else the one with the largest share
// of the bank minus its share of what was asked, the first of equal ones
// (Kingsbury & Zara 1989, Applied Measurement in Education 2, 359-375). asked is
// the number of items asked by area. Areas without an open item are passed over;
// item and area are −1 when none has one.
func (b *Bank) NextBalanced(theta float64, open []bool, asked []int) (item, area int, info float64) {
	total := 0
	for _, n := range asked {
		total += n
	}
	area = -1
	lack := math.MinInt
	for a := range b.areas {
		if !b.has(a, open) {
			continue
		}
		// target/len − asked/total, times len and total: whole numbers tie exactly.
		here := b.target[a]*total - asked[a]*len(b.items)
		if asked[a] == 0 {
			here = math.MaxInt
		}
		if here > lack {
			area, lack = a, here
		}
	}
	return b.within(theta, open, area)
}

// NextFewest is NextBalanced with a plainer rule for the area: the one that was
// asked least, the first of equal ones.
func (b *Bank) NextFewest(theta float64, open []bool, asked []int) (item, area int, info float64) {
	area = -1
	for a := range b.areas {
		if b.has(a, open) && (area < 0 || asked[a] < asked[area]) {
			area = a
		}
	}
	return b.within(theta, open, area)
}

func (b *Bank) within(theta float64, open []bool, area int) (int, int, float64) {
	if area < 0 {
		return -1, -1, 0
	}
	item, info := b.most(theta, open, area)
	return item, area, info
}
