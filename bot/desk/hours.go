package desk

import (
	"time"

	"passerelle/flows"
	"passerelle/flows/text"
)

// farthest bounds the search for the next opening, in days.
const farthest = 60

// Open reports whether a person can answer at t.
func Open(h *flows.Hours, t time.Time) bool {
	_, end := span(h, t)
	return !end.IsZero()
}

// Opening returns the half-day around t, and false when nobody answers then.
func Opening(h *flows.Hours, t time.Time) (from, to time.Time, ok bool) {
	from, to = span(h, t)
	return from, to, !to.IsZero()
}

// span returns the opening around t, or zero times.
func span(h *flows.Hours, t time.Time) (from, to time.Time) {
	for _, o := range openings(h, h.Local(t)) {
		if !t.Before(o.from) && t.Before(o.to) {
			return o.from, o.to
		}
	}
	return time.Time{}, time.Time{}
}

// NextOpen returns the next moment from t on at which someone answers: t
// itself when it is open. It reports false when nothing opens within 60 days.
func NextOpen(h *flows.Hours, t time.Time) (time.Time, bool) {
	o, ok := next(h, t, 0)
	return o.from, ok
}

// shortest is how much of an opening must be left for a promise to be kept in it.
const shortest = 30 * time.Minute

// Promise returns the half-day in which a request made at t is answered: the
// present opening when at least 30 minutes of it are left, else the next one.
// A promise is a half-day and no countdown. It reports false when nothing
// opens within 60 days.
func Promise(h *flows.Hours, t time.Time) (from, end time.Time, ok bool) {
	o, ok := next(h, t, shortest)
	return o.from, o.to, ok
}

type opening struct{ from, to time.Time }

// next returns the first opening with at least left to go, its beginning not
// before t.
func next(h *flows.Hours, t time.Time, left time.Duration) (opening, bool) {
	t = h.Local(t)
	for day := range farthest {
		for _, o := range openings(h, t.AddDate(0, 0, day)) {
			if o.to.Sub(t) < left || !o.to.After(t) {
				continue
			}
			if o.from.Before(t) {
				o.from = t
			}
			return o, true
		}
	}
	return opening{}, false
}

// noon cuts an opening without a break in two, in minutes after midnight, where an
// hour or more lies on each side: a promise is a half-day, and "this morning" is over
// at noon.
const (
	noon     = text.Noon * 60
	eachSide = 60
)

// InHalfDay is a moment of the half-day that ends at end, for saying which one it is.
func InHalfDay(end time.Time) time.Time { return end.Add(-eachSide * time.Minute) }

// openings returns the openings of the day of t by half-days, none on a closed day or
// a public holiday.
func openings(h *flows.Hours, t time.Time) []opening {
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	for _, c := range h.Closed {
		if !midnight.Before(c.From) && !midnight.After(c.To) {
			return nil
		}
	}
	week := h.Week[t.Weekday()]
	if day, ok := h.Holiday(midnight); ok {
		week = until(week, day.From)
	}
	var list []opening
	for _, r := range week {
		if r.From+eachSide <= noon && noon+eachSide <= r.To {
			list = append(list, opening{at(midnight, r.From), at(midnight, noon)})
			r.From = noon
		}
		list = append(list, opening{at(midnight, r.From), at(midnight, r.To)})
	}
	return list
}

// until cuts a day's stretches at the minute from which it is a holiday: 0 for
// one that is a holiday as a whole.
func until(week []flows.Range, minute int) (left []flows.Range) {
	for _, r := range week {
		if r.To = min(r.To, minute); r.From < r.To {
			left = append(left, r)
		}
	}
	return left
}

// at returns the wall-clock time so many minutes after midnight: 08:30 stays
// 08:30 on the days on which the clocks change.
func at(midnight time.Time, minutes int) time.Time {
	return time.Date(midnight.Year(), midnight.Month(), midnight.Day(), minutes/60, minutes%60, 0, 0, midnight.Location())
}
