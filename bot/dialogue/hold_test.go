package dialogue_test

import (
	"testing"
	"time"

	"passerelle/bot"
)

// claimed is somebody who asked for a person, and whom marie has taken.
func claimed(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	if p.s.Case.State != bot.CaseClaimed {
		t.Fatalf("the case is %s", p.s.Case.State)
	}
	return p
}

// does an act of a colleague's that may name another one or a moment.
func (p *person) arranges(act bot.Act) string {
	p.t.Helper()
	act.Case = p.s.Case.ID
	p.does(bot.Input{Kind: bot.FromStaff, Act: act})
	return p.out.Refused
}

func (p *person) passes(d time.Duration) {
	p.t.Helper()
	p.now = p.now.Add(d)
	p.does(bot.Input{Kind: bot.FromTimer})
}

// TestAClaimLapses before the first reply only: it comes back with its promise,
// nobody hears of it, and the one who had it is known.
func TestAClaimLapses(t *testing.T) {
	p := claimed(t)
	due, claim := p.s.Case.Due, p.s.Case.Claim
	p.passes(19 * time.Minute)
	if p.s.Case.State != bot.CaseClaimed || p.out.CaseChanged {
		t.Errorf("too early: %s", p.s.Case.State)
	}
	if refused := p.arranges(bot.Act{Kind: bot.ActExtend, Staff: "marie", Claim: claim}); refused != "" {
		t.Error(refused)
	}
	p.passes(19 * time.Minute)
	if p.s.Case.State != bot.CaseClaimed {
		t.Error("a longer claim lapsed")
	}
	p.passes(2 * time.Minute)
	c := p.s.Case
	if c.State != bot.CaseQueued || c.Staff != "" || c.Claim != "" || !c.Due.Equal(due) || c.Before != "marie" || !p.out.CaseChanged {
		t.Errorf("%+v", c)
	}
	if len(p.out.Replies) != 0 || counted(p, bot.EventCaseReleased) != 1 || p.s.State != bot.StateWaiting {
		t.Errorf("the person hears of it, in %s: %v", p.s.State, p.out.Replies)
	}
	if refused := p.arranges(bot.Act{Kind: bot.ActReply, Staff: "marie", Claim: claim, Text: "Bonjour"}); refused == "" {
		t.Error("the claim that lapsed still holds")
	}

	p = claimed(t)
	p.arranges(bot.Act{Kind: bot.ActReply, Staff: "marie", Name: "Marie", Claim: p.s.Case.Claim, Text: "Bonjour"})
	p.passes(3 * time.Hour)
	if p.s.Case.State != bot.CaseActive || p.s.Case.Staff != "marie" || !p.s.Case.Lapses.IsZero() {
		t.Errorf("after a reply it lapses: %+v", p.s.Case)
	}
}

// TestATransferNeedsAYes: whoever offers stays responsible until then; after it
// the old claim does nothing; nobody else can accept.
func TestATransferNeedsAYes(t *testing.T) {
	p := claimed(t)
	claim := p.s.Case.Claim
	for _, c := range []struct {
		act  bot.Act
		want string
	}{
		{bot.Act{Kind: bot.ActAccept, Staff: "ahmed", Name: "Ahmed"}, "not_offered"},
		{bot.Act{Kind: bot.ActOffer, Staff: "ahmed", To: "petra"}, "not_yours"},
		{bot.Act{Kind: bot.ActOffer, Staff: "marie", Claim: claim, To: "marie"}, "not_offered"},
		{bot.Act{Kind: bot.ActOffer, Staff: "marie", Claim: claim, To: "ahmed"}, ""},
		{bot.Act{Kind: bot.ActAccept, Staff: "petra", Name: "Petra"}, "not_offered"},
		{bot.Act{Kind: bot.ActReply, Staff: "marie", Name: "Marie", Claim: claim, Text: "Encore moi"}, ""}, // still hers
		{bot.Act{Kind: bot.ActDecline, Staff: "ahmed"}, ""},
		{bot.Act{Kind: bot.ActAccept, Staff: "ahmed", Name: "Ahmed"}, "not_offered"},
		{bot.Act{Kind: bot.ActOffer, Staff: "marie", Claim: claim, To: "ahmed"}, ""},
		{bot.Act{Kind: bot.ActAccept, Staff: "ahmed", Name: "Ahmed"}, ""},
		{bot.Act{Kind: bot.ActReply, Staff: "marie", Name: "Marie", Claim: claim, Text: "Trop tard"}, "not_yours"},
		{bot.Act{Kind: bot.ActAccept, Staff: "ahmed", Name: "Ahmed"}, "not_offered"},
	} {
		if got := p.arranges(c.act); got != c.want {
			t.Errorf("%s by %s: %q, want %q", c.act.Kind, c.act.Staff, got, c.want)
		}
	}
	if c := p.s.Case; c.Staff != "ahmed" || c.Name != "Ahmed" || c.Claim == claim || c.Before != "marie" || c.State != bot.CaseActive {
		t.Errorf("%+v", c)
	}
}

