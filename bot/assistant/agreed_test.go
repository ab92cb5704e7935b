package assistant_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestTheTeamReadsWhatWasAgreed: of what was kept before, nothing is read until the
// person says so, and nothing any more once they take it back.
func TestTheTeamReadsWhatWasAgreed(t *testing.T) {
	v, ctx := newService(t, 1), context.Background()
	node, n := v.nodes[0], 0
	writes := func(at time.Time, words string) {
		n++
		in := bot.Input{ID: string(rune('a' + n)), Address: bot.Address{Channel: bot.SMS, ID: "+41790000042"}, Text: words, At: at}
		if err := node.Receive(ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	reads := func(when string, want bool) {
		cases, err := node.Cases(ctx, "marie")
		if err != nil || len(cases) != 1 {
			t.Fatalf("%v %v", cases, err)
		}
		thread, _, err := node.Thread(ctx, cases[0].ID)
		before := slices.ContainsFunc(thread, func(e bot.ThreadEntry) bool { return strings.Contains(e.Text, "assurance") })
		if err != nil || len(thread) == 0 || before != want {
			t.Errorf("%s: what was before is read: %v, of %d lines, %v", when, before, len(thread), err)
		}
	}
	for i, words := range []string{"bonjour", "humain", "oui", "C'est pour mon assurance.", "menu"} {
		writes(morning.Add(time.Duration(i)*time.Minute), words)
	}
	reads("after the question of keeping", true)
	cases, err := node.Cases(ctx, "marie")
	if err != nil {
		t.Fatal(err)
	}
	claim, err := node.Act(ctx, bot.Act{Kind: bot.ActClaim, Case: cases[0].ID, Staff: "marie", Name: "Marie"})
	if err == nil {
		_, err = node.Act(ctx, bot.Act{Kind: bot.ActClose, Case: cases[0].ID, Staff: "marie", Claim: claim})
	}
	if err != nil {
		t.Fatal(err)
	}
	later := morning.Add(time.Hour)
	writes(later, "humain")
	reads("before an answer", false)
	writes(later.Add(time.Minute), "oui")
	reads("after a yes", true)
	writes(later.Add(2*time.Minute), "seulement ma question")
	reads("taken back", false)
}
