package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestWhoGoesOnIsTold: the counsellor another day, the team, or a colleague once
// they accept; nobody is woken by it.
func TestWhoGoesOnIsTold(t *testing.T) {
	replied := func() *person {
		p := claimed(t)
		p.staff(bot.ActReply, "marie", p.s.Case.Claim)
		p.now = p.now.Add(time.Hour)
		return p
	}
	hand := func(p *person, act bot.Act) string {
		act.Kind, act.Claim, act.Staff, act.Name = bot.ActHandOver, p.s.Case.Claim, "marie", "marie"
		return p.arranges(act)
	}
	said := func(p *person) string {
		var all []string
		for _, r := range p.out.Replies {
			all = append(all, r.Text)
		}
		return strings.Join(all, "\n")
	}
	p := replied()
	if got := hand(p, bot.Act{Until: p.now.AddDate(0, 0, 1), Text: "Il a la photo."}); got != "" {
		t.Fatal(got)
	}
	wants(t, said(p), "marie s'arrête pour aujourd'hui et continue demain")
	if p.s.Case.State != bot.CaseSnoozed || p.out.Note != "Il a la photo." || p.s.Case.Staff != "marie" {
		t.Errorf("%+v, note %q", p.s.Case, p.out.Note)
	}

	p = replied()
	hand(p, bot.Act{})
	wants(t, said(p), "marie s'arrête pour aujourd'hui", "l'accueil", "Vous gardez votre place")
	if p.s.Case.State != bot.CaseQueued || p.s.Case.Claim != "" {
		t.Errorf("%+v", p.s.Case)
	}

	p = replied()
	hand(p, bot.Act{To: "ahmed"})
	if p.s.Case.Offered != "ahmed" || said(p) != "" || p.s.Case.Staff != "marie" {
		t.Errorf("before it is accepted: %+v, said %q", p.s.Case, said(p))
	}
	p.arranges(bot.Act{Kind: bot.ActAccept, Staff: "ahmed", Name: "Ahmed"})
	wants(t, said(p), "Ahmed continue maintenant avec vous.")

	p = replied()
	p.now = p.now.Add(14 * time.Hour)
	hand(p, bot.Act{})
	if said(p) != "" || p.s.Case.State != bot.CaseQueued {
		t.Errorf("at night: %q, %s", said(p), p.s.Case.State)
	}
}

// TestNothingIsHandedOver to oneself, to the past, or by somebody else.
func TestNothingIsHandedOver(t *testing.T) {
	for want, change := range map[string]func(*bot.Act){
		"not_offered": func(a *bot.Act) { a.To = "marie" },
		"not_later":   func(a *bot.Act) { a.Until = morning.Add(-time.Hour) },
		"not_yours":   func(a *bot.Act) { a.Claim = "another" },
	} {
		p := claimed(t)
		act := bot.Act{Kind: bot.ActHandOver, Claim: p.s.Case.Claim, Staff: "marie"}
		change(&act)
		if got := p.arranges(act); got != want || p.s.Case.State != bot.CaseClaimed {
			t.Errorf("%q, not %q: %s", got, want, p.s.Case.State)
		}
	}
}

// TestTheQueuePauses when nobody of the staff works on a day: who asks is told
// when somebody answers, keeps a place, and is promised nothing for today.
func TestTheQueuePauses(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	back := time.Date(2026, 11, 12, 7, 30, 0, 0, time.UTC)
	said := p.does(bot.Input{Text: "humain", Desk: bot.View{Back: back}})
	wants(t, said, "personne de l'équipe n'est là", "jeudi matin", "Vous gardez votre place", "Rue de l'Exemple 12")
	if p.s.Case.State != bot.CaseQueued || !p.s.Case.Due.After(back) {
		t.Errorf("%+v", p.s.Case)
	}
	p = newPerson(t, book(t))
	p.s.Consent = bot.Yes
	if said := p.does(bot.Input{Text: "humain", Desk: bot.View{Back: morning.Add(-time.Hour)}}); strings.Contains(said, "personne de l'équipe n'est là") {
		t.Error("it pauses although somebody is back")
	}
}

// TestHandedOverInTheMiddle of a help that a counsellor accompanies: the person
// stays at their step, and the team gets the case.
func TestHandedOverInTheMiddle(t *testing.T) {
	p := claimed(t)
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	act := bot.Act{Kind: bot.ActPush, Claim: p.s.Case.Claim, Staff: "marie", Name: "Marie", To: "scam-message"}
	if got := p.arranges(act); got != "" {
		t.Fatal(got)
	}
	at := p.s.Place
	act.Kind, act.To = bot.ActHandOver, ""
	if got := p.arranges(act); got != "" || p.s.Case.State != bot.CaseQueued || p.s.Together.On {
		t.Fatalf("%q: %s, accompanied: %v", got, p.s.Case.State, p.s.Together.On)
	}
	if said := p.writes("fait"); p.s.Place.Flow != at.Flow || p.s.Place.Step == at.Step {
		t.Errorf("the help does not go on: %+v, %q", p.s.Place, said)
	}
}
