package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// again is the session after it was stored and read.
func again(t *testing.T, s *bot.Session) *bot.Session {
	t.Helper()
	kept := &bot.Session{}
	if err := kept.Decode(string(s.Append(nil))); err != nil {
		t.Fatal(err)
	}
	return kept
}

// TestAskedWhatIsSeen: whoever agreed to keeping long ago is asked once, beside the
// promise, in each language; the case waits in the queue meanwhile, narrow.
func TestAskedWhatIsSeen(t *testing.T) {
	for language, w := range map[string][4]string{
		"fr": {"humain", "L'équipe peut-elle aussi voir : nos messages d'avant", "Seulement ma question", "tout montrer"},
		"de": {"mensch", "Darf das Team auch sehen: unsere früheren Nachrichten", "Nur meine Frage", "dem Team alles zeigen"},
		"it": {"persona", "Il team può vedere anche: i nostri messaggi", "Solo la mia domanda", "mostrare tutto"},
		"en": {"human", "May the team also see: our earlier messages", "Only my question", "show the team all"},
	} {
		p := met(t)
		p.s.Language, p.s.Share = language, bot.Yes
		wants(t, p.writes(w[0]), w[1])
		c := p.out.Case
		if c.State != bot.CaseQueued || c.Shown != bot.ShownAsked || len(c.Tried) > 0 || again(t, &p.s).Case.Shown != bot.ShownAsked {
			t.Errorf("%s: %+v", language, c)
		}
		p.writes(w[2])
		if c := p.out.Case; c.Shown != bot.ShownQuestion || c.State != bot.CaseQueued || again(t, &p.s).Case.Shown != bot.ShownQuestion {
			t.Errorf("%s: only my question: %+v", language, c)
		}
		if said := p.writes("repeat"); strings.Contains(said, w[1]) {
			t.Errorf("%s: it is asked again", language)
		}
		p.writes(w[3])
		if p.out.Case.Shown != bot.ShownAll || again(t, &p.s).Case.Shown != bot.ShownAll {
			t.Errorf("%s: widened: %s", language, p.out.Case.Shown)
		}
	}
}

// TestAYesToKeepingIsEnough: both questions are one, which names the steps tried.
func TestAYesToKeepingIsEnough(t *testing.T) {
	p := newPerson(t, book(t))
	p.writes("message bizarre")
	for range 3 {
		p.writes("1")
	}
	asked := p.writes("humain")
	if p.s.Asking != bot.AskConsent {
		t.Fatalf("keeping is not asked: %s", asked)
	}
	if got, want := strings.Contains(asked, "voit aussi les étapes essayées"), len(p.s.Trail) > 0; got != want {
		t.Errorf("names the steps %v, there are some %v: %s", got, want, asked)
	}
	if said := p.writes("oui"); strings.Contains(said, "aussi voir") || p.out.Case.Shown != bot.ShownAll {
		t.Errorf("asked twice: %s", said)
	}
}

// TestNoWallAndNoQuestionInDanger: danger opens the case without the question and
// with all that is kept; a no that was said stays a no; "ok" to a counsellor and a
// number meant for them agree to nothing.
func TestNoWallAndNoQuestionInDanger(t *testing.T) {
	p := met(t)
	if said := p.writes("je veux mourir"); strings.Contains(said, "aussi voir") || p.out.Case.Shown != bot.ShownAll {
		t.Errorf("danger: %s, %s", p.out.Case.Shown, said)
	}
	for word, want := range map[string]bot.Shown{"": bot.ShownAll, "seulement ma question": bot.ShownQuestion} {
		p := met(t)
		p.writes("humain")
		if word != "" {
			p.writes(word)
		}
		p.writes("je veux mourir")
		if p.out.Case.Shown != want {
			t.Errorf("%q and danger: %s", word, p.out.Case.Shown)
		}
	}
	p = met(t)
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	for _, words := range []string{"1", "oui", "ok"} {
		if p.writes(words); p.s.Case.Shown != bot.ShownAsked {
			t.Errorf("%q to a counsellor agrees", words)
		}
	}
	p.does(bot.Input{Payload: bot.Payload{Kind: bot.PayloadAsked, Step: uint16(bot.AskShown), Arg: 1}})
	if p.s.Case.Shown != bot.ShownAll {
		t.Error("the button does not")
	}
}

// TestWithoutAYesACallBackSeesTheRequest: no consent is no wall, and no key either.
func TestWithoutAYesACallBackSeesTheRequest(t *testing.T) {
	p := newPerson(t, book(t))
	p.writes("rappel")
	if c := p.out.Case; c.Reason != "call-back" || c.Shown != bot.ShownAsked || c.Step != "" || c.Hints != 0 {
		t.Errorf("%+v", c)
	}
	p = newPerson(t, book(t))
	wants(t, p.writes("seulement ma question"), "Pas de demande en cours")
	p.s.Consent, p.s.Followed.Agreed = bot.Yes, p.now.Add(-time.Minute)
	if p.writes("humain"); p.out.Case.Shown != bot.ShownAll {
		t.Errorf("a yes of a minute ago: %s", p.out.Case.Shown)
	}
}
