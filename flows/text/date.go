package text

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Date is a day of a month; Year is 0 where none was written.
type Date struct{ Day, Month, Year int }

// shortMonths are how months are shortened, by their number, besides their first
// three letters.
var shortMonths = [12][]string{{"janv", "gen"}, {"febr", "fev", "feb"}, nil, {"avr", "apr"}, {"mag"}, {"giu"}, {"juil", "lug"}, {"aout", "ago"}, {"sept", "set"}, {"ott", "oct", "okt"}, nil, {"dic", "dez", "dec"}}

// monthNames are the months by their names in every language, folded.
var monthNames = func() map[string]int {
	all := map[string]int{}
	for _, w := range byTag {
		for i, name := range w.Months {
			name = fold(name)
			all[name] = i + 1
			if r := []rune(name); len(r) > 3 {
				all[string(r[:3])] = i + 1
			}
			for _, short := range shortMonths[i] {
				all[short] = i + 1
			}
		}
	}
	delete(all, "jui") // juin or juillet
	return all
}()

var (
	isoDate      = regexp.MustCompile(`(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)
	numericDate  = regexp.MustCompile(`(?:^|[^\d.,/-])(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]?\s*(\d{4}|\d{2}))?\.?(?:[^\d]|$)`)
	dayFirst     = regexp.MustCompile(`(?:^|[^\d\pL])(?:(\d{1,2})\s*(?:er|o|°|st|nd|rd|th|\.)?|premier|primo|erste[rnms]?|first)\s*(?:(?:di|de|du|of)\s+|d')?(\pL+)\.?(?:\s+(\d{4}))?`)
	monthFirst   = regexp.MustCompile(`(?:^|[^\pL])(\pL+)\s+(?:the\s+)?(?:(\d{1,2})\s*(?:st|nd|rd|th)?|first)(?:,?\s+(\d{4}))?(?:[^\d.,/]|$)`)
	nothingSpace = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'")
)

// Dates returns the days that a text names, in any way that is written here:
// "1.7.2027", "1/7", "1er juillet", "am 1. Juli", "primo luglio", "July 1st".
// What is no day of the calendar is left out.
func Dates(words string) (list []Date) {
	words = fold(nothingSpace.Replace(words))
	for _, m := range isoDate.FindAllStringSubmatch(words, -1) {
		list = appendDate(list, m[3], number(m[2]), m[1])
	}
	if len(list) > 0 {
		return list
	}
	for _, m := range numericDate.FindAllStringSubmatch(words, -1) {
		list = appendDate(list, m[1], number(m[2]), m[3])
	}
	for _, m := range dayFirst.FindAllStringSubmatch(words, -1) {
		list = appendDate(list, m[1], monthNames[m[2]], m[3])
	}
	if len(list) > 0 {
		return list
	}
	for _, m := range monthFirst.FindAllStringSubmatch(words, -1) {
		list = appendDate(list, m[2], monthNames[m[1]], m[3])
	}
	return list
}

// appendDate adds a day; without a figure it is the first.
func appendDate(list []Date, day string, month int, year string) []Date {
	d := Date{Day: number(day), Month: month, Year: number(year)}
	if day == "" {
		d.Day = 1
	}
	if d.Year > 0 && d.Year < 100 {
		d.Year += 2000
	}
	if d.Day < 1 || d.Day > 31 || d.Month < 1 || d.Month > 12 {
		return list
	}
	return append(list, d)
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// fold takes accents and capitals off.
func fold(words string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(words)))
}
