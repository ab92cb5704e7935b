package linear

import "strings"

// The kinds of part. They are mixed into a part's hash, so that a word and a run
// of letters that look alike are two parts.
const (
	aWord = iota + 1
	someLetters
	aSound
	soundLetters
	aPair // and, one number on for each word between them, pairs that stand apart
)

// Limits of what is read of one text: who needs more has said it by then.
const (
	mostWords  = 160
	longestRun = 5
	longWord   = 24 // letters of a word that are looked at
	farthest   = 2  // how many words from its first the second of a pair stands
)

// part is one part of a text: its hash, and the word that it is of.
type part struct {
	hash uint32
	word uint16
}

// scratch is the memory of one reading, reused.
type scratch struct {
	words []string
	parts []part
	found []found
	stamp []uint32 // by row: the turn in which it was found last
	turn  uint32
	sound [longWord + 2]byte
	text  [longWord + 2]byte
	heard [farthest + 1][]byte // how the last words sound
}

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
const (
	fnvStart uint32 = 2166136261
	fnvPrime uint32 = 16777619
)

func hashed[T string | []byte](h uint32, s T) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

func begin(kind uint32) uint32 { return (fnvStart ^ kind) * fnvPrime }

// split takes a normalised text apart into words.
func (x *scratch) split(text string) {
	x.words = x.words[:0]
	for w := range strings.FieldsSeq(text) {
		if len(x.words) >= mostWords {
			return
		}
		x.words = append(x.words, w)
	}
}

// take lists the parts of a normalised text. same has what some words are written
// for: they count as both.
func (x *scratch) take(text string, same map[string]string) {
	x.split(text)
	x.parts = x.parts[:0]
	for i, w := range x.words {
		x.word(uint16(i), w)
		std, other := same[w]
		if other {
			for part := range strings.FieldsSeq(std) {
				x.word(uint16(i), part)
			}
		} else {
			std = w
		}
		x.pairs(i, std)
	}
}

// pairs adds a word together with each of those shortly before it, as they sound: who
// does what, however it is spelt.
func (x *scratch) pairs(i int, w string) {
	s := &x.heard[i%len(x.heard)]
	*s = sound((*s)[:0], w[:min(len(w), longWord)])
	for far := 1; far <= min(farthest, i); far++ {
		first := x.heard[(i-far)%len(x.heard)]
		x.add(hashed(hashed(hashed(begin(aPair+uint32(far)-1), first), " "), *s), i)
	}
}

func (x *scratch) add(h uint32, word int) { x.parts = append(x.parts, part{h, uint16(word)}) }

// word adds the parts of one word.
func (x *scratch) word(at uint16, w string) {
	i := int(at)
	x.add(hashed(begin(aWord), w), i)
	t := x.text[:0]
	t = append(t, '_')
	t = append(t, w[:min(len(w), longWord)]...)
	t = append(t, '_')
	x.runs(someLetters, t, 2, longestRun, i)
	s := sound(x.sound[:0], w[:min(len(w), longWord)])
	x.add(hashed(begin(aSound), s), i)
	x.runs(soundLetters, s, 3, 4, i)
}

// runs adds every run of so many letters.
func (x *scratch) runs(kind uint32, s []byte, from, to, word int) {
	for n := from; n <= to; n++ {
		for i := 0; i+n <= len(s); i++ {
			x.add(hashed(begin(kind), s[i:i+n]), word)
		}
	}
}
