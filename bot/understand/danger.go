package understand

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"passerelle/bot"
	"passerelle/bot/understand/linear"
	"passerelle/flows"
)

// harmless marks a phrase that holds one of danger and means none: "il me tape
// sur les nerfs". Word files list them under "none".
const harmless mark = 255

// learnDanger reads the lists of all languages. Reading them takes a second, so that
// those that were read lately are taken as they are: they are never changed.
func (r *Reader) learnDanger(words []*flows.Words) {
	h := sha256.New()
	for _, w := range words {
		for _, class := range dangerClasses {
			fmt.Fprintln(h, w.Tag, class, w.Danger[class])
		}
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	readListsMu.Lock()
	defer readListsMu.Unlock()
	if p := readLists[sum]; p != nil {
		r.danger = p
		return
	}
	r.danger = newPhrases()
	for _, w := range words {
		for _, class := range urgency {
			for _, p := range w.Danger[class.String()] {
				r.danger.add(p, mark(class))
			}
		}
		for _, p := range w.Danger[bot.NoDanger.String()] {
			r.danger.add(p, harmless)
		}
	}
	if len(readLists) >= mostLists {
		clear(readLists)
	}
	readLists[sum] = r.danger
}

// The lists that were read lately.
var (
	readLists   = map[[sha256.Size]byte]*phrases{}
	readListsMu sync.Mutex
)

const mostLists = 4

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
// even where a question rests. It never acts by itself: in ordinary talks it is wrong
// once in some hundred messages, and a question can be answered with no. Fewer words
// than three say too little.
const (
	surelyDanger = 0.98
	maybeDanger  = 0.92
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
	return dangerOf[at], r.learned.danger.Because(part, at, mostBecause), p >= surelyDanger
}

// Doubt is how likely it is, by what was learned, that a text speaks of danger: 0 to 1.
func (r *Reader) Doubt(text string) float64 {
	p, _, _ := r.suspicion(text)
	return p
}

// suspicion is the highest probability of danger over the parts of a text, the
// likeliest class there, and that part.
func (r *Reader) suspicion(text string) (most float64, at int, where string) {
	m := r.learned.danger
	if m == nil || strings.Count(Normal(text), " ")+1 < leastDanger {
		return 0, harmlessClass, ""
	}
	var scores []linear.Score
	windows(text, func(part string) {
		scores = m.Classify(part, len(dangerClasses), scores)
		harmless, class := 0.0, scores[0].Class
		for _, s := range scores {
			if s.Class == harmlessClass {
				harmless = s.P
			}
		}
		if class == harmlessClass {
			class = scores[1].Class
		}
		if p := 1 - harmless; p > most {
			most, at, where = p, class, part
		}
	})
	return most, at, where
}

var dangerOf = [...]bot.DangerClass{harmlessClass: bot.NoDanger, 1: bot.Suicide, 2: bot.Violence, 3: bot.Medical}

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
