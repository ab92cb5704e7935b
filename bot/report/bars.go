package report

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"
)

// Bar is one bar of a chart: Share is from 0 to 1, Value is what stands behind it.
type Bar struct {
	Label string
	Value string
	Share float64
	Pale  bool // one that is there to compare with
}

// Sizes of a chart, in units of its drawing.
const (
	barRow    = 34
	barLength = 300.0
	barChar   = 10  // about the width of a letter
	barLabel  = 300 // a label's room at most
)

// Chart draws bars, one below the other, as SVG that stands in a page: with a
// title and a description for who does not see it, in the page's own color, with
// nothing from elsewhere. id names it in its page. Bars say less than their
// table, which belongs beside them.
func Chart(id, title, desc string, bars []Bar) string {
	left, right := 0, 0
	for _, b := range bars {
		left, right = max(left, utf8.RuneCountInString(b.Label)), max(right, utf8.RuneCountInString(b.Value))
	}
	from := min(left*barChar+16, barLabel)
	high := len(bars)*barRow + 6
	var s strings.Builder
	fmt.Fprintf(&s, `<svg class="chart" role="img" aria-labelledby="%s-t %s-d" viewBox="0 0 %d %d" width="100%%" xmlns="http://www.w3.org/2000/svg">`, id, id, from+int(barLength)+right*barChar+16, high)
	fmt.Fprintf(&s, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc><g font-size="16" fill="currentColor" font-family="inherit">`, id, html.EscapeString(title), id, html.EscapeString(desc))
	for i, b := range bars {
		y := i*barRow + 4
		length := barLength * max(0, min(1, b.Share))
		opacity := 1.0
		if b.Pale {
			opacity = 0.45
		}
		fmt.Fprintf(&s, `<text x="%d" y="%d" text-anchor="end">%s</text>`, from-8, y+19, html.EscapeString(b.Label))
		fmt.Fprintf(&s, `<rect x="%d" y="%d" width="%.0f" height="26" fill="none" stroke="currentColor" stroke-opacity="0.4"/>`, from, y, barLength)
		fmt.Fprintf(&s, `<rect x="%d" y="%d" width="%.1f" height="26" fill-opacity="%.2f"/>`, from, y, length, opacity)
		fmt.Fprintf(&s, `<text x="%d" y="%d">%s</text>`, from+int(barLength)+8, y+19, html.EscapeString(b.Value))
	}
	s.WriteString("</g></svg>")
	return s.String()
}
