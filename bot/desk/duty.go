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
	if rest := openings(&own, local(&own, t)); rest[len(rest)-1].to.After(end) {
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
	day := local(agency, t).Format(time.DateOnly)
	for _, away := range a.Away {
		if away.From <= day && day <= away.To {
			return true
		}
	}
	return false
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
