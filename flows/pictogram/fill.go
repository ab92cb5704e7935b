package pictogram

import (
	"cmp"
	"slices"
)

// rows is into how many lines a pixel is cut to see how far it is filled.
const rows = 4

// crossing is where an edge crosses a line, and whether it goes down (1) or up (-1).
type crossing struct {
	x   float64
	way int
}

// filled returns how far the closed lines cover each pixel, by the rule "not
// zero", which is SVG's own.
func filled(lines [][]point) []float64 {
	cover := make([]float64, Size*Size)
	for row := range Size * rows {
		at := crossings(lines, (float64(row)+.5)/rows)
		way := 0
		for i := range max(0, len(at)-1) {
			if way += at[i].way; way != 0 {
				span(cover[row/rows*Size:][:Size], at[i].x, at[i+1].x)
			}
		}
	}
	return cover
}

func crossings(lines [][]point, y float64) (at []crossing) {
	for _, line := range lines {
		for i, a := range line {
			b, way := line[(i+1)%len(line)], 1
			if a.y > b.y {
				a, b, way = b, a, -1
			}
			if a.y <= y && y < b.y {
				at = append(at, crossing{a.x + (y-a.y)/(b.y-a.y)*(b.x-a.x), way})
			}
		}
	}
	slices.SortFunc(at, func(a, b crossing) int { return cmp.Compare(a.x, b.x) })
	return at
}

// span adds one line from x0 to x1 to a row of pixels.
func span(row []float64, x0, x1 float64) {
	x0, x1 = max(0, x0), min(Size, x1)
	for x := int(x0); float64(x) < x1; x++ {
		row[x] += (min(x1, float64(x+1)) - max(x0, float64(x))) / rows
	}
}
