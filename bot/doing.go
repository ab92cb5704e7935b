package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Skill is how somebody followed a help over the months.
type Skill struct {
	Topic string  `json:"topic"`
	Past  []Doing `json:"past"` // the oldest first
	// Progress: less help than before was needed, by the rule of Progress.
	Progress bool `json:"progress,omitempty"`
}

// Doing is that a help was followed to its end in one way in a month, N times in
// a row. The way of one time is the most help that was had at any of its steps.
type Doing struct {
	Way   string `json:"way"`             // "alone", "helped" (by the bot's hints), "with" or "for"
	Month string `json:"month,omitempty"` // 2006-01; "" of a session of an older program
	N     int    `json:"n"`
}

// DoingHelped is alone, with hints of the bot.
const DoingHelped = "helped"

// DoingWays are the ways of a Doing, the most help first.
var DoingWays = []string{WayFor, WayWith, DoingHelped, WayAlone}

// mostDoings bounds what is kept of one help: a year of months.
const mostDoings = 12

// FewestDoings is how often a help must have been followed with more help, and
// how often since with less, before anything is called progress: once may be a
// good day, or an easy phone.
const FewestDoings = 2

// ParseDoings reads what WriteDoings wrote, and the single way that older sessions
// hold.
func ParseDoings(value string) (list []Doing) {
	for word := range strings.FieldsSeq(value) {
		way, month, _ := strings.Cut(word, "@")
		month, count, _ := strings.Cut(month, "*")
		n, _ := strconv.Atoi(count)
		list = append(list, Doing{way, month, max(n, 1)})
	}
	return list
}

// WriteDoings writes doings as one value of a session's answers:
// "with@2026-03 alone@2026-05*2".
func WriteDoings(list []Doing) string {
	var words []string
	for _, d := range list {
		word := d.Way
		if d.Month != "" {
			word += "@" + d.Month
		}
		if d.N > 1 {
			word += "*" + strconv.Itoa(d.N)
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// AddDoing adds that a help was followed to its end in a way, now.
func AddDoing(list []Doing, way string, now time.Time) []Doing {
	month := now.Format("2006-01")
	if n := len(list); n > 0 && list[n-1].Way == way && list[n-1].Month == month {
		list = slices.Clone(list)
		list[n-1].N++
		return list
	}
	list = append(slices.Clip(list), Doing{way, month, 1})
	return list[max(0, len(list)-mostDoings):]
}

// CorrectDoing says of the last time that it went another way. One of another
// month than now stays: its case is long over.
func CorrectDoing(list []Doing, way string, now time.Time) []Doing {
	n := len(list)
	if n == 0 || list[n-1].Month != now.Format("2006-01") {
		return list
	}
	list = slices.Clone(list)
	if list[n-1].N--; list[n-1].N == 0 {
		list = list[:n-1]
	}
	return AddDoing(list, way, now)
}

// Progress reports whether somebody needs less help than before. The first
// FewestDoings times that are kept are compared with the last FewestDoings times:
// each of the last ones went with less help than every one of the first, and in a
// later month. The order of help is that of DoingWays. Fewer times, times of which
// the month is not known, and a single one with as much help as before say
// nothing; that more help is needed is never said.
func Progress(list []Doing) bool {
	var months []string
	var levels []int
	for _, d := range list {
		level := slices.Index(DoingWays, d.Way)
		if d.Month == "" || level < 0 {
			continue
		}
		for range d.N {
			months, levels = append(months, d.Month), append(levels, level)
		}
	}
	n := len(levels)
	if n < 2*FewestDoings {
		return false
	}
	first, last := levels[:FewestDoings], levels[n-FewestDoings:]
	return slices.Min(last) > slices.Max(first) && months[n-FewestDoings] > months[FewestDoings-1]
}
