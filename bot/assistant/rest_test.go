package assistant

import (
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
)

// TestACheckMayRest for seven days from its last answer, whether or not anything
// else is kept; then the session goes as all others do.
func TestACheckMayRest(t *testing.T) {
	now := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	asked := []bot.Asked{{Item: 1, Grade: 1}}
	for name, c := range map[string]struct {
		s    bot.Session
		want time.Duration
	}{
		"without memory":           {bot.Session{}, privacy.Keep(privacy.NoMemory)},
		"a check, without memory":  {bot.Session{Asked: asked, CheckAt: now}, 7 * day},
		"two days later":           {bot.Session{Asked: asked, CheckAt: now.Add(-2 * day)}, 5 * day},
		"long ago":                 {bot.Session{Asked: asked, CheckAt: now.Add(-30 * day)}, privacy.Keep(privacy.NoMemory)},
		"agreed that it is kept":   {bot.Session{Asked: asked, CheckAt: now, Consent: bot.Yes}, privacy.Keep(privacy.Sessions)},
		"another look in 12 weeks": {bot.Session{Consent: bot.Yes, Timers: []bot.Timer{{Kind: bot.TimerRecheck, At: now.Add(84 * day)}}}, 85 * day},
	} {
		if got := keep(&c.s, now); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
