package flows

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"passerelle/flows/text"
)

// Sizes of the picture, in its own units: one is a pixel at full size.
const (
	svgWidth = 460 // of a box
	svgPad   = 12  // inside a box
	svgTitle = 22  // height of a title line
	svgRow   = 20  // height of a way out of the box
	svgGap   = 26  // between boxes
	svgLane  = 14  // between the lines at the side
	svgEdge  = 16  // around everything
)

// placed is a step's box in the picture.
type placed struct {
	top, height int
	rows        []arrow // ways out that are written in the box
	down        bool    // one leads to the next box, and says nothing more
	drop        *Drop   // nil: nobody counted
}

// SVG draws a help flow as a picture of its own, its texts in one language:
// steps from top to bottom, each with its ways out written in its box, and a
// line at the side for every jump. It needs no colour to be read; for screen
// readers every box is a list item with a sentence for each way.
func (f *Flow) SVG(tag text.Language) []byte { return f.SVGWith(tag, nil) }

// SVGWith draws the flow with how many people came to each step, by its id, and
// how many went no further.
func (f *Flow) SVGWith(tag text.Language, drops map[string]Drop) []byte {
	boxes, bottom := f.place(tag, drops)
	lanes, most := lanesOf(boxes)
	left := svgEdge + (most+1)*svgLane
	width, height := left+svgWidth+svgEdge, bottom+svgEdge
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="list" aria-label="%s" font-family="system-ui, sans-serif" font-size="14">`+"\n",
		width, height, width, height, quoted(f.Title.In(tag)))
	b.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#222"/></marker>` + hatch + `</defs>` + "\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	for i := range boxes {
		f.drawBox(&b, i, boxes[i], left, tag)
		if boxes[i].down && i+1 < len(boxes) {
			fmt.Fprintf(&b, `<path d="M%d %dV%d" stroke="#222" fill="none" marker-end="url(#tip)"/>`+"\n", left+svgWidth/2, boxes[i].top+boxes[i].height, boxes[i+1].top-1)
		}
	}
	for _, l := range lanes {
		x := left - (l.lane+1)*svgLane
		fmt.Fprintf(&b, `<path d="M%d %dH%dV%dH%d" stroke="#222" fill="none"%s marker-end="url(#tip)"/>`+"\n",
			left, l.from, x, l.to, left-1, dashes(l.condition))
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func dashes(condition bool) string {
	if condition {
		return ` stroke-dasharray="5 3"`
	}
	return ""
}

// place lays the boxes out under each other.
func (f *Flow) place(tag text.Language, drops map[string]Drop) (boxes []placed, bottom int) {
	boxes, y := make([]placed, len(f.Steps)), svgEdge
	for _, a := range f.arrows(tag) {
		box := &boxes[a.fromStep]
		if a.label == "" && a.toStep == a.fromStep+1 {
			box.down = true
			continue
		}
		box.rows = append(box.rows, a)
	}
	for i := range boxes {
		boxes[i].top, boxes[i].height = y, 2*svgPad+svgTitle+svgRow*len(boxes[i].rows)
		if d, counted := drops[f.Steps[i].ID]; counted {
			boxes[i].drop = &d
			boxes[i].height += svgRow
		}
		y += boxes[i].height + svgGap
	}
	return boxes, y - svgGap
}

// rowAt is the height of the middle of a way out in its box.
func (p placed) rowAt(n int) int { return p.top + svgPad + svgTitle + svgRow*n + svgRow/2 }

// drawBox draws a step with its number, what it says, and its ways out.
func (f *Flow) drawBox(b *strings.Builder, i int, p placed, left int, tag text.Language) {
	s := &f.Steps[i]
	round := 4
	if s.Question() {
		round = 16
	}
	said := []string{f.firstLine(i, tag)}
	for _, a := range p.rows {
		said = append(said, f.way(a, tag))
	}
	if p.down {
		said = append(said, f.way(arrow{toStep: i + 1}, tag))
	}
	if p.drop != nil {
		said = append(said, p.drop.words(tag))
	}
	fmt.Fprintf(b, `<g role="listitem" aria-label="%s">`+"\n", quoted(fmt.Sprintf("%d. %s", i+1, strings.Join(said, "; "))))
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" rx="%d" fill="#fff" stroke="#222"/>`+"\n", left, p.top, svgWidth, p.height, round)
	fmt.Fprintf(b, `<text x="%d" y="%d"><tspan font-weight="bold">%d</tspan> %s</text>`+"\n", left+svgPad, p.top+svgPad+14, i+1, quoted(f.firstLine(i, tag)))
	for n, a := range p.rows {
		style := ""
		if a.condition {
			style = ` font-style="italic"`
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="#222"%s>%s</text>`+"\n", left+2*svgPad, p.rowAt(n)+5, style, quoted(f.way(a, tag)))
	}
	if p.drop != nil {
		p.drawDrop(b, left, tag)
	}
	b.WriteString("</g>\n")
}

// way says a way out in words: "Yes → 5", "channel: sms → a person".
func (f *Flow) way(a arrow, tag text.Language) string {
	to := fmt.Sprint(a.toStep + 1)
	if a.leaves {
		to = outName(a.to, tag)
	}
	return strings.TrimSpace(shortened(a.label, mostDrawn) + " → " + to)
}

// lane is a line at the side from a way out to the step that it leads to.
type lane struct {
	from, to  int // heights
	lane      int // counted from the boxes outwards
	condition bool
}

// lanesOf gives every jump a lane of its own wherever two would run beside each
// other, the shortest ones nearest to the boxes. most is the outermost lane.
func lanesOf(boxes []placed) (lanes []lane, most int) {
	for i := range boxes {
		for n, a := range boxes[i].rows {
			if !a.leaves {
				lanes = append(lanes, lane{from: boxes[i].rowAt(n), to: boxes[a.toStep].top + svgPad + svgTitle/2 - n%2*4, condition: a.condition})
			}
		}
	}
	slices.SortStableFunc(lanes, func(a, b lane) int { return abs(a.to-a.from) - abs(b.to-b.from) })
	for i := range lanes {
		for taken := true; taken; {
			taken = slices.ContainsFunc(lanes[:i], func(o lane) bool { return o.lane == lanes[i].lane && overlap(o, lanes[i]) })
			if taken {
				lanes[i].lane++
			}
		}
		most = max(most, lanes[i].lane)
	}
	return lanes, most
}

func overlap(a, b lane) bool {
	return min(a.from, a.to) <= max(b.from, b.to) && min(b.from, b.to) <= max(a.from, a.to)
}

func abs(n int) int { return max(n, -n) }

// quoted keeps an author's words from being read as XML.
func quoted(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
