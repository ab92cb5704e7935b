package understand

import "strings"

// Margin is by how many function words the best language must lead the second
// for Language to be sure. One is too few: "la" and "di" belong to two.
const Margin = 2

// Language guesses the language of a text by its function words: the language
// and whether it leads every other one by Margin. A text that is one language's
// reserved word and no other's is sure too.
func (r *Reader) Language(text string) (tag string, sure bool) {
	tokens := strings.Fields(Normal(text))
	best, second := 0, 0
	for _, l := range r.languages {
		n := 0
		for _, t := range tokens {
			if l.function[t] {
				n++
			}
		}
		switch {
		case n > best:
			best, second, tag = n, best, l.tag
		case n > second:
			second = n
		}
	}
	if best-second >= Margin || best > 0 && second == 0 && best == len(tokens) {
		return tag, true
	}
	if only := r.onlyOf(Normal(text)); only != "" {
		return only, true
	}
	if best > second {
		return tag, false
	}
	return "", false
}

// onlyOf returns the one language that has the text as a reserved word's
// spelling, or "".
func (r *Reader) onlyOf(normal string) string {
	only := ""
	for _, l := range r.languages {
		if _, ok := l.exact[normal]; !ok {
			continue
		}
		if only != "" {
			return ""
		}
		only = l.tag
	}
	return only
}
