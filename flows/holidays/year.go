package holidays

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Day is one public holiday of one year. It is not to be changed: years are
// made once and shared.
type Day struct {
	ID       string            // such as good-friday
	Date     time.Time         // midnight UTC of the day
	From     int               // minutes after midnight from which it is one; 0 for the whole day
	Name     map[string]string // by language: fr, de, it, en
	Source   string            // the law with its article, or the official page
	ToVerify bool              // nobody has read it in the law yet
	yearDay  int
}

// which names one year of one part of a canton.
type which struct {
	canton, part string
	year         int
}

var (
	mu    sync.Mutex
	years = map[which][]Day{}
)

// Year returns the holidays of a canton in a year, by date. With parts that
// differ and an empty part these are the days of the whole canton only. An
// unknown canton has none.
func Year(canton, part string, year int) []Day {
	mu.Lock()
	defer mu.Unlock()
	key := which{canton, part, year}
	list, known := years[key]
	if !known {
		list = made(key)
		years[key] = list
	}
	return list
}

func made(w which) (list []Day) {
	c, known := all.Cantons[w.canton]
	if !known {
		return nil
	}
	for _, r := range slices.Concat(all.Everywhere, c.Rules) {
		if len(r.Parts) > 0 && !slices.Contains(r.Parts, w.part) {
			continue
		}
		for _, id := range r.Days {
			date := all.Days[id].in(w.year)
			if len(r.On) > 0 && !slices.Contains(r.On, weekdays[date.Weekday()]) {
				continue
			}
			list = append(list, Day{ID: id, Date: date, From: minutes(r.From), Name: all.Days[id].Name, Source: r.Source, ToVerify: r.ToVerify, yearDay: date.YearDay()})
		}
	}
	slices.SortStableFunc(list, func(a, b Day) int { return a.Date.Compare(b.Date) })
	return list
}

// in returns the date of a year; one that may not be in Holy Week is a week
// later then.
func (k kind) in(year int) time.Time {
	date := k.date.in(year)
	if easter := Easter(year); k.Avoid && date.Before(easter) && !date.Before(easter.AddDate(0, 0, -6)) {
		return date.AddDate(0, 0, 7)
	}
	return date
}

// minutes reads 12:00 as minutes after midnight, nothing as 0.
func minutes(clock string) int {
	hour, minute, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return h*60 + m
}

// On returns the holiday of the day of t, in t's own time zone; it reports
// false on other days.
func On(canton, part string, t time.Time) (Day, bool) {
	if canton == "" {
		return Day{}, false
	}
	list, yearDay := Year(canton, part, t.Year()), t.YearDay()
	for i := range list {
		if list[i].yearDay == yearDay {
			return list[i], true
		}
	}
	return Day{}, false
}
