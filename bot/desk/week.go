package desk

import (
	"errors"
	"slices"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// mostAway bounds the absences that an account keeps.
const mostAway = 60

// Errors of what somebody writes about their hours.
var (
	ErrHours   = errors.New("the hours of a day are written 08:30-11:30, 13:30-17:00")
	ErrDates   = errors.New("an absence has two days, written 2026-12-24, the first not after the last")
	ErrTooMany = errors.New("there are too many absences: take back one that is over")
)

// ReadDay reads the hours of a day as somebody writes them, nothing for a day
// off.
func ReadDay(written string) ([]bot.Stretch, error) {
	if strings.TrimSpace(written) == "" {
		return nil, nil
	}
	ranges, ok := flows.ParseRanges(written)
	if !ok {
		return nil, ErrHours
	}
	var list []bot.Stretch
	for _, r := range ranges {
		list = append(list, bot.Stretch{From: r.From, To: r.To})
	}
	return list, nil
}

// ShowDay writes what ReadDay reads.
func ShowDay(list []bot.Stretch) string {
	var ranges []flows.Range
	for _, s := range list {
		ranges = append(ranges, flows.Range{From: s.From, To: s.To})
	}
	return flows.ShowRanges(ranges)
}

// AddAway notes an absence, both days included; one that is there already stays
// once. What was over before today is forgotten: it is nobody's business any
// more.
func AddAway(a *bot.Account, from, to string, today time.Time) error {
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return ErrDates
		}
	}
	if from > to {
		return ErrDates
	}
	now := today.Format(time.DateOnly)
	list := slices.DeleteFunc(slices.Clone(a.Away), func(x bot.Absence) bool { return x.To < now || x.From == from && x.To == to })
	if len(list) >= mostAway {
		return ErrTooMany
	}
	list = append(list, bot.Absence{From: from, To: to})
	slices.SortFunc(list, func(x, y bot.Absence) int { return strings.Compare(x.From+x.To, y.From+y.To) })
	a.Away = list
	return nil
}

// RemoveAway takes an absence back, and reports whether there was such a one.
func RemoveAway(a *bot.Account, from, to string) bool {
	before := len(a.Away)
	a.Away = slices.DeleteFunc(slices.Clone(a.Away), func(x bot.Absence) bool { return x.From == from && x.To == to })
	return len(a.Away) < before
}
