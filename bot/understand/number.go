package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numerals are number words after Normal, as people answer with them.
var numerals = map[string]map[string]int{
	"fr": {"zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10},
	"de": {"null": 0, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
		"eis": 1, "zwoi": 2, "zwo": 2, "dru": 3, "drue": 3, "fuf": 5, "foif": 5, "sachs": 6, "sibe": 7, "nuun": 9, "zah": 10},
	"it": {"zero": 0, "uno": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10},
	"en": {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
}

var (
	// counting words name a choice: after them "un" is a number.
	counting = set("numero", "numeros", "num", "nr", "no", "n", "nombre", "chiffre", "choix", "option", "reponse", "nummer", "zahl", "auswahl", "antwort", "opzione", "scelta",
		"risposta", "number", "choice", "answer", "o", "nº")
	// leading words may come before a number that answers.
	leading = set("le", "la", "les", "je", "prends", "choisis", "prend", "veux", "c", "est", "cest", "pour", "der", "die", "das", "ich", "nehme", "wahle", "mochte", "will", "es", "ist",
		"il", "prendo", "scelgo", "voglio", "e", "the", "i", "take", "choose", "pick", "want", "it", "s", "is", "voici", "alors", "also", "ok", "dann")
	// closing words may come after it.
	closing = set("oui", "non", "ja", "nein", "si", "no", "yes", "ok", "okay", "svp", "stp", "merci", "bitte", "danke", "grazie", "please", "thanks", "nei", "jo", "d", "accord", "fait", "c", "est",
		"s", "il", "vous", "te", "plait", "per", "favore")
	// articles are numbers only where nothing else can be meant.
	articles = set("un", "une")
)

// mostCounted is how many words a message may have that is a number.
const mostCounted = 7

// Number returns the number from 0 to 99 that a whole short message is, as
// people answer with one: "2", "2.", "(2)", "2️⃣", "n° 2", "le 2", "numéro
// deux", "1 oui", "zwei bitte". Number words are those of the language, or of
// any when tag is "". A number that counts something ("5 enfants") is none, nor
// is the article "un" but alone or after a word such as "numéro".
func Number(text, tag string) (int, bool) {
	if n, ok, sure := figure(text); sure {
		return n, ok
	}
	if len(text) > longestWord {
		return 0, false
	}
	n := Normal(text)
	number, found, named, words := 0, false, false, 0
	for w := range strings.FieldsSeq(n) {
		if words++; words > mostCounted {
			return 0, false
		}
		v, is := numeral(w, tag)
		if is && articles[w] && n != w && !named && plain(n) != w {
			is = false
		}
		switch {
		case is && found, !is && !found && !counting[w] && !leading[w], !is && found && !closing[w]:
			return 0, false
		case is:
			number, found = v, true
		case !found:
			named = counting[w]
		}
	}
	return number, found
}

// numeral reads one word: two figures at most, or a number word.
func numeral(word, tag string) (int, bool) {
	if n, ok, sure := figure(word); sure {
		return n, ok
	}
	if tag != "" {
		n, ok := numerals[tag][word]
		return n, ok
	}
	for _, words := range numerals {
		if n, ok := words[word]; ok {
			return n, true
		}
	}
	return 0, false
}

// figure reads a text that is figures and signs only; it is sure also of one
// that is no number because it holds too many, or two runs of them.
func figure(text string) (n int, ok, sure bool) {
	count, over := 0, false
	for _, r := range text {
		switch {
		case r >= '０' && r <= '９': // the full width of some keyboards
			r -= '０' - '0'
			fallthrough
		case r >= '0' && r <= '9':
			if over {
				return 0, false, true
			}
			if count++; count <= 2 {
				n = n*10 + int(r-'0')
			}
		case unicode.IsLetter(r) || r == utf8.RuneError:
			return 0, false, false
		case strings.ContainsRune("€$%+/=", r): // an amount, a share, a telephone
			return 0, false, true
		default:
			over = count > 0 && r != '\ufe0f' && r != '\u20e3'
		}
	}
	return n, count > 0 && count <= 2, count > 0
}
