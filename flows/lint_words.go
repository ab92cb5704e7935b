package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"passerelle/channels/limits"
	"passerelle/flows/text"
)

// The measures of a text, of LANGUAGE "Thresholds": parts and characters of a
// message, words of a sentence. More than most warns; from tooMany on a
// sentence is an error, unless "excuse" says why.
const (
	mostWords   = 12
	tooMany     = 17
	mostParts   = 2
	mostLetters = 160
	mostConsent = 320
	mostLabel   = 20
	mostAbout   = 40 // of the short name of an item: a result names several in one SMS
)

// lintTexts looks at every text of the file.
func (d *document) lintTexts() {
	kind := Kind(d.root.get("kind").str())
	if ofLanguage(kind) {
		return
	}
	excused := d.excusedTexts()
	d.eachText(func(name string, n node, tag string) {
		d.placeholders(n)
		d.curls(n)
		switch name {
		case "label":
			d.tooLong(n, "label-too-long", mostLabel)
			return
		case "about":
			d.tooLong(n, "about-too-long", mostAbout)
			return
		case "fake":
			d.fakes(n)
		case "show", "real":
		default:
			if forStaff(name) {
				break
			}
			d.stopWords(n)
			d.style(n, tag)
		}
		if !excused[n.Node] {
			d.length(n, tag, name, kind == KindPhrases)
		}
	})
}

func (d *document) tooLong(n node, code string, most int) {
	if count := utf8.RuneCountInString(n.str()); count > most {
		d.at(n, code, Warning, strconv.Itoa(count), strconv.Itoa(most))
	}
}

// length judges how much a text is at once. Phrases are the bot's own, and may
// be longer; so may what is asked for consent.
func (d *document) length(n node, tag, name string, phrase bool) {
	if phrase {
		return
	}
	words := n.str()
	letters := mostLetters
	if name == "keep" || name == "not_secret" {
		letters = mostConsent
	}
	parts, forced := smsParts(words)
	switch count := utf8.RuneCountInString(words); {
	case parts > mostParts && name != "keep":
		d.at(n, "sms-parts", Warning, tag, strconv.Itoa(parts), forced)
	case count > letters:
		d.at(n, "long-message", Warning, tag, strconv.Itoa(count), strconv.Itoa(letters))
	}
	if name == "keep" || text.CountWords(words) <= mostWords {
		return
	}
	for from, sentence := range text.Sentences(n.Value) {
		switch count := text.CountWords(sentence); {
		case count >= tooMany:
			d.mark(n, from, sentence, "endless-sentence", Error, tag, strconv.Itoa(count))
		case count > mostWords:
			d.mark(n, from, sentence, "long-sentence", Warning, tag, strconv.Itoa(count))
		}
	}
}

// surelyFits is how many bytes fit into two parts whatever they are: no
// character has more UTF-16 units than bytes.
const surelyFits = 2 * 67

// smsParts is how many parts a text costs as it is sent, and which characters
// make it cost that.
func smsParts(words string) (parts int, forced string) {
	if len(words) <= surelyFits {
		return 0, ""
	}
	c := limits.Segments(limits.Economise(limits.Plain(words)))
	if len(c.ForcedBy) > 0 {
		forced = " (" + strings.Join(c.ForcedBy, " ") + ")"
	}
	return c.Segments, forced
}

// excusedTexts are the texts under a map that says why they are so.
func (d *document) excusedTexts() map[any]bool {
	excused := map[any]bool{}
	var visit func(n node, under bool)
	visit = func(n node, under bool) {
		under = under || n.Node != d.root.Node && n.get("excuse").scalar()
		if n.scalar() && under {
			excused[n.Node] = true
		}
		if n.Node != nil {
			for _, c := range n.Content {
				visit(node{c}, under)
			}
		}
	}
	visit(d.root, false)
	return excused
}

var bracesPattern = regexp.MustCompile(`\{([^{}]*)\}`)

var placeholderNames = []string{"agency.name", "agency.desk", "next_open", "wait", "counsellor", "keep_for", "items", "questions", "turn", "title", "page"}

// ownPlaceholders are those of the bot's own sentences.
var ownPlaceholders = []string{"list", "again", "check_use"}

