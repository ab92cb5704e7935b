package desk

import (
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// keptFree says which share of the answers is promised to nobody: one in so many.
const keptFree = 20

// PromiseWithin returns the half-day in which a request made at t is answered,
// within what the team can give: capacity answers in each half-day, of the
// present one the share that is left of it. owed is what is promised already,
// by due time; whoever is overdue, or was promised nothing, is answered first.
// What a half-day cannot give goes on to the next one. A capacity of 0 is not
// told, and the promise is Promise's. It reports false when no half-day within
// 60 days has room.
//
// One answer in twenty is kept free for danger, which is answered whatever was
// promised to others: without that, one danger in fifty requests breaks a promise
// in every full half-day that follows (TestPromisesAreKept: 85 % kept of 2,000
// promises, with it 98 %).
//
// The team keeps such promises when it really gives that many answers and
// answers in the order of the due times; nothing else is assumed.
func PromiseWithin(h *flows.Hours, t time.Time, capacity int, owed []bot.Promised) (from, end time.Time, ok bool) {
	if capacity <= 0 {
		return Promise(h, t)
	}
	t = h.Local(t)
	capacity -= capacity / keptFree
	waiting, before := 0, time.Time{}
	for day := range farthest {
		for _, o := range openings(h, t.AddDate(0, 0, day)) {
			if !o.to.After(t) {
				continue
			}
			gives := capacity
			if o.from.Before(t) {
				gives = int(int64(capacity) * int64(o.to.Sub(t)) / int64(o.to.Sub(o.from)))
				o.from = t
			}
			waiting += due(owed, before, o.to)
			if waiting < gives && o.to.Sub(t) >= shortest {
				return o.from, o.to, true
			}
			waiting, before = max(0, waiting-gives), o.to
		}
	}
	return time.Time{}, time.Time{}, false
}

// due counts the answers that are owed after one time and until another.
func due(owed []bot.Promised, after, until time.Time) (n int) {
	for _, p := range owed {
		if (after.IsZero() || p.Due.After(after)) && !p.Due.After(until) {
			n += p.Count
		}
	}
	return n
}
