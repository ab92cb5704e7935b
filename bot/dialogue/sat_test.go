package dialogue_test

import (
	"testing"

	"passerelle/bot"
)

// TestWhatWasDoneAtTheDesk goes on with the phone: the place in the help is where
// it was, a place of their own is not taken away, and a yes comes first.
func TestWhatWasDoneAtTheDesk(t *testing.T) {
	at := met(t)
	at.s.Consent = bot.No
	var help string
	for _, e := range at.b.Editions() {
		if e.Check == nil {
			help = e.ID
		}
	}
	start, ok := at.b.Start(help)
	if _, none := at.b.Start("no-such-flow"); !ok || none {
		t.Fatal("flows are found by their id")
	}
	at.does(bot.Input{Kind: bot.FromContact, Address: anna, Payload: start})
	if at.s.State != bot.StateHelp {
		t.Fatalf("%s", at.s.State)
	}
	sat := func(a *bot.Act) { a.Sat, a.Text, a.To = at.s.Append(nil), "met 30", help }
	p := met(t)
	if refused := p.with(bot.ActSat, "marie", sat); refused != "" || p.s.Place != at.s.Place || !p.s.Followed.Spoke.Equal(p.now) || len(p.out.Replies) != 0 {
		t.Errorf("%q: at %v, want %v", refused, p.s.Place, at.s.Place)
	}
	busy := met(t)
	busy.s.State, busy.s.Place = bot.StateHelp, bot.Place{Flow: at.s.Place.Flow, Step: at.s.Place.Step + 1}
	if busy.with(bot.ActSat, "marie", sat); busy.s.Place.Step != at.s.Place.Step+1 {
		t.Error("their own place is gone")
	}
	no := met(t)
	no.s.Consent = bot.NotAsked
	if refused := no.with(bot.ActSat, "marie", sat); refused != "no_notes" || no.s.Place.Flow != 0 {
		t.Errorf("without a yes: %q", refused)
	}
	if refused := met(t).with(bot.ActSat, "marie", func(a *bot.Act) { a.Sat, a.Text = []byte("x"), "met 30" }); refused == "" {
		t.Error("what is no session is taken")
	}
}