func (d *document) placeholders(n node) {
	if !strings.Contains(n.Value, "{") {
		return
	}
	for _, m := range bracesPattern.FindAllStringSubmatchIndex(n.Value, -1) {
		whole, name := n.Value[m[0]:m[1]], n.Value[m[2]:m[3]]
		group, _, dotted := strings.Cut(name, ".")
		if Kind(d.root.get("kind").str()) == KindPhrases && slices.Contains(ownPlaceholders, name) {
			continue
		}
		if slices.Contains(placeholderNames, name) || dotted && (group == "answer" || group == "number" || group == "word" || group == "fact") {
			continue
		}
		d.mark(n, m[0], whole, "placeholder", Error, whole, "{"+strings.Join(placeholderNames, "} {")+"} {answer.…} {number.…} {word.…} {fact.…}")
		if word := Nearest(name, placeholderNames); word != "" {
			d.suggest("{" + word + "}")
		}
	}
}

var writeStop = regexp.MustCompile(`(?i:écrivez|écrire|schreiben sie|scriva|write|text|envoyez|répondez|antworten sie|risponda)[^.\n]{0,12}\b(STOP|END|CANCEL|QUIT|HELP|INFO)\b`)

// stopped are the words of writeStop: where none stands, nothing needs matching.
var stopped = []string{"STOP", "END", "CANCEL", "QUIT", "HELP", "INFO"}

func (d *document) stopWords(n node) {
	if !slices.ContainsFunc(stopped, func(w string) bool { return strings.Contains(n.Value, w) }) {
		return
	}
	if m := writeStop.FindStringSubmatchIndex(n.Value); m != nil {
		d.mark(n, m[2], n.Value[m[2]:m[3]], "stop-word", Error, n.Value[m[2]:m[3]])
	}
}

// curls finds quotes of a word processor around a whole text: YAML takes them
// for letters, and sends them.
func (d *document) curls(n node) {
	words := n.str()
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	if strings.ContainsRune("“„”", first) && strings.ContainsRune("“”", last) && !strings.ContainsAny(n.Value, "\n") {
		d.at(n, "curly-quotes", Warning, strings.Trim(words, "“„”"))
	}
}

// style finds what makes a text hard to read aloud: signs inside words, whole
// sentences in capitals, ß in Switzerland.
func (d *document) style(n node, tag string) {
	if i := strings.IndexRune(n.Value, 'ß'); i >= 0 && tag == "de" {
		d.mark(n, i, "ß", "eszett", Warning, wordAt(n.Value, i), strings.ReplaceAll(wordAt(n.Value, i), "ß", "ss"))
	}
	if i, sign := inclusive(n.Value); i >= 0 {
		d.mark(n, i, sign, "inclusive-sign", Warning, wordAt(n.Value, i))
	}
	if !loud(n.Value) {
		return
	}
	for from, sentence := range text.Sentences(n.Value) {
		if shouted(sentence) {
			d.mark(n, from, sentence, "capitals", Warning)
		}
	}
}

// inclusive finds a sign between two letters that stands for two endings.
func inclusive(s string) (int, string) {
	for _, sign := range []string{"·", "•", "*", "⋅", ":"} {
		for at := 0; ; {
			i := strings.Index(s[at:], sign)
			if i < 0 {
				break
			}
			i += at
			at = i + len(sign)
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after := s[at:]
			next, _ := utf8.DecodeRuneInString(after)
			if unicode.IsLower(before) && unicode.IsLower(next) && (sign != ":" || strings.HasPrefix(after, "in")) {
				return i, sign
			}
		}
	}
	return -1, ""
}

// wordAt is the word around a byte of a text.
func wordAt(s string, at int) string {
	from := strings.LastIndexFunc(s[:at], unicode.IsSpace) + 1
	to := strings.IndexFunc(s[at:], unicode.IsSpace)
	if to < 0 {
		to = len(s) - at
	}
	return strings.Trim(s[from:at+to], ".,;:!?«»\"()")
}

// loud reports whether a text has capitals enough for a sentence of them.
func loud(s string) bool {
	capitals := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 8
}

// shouted reports whether four words or more are all in capitals.
func shouted(sentence string) bool {
	return text.CountWords(sentence) >= 4 && loud(sentence) && strings.IndexFunc(sentence, unicode.IsLower) < 0 && !strings.ContainsRune(sentence, '{')
}

var dialled = regexp.MustCompile(`(?i)https?:|www\.|\b[\pL\d-]+\.(?:ch|com|org|net|li|fr|de|it|eu|info|io|app|swiss|shop|xyz)\b|\+?\d[\d ]{5,}\d|\b0[\d ]{3,}\d`)

// fakes wants nothing in a false message that a phone turns into a link or a
// number to call.
func (d *document) fakes(n node) {
	if m := dialled.FindStringIndex(n.Value); m != nil {
		d.mark(n, m[0], n.Value[m[0]:m[1]], "fake-link", Error, n.Value[m[0]:m[1]])
	}
}
