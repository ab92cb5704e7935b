package desk

import (
	"testing"
	"time"

	"passerelle/flows"
	"passerelle/flows/holidays"
)

// TestTwoYears walks 2026 and 2027 in steps of ten minutes, both changes of
// the clocks among them, in every canton and every part of it: nobody answers on
// a public holiday, in a closure or outside the hours, and what is said of the
// next opening and of the promise agrees with that.
func TestTwoYears(t *testing.T) {
	for _, canton := range holidays.Cantons() {
		parts := holidays.Parts(canton)
		if len(parts) == 0 {
			parts = []string{""}
		}
		for _, part := range parts {
			t.Run(canton+part, func(t *testing.T) {
				t.Parallel()
				h := fribourg(t)
				h.Holidays = flows.Holidays{Canton: canton, Part: part}
				for year := 2026; year <= 2027; year++ {
					walkYear(t, h, year)
				}
			})
		}
	}
}

func walkYear(t *testing.T, h *flows.Hours, year int) {
	t.Helper()
	shut := shutDays(h, year)
	end := day(h.Zone, year+1, 1, 1)
	var next time.Time // the opening that NextOpen named last
	for at := day(h.Zone, year, 1, 1); at.Before(end); at = at.Add(10 * time.Minute) {
		open := Open(h, at)
		if want := openByHand(h, shut, at); open != want {
			t.Fatalf("%s: open %v, want %v", at, open, want)
		}
		if at.Before(next) && open {
			t.Fatalf("%s: open, though the next opening was said to be %s", at, next)
		}
		if at.Before(next) && at.Minute() != 0 { // what was said still holds; asked again each hour
			continue
		}
		from, ok := NextOpen(h, at)
		if !ok || open != from.Equal(at) || from.Before(at) || !openByHand(h, shut, from) {
			t.Fatalf("%s: the next opening is %s, %v", at, from, ok)
		}
		next = from
		from, until, ok := Promise(h, at)
		if !ok || from.Before(next) || !openByHand(h, shut, from) || !openByHand(h, shut, until.Add(-time.Minute)) || until.Sub(at) < shortest {
			t.Fatalf("%s: promised from %s to %s, %v", at, from, until, ok)
		}
	}
}

// shutDays are the closures and holidays of a year and of the January after it:
// by date (20261225) the minute from which nobody answers.
func shutDays(h *flows.Hours, year int) map[int]int {
	shut := map[int]int{}
	for _, y := range []int{year, year + 1} {
		for _, d := range holidays.Year(h.Holidays.Canton, h.Holidays.Part, y) {
			shut[number(d.Date)] = d.From
		}
	}
	for _, c := range h.Closed {
		for d := c.From; !d.After(c.To); d = d.AddDate(0, 0, 1) {
			shut[number(d)] = 0
		}
	}
	return shut
}

func number(t time.Time) int {
	y, m, d := t.Date()
	return y*10000 + int(m)*100 + d
}

// openByHand reads the week and the days that are shut by the wall clock, without
// what is tried.
func openByHand(h *flows.Hours, shut map[int]int, at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	if from, found := shut[number(at)]; found && minute >= from {
		return false
	}
	for _, r := range h.Week[at.Weekday()] {
		if minute >= r.From && minute < r.To {
			return true
		}
	}
	return false
}

// TestNoPromiseOverAHoliday: Ascension is a Thursday, and Friday is not worked.
func TestNoPromiseOverAHoliday(t *testing.T) {
	h := fribourg(t)
	h.Holidays = flows.Holidays{Canton: "FR", Part: "catholic"}
	now := time.Date(2026, 5, 13, 12, 0, 0, 0, h.Zone)
	from, end, ok := Promise(h, now)
	if !ok || from.Format("Mon 01-02 15:04") != "Mon 05-18 08:30" || end.Format("15:04") != "11:30" {
		t.Errorf("%s to %s, %v", from, end, ok)
	}
	h.Holidays = flows.Holidays{Canton: "SO", Part: "other"}
	h.Week[time.Friday] = h.Week[time.Thursday]
	if at := time.Date(2026, 5, 1, 9, 0, 0, 0, h.Zone); !Open(h, at) || Open(h, at.Add(5*time.Hour)) {
		t.Error("the first of May in Solothurn is a holiday from noon only")
	}
}
