package understand

import "strings"

// phrases finds many phrases in a text at once, word by word. A word is read
// as people write it: doubled letters count once, short forms are written out
// ("dont" and "don't" are "do not", "jai" is "j'ai"), and words that change
// nothing ("vraiment", "immer", "always", the "ne" that many leave out) are
// passed over on both sides. It is a tree of words, so that a text costs the
// same whether the list has ten phrases or ten thousand.
type phrases struct {
	ids   map[string]uint32 // a squeezed word → its number
	edges map[uint64]uint32 // node and word → node
	ends  []mark            // what ends at a node
}

// mark says what a phrase means; unmarked is no end of a phrase.
type mark uint8

// unmarked stands at a node that only leads on.
const unmarked mark = 0

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
	from, to int
}

func newPhrases() *phrases {
	return &phrases{ids: map[string]uint32{"#": digits, "...": gap}, edges: map[uint64]uint32{}, ends: []mark{unmarked}}
}

// add learns a phrase. "(a|b c|) d" stands for "a d", "b c d" and "d", "..."
// for up to five words; a German umlaut also for its two letters. Brackets do
// not nest, and stand between spaces.
func (p *phrases) add(pattern string, m mark) {
	nodes := []uint32{0}
	for pattern != "" {
		before, rest, _ := strings.Cut(pattern, "(")
		choices, after, _ := strings.Cut(rest, ")")
		nodes = p.learn(nodes, before)
		if choices != "" {
			nodes = p.learn(nodes, strings.Split(choices, "|")...)
		}
		pattern = after
	}
	for _, node := range nodes {
		if node != 0 && p.ends[node] == unmarked {
			p.ends[node] = m
		}
	}
}

// twoLetters writes umlauts as people do whose keyboard has none.
var twoLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// learn goes on from every node with every choice, and returns where that leads.
func (p *phrases) learn(nodes []uint32, choices ...string) (next []uint32) {
	for _, choice := range choices {
		p.walk(nodes, choice, &next)
		if two := twoLetters.Replace(choice); two != choice {
			p.walk(nodes, two, &next)
		}
	}
	return next
}

// walk goes on from every node with one run of words.
func (p *phrases) walk(nodes []uint32, run string, next *[]uint32) {
	var words []spoken
	for field := range strings.FieldsSeq(run) {
		switch field {
		case "#":
			words = append(words, spoken{id: digits})
		case "...":
			words = append(words, spoken{id: gap})
		default:
			words = p.words(normal(field), true, words)
		}
	}
	for _, node := range nodes {
		for _, w := range words {
			node = p.step(node, w.id)
		}
		*next = append(*next, node)
	}
}

// step returns the node behind a word, made when there is none.
func (p *phrases) step(node, word uint32) uint32 {
	key := uint64(node)<<32 | uint64(word)
	to, ok := p.edges[key]
	if !ok {
		to = uint32(len(p.ends))
		p.ends = append(p.ends, unmarked)
		p.edges[key] = to
	}
	return to
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
				out = append(out, spoken{p.id(room[:], w, learn), from, to})
			}
		default:
			out = append(out, spoken{p.id(room[:], word, learn), from, to})
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
	switch {
	case word[0] >= '0' && word[0] <= '9':
		return digits
	case learn:
		id := uint32(len(p.ids)) + 1
		p.ids[string(w)] = id
		return id
	}
	return unknown
}

// find returns every phrase that stands in a text, from left to right.
func (p *phrases) find(words []spoken) (found []span) {
	for i := range words {
		found = p.from(words, span{from: i, to: i}, 0, found)
	}
	return found
}

// from goes on from a node with the words that follow a span, and appends what
// ends there.
func (p *phrases) from(words []spoken, x span, node uint32, found []span) []span {
	for {
		if after, ok := p.edges[uint64(node)<<32|uint64(gap)]; ok && node != 0 {
			for n := 0; n <= mostGap && x.to+n < len(words); n++ {
				found = p.from(words, span{from: x.from, to: x.to + n}, after, found)
			}
		}
		if x.to == len(words) {
			return found
		}
		to, ok := p.edges[uint64(node)<<32|uint64(words[x.to].id)]
		if !ok {
			return found
		}
		x.to++
		if node = to; p.ends[node] != unmarked {
			x.mark = p.ends[node]
			found = append(found, x)
		}
	}
}
