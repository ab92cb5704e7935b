package understand

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// phrases finds many phrases in a text at once, word by word. A word is read
// as people write it: doubled letters count once, short forms are written out
// ("dont" and "don't" are "do not", "jai" is "j'ai"), and words that change
// nothing ("vraiment", "immer", "always", the "ne" that many leave out) are
// passed over on both sides. Only those are tried of which the text holds the
// rarest word, so that ten thousand cost little more than ten.
type phrases struct {
	ids map[string]uint32   // a squeezed word → its number
	all []phrase            // as they were added
	by  map[uint32][]uint32 // a word → the phrases that are tried where it stands
}

// phrase is what stands in a row, place by place.
type phrase struct {
	places []place
	mark   mark
}

// place is one place of a phrase: one of these runs of words stands there. An
// empty run: the place may be left out.
type place [][]uint32

// mark says what a phrase means.
type mark uint8

// unknown is a word that no phrase has, digits any number ("#" in a phrase),
// gap up to mostGap words of any kind ("..." in a phrase).
const (
	unknown uint32 = iota
	digits
	gap
)

const mostGap = 5 // "gestern abend im Zimmer" is five: "im" is read as two

// span is a run of a text's words.
type span struct {
	from, to int // the words from..to-1
	mark     mark
}

// spoken is one word that counts: its number, and where it stands in the text.
type spoken struct {
	id       uint32
	number   bool
	from, to int
}

func (s spoken) is(id uint32) bool { return s.id == id || id == digits && s.number }

func newPhrases() *phrases {
	return &phrases{ids: map[string]uint32{"#": digits, "...": gap}}
}

// add learns a phrase. "(a|b c|) d" stands for "a d", "b c d" and "d", "..."
// for up to five words; a German umlaut also for its two letters. Brackets do
// not nest, and stand between spaces. After the last one, index.
func (p *phrases) add(pattern string, m mark) {
	x := phrase{mark: m}
	for pattern != "" {
		before, rest, _ := strings.Cut(pattern, "(")
		choices, after, _ := strings.Cut(rest, ")")
		if strings.TrimSpace(before) != "" {
			x.places = append(x.places, p.place(before))
		}
		if choices != "" {
			x.places = append(x.places, p.place(strings.Split(choices, "|")...))
		}
		pattern = after
	}
	p.all = append(p.all, x)
}

// twoLetters writes umlauts as people do whose keyboard has none.
var twoLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

func (p *phrases) place(choices ...string) (x place) {
	for _, choice := range choices {
		x = append(x, p.run(choice))
		if two := twoLetters.Replace(choice); two != choice {
			x = append(x, p.run(two))
		}
	}
	return x
}

func (p *phrases) run(choice string) (ids []uint32) {
	for field := range strings.FieldsSeq(choice) {
		if id, sign := p.ids[field]; sign && id <= gap {
			ids = append(ids, id)
			continue
		}
		for _, w := range p.words(normal(field), true, nil) {
			ids = append(ids, w.id)
		}
	}
	return ids
}

// index notes each phrase under the words of one of its places, of which every text
// that holds the phrase holds one: the place whose words the fewest phrases have.
func (p *phrases) index() {
	uses := make([]int, len(p.ids)+1)
	for _, x := range p.all {
		for id := range x.words() {
			uses[id]++
		}
	}
	p.by = map[uint32][]uint32{}
	for i, x := range p.all {
		for _, id := range x.rarest(uses) {
			if list := p.by[id]; len(list) == 0 || list[len(list)-1] != uint32(i) {
				p.by[id] = append(list, uint32(i))
			}
		}
	}
}

// words goes through all words of a phrase.
func (x phrase) words() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for _, place := range x.places {
			for _, run := range place {
				for _, id := range run {
					if !yield(id) {
						return
					}
				}
			}
		}
	}
}

// rarest is a word of each run of the place whose words have the fewest uses; none
// where every place may be left out: such a phrase says nothing.
func (x phrase) rarest(uses []int) (words []uint32) {
	least := -1
	for _, place := range x.places {
		sum, here := 0, []uint32(nil)
		for _, run := range place {
			id := rarest(run, uses)
			here, sum = append(here, id), sum+uses[id]
		}
		if !slices.Contains(here, unknown) && (least < 0 || sum < least) {
			least, words = sum, here
		}
	}
	return words
}

// rarest is the word of a run that has the fewest uses; unknown where none does.
func rarest(run []uint32, uses []int) (word uint32) {
	for _, id := range run {
		if id != gap && (word == unknown || uses[id] < uses[word]) {
			word = id
		}
	}
	return word
}

// words appends the words of a normalised text that count.
func (p *phrases) words(text string, learn bool, out []spoken) []spoken {
	var room [64]byte
	for from := 0; from < len(text); {
		to := from + strings.IndexByte(text[from:], ' ')
		if to < from {
			to = len(text)
		}
		word := text[from:to]
		switch long, short := shortForms[word]; {
		case word == "", passedOver[word]: // signs alone keep their spaces
		case short:
			for _, w := range long {
				out = append(out, spoken{p.id(room[:], w, learn), false, from, to})
			}
		default:
			out = append(out, spoken{p.id(room[:], word, learn), isDigit(word[0]), from, to})
		}
		from = to + 1
	}
	return out
}

func (p *phrases) id(room []byte, word string, learn bool) uint32 {
	w := squeezed(room, word)
	if id, ok := p.ids[string(w)]; ok {
		return id
	}
	if !learn {
		return unknown
	}
	id := uint32(len(p.ids)) + 1
	p.ids[string(w)] = id
	return id
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// find returns every phrase that stands in a text, from left to right.
func (p *phrases) find(words []spoken) (found []span) {
	var tried []uint32
	for _, w := range words {
		tried = append(tried, p.by[w.id]...)
		if w.number {
			tried = append(tried, p.by[digits]...)
		}
	}
	slices.Sort(tried)
	for _, i := range slices.Compact(tried) {
		x := &p.all[i]
		for at := range words {
			found = x.from(words, at, at, 0, found)
		}
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	return found
}

// from goes on from a place of a phrase that began at one word and is at another, and
// appends what ends.
func (x *phrase) from(words []spoken, began, at, place int, found []span) []span {
	if place == len(x.places) {
		return append(found, span{began, at, x.mark})
	}
	for _, run := range x.places[place] {
		found = x.along(words, began, at, place, run, found)
	}
	return found
}

// along goes along the rest of one run.
func (x *phrase) along(words []spoken, began, at, place int, run []uint32, found []span) []span {
	for i, id := range run {
		if id == gap {
			for n := 0; n <= mostGap && at+n <= len(words); n++ {
				found = x.along(words, began, at+n, place, run[i+1:], found)
			}
			return found
		}
		if at == len(words) || !words[at].is(id) {
			return found
		}
		at++
	}
	return x.from(words, began, at, place+1, found)
}
