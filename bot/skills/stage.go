package skills

import "math"

// StageSize is the number of items of one stage of a staged check, which has
// three: with five areas, one item of each.
const StageSize = 5

// stageMoves are how far the target moves after a stage, in logits, by the
// number of right answers in it: from none to all.
var stageMoves = [StageSize + 1]float64{-1.5, -.9, -.3, .3, .9, 1.5}

// StageTarget returns where the next stage aims after one that aimed at target
// and had that share of its grades, from 0 to 1 (right answers out of those asked).
func StageTarget(target, share float64) float64 {
	right := int(math.Round(min(max(share, 0), 1) * StageSize))
	return min(max(target+stageMoves[right], -Bound), Bound)
}

// Stage returns the n open items nearest a target in logits, nearest first, the
// first of equally near ones, in the room of into where that is enough; fewer
// when fewer are open. With perArea it goes round the areas in the bank's order
// and takes the nearest item of each.
func (b *Bank) Stage(target float64, open []bool, perArea bool, n int, into []int) []int {
	into = into[:0]
	for area := 0; len(into) < n; {
		item := -1
		if !perArea {
			item = b.nearest(target, open, -1, into)
		}
		for tried := 0; perArea && item < 0 && tried < len(b.areas); tried++ {
			item = b.nearest(target, open, area, into)
			area = (area + 1) % len(b.areas)
		}
		if item < 0 {
			break
		}
		into = append(into, item)
	}
	return into
}

// nearest returns the open item of an area (−1: of all) nearest a target that is
// not among those taken, −1 when there is none.
func (b *Bank) nearest(target float64, open []bool, area int, taken []int) int {
	best, far := -1, math.Inf(1)
	for i := range b.items {
		if !open[i] || area >= 0 && b.items[i].Area != area || holds(taken, i) {
			continue
		}
		if d := math.Abs(b.places[i] - target); d < far-tie {
			best, far = i, d
		}
	}
	return best
}

func holds(taken []int, item int) bool {
	for _, t := range taken {
		if t == item {
			return true
		}
	}
	return false
}
