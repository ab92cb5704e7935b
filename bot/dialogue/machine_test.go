package dialogue

import (
	"testing"

	"passerelle/bot"
)

// TestStaysAreTheMachines: what the hot path leaves out is what the machine
// says changes nothing, and nothing else.
func TestStaysAreTheMachines(t *testing.T) {
	for _, event := range lifeCycle {
		m := move(event.Name)
		for s := bot.StateWelcome; s <= bot.StateStopped; s++ {
			to, err := next(s, m)
			if want := err == nil && to == s; stays[m][s] != want {
				t.Errorf("%s from %s: stays %v, the machine says %v", m, s, stays[m][s], want)
			}
		}
	}
}

// BenchmarkEvent is what one change of the life cycle costs.
func BenchmarkEvent(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := next(bot.StateMenu, toHelp); err != nil {
			b.Fatal(err)
		}
	}
}
