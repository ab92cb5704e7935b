package holidays

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// pattern is when a holiday is: a day of a month, some days from Easter Sunday,
// or some days from the nth weekday of a month.
type pattern struct {
	easter  bool
	month   time.Month
	day     int // of the month; 0 when a weekday is counted
	weekday time.Weekday
	nth     int
	offset  int // days after Easter Sunday, or after the counted weekday
}

var errPattern = errors.New("a day is written 08-01, easter+39 or 09-sun-3+1")

// weekdays are the weekdays as the table writes them, by time.Weekday.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// parse reads a pattern.
func parse(written string) (p pattern, err error) {
	if offset, ok := strings.CutPrefix(written, "easter"); ok {
		p.easter = true
		p.offset, err = strconv.Atoi(offset)
		return p, err
	}
	main, after, found := strings.Cut(written, "+")
	if found {
		if p.offset, err = strconv.Atoi(after); err != nil {
			return p, err
		}
	}
	fields := strings.Split(main, "-")
	month, err := strconv.Atoi(fields[0])
	if err != nil || month < 1 || month > 12 {
		return p, errPattern
	}
	p.month = time.Month(month)
	if len(fields) == 3 {
		return p.counted(fields[1], fields[2])
	}
	if len(fields) != 2 {
		return p, errPattern
	}
	p.day, err = strconv.Atoi(fields[1])
	return p, err
}

// counted reads the weekday and which one of the month it is.
func (p pattern) counted(name, nth string) (pattern, error) {
	for w, known := range weekdays {
		if known == name {
			p.weekday = time.Weekday(w)
			n, err := strconv.Atoi(nth)
			p.nth = n
			return p, err
		}
	}
	return p, errPattern
}

// in returns the date of a year, at midnight UTC.
func (p pattern) in(year int) time.Time {
	switch {
	case p.easter:
		return Easter(year).AddDate(0, 0, p.offset)
	case p.day > 0:
		return time.Date(year, p.month, p.day, 0, 0, 0, 0, time.UTC)
	}
	first := time.Date(year, p.month, 1, 0, 0, 0, 0, time.UTC)
	days := (int(p.weekday-first.Weekday())+7)%7 + 7*(p.nth-1) + p.offset
	return first.AddDate(0, 0, days)
}

// Easter returns Easter Sunday of a year, at midnight UTC, by the rule of
// Meeus, Jones and Butcher as github.com/rickar/cal/v2 computes it.
func Easter(year int) time.Time {
	t := cal.CalcEasterOffset(&cal.Holiday{}, year)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
