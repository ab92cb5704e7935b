package flows

import (
	"fmt"
	"strings"

	"passerelle/flows/text"
)

// Drop is how many people came to a step and how many went no further, for a
// picture. Whoever makes it has withheld what is too small.
type Drop struct {
	Shown int    // 0: too few to tell
	Left  int    // of these; 0: none, or too few to tell
	Clear string // what was said of it when asked, such as "12 yes, 5 not quite"
}

// Width of the bar that shows which share left.
const svgBar = 120

// dropWords say it in the picture's language: how often it was seen, how many went
// no further, too few. What may be told is told to the nearest five.
var dropWords = map[text.Language][3]string{
	"fr": {"vue ≈ %d fois", "≈ %d s'arrêtent là (%d %%)", "trop peu de personnes pour le dire"},
	"de": {"≈ %d-mal gesehen", "≈ %d hören hier auf (%d %%)", "zu wenige Personen, um es zu sagen"},
	"it": {"vista ≈ %d volte", "≈ %d si fermano qui (%d %%)", "troppo poche persone per dirlo"},
	"en": {"seen ≈ %d times", "≈ %d stop here (%d %%)", "too few people to tell"},
}

// share is the share that left, in per cent.
func (d Drop) share() int {
	if d.Shown == 0 {
		return 0
	}
	return min(100, d.Left*100/d.Shown)
}

// words says the drop in one line.
func (d Drop) words(tag text.Language) string {
	said, ok := dropWords[tag]
	if !ok {
		said = dropWords["en"]
	}
	if d.Shown == 0 {
		return said[2]
	}
	line := fmt.Sprintf(said[0], d.Shown)
	if d.Left > 0 {
		line += " · " + fmt.Sprintf(said[1], d.Left, d.share())
	}
	if d.Clear != "" {
		line += " · " + d.Clear
	}
	return line
}

// hatch is the pattern of the part that left: it is told by its lines, not by a
// colour.
const hatch = `<pattern id="left" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="#222" stroke-width="3"/></pattern>`

// drawDrop draws the bar and its words at the foot of a box.
func (p placed) drawDrop(b *strings.Builder, left int, tag text.Language) {
	y := p.top + p.height - svgPad - 12
	x := left + svgPad
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="10" fill="#fff" stroke="#222"/>`+"\n", x, y, svgBar)
	if w := svgBar * p.drop.share() / 100; w > 0 {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="10" fill="url(#left)" stroke="#222"/>`+"\n", x, y, w)
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" font-size="12" fill="#222">%s</text>`+"\n", x+svgBar+8, y+10, quoted(p.drop.words(tag)))
}
