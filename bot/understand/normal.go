package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How much of one message is read, in runes. People's needs stand in the first
// lines, and a bound keeps a pasted page from costing time; danger is looked
// for much further, for it may stand at the end of a long story.
const (
	longest       = 600
	longestDanger = 4000
)

// Normal returns the text in lower case without accents and punctuation, its
// words joined by single spaces: "Où j'en suis ?" becomes "ou j en suis". A
// text that is only signs, such as "#" or an emoji, stays as it is. It reads
// the first 600 runes.
func Normal(text string) string { return normal(clip(text, longest)) }

func normal(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap, runes := false, 0
	for _, r := range decomposed(text) {
		var two byte // the first of the two letters that one stands for
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				gap = b.Len() > 0
				continue
			}
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'ß':
			two, r = 's', 's'
		case r == 'œ' || r == 'Œ':
			two, r = 'o', 'e'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		if two != 0 {
			b.WriteByte(two)
		}
		b.WriteRune(unicode.ToLower(r))
		runes++
	}
	if runes == 0 {
		return strings.TrimSpace(text)
	}
	return b.String()
}

// decomposed is NFD, skipped for the many texts that hold nothing to take apart.
func decomposed(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return norm.NFD.String(strings.ToValidUTF8(text, " "))
		}
	}
	return text
}

func clip(text string, runes int) string {
	if len(text) <= runes {
		return text
	}
	n := 0
	for i := range text {
		if n++; n > runes {
			return text[:i]
		}
	}
	return text
}

// squeezed writes a word with every run of one letter as a single letter into
// buf: "frappe" and "frape", "ouiii" and "oui" are the same word for a hurried
// hand. Digits stay as they are.
func squeezed(buf []byte, word string) []byte {
	buf = buf[:0]
	for i := range len(word) {
		if c := word[i]; i == 0 || c != word[i-1] || c >= '0' && c <= '9' {
			buf = append(buf, c)
		}
	}
	return buf
}

// Near returns how many letters two normalised words differ by, or 3 when that
// is too many for a misspelling: two swapped neighbours in a word of four
// letters ("mneu"), any one letter from five on, two from eight on. In a short
// word another letter is mostly another word: "text" is no "test".
func Near(a, b string) int {
	allowed, n := 0, min(len(a), len(b))
	switch {
	case n >= 8:
		allowed = 2
	case n >= 5:
		allowed = 1
	case n == 4 && len(a) == len(b) && swapped(a, b):
		return 1
	}
	if a == b {
		return 0
	}
	if allowed == 0 || len(a)-len(b) > 2*allowed || len(b)-len(a) > 2*allowed { // a letter has one byte or two
		return 3
	}
	if d := distance(a, b, allowed); d <= allowed {
		return d
	}
	return 3
}

// swapped reports whether b is a with two neighbouring letters swapped.
func swapped(a, b string) bool {
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// distance is the number of letters to insert, drop, change or swap with a
// neighbour to make a from b (optimal string alignment), or limit+1 when it is
// more than limit.
func distance(a, b string, limit int) int {
	var room [3][48]int // longer texts than that get their own
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	before, last, row := room[0][:], room[1][:], room[2][:]
	if len(y) >= len(row) {
		before, last, row = make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	}
	for j := range len(y) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit+1)
}
