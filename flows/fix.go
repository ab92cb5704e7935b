package flows

import (
	"cmp"
	"slices"
	"strings"
)

// Replacement is one word that Fix replaced, where it stood.
type Replacement struct {
	Line, Col int
	Old, New  string
}

// fixable are the findings whose suggestion stands for a word, with which of
// their arguments that word is.
var fixable = map[string]int{"unknown-key": 0, "unknown-value": 0, "dangling": 1}

// mostRounds bounds how often a file is read again: a key that is put right
// brings what is under it to light.
const mostRounds = 8

// Fix puts the language's words for old, foreign and mistyped ones, where there
// is no doubt which is meant. Only these bytes change: notes, spaces and line
// ends stay.
func Fix(name string, source []byte) ([]byte, []Replacement) {
	var all []Replacement
	for range mostRounds {
		fixed, changes := fixOnce(name, source)
		if len(changes) == 0 {
			break
		}
		source, all = fixed, append(all, changes...)
	}
	slices.SortStableFunc(all, func(a, b Replacement) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col)) })
	return source, all
}

func fixOnce(name string, source []byte) ([]byte, []Replacement) {
	_, findings := LoadFile(name, source)
	var changes []Replacement
	slices.Reverse(findings) // from the end, so that the places before stay where they are
	for _, f := range findings {
		argument, mends := fixable[f.Code]
		if !f.sure || !mends {
			continue
		}
		from, found := offset(source, f.Line, f.Col)
		old := f.args[argument]
		if found && from < len(source) && strings.IndexByte(`"'`, source[from]) >= 0 {
			from++
		}
		if !found || !strings.HasPrefix(string(source[from:]), old) {
			continue
		}
		source = slices.Concat(source[:from], []byte(f.Suggestion), source[from+len(old):])
		changes = append(changes, Replacement{Line: f.Line, Col: f.Col, Old: old, New: f.Suggestion})
	}
	return source, changes
}

// offset is the byte at a line and a column of a file.
func offset(source []byte, line, col int) (int, bool) {
	at := 0
	if strings.HasPrefix(string(source), "\ufeff") {
		at = len("\ufeff")
	}
	for rest := source[at:]; line > 1; line-- {
		end := slices.IndexFunc(rest, func(b byte) bool { return b == '\n' || b == '\r' })
		if end < 0 {
			return 0, false
		}
		if end++; rest[end-1] == '\r' && end < len(rest) && rest[end] == '\n' {
			end++
		}
		at, rest = at+end, rest[end:]
	}
	for i := range string(source[at:]) {
		if col--; col == 0 {
			return at + i, true
		}
	}
	return 0, false
}
