// Package text holds languages as data, texts in several languages, and dates,
// waits and plurals in words.
package text

import "strings"

// Language is a BCP 47 tag such as "fr".
type Language = string

// Localised is one text in several languages.
type Localised map[Language]string

// In returns the text in the language, else in the first fallback that has it,
// else in any language in alphabetical order, else "".
func (l Localised) In(language Language, fallback ...Language) string {
	if s, ok := l[language]; ok {
		return s
	}
	for _, f := range fallback {
		if s, ok := l[f]; ok {
			return s
		}
	}
	first := ""
	for tag := range l {
		if first == "" || tag < first {
			first = tag
		}
	}
	return l[first]
}

// Has reports whether the text exists in the language and says something.
func (l Localised) Has(language Language) bool { return strings.TrimSpace(l[language]) != "" }
