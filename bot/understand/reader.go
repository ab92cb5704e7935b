package understand

import (
	"slices"
	"strings"

	"passerelle/flows"
)

// Topic is what a flow offers to be found by: its id, and how people ask for it.
type Topic struct {
	ID      string
	FoundBy map[string][]string // language → phrases
}

// TopicOf is what a flow is found by: what it is called, and its phrases.
func TopicOf(flow *flows.Flow) Topic {
	t := Topic{ID: flow.ID, FoundBy: map[string][]string{}}
	for tag, title := range flow.Title {
		t.FoundBy[tag] = append(t.FoundBy[tag], title)
	}
	for tag, phrases := range flow.FoundBy {
		t.FoundBy[tag] = append(t.FoundBy[tag], phrases...)
	}
	return t
}

// Source is all that a Reader is made of.
type Source struct {
	Words  []*flows.Words
	Heard  []*flows.Heard
	Topics []Topic
}

// Reader reads texts. It is immutable and safe for concurrent use.
type Reader struct {
	languages []language
	byName    map[string]string // "deutsch" → "de"
	danger    *phrases
	human     *phrases          // the spellings of "human", to be found inside a text
	answers   map[string]bool   // words of one piece that say yes or no in some language
	only      map[string]string // a reserved word's spelling → the one language that has it, or ""
	learned   *learned
}

// language is one word file made ready.
type language struct {
	tag      string
	function map[string]bool
	exact    map[string]string // normalised spelling → reserved word
	joined   map[string]string // the same without spaces, but never stop and erase
	yesNo    map[string]bool   // squeezed words of one piece → what they answer
}

// The reserved words that understand knows by name.
const (
	wordHuman = "human"
	wordYes   = "yes"
	wordNo    = "no"
	wordDone  = "done"
)

// never lists the reserved words that no misspelling may trigger: what cannot
// be undone, or takes a person's session from them, is done only for a word
// written as it is.
var never = []string{"stop", "erase", "someone-else", "for-someone", "for-me"}

// plainWords are words of their own that are a letter or two from a reserved
// one: "pourquoi" is no misspelt "pour moi".
var plainWords = set("pourquoi", "argent", "relier", "numero", "personnel", "personnes", "datei", "gute nacht", "nummer", "per te", "altri", "altre", "number", "pourquoi moi",
	"warum", "perche", "why", "quoi", "comment", "argents", "dati", "data", "fest", "rest", "text")

// New makes a reader. Drafts are left out. What it learns from examples it learns when
// that is first needed: see Ready.
func New(s Source) *Reader {
	r := &Reader{byName: map[string]string{}, human: newPhrases(), answers: map[string]bool{}}
	draft := func(w *flows.Words) bool { return w.Status == flows.Draft }
	s.Words = slices.DeleteFunc(slices.Clone(s.Words), draft)
	s.Heard = slices.DeleteFunc(slices.Clone(s.Heard), func(h *flows.Heard) bool { return h.Status == flows.Draft })
	for _, w := range s.Words {
		r.learn(w)
		r.learnName(w)
		r.learnHuman(w)
	}
	r.human.index()
	r.danger = readDanger(s.Words)
	r.learnOnly(s.Words)
	r.learned = learn(&s)
	return r
}

func (r *Reader) learn(w *flows.Words) {
	l := language{tag: w.Tag, function: map[string]bool{}, exact: map[string]string{}, joined: map[string]string{}, yesNo: map[string]bool{}}
	for _, f := range w.Function {
		l.function[Normal(f)] = true
	}
	for word, spellings := range w.Reserved {
		l.spell(word, word)
		for _, s := range spellings {
			l.spell(s, word)
			l.spell(twoLetters.Replace(s), word)
			r.learnAnswer(&l, s, word)
		}
	}
	r.languages = append(r.languages, l)
}

func (l *language) spell(spelling, word string) {
	n := Normal(spelling)
	l.exact[n] = word
	if !slices.Contains(never[:2], word) {
		l.joined[strings.ReplaceAll(n, " ", "")] = word
	}
}

// Exact returns the reserved word that the text is, first in the given
// language, then in any; "" when it is none. Politeness around a short text
// does not count ("stop svp"), nor do forgotten gaps and apostrophes ("cest
// fait"), except in stop and erase.
func (r *Reader) Exact(text, tag string) string {
	n := Normal(text)
	if word := r.spelt(n, tag, false); word != "" {
		return word
	}
	bare := plain(n)
	if bare != n {
		if word := r.spelt(bare, tag, false); word != "" {
			return word
		}
	}
	if len(bare) > longestWord || !strings.Contains(bare, " ") {
		return ""
	}
	return r.spelt(strings.ReplaceAll(bare, " ", ""), tag, true)
}

// longestWord bounds, in bytes, what may be a reserved word: no spelling is longer.
const longestWord = 60

func (r *Reader) spelt(normal, tag string, joined bool) (other string) {
	for i := range r.languages {
		l := &r.languages[i]
		list := l.exact
		if joined {
			list = l.joined
		}
		word, ok := list[normal]
		if ok && l.tag == tag {
			return word
		}
		if ok && other == "" {
			other = word
		}
	}
	return other
}

// Misspelt returns the reserved word of the language that the text is within
// one letter of (two from eight letters on; of four letters only swapped ones),
// when only one word is that near. It never returns stop, erase, someone-else
// or for-someone.
func (r *Reader) Misspelt(text, tag string) string {
	n := plain(Normal(text))
	best, found, tie := 3, "", false
	for _, l := range r.languages {
		if l.tag != tag || len(n) > longestWord || plainWords[n] {
			continue
		}
		for spelling, word := range l.exact {
			if slices.Contains(never, word) {
				continue
			}
			switch d := Near(n, spelling); {
			case d < best:
				best, found, tie = d, word, false
			case d == best && d < 3 && word != found:
				tie = true
			}
		}
	}
	if tie {
		return ""
	}
	return found
}
