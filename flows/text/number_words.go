package text

import (
	"strconv"
	"strings"
)

// counting is how one language counts, from nought to ninety-nine.
type counting struct {
	Units    []string            `json:"units"`    // 0 to 19
	Tens     map[string][]string `json:"tens"`     // "20" → its words
	Compound []string            `json:"compound"` // how a ten and a unit join; {ten-} has lost its last letter
	Also     map[string][]string `json:"also"`     // other spellings: "1" → "eine"
	Articles []string            `json:"articles"` // of these words, those that are also articles
	Measures []string            `json:"measures"` // what may stand between a number and its fraction
}

var (
	numberWords = map[string]string{} // a number in words, without spaces and accents → digits
	articles    = map[string]bool{}
	units       = map[string]bool{}
)

func init() { learn() }

// learn spells every number of every language once.
func learn() {
	for _, w := range byTag {
		c := w.Counting
		for n, word := range c.Units {
			numberWords[bare(word)] = strconv.Itoa(n)
		}
		for digits, spellings := range c.Also {
			for _, word := range spellings {
				numberWords[bare(word)] = digits
			}
		}
		for digits, tens := range c.Tens {
			ten, err := strconv.Atoi(digits)
			if err != nil {
				continue // a test finds it
			}
			for _, word := range tens {
				c.compound(ten, bare(word))
			}
		}
		for _, word := range c.Articles {
			articles[bare(word)] = true
		}
		for _, word := range c.Measures {
			units[bare(word)] = true
		}
	}
}

// compound spells a ten and everything up to nineteen more ("soixante-dix").
func (c counting) compound(ten int, word string) {
	numberWords[word] = strconv.Itoa(ten)
	for n, unit := range c.Units {
		for _, pattern := range c.Compound {
			if n == 0 || ten+n > 99 {
				continue
			}
			put := strings.NewReplacer("{ten}", word, "{ten-}", word[:len(word)-1], "{unit}", bare(unit))
			if spelt := put.Replace(pattern); numberWords[spelt] == "" {
				numberWords[spelt] = strconv.Itoa(ten + n)
			}
		}
	}
}

// bare is a word as tokens spells it, its parts joined.
func bare(word string) string {
	var b strings.Builder
	for _, t := range tokens(word) {
		if t.kind == 'a' {
			b.WriteString(t.words)
		}
	}
	return b.String()
}
