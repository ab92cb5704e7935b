package text

import (
	"iter"
	"strings"
	"unicode"
)

// Readability is what can be counted of a text, and what formulas make of it.
// A formula never proves plain language.
type Readability struct {
	Sentences       int                `json:"sentences"`
	Words           int                `json:"words"`
	Letters         int                `json:"letters"`
	LongWords       int                `json:"long_words"` // of more than 6 letters
	Syllables       int                `json:"syllables"`
	LongestSentence int                `json:"longest_sentence"` // in words
	Scores          map[string]float64 `json:"scores"`
	single, many    int                // words of one syllable, of three and more
}

// Sentences yields the sentences of a text with where each begins, in bytes: a
// sentence is what stands between runs of . ! ? … and line breaks, with a word
// in it.
func Sentences(s string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for from := 0; from < len(s); {
			end := strings.IndexAny(s[from:], ".!?…\n\r")
			if end < 0 {
				end = len(s) - from
			}
			part := s[from : from+end]
			lead := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
			if CountWords(part) > 0 && !yield(from+lead, strings.TrimSpace(part)) {
				return
			}
			from += end
			for from < len(s) && strings.HasPrefix(s[from:], "…") {
				from += len("…")
			}
			for from < len(s) && strings.IndexByte(".!?\n\r", s[from]) >= 0 {
				from++
			}
		}
	}
}

// CountWords counts what stands between spaces and has a letter or a digit:
// "l'école" and "vingt-deux" are one word each.
func CountWords(s string) (count int) {
	for word := range strings.FieldsSeq(s) {
		if letters(word) > 0 {
			count++
		}
	}
	return count
}

func letters(word string) (count int) {
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			count++
		}
	}
	return count
}

// Read counts a text in a language and scores it: fr kandel_moles, de amstad and
// wiener1, it gulpease, en flesch, and lix for all. A text without a word has no
// scores.
func Read(s string, language Language) Readability {
	r := Readability{Scores: map[string]float64{}}
	for _, sentence := range Sentences(s) {
		r.Sentences++
		before := r.Words
		for word := range strings.FieldsSeq(sentence) {
			r.add(word, language)
		}
		r.LongestSentence = max(r.LongestSentence, r.Words-before)
	}
	if r.Words > 0 {
		r.score(language)
	}
	return r
}

func (r *Readability) add(word string, language Language) {
	count := letters(word)
	if count == 0 {
		return
	}
	r.Words++
	r.Letters += count
	if count > 6 {
		r.LongWords++
	}
	n := Syllables(word, language)
	r.Syllables += n
	switch {
	case n == 1:
		r.single++
	case n >= 3:
		r.many++
	}
}

// score applies the formulas. Kandel and Moles 1958; Amstad 1978; Bamberger and
// Vanecek 1984 (first Wiener Sachtextformel); Lucisano and Piemontese 1988
// (Gulpease); Flesch 1948; Björnsson 1968 (LIX).
func (r *Readability) score(language Language) {
	w, s, syl, long := float64(r.Words), float64(r.Sentences), float64(r.Syllables), float64(r.LongWords)
	r.Scores["lix"] = w/s + 100*long/w
	switch language {
	case "fr":
		r.Scores["kandel_moles"] = 207 - 1.015*w/s - 73.6*syl/w
	case "de":
		r.Scores["amstad"] = 180 - w/s - 58.5*syl/w
		r.Scores["wiener1"] = 0.1935*100*float64(r.many)/w + 0.1672*w/s + 0.1297*100*long/w - 0.0327*100*float64(r.single)/w - 0.875
	case "it":
		r.Scores["gulpease"] = min(100, 89+(300*s-10*float64(r.Letters))/w)
	case "en":
		r.Scores["flesch"] = 206.835 - 1.015*w/s - 84.6*syl/w
	}
}
