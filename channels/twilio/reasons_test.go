package twilio

import (
	"testing"

	"passerelle/bot"
)

// TestMeanings: what may be repeated, and what never, for every code that is
// known to us and for codes of tomorrow.
func TestMeanings(t *testing.T) {
	for _, c := range []struct {
		want   bot.SendOutcome
		reason string
		status int
		codes  []int
	}{
		{bot.SendRetry, "limited", 429, []int{20429, 0, 12345}},
		{bot.SendRetry, "limited", 400, []int{63017, 63018, 20429}},
		{bot.SendRetry, "down", 500, []int{20500, 20503, 99999}},
		{bot.SendRetry, "unreachable", 400, []int{30003, 30008}},
		{bot.SendRetry, "credentials", 400, []int{20003, 21212, 21606, 21659, 21660, 21661, 63007}},
		{bot.SendRetry, "credentials", 401, []int{0, 20003, 20005}},
		{bot.SendNever, "blocked", 400, []int{21610, 30004}},
		{bot.SendNever, "unreachable", 400, []int{21211, 21214, 21217, 21612, 21614, 30005, 30006, 63003, 63024}},
		{bot.SendNever, "refused", 400, []int{21408, 30007, 21700, 99999, 0}},
		{bot.SendNever, "too-long", 400, []int{21617}},
		{bot.SendNever, "window-closed", 400, []int{63016}},
	} {
		for _, code := range c.codes {
			if m := meaning(code, c.status); m.Outcome != c.want || m.Reason != c.reason {
				t.Errorf("%d, HTTP %d: %d %s, want %d %s", code, c.status, m.Outcome, m.Reason, c.want, c.reason)
			}
		}
	}
	for code, m := range meanings {
		if m.Outcome == bot.SendUnknown || m.Reason == "" {
			t.Errorf("%d: an error of Twilio's own is never in doubt: %+v", code, m)
		}
	}
}
