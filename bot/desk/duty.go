package desk

import (
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// Duty is whether a counsellor works at a moment.
type Duty uint8

// The kinds of Duty. Their numbers are not stored.
const (
	OffDuty     Duty = iota
	LastMinutes      // of their day: nothing new is begun
	OnDuty
)

// lastMinutes is how long before the end of a counsellor's day no new case is
// taken: what is begun then makes them late, or the person wait.
const lastMinutes = 20 * time.Minute

// Own returns the hours of one counsellor: their own week, or the agency's
// where they have none, without closures, public holidays and absences. A
// closure and a holiday are everybody's; an absence that cannot be read as days
// is none.
func Own(a *bot.Account, agency *flows.Hours) flows.Hours {
	own := flows.Hours{Zone: agency.Zone, Week: agency.Week, Holidays: agency.Holidays}
	if a.OwnHours() {
		for day, stretches := range a.Week {
			own.Week[day] = nil
			for _, s := range stretches {
				own.Week[day] = append(own.Week[day], flows.Range{From: s.From, To: s.To})
			}
		}
	}
	own.Closed = append(own.Closed, agency.Closed...)
	zone := agency.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, away := range a.Away {
		from, errFrom := time.ParseInLocation(time.DateOnly, away.From, zone)
		to, errTo := time.ParseInLocation(time.DateOnly, away.To, zone)
		if errFrom == nil && errTo == nil {
			own.Closed = append(own.Closed, flows.Closure{From: from, To: to})
		}
	}
	return own
}

// DutyOf says whether a counsellor works at t. Who has no hours, in an agency
// that has none, is always on duty.
func DutyOf(a *bot.Account, agency *flows.Hours, t time.Time) Duty {
	if t.Before(a.Pause) {
		return OffDuty
	}
	own := Own(a, agency)
	if never(&own) {
		return OnDuty
	}
	_, end := span(&own, t)
	switch {
	case end.IsZero():
		return OffDuty
	case end.Sub(t) > lastMinutes:
		return OnDuty
	}
	if rest := openings(&own, own.Local(t)); rest[len(rest)-1].to.After(end) {
		return OnDuty // the day goes on after a pause
	}
	if _, further := span(&own, end); !further.IsZero() {
		return OnDuty // over midnight
	}
	return LastMinutes
}

// Absent reports whether a counsellor does not work on the day of t by an
// absence of their own.
func Absent(a *bot.Account, agency *flows.Hours, t time.Time) bool {
	day := agency.Local(t).Format(time.DateOnly)
	for _, away := range a.Away {
		if away.From <= day && day <= away.To {
			return true
		}
	}
	return false
}

// Back returns when the first counsellor works again, where the agency is open
// today and none of them works on this day; zero else. Nobody is back within 60
// days: zero, for nothing can be said of it.
func Back(staff []bot.Account, agency *flows.Hours, t time.Time) time.Time {
	now := agency.Local(t)
	if len(openings(agency, now)) == 0 {
		return time.Time{}
	}
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	var first time.Time
	for i := range staff {
		if staff[i].Role != bot.RoleCounsellor || staff[i].Disabled {
			continue
		}
		own := Own(&staff[i], agency)
		from, ok := NextOpen(&own, midnight)
		if ok && from.Before(midnight.AddDate(0, 0, 1)) {
			return time.Time{}
		}
		if ok && (first.IsZero() || from.Before(first)) {
			first = from
		}
	}
	return first
}

// Tomorrow returns when a counsellor works next on another day than that of t;
// at the same time a day later where no hours say it.
func Tomorrow(a *bot.Account, agency *flows.Hours, t time.Time) time.Time {
	now := agency.Local(t)
	own := Own(a, agency)
	if from, ok := NextOpen(&own, time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())); ok {
		return from
	}
	return now.AddDate(0, 0, 1)
}

// never reports whether hours name no day at all.
func never(h *flows.Hours) bool {
	for _, day := range h.Week {
		if len(day) > 0 {
			return false
		}
	}
	return true
}
