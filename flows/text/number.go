package text

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Numbers returns the numbers that a text holds, in their order, each written
// in one way only: "18", "18:00", "18 h", "18.00 Uhr" and "dix-huit heures"
// are all "18"; "84.50", "84,5", "84 50" and "84 Franken fünfzig" are "84.50".
// Number words count in every language, up to ninety-nine. What stands around
// a number does not count. A word that is also an article ("un", "ein", "one")
// counts only where the text is nothing but numbers.
func Numbers(words string) []string {
	tokens := tokens(words)
	var list []amount
	others := false // words that are no numbers
	for i := 0; i < len(tokens); {
		a, n := read(tokens[i:])
		if n == 0 {
			others = others || tokens[i].kind == 'a'
			i++
			continue
		}
		a.from, a.to = i, i+n
		list = append(list, a)
		i += n
	}
	if others {
		list = slices.DeleteFunc(list, func(a amount) bool { return a.article })
	}
	return spell(join(list, tokens))
}

// amount is one number of a text: the digits before and after its point.
type amount struct {
	whole, part string
	article     bool // perhaps an article
	from, to    int  // its tokens
}

// token is a run of letters, a run of digits, or one sign.
type token struct {
	words string
	kind  rune // 'a', '0' or the sign itself
}

// tokens splits a text; accents and capitals do not count, digits of other
// alphabets and keyboards are read as ours.
func tokens(words string) (list []token) {
	for _, r := range norm.NFKD.String(words) {
		kind := r
		switch {
		case unicode.Is(unicode.Mn, r), r == '\u20e3': // accents, and the frame of 2️⃣
			continue
		case unicode.IsDigit(r):
			kind, r = '0', digit(r)
		case r == 'ß':
			list = put(list, 'a', "s")
			kind, r = 'a', 's'
		case unicode.IsLetter(r):
			kind, r = 'a', unicode.ToLower(r)
		case unicode.IsSpace(r):
			kind, r = ' ', ' '
		}
		list = put(list, kind, string(r))
	}
	return list
}

// put adds to the last token what belongs to it.
func put(list []token, kind rune, words string) []token {
	if last := len(list) - 1; last >= 0 && list[last].kind == kind && (kind == 'a' || kind == '0' || kind == ' ') {
		list[last].words += words
		return list
	}
	return append(list, token{words, kind})
}

// digit is the ASCII digit of a digit: Unicode keeps each alphabet's ten in a row.
func digit(r rune) rune {
	zero := r
	for r-zero < 9 && unicode.IsDigit(zero-1) {
		zero--
	}
	return '0' + (r-zero)%10
}

// read reads the number at the beginning of tokens and returns how many tokens
// it takes, 0 when there is none.
func read(list []token) (amount, int) {
	if list[0].kind == '0' {
		return readDigits(list)
	}
	if list[0].kind != 'a' {
		return amount{}, 0
	}
	// Words may be written in one, or with spaces or hyphens: the longest counts.
	best, taken, said := "", 0, ""
	for i := 0; i < len(list) && i < 9; i++ {
		switch list[i].kind {
		case 'a':
			said += list[i].words
			if digits, ok := numberWords[said]; ok {
				best, taken = digits, i+1
			}
		case ' ', '-', '‐':
		default:
			i = len(list)
		}
	}
	if taken == 0 {
		return amount{}, 0
	}
	return amount{whole: best, article: taken == 1 && articles[list[0].words]}, taken
}

// readDigits reads "84", "84.50", "18:00", "1'250".
func readDigits(list []token) (amount, int) {
	a, n := amount{whole: list[0].words}, 1
	for n+1 < len(list) && (list[n].kind == '\'' || list[n].kind == '’') && list[n+1].kind == '0' && len(list[n+1].words) == 3 {
		a.whole += list[n+1].words
		n += 2
	}
	if n+1 < len(list) && strings.ContainsRune(".,:", list[n].kind) && list[n+1].kind == '0' {
		a.part = list[n+1].words
		if list[n].kind != ':' && len(a.part) == 1 {
			a.part += "0" // 84.5
		}
		n += 2
	}
	return a, n
}

// join makes one number of "18 h 00" and "84 francs 50": two numbers with
// nothing but units between them, the second of two digits.
func join(list []amount, all []token) (joined []amount) {
	for _, a := range list {
		last := len(joined) - 1
		if last >= 0 && joined[last].part == "" && a.part == "" && len(a.whole) == 2 && onlyUnits(all[joined[last].to:a.from]) {
			joined[last].part, joined[last].to = a.whole, a.to
			continue
		}
		joined = append(joined, a)
	}
	return joined
}

func onlyUnits(between []token) bool {
	for _, t := range between {
		if t.kind == 'a' && !units[t.words] || t.kind != 'a' && t.kind != ' ' && t.kind != '.' {
			return false
		}
	}
	return true
}

func spell(list []amount) []string {
	var said []string
	for _, a := range list {
		whole := strings.TrimLeft(a.whole, "0")
		if whole == "" {
			whole = "0"
		}
		if strings.Trim(a.part, "0") != "" {
			if len(a.part) == 1 {
				a.part = "0" + a.part
			}
			whole += "." + a.part
		}
		said = append(said, whole)
	}
	return said
}
