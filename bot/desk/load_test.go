package desk

import (
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// TestLoad: what comes at night is of the morning; a request made graver is not
// counted twice; what is owed stands at the half-day that was promised.
func TestLoad(t *testing.T) {
	h := &flows.Hours{Zone: time.UTC}
	for d := time.Monday; d <= time.Friday; d++ {
		h.Week[d] = []flows.Range{{From: 8 * 60, To: 12 * 60}, {From: 14 * 60, To: 17 * 60}}
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	event := func(t time.Time, kind bot.EventKind, value string, again bool) bot.Counted {
		return bot.Counted{At: t, Event: bot.Event{Kind: kind, Value: value, Again: again}}
	}
	events := []bot.Counted{
		event(at(9, 9), bot.EventCaseRequested, "asked", false), // before
		event(at(9, 22), bot.EventCaseRequested, "asked", false),
		event(at(10, 9), bot.EventCaseRequested, "asked", false),
		event(at(10, 9), bot.EventCaseRequested, "danger", true),
		event(at(10, 10), bot.EventCaseAnswered, "wait=30 kept=yes", false),
		event(at(10, 15), bot.EventCaseAnswered, "wait=day kept=no", false),
		event(at(10, 16), bot.EventCaseAnswered, "wait=30", false),
		event(at(10, 18), bot.EventCaseRequested, "asked", false),
	}
	owed := []bot.Promised{{Count: 4}, {Due: at(10, 17), Count: 2}, {Due: at(11, 12), Count: 3}}
	got := Load(h, events, owed, at(9, 20), at(11, 13))
	want := []HalfDay{
		{From: at(10, 8), To: at(10, 12), Arrived: 2, Answered: 1, Kept: 1},
		{From: at(10, 14), To: at(10, 17), Answered: 2, Late: 1, Owed: 2},
		{From: at(11, 8), To: at(11, 12), Arrived: 1, Owed: 3},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
}
