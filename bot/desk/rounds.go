package desk

import (
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// Counted is the measure whose seats or devices a round counts, nil where the agency
// has none such: it is gone, or not counted, or its kind has no such round.
func Counted(a *flows.Agency, r bot.Round) *flows.Measure {
	m := a.Measure(r.Measure)
	if m == nil || m.Room() == 0 || (r.Day == 0) != (m.Kind == "loan") {
		return nil
	}
	return m
}

// Meeting is a day of a course, and when it begins.
type Meeting struct {
	bot.Round
	From time.Time
}

// Meetings are the next days of a course that begin after a moment, at most so
// many and within 60 days. The agency's closures count where they close the
// course's place, or where it has none; public holidays always do.
func Meetings(a *flows.Agency, m *flows.Measure, after time.Time, most int) (all []Meeting) {
	hours := CourseHours(a, m)
	after = hours.Local(after)
	for day := 0; day < farthest && len(all) < most; day++ {
		open := openings(&hours, after.AddDate(0, 0, day))
		if len(open) > 0 && open[0].from.After(after) {
			all = append(all, Meeting{bot.RoundOn(m.ID, open[0].from), open[0].from})
		}
	}
	return all
}

// Begins is when a round of a measure begins: at midnight where its course does
// not meet on that day any more; the zero time for a loan.
func Begins(a *flows.Agency, m *flows.Measure, r bot.Round) time.Time {
	hours := CourseHours(a, m)
	midnight := r.Date(hours.Local(time.Time{}).Location())
	if midnight.IsZero() {
		return midnight
	}
	if open := openings(&hours, midnight); len(open) > 0 {
		return open[0].from
	}
	return midnight
}

// CourseHours is when a measure takes place.
func CourseHours(a *flows.Agency, m *flows.Measure) flows.Hours {
	hours := flows.Hours{Zone: a.Hours.Zone, Week: m.When, Holidays: a.Hours.Holidays}
	place := a.Place(m.Where)
	if place == nil || place.ClosesWithUs {
		hours.Closed = a.Hours.Closed
	}
	return hours
}