// TestASnoozedCaseWakes at its time, or when the person writes; nothing of it is
// sent, and it stays whose it was.
func TestASnoozedCaseWakes(t *testing.T) {
	for name, wakes := range map[string]func(*person){
		"at its time": func(p *person) { p.passes(3 * 24 * time.Hour) },
		"they write":  func(p *person) { p.passes(time.Hour); p.writes("j'ai la lettre") },
		"by hand":     func(p *person) { p.arranges(bot.Act{Kind: bot.ActWake, Staff: "marie", Claim: p.s.Case.Claim}) },
		"by answering": func(p *person) {
			p.arranges(bot.Act{Kind: bot.ActReply, Staff: "marie", Name: "Marie", Claim: p.s.Case.Claim, Text: "Bonjour"})
		},
	} {
		p := claimed(t)
		claim := p.s.Case.Claim
		if got := p.arranges(bot.Act{Kind: bot.ActSnooze, Staff: "marie", Claim: claim, Until: p.now}); got != "not_later" {
			t.Errorf("now is no later: %q", got)
		}
		if got := p.arranges(bot.Act{Kind: bot.ActSnooze, Staff: "marie", Claim: claim, Until: p.now.Add(3 * 24 * time.Hour)}); got != "" || p.s.Case.State != bot.CaseSnoozed || len(p.out.Replies) > 0 {
			t.Fatalf("%s: %q, %s", name, got, p.s.Case.State)
		}
		p.passes(2 * time.Hour)
		if p.s.Case.State != bot.CaseSnoozed {
			t.Errorf("%s: it wakes or lapses early", name)
		}
		wakes(p)
		if c := p.s.Case; c.State != bot.CaseActive || c.Staff != "marie" || c.Claim != claim || !c.Until.IsZero() {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

// TestAClosedCaseIsTakenUpAgain by whoever comes back to the person.
func TestAClosedCaseIsTakenUpAgain(t *testing.T) {
	p := claimed(t)
	if got := p.arranges(bot.Act{Kind: bot.ActReopen, Staff: "marie", Name: "Marie"}); got != "not_now" {
		t.Errorf("an open case is opened again: %q", got)
	}
	p.arranges(bot.Act{Kind: bot.ActClose, Staff: "marie", Claim: p.s.Case.Claim})
	if p.s.Case.State != bot.CaseClosed || p.s.Case.Before != "marie" {
		t.Fatalf("%+v", p.s.Case)
	}
	if got := p.arranges(bot.Act{Kind: bot.ActReopen, Staff: "marie", Name: "Marie"}); got != "" || p.s.Case.State != bot.CaseActive || p.s.Case.Staff != "marie" || p.s.Case.Claim == "" {
		t.Errorf("%q, %+v", got, p.s.Case)
	}
	if p.s.State != bot.StateWithPerson {
		t.Errorf("the person is in %s", p.s.State)
	}
	p.arranges(bot.Act{Kind: bot.ActClose, Staff: "marie", Claim: p.s.Case.Claim})
	p.writes("humain") // the next request knows who knew them
	if p.s.Case.Before != "marie" || p.s.Case.State != bot.CaseQueued {
		t.Errorf("%+v", p.s.Case)
	}
}
