package dialogue_test

import (
	"testing"
	"time"

	"passerelle/bot"
)

// keptFirst is somebody to whom marie wrote first while the gate was closed: her
// words wait until five in the afternoon in Zurich.
func keptFirst(t *testing.T) *person {
	t.Helper()
	p := met(t)
	p.s.Followed.Safe = bot.Safe{From: 17, To: 18}
	refused := p.with(bot.ActBegin, "marie", func(a *bot.Act) { a.Text, a.Until = "Comment va la demande ?", p.now })
	c := p.out.Case
	if refused != "" || len(p.out.Replies) != 0 || c.State != bot.CaseClaimed || c.Staff != "marie" || c.SendAt.UTC().Hour() != 16 || p.out.Fields[bot.FieldReply] == "" {
		t.Fatalf("%q, %d replies, %+v", refused, len(p.out.Replies), c)
	}
	return p
}

// TestWordsWaitForTheGate: they leave by themselves when it opens, and open the
// talk then; where it does not open any more they are held.
func TestWordsWaitForTheGate(t *testing.T) {
	p := keptFirst(t)
	if p.s.State == bot.StateWithPerson {
		t.Error("the person is with somebody before they heard a word")
	}
	p.now = p.s.Case.SendAt
	if p.does(bot.Input{Kind: bot.FromTimer, Kept: "Comment va la demande ?"}); len(p.out.Replies) != 1 || p.s.Case.State != bot.CaseActive || p.s.State != bot.StateWithPerson || !p.s.Case.SendAt.IsZero() {
		t.Errorf("at the moment: %+v", p.out)
	}
	for change := range map[string]bool{"never": true, "no": true} {
		p := keptFirst(t)
		p.with(bot.ActKeep, "marie", func(a *bot.Act) {
			a.Keep = bot.Keeping{NeverFirst: change == "never", Consent: map[string]bot.Answered{"no": bot.No}[change]}
		})
		p.now = p.now.Add(9 * time.Hour)
		if p.does(bot.Input{Kind: bot.FromTimer, Kept: "Comment va la demande ?"}); len(p.out.Replies) != 0 || p.s.Case.Notice != "reply_held" {
			t.Errorf("%s: %d replies, notice %q", change, len(p.out.Replies), p.s.Case.Notice)
		}
	}
}

// TestWhatCannotBeKept: what no waiting helps is refused, and where the gate is
// open nothing waits.
func TestWhatCannotBeKept(t *testing.T) {
	later := func(a *bot.Act) { a.Text, a.Until = "Bonjour", morning }
	p := met(t)
	if refused := p.with(bot.ActBegin, "marie", later); refused != "not_later" || p.s.Case.ID != "" {
		t.Errorf("open: %q", refused)
	}
	p.s.Followed.NeverFirst = true
	if refused := p.with(bot.ActBegin, "marie", later); refused != "contact_never" || p.s.Case.ID != "" {
		t.Errorf("never: %q", refused)
	}
}

// TestNobodyHearsOfWhatWasNotSaid: given up before a word left, the case is over,
// waits for nobody in the queue, and the person is where they were.
func TestNobodyHearsOfWhatWasNotSaid(t *testing.T) {
	for _, kind := range []bot.ActKind{bot.ActRelease, bot.ActClose, bot.ActHandBack, bot.ActHandOver} {
		p := keptFirst(t)
		state := p.s.State
		p.staff(kind, "marie", p.s.Case.Claim)
		if p.out.Refused != "" || len(p.out.Replies) != 0 || p.s.Case.State != bot.CaseClosed || p.s.State != state || !p.s.Case.SendAt.IsZero() {
			t.Errorf("%s: %q, %d replies, %s, %s", kind, p.out.Refused, len(p.out.Replies), p.s.Case.State, p.s.State)
		}
	}
	p := keptFirst(t)
	if p.staff(bot.ActReply, "marie", p.s.Case.Claim); p.out.Refused != "contact_safe" {
		t.Errorf("the gate is passed by the reply box: %q", p.out.Refused)
	}
}

// TestWhoAsksMeanwhile has a case of their own making: with a promise.
func TestWhoAsksMeanwhile(t *testing.T) {
	p := keptFirst(t)
	p.writes("humain")
	if c := p.out.Case; c.Reason != "asked" || c.Due.IsZero() || c.Staff != "marie" {
		t.Errorf("%+v", c)
	}
	q := met(t)
	q.with(bot.ActBegin, "marie", func(a *bot.Act) { a.Text = "Bonjour" })
	if q.staff(bot.ActRelease, "marie", q.s.Case.Claim); q.out.Case.State != bot.CaseQueued || q.out.Case.Due.IsZero() {
		t.Errorf("given up after a word: %+v", q.out.Case)
	}
}

// TestWhoDoesNotKnow of a case is told of none.
func TestWhoDoesNotKnow(t *testing.T) {
	p, q := keptFirst(t), met(t)
	for _, words := range []string{"bonjour", "menu", "xyzzy"} {
		if got, want := p.writes(words), q.writes(words); got != want {
			t.Errorf("%s: %s\nwithout a case: %s", words, got, want)
		}
	}
}
