package understand

import (
	"strings"
	"unicode"

	"passerelle/flows"
)

// Margin is by how many function words the best language must lead the second
// for byWords to be sure. One is too few: "la" and "di" belong to two.
const Margin = 2

// mostAnswering is how many words a text may have that is likely an answer.
const mostAnswering = 3

// Language guesses the language of a text, and says whether it is sure. Function
// words decide where they can: see byWords. Else the likeliest one by how its
// words look is taken, which is sure for two words and more that leave no doubt.
func (r *Reader) Language(text string) (tag string, sure bool) {
	n := Normal(text)
	tag, sure = r.byWords(n)
	if sure || HasLink(text) || !strings.ContainsFunc(n, unicode.IsLetter) {
		return tag, sure
	}
	m := r.learned.language()
	if m == nil {
		return tag, false
	}
	scores := m.Classify(n, 1)
	likely := r.learned.tags[scores[0].Class]
	switch words := strings.Count(n, " ") + 1; {
	case words >= leastSure && len(n) >= leastLetters && scores[0].P >= surelyLanguage && !r.onlyAnswers(n):
		return likely, true
	case tag != "" && scores[0].P < surelyLanguage:
		return tag, false
	case scores[0].P < likelyLanguage:
		return "", false
	}
	return likely, false
}

// HasLink reports whether an address of the web stands in a text.
func HasLink(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "http://") || strings.Contains(text, "https://") || strings.Contains(text, "www.")
}

// From when on the look of the words is enough.
const (
	surelyLanguage = 0.9
	likelyLanguage = 0.6
	leastSure      = 2 // words
	leastLetters   = 8
)

// onlyAnswers reports whether every word says yes or no in some language.
func (r *Reader) onlyAnswers(normal string) bool {
	for w := range strings.FieldsSeq(normal) {
		if !r.answers[w] {
			return false
		}
	}
	return true
}

// byWords guesses the language of a normalised text by its function words: the
// language, and whether it leads every other one by Margin, or is the only one that any
// word of a text of several speaks for. A text that is one language's reserved
// word and no other's word at all is sure too. In a text of up to three words
// single letters count for none, nor do yes and no: they answer in the language
// that was asked in.
func (r *Reader) byWords(n string) (tag string, sure bool) {
	best, second, tokens, before := 0, 0, 0, ""
	for t := range strings.FieldsSeq(n) {
		if t != before { // a word said twice is no more of a language
			tokens++
		}
		before = t
	}
	for i := range r.languages {
		l := &r.languages[i]
		hits := 0
		before = ""
		for t := range strings.FieldsSeq(n) {
			if t != before && l.function[t] && (tokens > mostAnswering || len(t) > 1 && !r.answers[t]) {
				hits++
			}
			before = t
		}
		switch {
		case hits > best:
			best, second, tag = hits, best, l.tag
		case hits > second:
			second = hits
		}
	}
	if best-second >= Margin || best > 1 && second == 0 && best == tokens {
		return tag, true
	}
	if only := r.only[n]; only != "" {
		return only, true
	}
	if best > second {
		return tag, false
	}
	return "", false
}

// learnOnly notes the spellings that belong to one language: to another they
// are neither a reserved word nor a function word.
func (r *Reader) learnOnly(words []*flows.Words) {
	r.only = map[string]string{}
	note := func(tag, spelling string) {
		n := Normal(spelling)
		if other, ok := r.only[n]; ok && other != tag {
			tag = ""
		}
		r.only[n] = tag
	}
	for _, w := range words {
		for _, spellings := range w.Reserved {
			for _, s := range spellings {
				note(w.Tag, s)
			}
		}
	}
	for i := range r.languages {
		l := &r.languages[i]
		for f := range l.function {
			if _, reserved := r.only[f]; reserved { // a function word alone is no reserved word
				note(l.tag, f)
			}
		}
	}
}
