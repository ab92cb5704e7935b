package understand

import (
	"slices"
	"strings"
)

// Limits of the words that are counted of one message.
const (
	mostUnanswered = 12
	shortestGap    = 4
	longestGap     = 24
)

// Unanswered returns the words of a text that no topic is found by and that stand
// in no list of small words: what an author might write a help about. Numbers and
// what has no letter are left out; no word comes twice.
func (r *Reader) Unanswered(text string) (words []string) {
	for w := range strings.FieldsSeq(Normal(text)) {
		switch {
		case len(words) == mostUnanswered:
			return words
		case len(w) < shortestGap || len(w) > longestGap || strings.ContainsAny(w, "0123456789") || slices.Contains(words, w):
		case r.isFunction(w) || r.knows(w):
		default:
			words = append(words, w)
		}
	}
	return words
}

// knows reports whether a normalised word stands in what a topic is found by.
func (r *Reader) knows(w string) bool {
	m := r.learned.topics()
	return m != nil && m.Knows(w)
}

func (r *Reader) isFunction(w string) bool {
	return slices.ContainsFunc(r.languages, func(l language) bool { return l.function[w] })
}
