package notify

import (
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/holidays"
)

// TestNeverOffDuty: a year in steps of ten minutes in Fribourg and of a hundred in
// the other cantons, both changes of the clocks in it: what would call somebody passes in their hours only, never
// on a holiday, in a closure or an absence; a new case not in their last minutes
// either. Danger calls nobody and is refused to nobody.
func TestNeverOffDuty(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	lea := &bot.Account{Away: []bot.Absence{{From: "2026-03-23", To: "2026-04-03"}}}
	for _, d := range []time.Weekday{time.Monday, time.Tuesday, time.Thursday, time.Sunday} {
		lea.Week[d] = []bot.Stretch{{From: 8 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
	}
	passed := 0
	for _, canton := range holidays.Cantons() {
		step := 100 * time.Minute // so that every minute of the hour that is a ten comes by
		if canton == "FR" {
			step = 10 * time.Minute
		}
		h := &flows.Hours{Zone: zone, Holidays: flows.Holidays{Canton: canton}}
		h.Week[time.Monday] = []flows.Range{{From: 9 * 60, To: 10 * 60}}
		for at := time.Date(2026, 1, 1, 0, 10, 0, 0, zone); at.Year() == 2026; at = at.Add(step) {
			minute, date := at.Hour()*60+at.Minute(), at.Format(time.DateOnly)
			on := false
			for _, s := range lea.Week[at.Weekday()] {
				on = on || minute >= s.From && minute < s.To
			}
			if d, is := holidays.On(canton, "", at); is && minute >= d.From {
				on = false
			}
			on = on && (date < "2026-03-23" || date > "2026-04-03")
			noon := false // the first of May in Solothurn ends at noon
			if d, is := holidays.On(canton, "", at); is && d.From == 12*60 {
				noon = minute >= 11*60+40
			}
			for _, kind := range []Kind{Push, Mail, Live} {
				for _, danger := range []bool{false, true} {
					if v := Allow(kind, lea, h, at, danger); v.Allowed != on || on != (v.Because == "") {
						t.Fatalf("%s %s: %v %+v, on duty %v", canton, at, kind, v, on)
					}
				}
			}
			if on {
				passed++
			}
			if v := Allow(Claim, lea, h, at, false); v.Allowed != (on && minute < 16*60+40 && !noon) {
				t.Fatalf("%s %s: a new case: %+v", canton, at, v)
			}
			if !Allow(Claim, lea, h, at, true).Allowed {
				t.Fatalf("%s: danger was refused", at)
			}
		}
	}
	if passed == 0 {
		t.Error("nothing ever passed")
	}
}
