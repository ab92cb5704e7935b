package desk

import (
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// TestBack is when the first counsellor works again, where nobody does today
// although the agency is open; others of the staff do not count.
func TestBack(t *testing.T) {
	h := &flows.Hours{Zone: time.UTC}
	for d := time.Monday; d <= time.Friday; d++ {
		h.Week[d] = []flows.Range{{From: 8 * 60, To: 12 * 60}}
	}
	tuesday := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	away := func(role string, days ...string) bot.Account {
		return bot.Account{Role: role, Away: []bot.Absence{{From: days[0], To: days[1]}}}
	}
	works := bot.Account{Role: bot.RoleCounsellor}
	gone := works
	gone.Disabled = true
	for name, c := range map[string]struct {
		staff []bot.Account
		at    time.Time
		want  time.Time
	}{
		"somebody works":  {[]bot.Account{works, away(bot.RoleCounsellor, "2026-11-10", "2026-11-11")}, tuesday, time.Time{}},
		"all are away":    {[]bot.Account{away(bot.RoleCounsellor, "2026-11-10", "2026-11-12"), away(bot.RoleCounsellor, "2026-11-01", "2026-11-11")}, tuesday, time.Date(2026, 11, 12, 8, 0, 0, 0, time.UTC)},
		"an author works": {[]bot.Account{{Role: bot.RoleAuthor}, gone, away(bot.RoleCounsellor, "2026-11-10", "2026-11-10")}, tuesday, time.Date(2026, 11, 11, 8, 0, 0, 0, time.UTC)},
		"closed anyway":   {[]bot.Account{away(bot.RoleCounsellor, "2026-11-14", "2026-11-14")}, tuesday.AddDate(0, 0, 4), time.Time{}},
		"worked before":   {[]bot.Account{works}, tuesday.Add(6 * time.Hour), time.Time{}},
		"no staff":        {nil, tuesday, time.Time{}},
	} {
		if got := Back(c.staff, h, c.at); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := Tomorrow(&works, h, tuesday.AddDate(0, 0, 3)); !got.Equal(time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("after Friday comes %s", got)
	}
}

// TestAPauseIsOffDuty until it is over.
func TestAPauseIsOffDuty(t *testing.T) {
	now := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	a := bot.Account{Pause: now.Add(15 * time.Minute)}
	h := &flows.Hours{Zone: time.UTC}
	if DutyOf(&a, h, now) != OffDuty || DutyOf(&a, h, now.Add(15*time.Minute)) != OnDuty {
		t.Error("a pause is not what it says")
	}
}
