package understand

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longest bounds what is read of one message, in runes: people's needs stand
// in the first lines, and a bound keeps a pasted page from costing time.
const longest = 600

// Normal returns the text in lower case without accents and punctuation, its
// words joined by single spaces: "Où j'en suis ?" becomes "ou j en suis". A
// text that is only signs, such as "#" or an emoji, stays as it is.
func Normal(text string) string {
	var b strings.Builder
	gap, runes := false, 0
	for _, r := range norm.NFD.String(strings.ToValidUTF8(clip(text), " ")) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'ß':
			r = 's'
			b.WriteByte('s')
		case r == 'œ' || r == 'Œ':
			r = 'e'
			b.WriteByte('o')
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
		runes++
	}
	if runes == 0 {
		return strings.TrimSpace(clip(text))
	}
	return b.String()
}

func clip(text string) string {
	n := 0
	for i := range text {
		if n++; n > longest {
			return text[:i]
		}
	}
	return text
}

// distance is the number of letters to insert, drop, change or swap with a
// neighbour to make a from b (optimal string alignment), or limit+1 when it is
// more than limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit+1)
}
