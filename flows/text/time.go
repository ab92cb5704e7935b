package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

//go:embed words/*.json
var files embed.FS

// words is how one language speaks of time and of numbers. One file a tag.
type words struct {
	Weekdays          [7]string            `json:"weekdays"` // from Sunday, as time.Weekday
	Months            [12]string           `json:"months"`
	Today             string               `json:"today"`
	Tomorrow          string               `json:"tomorrow"`
	ThisMorning       string               `json:"this_morning"`
	ThisAfternoon     string               `json:"this_afternoon"`
	TomorrowMorning   string               `json:"tomorrow_morning"`
	TomorrowAfternoon string               `json:"tomorrow_afternoon"`
	DayMorning        string               `json:"day_morning"` // within a week: {day} is the weekday
	DayAfternoon      string               `json:"day_afternoon"`
	DateMorning       string               `json:"date_morning"` // later: {day} is the date
	DateAfternoon     string               `json:"date_afternoon"`
	Date              string               `json:"date"`
	Units             map[string][2]string `json:"units"` // one, more
	Counting          counting             `json:"counting"`
}

// fallback is the language used for a tag that has no file.
const fallback = "en"

var byTag = load()

// load reads the embedded files; they are part of the program, so a broken one
// stops it at once.
func load() map[Language]words {
	entries, err := files.ReadDir("words")
	if err != nil {
		panic(err)
	}
	all := map[Language]words{}
	for _, e := range entries {
		src, err := files.ReadFile("words/" + e.Name())
		if err != nil {
			panic(err)
		}
		var w words
		if err := json.Unmarshal(src, &w); err != nil {
			panic(fmt.Errorf("words/%s: %w", e.Name(), err))
		}
		all[strings.TrimSuffix(e.Name(), ".json")] = w
	}
	return all
}

func in(language Language) words {
	if w, ok := byTag[language]; ok {
		return w
	}
	return byTag[fallback]
}

// Noon divides a day into its two halves, in hours; an opening from 12:00 on is afternoon.
const Noon = 12

// HalfDay names the half-day of t as somebody says it at now: "ce matin",
// "demain après-midi", "jeudi matin", from a week on with the date. Both times
// are read in now's time zone. A half-day and no hour: a promise is no countdown.
func HalfDay(language Language, now, t time.Time) string {
	w, t := in(language), t.In(now.Location())
	morning := t.Hour() < Noon
	pick := func(m, a string) string {
		if morning {
			return m
		}
		return a
	}
	switch days := days(now, t); {
	case days == 0:
		return pick(w.ThisMorning, w.ThisAfternoon)
	case days == 1:
		return pick(w.TomorrowMorning, w.TomorrowAfternoon)
	case days > 1 && days < 7:
		return strings.ReplaceAll(pick(w.DayMorning, w.DayAfternoon), "{day}", w.Weekdays[t.Weekday()])
	}
	return strings.ReplaceAll(pick(w.DateMorning, w.DateAfternoon), "{day}", w.date(t))
}

// Day names the day of t as somebody says it at now: today, tomorrow, the
// weekday within a week to come, else the date.
func Day(language Language, now, t time.Time) string {
	w, t := in(language), t.In(now.Location())
	switch days := days(now, t); {
	case days == 0:
		return w.Today
	case days == 1:
		return w.Tomorrow
	case days > 1 && days < 7:
		return w.Weekdays[t.Weekday()]
	}
	return w.date(t)
}

// Weekday names a day of the week.
func Weekday(language Language, d time.Weekday) string { return in(language).Weekdays[d] }

// Month names a month.
func Month(language Language, m time.Month) string { return in(language).Months[m-1] }

// Span says a length of time, such as "30 jours"; unit is minute, hour, day,
// week, month or year.
func Span(language Language, count int, unit string) string {
	forms := in(language).Units[unit]
	form := forms[1]
	if count == 1 {
		form = forms[0]
	}
	return strconv.Itoa(count) + " " + form
}

func (w words) date(t time.Time) string {
	r := strings.NewReplacer("{weekday}", w.Weekdays[t.Weekday()], "{n}", strconv.Itoa(t.Day()), "{month}", w.Months[t.Month()-1])
	return r.Replace(w.Date)
}

// days counts the midnights between two moments of one time zone.
func days(now, t time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(t).Sub(day(now)) / (24 * time.Hour))
}
