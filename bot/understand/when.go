package understand

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// When is a moment that somebody wrote, and what stands beside it.
type When struct {
	At      time.Time // by the clock of the agency; always after now
	Hour    bool      // an hour was named; else At is at nine
	Monthly uint8     // the day of the month on which it comes again; 0 for once
	What    string    // the text without the moment and the words that ask for a reminder
	Asked   bool      // it begins with words that ask for a reminder
	Sure    bool      // those words can mean nothing else, such as a call back
}

// hourOfDay is when a day without an hour begins: the gate's usual first hour.
const hourOfDay = 9

// ReadWhen finds a moment in a text, in any of the four languages: "le 4", "am
// 4. Dezember", "4.12.", "domani", "in 3 days", "montag um 14 Uhr", "chaque mois
// le 4". A day that is over this month or this year is the next one. ok is false
// where no day is named, or one that is over.
func ReadWhen(text string, now time.Time) (w When, ok bool) {
	p := &dating{text: []rune(clip(text, longest)), now: now}
	p.folded = foldEach(p.text)
	w.Asked, w.Sure = p.asks()
	monthly := p.cut(everyMonth) != nil
	hour, minute, named := p.hour()
	day, found := p.day()
	if w.What = p.rest(); !found {
		return w, false
	}
	if w.Hour = named; !named {
		hour = hourOfDay
		switch {
		case p.evening:
			hour = 18
		case day.inHours:
			hour, minute = day.at.Hour(), day.at.Minute()
		case sameDate(day.at, now) && day.again == nil:
			hour, minute = now.Add(2*time.Hour).Hour(), 0
		}
	}
	at := time.Date(day.at.Year(), day.at.Month(), day.at.Day(), hour, minute, 0, 0, now.Location())
	if !at.After(now) && day.again != nil {
		next := day.again(day.at)
		at = time.Date(next.Year(), next.Month(), next.Day(), hour, minute, 0, 0, now.Location())
	}
	if monthly {
		w.Monthly = uint8(at.Day())
		if day.ofMonth > 0 {
			w.Monthly = uint8(day.ofMonth)
		}
	}
	w.At = at
	return w, at.After(now)
}

// AsksReminder reports whether a text begins with words that ask for a reminder;
// it costs little, for every free text is asked.
func AsksReminder(text string) bool {
	p := &dating{text: []rune(clip(text, longestLead))}
	p.folded = foldEach(p.text)
	asked, _ := p.asks()
	return asked
}

// longestLead is how much of a text may ask, in runes.
const longestLead = 60

// NextMonth is the same day and hour in the month after at; a day that the month
// lacks is its last one.
func NextMonth(at time.Time, day uint8) time.Time {
	return ofMonth(time.Date(at.Year(), at.Month()+1, 1, at.Hour(), at.Minute(), 0, 0, at.Location()), int(day))
}

// ofMonth is a day of the month of first, or the month's last one.
func ofMonth(first time.Time, day int) time.Time {
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, first.Location()).Day()
	return time.Date(first.Year(), first.Month(), min(day, last), first.Hour(), first.Minute(), 0, 0, first.Location())
}

func sameDate(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

// dating is a text that is being read: what was understood is cut out.
type dating struct {
	text    []rune
	folded  string // one byte a rune of text
	now     time.Time
	evening bool
}

// cut finds an expression, takes it out of the text and returns its groups.
func (p *dating) cut(e *regexp.Regexp) []string {
	at := e.FindStringSubmatchIndex(p.folded)
	if at == nil {
		return nil
	}
	groups := make([]string, len(at)/2)
	for i := range groups {
		if at[2*i] >= 0 {
			groups[i] = p.folded[at[2*i]:at[2*i+1]]
		}
	}
	p.text = append(append(append([]rune{}, p.text[:at[0]]...), ' '), p.text[at[1]:]...)
	p.folded = p.folded[:at[0]] + " " + p.folded[at[1]:]
	return groups
}

// rest is what is left of the text, without the little words around it.
func (p *dating) rest() string {
	words := strings.Join(strings.Fields(string(p.text)), " ")
	for {
		folded := foldEach([]rune(words))
		at := fillers.FindStringIndex(folded)
		if at == nil || at[1] == 0 {
			break
		}
		words = string([]rune(words)[at[1]:])
	}
	return strings.TrimRight(words, " .,;:!?-")
}

// plainLetters are the letters with accents that the four languages write.
var plainLetters = map[rune]byte{
	'à': 'a', 'â': 'a', 'ä': 'a', 'á': 'a', 'ç': 'c', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'î': 'i', 'ï': 'i', 'ì': 'i', 'í': 'i',
	'ô': 'o', 'ö': 'o', 'ò': 'o', 'ó': 'o', 'û': 'u', 'ù': 'u', 'ü': 'u', 'ú': 'u', '’': '\'', 'ß': 's', '\u00a0': ' ', '\u202f': ' ',
}

// foldEach writes one byte for each rune: lower case, without accents.
func foldEach(text []rune) string {
	b := make([]byte, len(text))
	for i, r := range text {
		switch {
		case 'A' <= r && r <= 'Z':
			b[i] = byte(r) + 'a' - 'A'
		case r < utf8.RuneSelf:
			b[i] = byte(r)
		default:
			if 'À' <= r && r <= 'Þ' {
				r += 'à' - 'À'
			}
			if b[i] = plainLetters[r]; b[i] == 0 {
				b[i] = '_'
			}
		}
	}
	return strings.ReplaceAll(string(b), "\n", " ")
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }
