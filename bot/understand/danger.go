package understand

import (
	"io"
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

// harmless marks a phrase that holds one of danger and means none: "il me tape
// sur les nerfs". Word files list them under "none".
const harmless mark = 255

// listsLately are the lists that were read lately.
var listsLately memo[*phrases]

// readDanger reads the lists of all languages.
func readDanger(words []*flows.Words) *phrases {
	from := func(w io.Writer) {
		for _, x := range words {
			line(w, x.Danger)
		}
	}
	return listsLately.of(from, func() *phrases {
		p := newPhrases()
		for _, w := range words {
			for _, class := range urgency {
				for _, said := range w.Danger[class.String()] {
					p.add(said, mark(class))
				}
			}
			for _, said := range w.Danger[bot.NoDanger.String()] {
				p.add(said, harmless)
			}
		}
		p.index()
		return p
	})
}

// urgency orders the classes: whose numbers cannot wait comes first.
var urgency = [...]bot.DangerClass{bot.Medical, bot.Suicide, bot.Violence}

// Danger returns the class of a phrase of danger that stands anywhere in the
// text's first 4,000 runes, in any language, and its words; NoDanger when there
// is none. A phrase that a harmless one goes on from ("il me tape sur les
// nerfs") does not count. Of several classes the one that needs the numbers at once wins:
// medical before crisis before violence, whose first answer is neutral.
//
// It is a reviewed list and no detection: silence never means that there is no
// danger.
func (r *Reader) Danger(text string) (bot.DangerClass, string) {
	var room [96]spoken
	read := normal(clip(text, longestDanger))
	words := r.danger.words(read, false, room[:0])
	all := r.danger.find(words) // nothing in nearly every message
	var first [4]span           // by class
	for _, x := range all {
		if x.mark != harmless && first[x.mark].to == 0 && !outweighed(x, all) {
			first[x.mark] = x
		}
	}
	for _, class := range urgency {
		if x := first[class]; x.to > 0 {
			return class, read[words[x.from].from:words[x.to-1].to]
		}
	}
	return bot.NoDanger, ""
}

// From when on the second stage asks one short question, and from when on it asks
// even where a question rests: tried on what it learns from, a fifth left out in turn.
// It never acts by itself: in ordinary talks it is wrong about once in four hundred
// messages, and a question can be answered with no. Fewer words than three say too little.
const (
	surelyDanger = 0.75
	maybeDanger  = 0.66
	leastDanger  = 3 // words
)

// Suspects is the second stage, for what no phrase of the list says: the likeliest
// class by what it learned of how people write in danger, the words that led to it,
// and whether it is surer than a question needs. NoDanger where it is likelier that
// there is none. It reads the text's first 600 runes, a long one
// sentence by sentence.
func (r *Reader) Suspects(text string) (class bot.DangerClass, because []string, sure bool) {
	p, at, part := r.suspicion(text)
	if p < maybeDanger {
		return bot.NoDanger, nil, false
	}
	return at, r.learned.danger().Because(part, int(at), mostBecause), p >= surelyDanger
}

// suspicion is how likely danger is: the mean of what the whole text says and of what
// its likeliest part says, for in a long story something always sounds like danger. at
// is the likeliest class of that part, where.
func (r *Reader) suspicion(text string) (danger float64, at bot.DangerClass, where string) {
	if strings.Count(Normal(text), " ")+1 < leastDanger {
		return 0, bot.NoDanger, ""
	}
	m := r.learned.danger()
	if m == nil {
		return 0, bot.NoDanger, ""
	}
	var p []float64
	whole, most := -1.0, 0.0
	windows(text, func(part string) {
		p = m.Probabilities(part, p)
		here := 1 - p[bot.NoDanger]
		if whole < 0 {
			whole = here
		}
		if here > most {
			most, at, where = here, bot.Suicide, part
			for class := at; class <= bot.Medical; class++ {
				if p[class] > p[at] {
					at = class
				}
			}
		}
	})
	return (whole + most) / 2, at, where
}

// outweighed reports whether a phrase is only a part of another that says
// something else: of a harmless one that holds its last word ("bringt mich um
// den Schlaf"), or of a longer one of another class ("er will mich umbringen").
func outweighed(x span, all []span) bool {
	return slices.ContainsFunc(all, func(o span) bool {
		switch {
		case o.mark == x.mark || o.to < x.to || o.from >= x.to:
			return false
		case o.mark == harmless:
			return true
		}
		return o.from <= x.from && o.to-o.from > x.to-x.from
	})
}
