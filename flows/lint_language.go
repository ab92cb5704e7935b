package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"passerelle/flows/text"
)

// sameFrom is from how many words on a text that is the same in two languages
// was forgotten, not chosen; tellFrom how many words a text needs to tell its
// language.
const (
	sameFrom = 3
	tellFrom = 5
)

// lintLanguages finds texts that were not translated, or stand in the wrong
// place, by the short words of each language.
func (d *document) lintLanguages(set *among) {
	d.eachMap(func(name string, n node) {
		if name == "name" || name == "show" || name == "real" || name == "fake" {
			return
		}
		seen := map[string]string{}
		for tag, v := range n.pairs() {
			words := strings.TrimSpace(v.str())
			if first, again := seen[words]; again && text.CountWords(words) >= sameFrom && !strings.Contains(words, "{") {
				d.at(v, "same-text", Warning, first, tag.Value)
				continue
			}
			seen[words] = tag.Value
			if other := set.tells(words); other != "" && other != tag.Value && known(tag.Value) == tag.Value {
				d.at(v, "wrong-language", Warning, tag.Value, other)
			}
		}
	})
}

// tells is the language of a text, "" where that is not sure: at least three
// short words of one, and more than twice as many as of any other.
func (a *among) tells(words string) text.Language {
	list := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(list) < tellFrom {
		return ""
	}
	best, second, language := 0, 0, ""
	for tag, short := range a.short {
		count := 0
		for _, w := range list {
			if short[w] {
				count++
			}
		}
		if count > best {
			best, second, language = count, best, tag
		} else {
			second = max(second, count)
		}
	}
	if best < 3 || best <= 2*second {
		return ""
	}
	return language
}

// close and polite are the words by which a text says tu or vous.
var (
	closeWords = map[string]*regexp.Regexp{
		"fr": regexp.MustCompile(`(?i)(?:^|[\s'(«])(tu|toi|tes)(?:$|[\s.,!?)»])`),
		"de": regexp.MustCompile(`(?:^|[\s(«])([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein|[Dd]eine[mnrs]?)(?:$|[\s.,!?)»])`),
		"it": regexp.MustCompile(`(?i)(?:^|[\s(«])(tu|tuo|tua|tuoi|tue|puoi|devi)(?:$|[\s.,!?)»])`),
	}
	politeWords = map[string]*regexp.Regexp{
		"fr": regexp.MustCompile(`(?i)(?:^|[\s'(«-])(vous|votre|vos)(?:$|[\s.,!?)»])`),
		"de": regexp.MustCompile(`(?:^|[\s(«])(Sie|Ihr|Ihre[mnrs]?|Ihnen)(?:$|[\s.,!?)»])`),
		"it": regexp.MustCompile(`(?:^|[\s(«])(Lei|lei|suo|sua|suoi|sue|La|le)(?:$|[\s.,!?)»])`),
	}
)

// lintAddress finds where a file that says vous says tu.
func (d *document) lintAddress() {
	type place struct {
		n    node
		from int
		word string
	}
	near := map[string][]place{}
	d.eachText(func(name string, n node, tag string) {
		if closeWords[tag] == nil || forStaff(name) || slices.Contains([]string{"fake", "real", "show"}, name) {
			return
		}
		if m := closeWords[tag].FindStringSubmatchIndex(n.Value); m != nil {
			near[tag] = append(near[tag], place{n, m[2], n.Value[m[2]:m[3]]})
		}
	})
	for _, tag := range []string{"fr", "de", "it"} {
		if len(near[tag]) == 0 || !d.polite(tag) {
			continue
		}
		for _, p := range near[tag] {
			d.mark(p.n, p.from, p.word, "mixed-address", Warning, p.word)
		}
	}
}

// polite reports whether any text of the file says vous.
func (d *document) polite(tag string) bool {
	for _, t := range d.texts() {
		if v := t.n.get(tag); v.Node != nil && politeWords[tag].MatchString(v.Value) {
			return true
		}
	}
	return false
}

// limits of readability, of LANGUAGE "Thresholds": each score with its least,
// and the one that is better the smaller it is.
var thresholds = map[string]struct {
	score string
	least float64
}{"fr": {"kandel_moles", 75}, "de": {"amstad", 70}, "it": {"gulpease", 80}, "en": {"flesch", 80}}

const (
	mostWiener  = 5
	scoredFrom  = 40 // words: below that, a score says nothing
	filedFormat = 'f'
)

// lintReadable scores what a flow says, over all its texts in a language.
func (d *document) lintReadable() {
	said := map[string]*strings.Builder{}
	d.eachText(func(name string, n node, tag string) {
		if forStaff(name) || slices.Contains([]string{"label", "about", "title", "fake", "real", "show", "alt"}, name) {
			return
		}
		if said[tag] == nil {
			said[tag] = &strings.Builder{}
		}
		said[tag].WriteString(n.Value + "\n")
	})
	terms := d.root.get("terms")
	for _, tag := range []string{"fr", "de", "it", "en"} {
		if said[tag] == nil {
			continue
		}
		r := text.Read(without(said[tag].String(), terms), tag)
		if r.Words < scoredFrom {
			continue
		}
		t := thresholds[tag]
		if r.Scores[t.score] < t.least {
			d.at(d.root.get("id"), "hard-to-read", Warning, tag, t.score, decimal(r.Scores[t.score]), decimal(t.least))
		} else if tag == "de" && r.Scores["wiener1"] > mostWiener {
			d.at(d.root.get("id"), "hard-to-read", Warning, tag, "wiener1", decimal(r.Scores["wiener1"]), decimal(mostWiener))
		}
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, filedFormat, 0, 64) }

// without drops what is between braces, and the words that the file explains.
func without(words string, terms node) string {
	words = bracesPattern.ReplaceAllString(words, "")
	for term := range terms.pairs() {
		words = strings.ReplaceAll(words, term.Value, "")
	}
	return words
}
