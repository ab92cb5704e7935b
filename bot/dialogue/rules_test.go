package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestConsentIsAskedWhenSomethingIsKept, not before; a no is no wall.
func TestConsentIsAskedWhenSomethingIsKept(t *testing.T) {
	p := newPerson(t, book(t))
	for _, words := range []string{"menu", "2", "1", "aide", "numéros", "trouver un lieu"} {
		if said := p.writes(words); strings.Contains(said, "garder") || p.out.KeepThread {
			t.Errorf("%q: consent is asked, or something is kept: %s", words, said)
		}
	}
	wants(t, p.writes("humain"), "Puis-je garder")
	wants(t, p.writes("non"), "je ne garde rien", "Me rappeler")
	if !p.out.Forget || p.s.Case.ID != "" {
		t.Errorf("a no: forget %v, case %q", p.out.Forget, p.s.Case.ID)
	}
	wants(t, p.writes("me rappeler"), "Quelqu'un vous appelle")
	if p.out.Case.Reason != "call-back" || p.out.KeepThread {
		t.Errorf("%+v", p.out.Case)
	}
}

// TestKeepNothing takes the consent back at once.
func TestKeepNothing(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.s.Remember("home_internet", "none")
	p.writes("ne rien garder")
	if p.s.Consent != bot.No || !p.out.Forget || p.out.KeepThread || p.s.Answer("home_internet") != "" {
		t.Errorf("consent %v, forget %v, thread %v", p.s.Consent, p.out.Forget, p.out.KeepThread)
	}
}

// TestForSomeone: no check, nothing remembered, no thread.
func TestForSomeone(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("j'aide quelqu'un")
	if !p.s.Has(bot.FlagForOther) || p.out.KeepThread {
		t.Errorf("flags %b, thread %v", p.s.Flags, p.out.KeepThread)
	}
	if said := p.writes("menu"); strings.Contains(said, "Où j'en suis") {
		t.Errorf("the check is offered to a helper: %s", said)
	}
	p.writes("bilan")
	if p.s.State == bot.StateCheck || p.s.Asking == bot.AskCheck {
		t.Error("a helper is checked")
	}
}

// TestSomeoneElse: the next message meets a stranger.
func TestSomeoneElse(t *testing.T) {
	p := newPerson(t, book(t))
	wants(t, p.writes("quelqu'un d'autre"), "Quelqu'un d'autre va écrire d'ici ?")
	if p.out.Leave {
		t.Error("nobody was asked")
	}
	p.writes("oui")
	if !p.out.Leave {
		t.Error("the address still belongs to the one before")
	}
}

// TestViolenceIsNeutralFirst: nothing names it before a yes; "later" never
// means no danger.
func TestViolenceIsNeutralFirst(t *testing.T) {
	b := book(t)
	p := newPerson(t, b)
	said := p.writes("mon mari me frappe")
	for _, telling := range []string{"117", "police", "victime", "violence", "frappe"} {
		if strings.Contains(strings.ToLower(said), telling) {
			t.Errorf("the first reply says %q: %s", telling, said)
		}
	}
	if p.out.Case.Danger != bot.Violence || !p.out.Case.Urgent {
		t.Errorf("the case is not marked: %+v", p.out.Case)
	}
	p.writes("2")
	if p.s.Case.State == bot.CaseClosed || p.s.Danger.Class != bot.Violence {
		t.Errorf("“later” was taken for no danger: %+v", p.s.Danger)
	}
	if said = p.writes("mon mari me frappe"); strings.Contains(said, "sans autre personne") {
		t.Errorf("the question does not rest: %s", said)
	}
	wants(t, p.writes("mon mari me frappe encore plus"), "sans autre personne")
	wants(t, p.writes("1"), "117")
	p = newPerson(t, b)
	wants(t, p.writes("mon mari me frappe maintenant"), "117")
}

// TestDangerTellsTheTruth about whether anyone of the team reads it now.
func TestDangerTellsTheTruth(t *testing.T) {
	b := book(t)
	p := newPerson(t, b)
	p.now = time.Date(2026, 11, 10, 22, 0, 0, 0, time.UTC)
	wants(t, p.writes("je veux mourir"), "143", "Personne de l'équipe ne lit ceci maintenant")
	p = newPerson(t, b)
	if said := p.writes("je veux mourir"); strings.Contains(said, "Personne de l'équipe") {
		t.Errorf("the team is there: %s", said)
	}
}

// TestLockScreen: a counsellor's message that comes later names nobody and
// nothing in its first line.
func TestLockScreen(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	claim := p.s.Case.Claim
	if said := p.staff(bot.ActReply, "marie", claim); !strings.HasPrefix(said, "marie : Bonjour") {
		t.Errorf("at once: %s", said)
	}
	p.now = p.now.Add(time.Hour)
	first, _, _ := strings.Cut(p.staff(bot.ActReply, "marie", claim), "\n")
	if strings.Contains(first, "marie") || strings.Contains(first, "Bonjour") {
		t.Errorf("an hour later the first line is %q", first)
	}
}

// TestHandBackToTheSamePlace, with the hints that were used.
func TestHandBackToTheSamePlace(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("menu")
	p.writes("2")
	p.writes("1")
	p.writes("besoin d'aide")
	place := p.s.Place
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActHandBack, "marie", p.s.Case.Claim)
	if p.s.Place != place || p.s.State != bot.StateHelp || len(p.s.Hints) == 0 || p.s.Hints[0] != 1 {
		t.Errorf("at %+v in %s with hints %v, was at %+v", p.s.Place, p.s.State, p.s.Hints, place)
	}
	if p.s.Case.State != bot.CaseClosed || p.out.Case.State != bot.CaseClosed {
		t.Errorf("the case is %s", p.s.Case.State)
	}
}

// TestRefusedReplyShowsOnTheCase, in plain words of the console.
func TestRefusedReplyShowsOnTheCase(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.does(bot.Input{Kind: bot.FromDelivery, Delivery: bot.Delivery{Reply: "x.0", Reason: "blocked"}})
	if !p.out.CaseChanged || p.out.Case.Notice != "blocked" {
		t.Errorf("%+v", p.out.Case)
	}
	if len(p.out.Replies) > 0 {
		t.Error("a refused reply is answered by another one")
	}
}

// TestMissedCallNeedsNoCredit: it opens "call me back" for a stranger too.
func TestMissedCallNeedsNoCredit(t *testing.T) {
	p := newPerson(t, book(t))
	p.s = bot.Session{}
	wants(t, p.does(bot.Input{Call: true}), "robot", "vous appelle")
	if p.out.Case.Reason != "call-back" || p.out.KeepThread {
		t.Errorf("%+v", p.out.Case)
	}
}
