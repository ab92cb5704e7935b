package desk

import (
	"errors"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// halfTime works Tuesday mornings and the whole of Thursday, and is away in the
// second week of November.
func halfTime() *bot.Account {
	a := &bot.Account{Login: "lea", Away: []bot.Absence{{From: "2026-11-09", To: "2026-11-15"}}}
	a.Week[time.Tuesday] = []bot.Stretch{{From: 8 * 60, To: 12 * 60}}
	a.Week[time.Thursday] = []bot.Stretch{{From: 8 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
	return a
}

func TestDuty(t *testing.T) {
	h := fribourg(t)
	h.Holidays = flows.Holidays{Canton: "FR", Part: "catholic"}
	always := &bot.Account{}
	for d := range always.Week {
		always.Week[d] = []bot.Stretch{{From: 0, To: 24 * 60}}
	}
	for _, c := range []struct {
		what string
		who  *bot.Account
		now  string
		want Duty
	}{
		{"the agency's hours", &bot.Account{}, "2026-11-10 09:00", OnDuty},
		{"before them", &bot.Account{}, "2026-11-10 08:29", OffDuty},
		{"the end of the morning is not the end of the day", &bot.Account{}, "2026-11-10 11:15", OnDuty},
		{"lunch", &bot.Account{}, "2026-11-10 12:00", OffDuty},
		{"20 minutes before the end", &bot.Account{}, "2026-11-10 16:40", LastMinutes},
		{"a minute earlier", &bot.Account{}, "2026-11-10 16:39", OnDuty},
		{"the last minute", &bot.Account{}, "2026-11-10 16:59", LastMinutes},
		{"after", &bot.Account{}, "2026-11-10 17:00", OffDuty},
		{"own hours before the agency's", halfTime(), "2026-11-17 08:10", OnDuty},
		{"a day that only the agency works", halfTime(), "2026-11-18 09:00", OffDuty},
		{"own lunch", halfTime(), "2026-11-19 11:50", OnDuty},
		{"the end of a morning that is the whole day", halfTime(), "2026-11-17 11:45", LastMinutes},
		{"away", halfTime(), "2026-11-12 09:00", OffDuty},
		{"the last day away", halfTime(), "2026-11-15 09:00", OffDuty},
		{"a closure is everybody's", always, "2026-12-28 09:00", OffDuty},
		{"a holiday too", always, "2026-12-08 09:00", OffDuty},
		{"over midnight", always, "2026-11-10 23:50", OnDuty},
		{"the night in which the clocks go back", always, "2026-10-25 02:30", OnDuty},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := DutyOf(c.who, h, now); got != c.want {
			t.Errorf("%s (%s): %d, want %d", c.what, c.now, got, c.want)
		}
	}
	if DutyOf(&bot.Account{}, &flows.Hours{}, time.Unix(0, 0)) != OnDuty {
		t.Error("without any hours nobody is ever on duty")
	}
}

func TestAbsent(t *testing.T) {
	h := fribourg(t)
	for now, want := range map[string]bool{"2026-11-08T23:59:00Z": true, "2026-11-15T22:59:00Z": true, "2026-11-15T23:01:00Z": false, "2026-11-08T22:59:00Z": false} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := Absent(halfTime(), h, at); got != want {
			t.Errorf("%s: absent %v: the days are those of the agency's clock", now, got)
		}
	}
}

func TestWeekAndAbsences(t *testing.T) {
	for _, good := range []string{"", "08:30-11:30", "08:30-11:30, 13:30-17:00", "00:00-24:00"} {
		day, err := ReadDay(good)
		if err != nil || ShowDay(day) != good {
			t.Errorf("%q: %v %v", good, day, err)
		}
	}
	for _, bad := range []string{"morning", "11:30-08:30", "08:30", "08:30-11:30 13:30-17:00", "08:00-12:00, 11:00-13:00", "8-12", "08:00-25:00"} {
		if day, err := ReadDay(bad); !errors.Is(err, ErrHours) {
			t.Errorf("%q: %v %v", bad, day, err)
		}
	}
	today := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	a := halfTime()
	for _, bad := range [][2]string{{"", ""}, {"2026-12-24", ""}, {"2026-12-25", "2026-12-24"}, {"24.12.2026", "26.12.2026"}, {"2026-02-30", "2026-03-01"}} {
		if err := AddAway(a, bad[0], bad[1], today); !errors.Is(err, ErrDates) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	for range 2 {
		if err := AddAway(a, "2027-02-01", "2027-02-05", today); err != nil {
			t.Fatal(err)
		}
	}
	if err := AddAway(a, "2026-12-01", "2026-12-01", today); err != nil {
		t.Fatal(err)
	}
	if len(a.Away) != 2 || a.Away[0].From != "2026-12-01" {
		t.Errorf("%+v: each once, by their days, and the one that is over forgotten", a.Away)
	}
	if !RemoveAway(a, "2026-12-01", "2026-12-01") || RemoveAway(a, "2026-12-01", "2026-12-01") || len(a.Away) != 1 {
		t.Errorf("%+v", a.Away)
	}
	a.Away = make([]bot.Absence, mostAway)
	for i := range a.Away {
		a.Away[i] = bot.Absence{From: "2027-01-01", To: "2027-01-02"}
	}
	if err := AddAway(a, "2027-02-01", "2027-02-05", today); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
}
