package dialogue_test

import (
	"strings"
	"testing"

	"passerelle/bot"
)

// finished is somebody who took the check and has not said whether anything may be
// kept.
func finished(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, book(t))
	p.begins()
	p.runs(upTo(3))
	return p
}

// TestANoKeepsOnesOwnResult: who does not want it shown still has it.
func TestANoKeepsOnesOwnResult(t *testing.T) {
	p := finished(t)
	wants(t, p.writes("montrer à l'équipe"), "on doit le garder", "garder nos messages")
	said := p.writes("non")
	wants(t, said, "je ne garde rien", "Réussi :")
	if p.out.Result != nil || p.s.Share == bot.Yes || p.open() {
		t.Error("it is shown all the same")
	}
	wants(t, p.writes("ce que je sais faire"), "Je sais faire :")
	wants(t, p.writes("mon résultat"), "Voir plus")
	p.writes("ne rien garder") // the consent is taken back: everything goes
	if said := p.writes("ce que je sais faire"); strings.Contains(said, "- ") {
		t.Errorf("after that it is still there: %s", said)
	}
}

func (p *person) open() bool { return p.s.Case.State == bot.CaseQueued }

// TestNotRightIsHeard: no rule uses the result at once; a person looks only where
// that is wanted, and then they have something to look at: the result and the
// person's own words.
func TestNotRightIsHeard(t *testing.T) {
	p := finished(t)
	wants(t, p.writes("pas juste"), "n'est plus utilisé", "[1 D'accord] [2 Non, c'est tout]")
	said := p.writes("2")
	wants(t, said, "Une personne regarde d'abord", "Bibliothèque")
	if strings.Contains(said, "Écrivez PAS JUSTE") || p.open() {
		t.Errorf("what was said is asked for again, or somebody was called: %s", said)
	}

	p = finished(t)
	p.writes("c'est pas juste")
	wants(t, p.writes("d'accord"), "garder nos messages")
	wants(t, p.writes("oui"), "Qu'est-ce qui n'est pas juste ?")
	first := kept(t, p)
	if !first.Disputed || p.s.Case.Reason != bot.ReasonNotRight {
		t.Errorf("%+v, %s", first, p.s.Case.Reason)
	}
	wants(t, p.writes("Les mots sont trop durs"), "C'est noté")
	if r := kept(t, p); r.ID != first.ID || r.Words != "Les mots sont trop durs" || !r.Disputed {
		t.Errorf("%+v", r)
	}
}

// TestAShowingIsTakenBack by a word, and from "my data".
func TestAShowingIsTakenBack(t *testing.T) {
	p := finished(t)
	p.s.Consent = bot.Yes
	p.writes("montrer à l'équipe")
	id := kept(t, p).ID
	p.writes("rien")
	if p.out.Result != nil {
		t.Error("“nothing” is kept as somebody's words")
	}
	wants(t, p.writes("mes données"), "Résultat montré à l'équipe : Oui", "Ne plus montrer")
	wants(t, p.writes("ne plus montrer"), "ne voit plus le résultat")
	if r := kept(t, p); r.ID != id || !r.Withdrawn || len(r.Items) > 0 {
		t.Errorf("%+v", r)
	}
	wants(t, p.writes("mon résultat"), "Réussi :")
}

// TestWhoKnowsNothingIsAsked whether it is the reading: four times "I do not know"
// is no low band.
func TestWhoKnowsNothingIsAsked(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	for n := 0; p.s.Asking != bot.AskReading; n++ {
		if n > 4 || p.present() == nil {
			t.Fatal("nobody asks")
		}
		p.writes("0")
	}
	wants(t, p.writes("autre chose"), "[0 Je ne sais pas]") // it goes on
	if p.present() == nil {
		t.Error("it does not go on")
	}
}

// TestAPauseSaysTheWayBack in every menu, while the questions wait.
func TestAPauseSaysTheWayBack(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	p.writes("0")
	wants(t, p.writes("menu"), "Vos questions attendent : BILAN")
	wants(t, p.writes("bonjour"), "BILAN")
	p.writes("bilan")
	p.writes("continuer")
	p.runs(all(rightly))
	if said := p.writes("menu"); strings.Contains(said, "attendent") {
		t.Errorf("a check that is over waits: %s", said)
	}
}
