package desk

import (
	"testing"
	"time"

	"passerelle/bot"
)

// TestThreadAsAgreed: only a yes shows what was said before the request; notes of
// colleagues are not the person's to hide.
func TestThreadAsAgreed(t *testing.T) {
	at := time.Date(2026, 11, 10, 10, 0, 0, 0, time.UTC)
	thread := []bot.ThreadEntry{
		{At: at.Add(-time.Hour), From: bot.SaidByContact, Text: "before"}, {At: at.Add(-time.Hour), From: bot.NotedByStaff, Text: "note"},
		{At: at, From: bot.SaidByContact, Text: "the question"}, {At: at.Add(time.Hour), From: bot.SaidByStaff, Text: "after"},
	}
	for shown, want := range map[bot.Shown]int{bot.ShownAll: 4, bot.ShownAsked: 3, bot.ShownQuestion: 3} {
		c := bot.Case{Requested: at, Shown: shown}
		if got := Thread(&c, thread); len(got) != want || want == 3 && got[0].Text != "note" {
			t.Errorf("%s: %v", shown, got)
		}
		if Agreed(&c) != (want == 4) {
			t.Errorf("%s: agreed %v", shown, Agreed(&c))
		}
	}
	if bot.Shown(9).String() != "unknown" {
		t.Error("an unknown number has a name")
	}
}
