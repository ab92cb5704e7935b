package limits

import (
	"strings"
	"unicode/utf16"
)

// Count is what a text costs as a short message.
type Count struct {
	Encoding string   `json:"encoding"` // GSM-7 or UCS-2
	Segments int      `json:"segments"` // parts that are paid for
	Units    int      `json:"units"`    // septets of GSM-7, or UTF-16 units
	ForcedBy []string `json:"forced_by"`
}

// Units that one part holds; a text of several parts gives up some of each to
// the header that joins them (3GPP TS 23.040, 9.2.3.24).
const (
	gsmAlone, gsmJoined = 160, 153
	ucsAlone, ucsJoined = 70, 67
)

// gsm7 is the basic alphabet of 3GPP TS 23.038, 6.2.1; the extension table's
// characters cost two units.
const (
	gsmBasic     = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "^{}\\[~]|€\f"
)

var gsmCost = func() map[rune]int {
	cost := map[rune]int{}
	for _, r := range gsmBasic {
		cost[r] = 1
	}
	for _, r := range gsmExtension {
		cost[r] = 2
	}
	return cost
}()

// Segments counts a text as an SMS carries it. Characters of two units are
// never split over two parts.
func Segments(text string) Count {
	s := Count{Encoding: "GSM-7", ForcedBy: []string{}}
	seen := map[rune]bool{}
	for _, r := range text {
		if gsmCost[r] == 0 && !seen[r] {
			seen[r] = true
			s.ForcedBy = append(s.ForcedBy, string(r))
		}
	}
	cost, alone, joined := func(r rune) int { return gsmCost[r] }, gsmAlone, gsmJoined
	if len(seen) > 0 {
		s.Encoding = "UCS-2"
		cost, alone, joined = utf16Cost, ucsAlone, ucsJoined
	}
	s.Units, s.Segments = parts(text, cost, alone, joined)
	return s
}

func utf16Cost(r rune) int { return max(1, utf16.RuneLen(r)) }

// parts counts the units of a text and how many parts they fill.
func parts(text string, cost func(rune) int, alone, joined int) (units, segments int) {
	for _, r := range text {
		units += cost(r)
	}
	if units == 0 {
		return 0, 0
	}
	if units <= alone {
		return units, 1
	}
	room := joined
	segments = 1
	for _, r := range text {
		c := cost(r)
		if c > room {
			segments++
			room = joined
		}
		room -= c
	}
	return units, segments
}

// typography are characters that look better and say no more than their plain
// form, which every SMS alphabet has.
var typography = strings.NewReplacer(
	"’", "'", "‘", "'", "‚", "'", "´", "'", "`", "'",
	"« ", "\"", " »", "\"", "«\u00a0", "\"", "\u00a0»", "\"", "«\u202f", "\"", "\u202f»", "\"", "«", "\"", "»", "\"",
	"“", "\"", "”", "\"", "„", "\"", "‹", "'", "›", "'",
	"–", "-", "—", "-", "‑", "-", "−", "-", "…", "...", "•", "-", "·", "-",
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u200b", "", "\u00ad", "", "\ufeff", "",
	"œ", "oe", "Œ", "OE", "→", "->", "×", "x", "✓", "ok", "\t", " ", "\r\n", "\n",
)

// Plain replaces typographic quotes, dashes, spaces and ligatures by what GSM-7
// has; nothing is lost to the reader. It is always done for an SMS.
func Plain(text string) string { return typography.Replace(text) }

// accents are the letters outside GSM-7 that read well without their mark. The
// letters è é à ù ì ò ä ö ü are in GSM-7 and stay.
var accents = strings.NewReplacer(
	"â", "a", "ê", "e", "î", "i", "ô", "o", "û", "u", "ë", "e", "ï", "i", "ÿ", "y", "ç", "c",
	"È ", "E' ", // Italian: "is", as people type it
	"À", "A", "Â", "A", "È", "E", "Ê", "E", "Ë", "E", "Î", "I", "Ï", "I", "Ô", "O", "Ù", "U", "Û", "U", "Ç", "Ç",
	"á", "a", "í", "i", "ó", "o", "ú", "u", "Ì", "I", "Ò", "O",
)

// told are words that a missing accent would turn into another word.
var told = []string{"sûr", "sûre", "sûrs", "dû", "mûr", "mûre", "jeûne", "jeûner", "crû"}

// Economise drops accents that GSM-7 lacks, only where the whole text costs
// fewer parts without them, and never in a word that would become another one
// (sûr and sur). Give it the whole message as rendered, after Plain.
func Economise(text string) string {
	before := Segments(text)
	if before.Encoding == "GSM-7" || mistakable(text) {
		return text
	}
	if short := accents.Replace(text); Segments(short).Segments < before.Segments {
		return short
	}
	return text
}

func mistakable(text string) bool {
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isLetter(r) }) {
		for _, w := range told {
			if word == w {
				return true
			}
		}
	}
	return false
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'à' && r <= 'ÿ' || r == 'œ' }
