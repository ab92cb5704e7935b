package understand

import (
	"slices"
	"strings"

	"passerelle/bot"
	"passerelle/flows"
)

// Topic is what a flow offers to be found by: its id, and how people ask for it.
type Topic struct {
	ID      string
	FoundBy map[string][]string // language → phrases
}

// Reader reads texts. It is immutable and safe for concurrent use.
type Reader struct {
	languages []language
	byName    map[string]string // "deutsch" → "de"
	topics    []indexed
	weight    map[string]float64 // a token's weight: rarer over the topics is heavier
}

// language is one word file made ready.
type language struct {
	tag      string
	function map[string]bool
	exact    map[string]string // normalised spelling → reserved word
	danger   []phrase
}

type phrase struct {
	padded string // " je veux mourir "
	class  bot.DangerClass
}

// never lists the reserved words that no misspelling may trigger: what cannot
// be undone is done only for a word written as it is.
var never = []string{"stop", "erase"}

// New makes a reader from word files and topics. Drafts are left out.
func New(words []*flows.Words, topics []Topic) *Reader {
	r := &Reader{byName: map[string]string{}}
	for _, w := range words {
		if w.Status == flows.Draft {
			continue
		}
		l := language{tag: w.Tag, function: map[string]bool{}, exact: map[string]string{}}
		for _, f := range w.Function {
			l.function[Normal(f)] = true
		}
		for word, spellings := range w.Reserved {
			l.exact[Normal(word)] = word
			for _, s := range spellings {
				l.exact[Normal(s)] = word
			}
		}
		for class, phrases := range w.Danger {
			for _, p := range phrases {
				l.danger = append(l.danger, phrase{" " + Normal(p) + " ", dangerClass(class)})
			}
		}
		r.languages = append(r.languages, l)
		r.byName[Normal(w.Name)] = w.Tag
	}
	r.index(topics)
	return r
}

func dangerClass(name string) bot.DangerClass {
	for _, c := range []bot.DangerClass{bot.Suicide, bot.Violence, bot.Medical} {
		if c.String() == name {
			return c
		}
	}
	return bot.NoDanger
}

// Danger returns the class of the first exact phrase of danger that stands in
// the text, in any language, and the phrase; NoDanger when there is none. It
// is a short list and no detection: silence never means that there is no danger.
func (r *Reader) Danger(text string) (bot.DangerClass, string) {
	padded := " " + Normal(text) + " "
	for _, l := range r.languages {
		for _, p := range l.danger {
			if strings.Contains(padded, p.padded) {
				return p.class, strings.TrimSpace(p.padded)
			}
		}
	}
	return bot.NoDanger, ""
}

// Exact returns the reserved word that the text is, first in the given
// language, then in any; "" when it is none.
func (r *Reader) Exact(text, tag string) string {
	n := Normal(text)
	other := ""
	for _, l := range r.languages {
		word, ok := l.exact[n]
		if ok && l.tag == tag {
			return word
		}
		if ok && other == "" {
			other = word
		}
	}
	return other
}

// Named returns the language whose own name the text is, or "".
func (r *Reader) Named(text string) string { return r.byName[Normal(text)] }

// Misspelt returns the reserved word of the language that the text is within
// one letter of (two from eight letters on), when only one word is that near.
// It never returns stop or erase.
func (r *Reader) Misspelt(text, tag string) string {
	n := Normal(text)
	best, found, tie := 3, "", false
	for _, l := range r.languages {
		if l.tag != tag {
			continue
		}
		for spelling, word := range l.exact {
			if slices.Contains(never, word) {
				continue
			}
			switch d := Near(n, spelling); {
			case d < best:
				best, found, tie = d, word, false
			case d == best && word != found:
				tie = true
			}
		}
	}
	if tie {
		return ""
	}
	return found
}

// Near returns how many letters two normalised words differ by, or 3 when that
// is too many for a misspelling: one letter from four on, two from eight on.
func Near(a, b string) int {
	allowed := 0
	switch n := min(len(a), len(b)); {
	case n >= 8:
		allowed = 2
	case n >= 4:
		allowed = 1
	}
	if d := distance(a, b, allowed); d <= allowed {
		return d
	}
	return 3
}
