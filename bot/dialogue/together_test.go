package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// acts is an act of marie's with the case that she has.
func (p *person) acts(act bot.Act) string {
	p.t.Helper()
	act.Case, act.Claim, act.Staff, act.Name = p.s.Case.ID, p.s.Case.Claim, "marie", "Marie"
	return p.does(bot.Input{Kind: bot.FromStaff, Act: act})
}

// sent is somebody whom marie sent a step of the photo help.
func sent(t *testing.T) *person {
	t.Helper()
	p := claimed(t)
	p.s.Device = bot.Android
	said := p.acts(bot.Act{Kind: bot.ActPush, To: "scan-document"})
	wants(t, said, "fait ceci avec vous : Photo d'un papier", "voit l'étape", "Prenez un prospectus")
	if p.s.State != bot.StateHelp || p.s.Case.State != bot.CaseActive || p.s.Case.Claim == "" || p.out.Refused != "" {
		t.Fatalf("in %s, the case is %s: %s", p.s.State, p.s.Case.State, p.out.Refused)
	}
	return p
}

func (p *person) sees(n int, try int) {
	p.t.Helper()
	if v := p.out.Case.Together; v.N != n || v.Try != try || v.Since.IsZero() {
		p.t.Errorf("the page shows %+v, want step %d, try %d", v, n, try)
	}
}

// TestAStepIsSent: the person goes on with the bot, the case stays the
// counsellor's, who sees the step and the tries; they are told so once.
func TestAStepIsSent(t *testing.T) {
	p := sent(t)
	p.sees(1, 1)
	wants(t, p.writes("1"), "Posez la feuille")
	p.sees(2, 1)
	wants(t, p.writes("besoin d'aide"), "fenêtre")
	p.sees(2, 2)
	for range 3 {
		if said := p.writes("besoin d'aide"); !strings.Contains(said, "le voit et vous aide") || strings.Contains(said, "quelqu'un") {
			t.Errorf("who has somebody is offered somebody: %s", said)
		}
	}
	p.sees(2, 5)
	if said := p.acts(bot.Act{Kind: bot.ActPush, To: "scan-document", Step: "light"}); strings.Contains(said, "voit l'étape") {
		t.Errorf("it is told twice: %s", said)
	}
}

// TestWordsBetweenTheSteps do not end them; a yes after a counsellor's question is
// the counsellor's, a number is the step's.
func TestWordsBetweenTheSteps(t *testing.T) {
	p := sent(t)
	if said := p.writes("j'ai une question"); said != "" || !p.out.CaseChanged || !p.out.KeepThread {
		t.Errorf("what is for the counsellor is answered: %s", said)
	}
	p.acts(bot.Act{Kind: bot.ActReply, Text: "Vous voyez la feuille ?"})
	if p.s.State != bot.StateHelp {
		t.Fatalf("a reply ends the flow: %s", p.s.State)
	}
	if said := p.writes("oui"); said != "" {
		t.Errorf("a yes for the counsellor moves on: %s", said)
	}
	wants(t, p.writes("1"), "Posez la feuille")
	if way := p.out.Case.Together.Done; len(way) != 1 || way[0].Way != bot.WayWith {
		t.Errorf("a step at which a counsellor wrote: %v", way)
	}
	wants(t, p.writes("oui"), "appareil photo")
	if way := p.out.Case.Together.Done; len(way) != 2 || way[1].Way != bot.WayAlone {
		t.Errorf("a step at which nobody wrote: %v", way)
	}
}

// TestTakeOverAndGoOn: at the same step, with the same tries.
func TestTakeOverAndGoOn(t *testing.T) {
	p := sent(t)
	p.writes("1")
	p.writes("besoin d'aide")
	place := p.s.Place
	wants(t, p.acts(bot.Act{Kind: bot.ActPause}), "continue avec vous")
	if said := p.writes("1"); said != "" || p.s.Place != place || !p.out.Case.Together.Paused {
		t.Errorf("the bot goes on beside the counsellor: %s", said)
	}
	wants(t, p.acts(bot.Act{Kind: bot.ActGoOn}), "même étape", "Posez la feuille")
	p.sees(2, 2)
	wants(t, p.writes("humain"), "continue avec vous") // their own way to stop
	if p.s.State != bot.StateWithPerson {
		t.Errorf("in %s", p.s.State)
	}
	p.acts(bot.Act{Kind: bot.ActHandBack})
	if p.s.State != bot.StateHelp || p.s.Place != place || p.s.Case.State != bot.CaseClosed || p.s.Together.On {
		t.Errorf("handed back to %+v in %s, the case is %s", p.s.Place, p.s.State, p.s.Case.State)
	}
	wants(t, p.writes("humain"), "préviens")
}

// TestTheEndOfWhatWasSent tells the person that the counsellor is still there, and
// the case stays open.
func TestTheEndOfWhatWasSent(t *testing.T) {
	p := sent(t)
	said := p.finishes()
	wants(t, said, "Vous savez prendre", "continue avec vous")
	if v := p.out.Case.Together; !v.Ended || v.Topic != "scan-document" || !p.active() || strings.Contains(said, "Menu") {
		t.Errorf("%+v in %s: %s", v, p.s.State, said)
	}
	if got := p.s.Answer("did.scan-document"); got != "alone@2026-11" {
		t.Errorf("it was followed %q", got)
	}
}

func (p *person) active() bool { return p.s.Case.State == bot.CaseActive }

// TestOneTap sends what a step has, and nothing that it has not.
func TestOneTap(t *testing.T) {
	p := sent(t)
	p.writes("1")
	if aids := p.out.Case.Together.Aids; !slices.Equal(aids, []string{bot.AidSimpler, bot.AidJoin, bot.AidRepeat}) {
		t.Errorf("%v", aids)
	}
	wants(t, p.acts(bot.Act{Kind: bot.ActAid, Text: bot.AidSimpler}), "marie vous aide", "fenêtre")
	p.sees(2, 1) // they were not stuck: they were helped
	if slices.Contains(p.out.Case.Together.Aids, bot.AidSimpler) {
		t.Error("there are no simpler words left")
	}
	for _, kind := range []string{bot.AidSimpler, bot.AidPicture, "dance"} {
		if p.acts(bot.Act{Kind: bot.ActAid, Text: kind}); p.out.Refused != "no_aid" {
			t.Errorf("%s: %q", kind, p.out.Refused)
		}
	}
	wants(t, p.acts(bot.Act{Kind: bot.ActAid, Text: bot.AidRepeat}), "Posez la feuille")
	wants(t, p.acts(bot.Act{Kind: bot.ActAid, Text: bot.AidJoin}), "étape ensemble", "rappeler")
	wants(t, p.writes("me rappeler"), "vous appelle")
	if p.s.Case.Reason != bot.ReasonCallBack || p.s.State != bot.StateWithPerson {
		t.Errorf("%s in %s", p.s.Case.Reason, p.s.State)
	}
	p.acts(bot.Act{Kind: bot.ActGoOn})
	p.writes("1")
	if done := p.out.Case.Together.Done; len(done) != 2 || done[1].Way != bot.WayWith {
		t.Errorf("%v", done)
	}
}

// TestDangerStopsTheSteps: the numbers come, and the counsellor reads on.
func TestDangerStopsTheSteps(t *testing.T) {
	p := sent(t)
	wants(t, p.writes("je veux mourir"), "143")
	if p.s.State != bot.StateWithPerson || p.s.Case.Claim == "" || p.s.Case.Reason != bot.ReasonDanger {
		t.Errorf("in %s, %+v", p.s.State, p.s.Case)
	}
	p = sent(t)
	p.writes("stop")
	if p.s.State != bot.StateStopped {
		t.Error("stop is not obeyed at a step that was sent")
	}
	for _, kind := range []bot.ActKind{bot.ActPush, bot.ActGoOn} {
		if p.acts(bot.Act{Kind: kind, To: "scan-document"}); p.out.Refused == "" {
			t.Errorf("%s writes to who said stop", kind)
		}
	}
}

// TestNothingIsSentAtNight that answers nobody.
func TestNothingIsSentAtNight(t *testing.T) {
	p := sent(t)
	p.now = time.Date(2026, 11, 10, 22, 0, 0, 0, time.UTC)
	for _, act := range []bot.Act{{Kind: bot.ActPush, To: "scan-document"}, {Kind: bot.ActAid, Text: bot.AidRepeat}, {Kind: bot.ActFor, Text: "ask"}} {
		if p.acts(act); p.out.Refused != "contact_quiet" {
			t.Errorf("%s at night: %q", act.Kind, p.out.Refused)
		}
	}
	if said := p.acts(bot.Act{Kind: bot.ActPause}); said != "" || p.out.Refused != "" {
		t.Errorf("taking over needs nobody's sleep: %q %s", p.out.Refused, said)
	}
}

// TestOnlyWhatIsOffered is sent.
func TestOnlyWhatIsOffered(t *testing.T) {
	p := claimed(t)
	for _, act := range []bot.Act{{Kind: bot.ActPush, To: "no-such"}, {Kind: bot.ActPush, To: "scan-document", Step: "no-such"}, {Kind: bot.ActPush, To: "first-steps"}} {
		if p.acts(act); p.out.Refused != "no_step" {
			t.Errorf("%s/%s: %q", act.To, act.Step, p.out.Refused)
		}
	}
	if p.acts(bot.Act{Kind: bot.ActAid, Text: bot.AidRepeat}); p.out.Refused != "not_now" {
		t.Errorf("%q", p.out.Refused)
	}
}

// TestSMSIsOneSheet, for every message costs the person; one step that is chosen
// goes out alone.
func TestSMSIsOneSheet(t *testing.T) {
	p := claimed(t)
	p.via = bot.Address{Channel: bot.SMS, ID: anna.ID}
	p.s.Reach, p.s.Device = p.via, bot.Android
	said := p.acts(bot.Act{Kind: bot.ActPush, To: "scam-message", Step: "wait"})
	if len(p.s.Hints) != 1 || strings.Contains(said, "\n2 ") && strings.Contains(said, "\n3 ") {
		t.Errorf("one step was chosen: %s", said)
	}
	if v := p.out.Case.Together; v.To != 0 {
		t.Errorf("%+v", v)
	}
}

// finishes goes through what was sent to its end, and returns what was said then.
func (p *person) finishes() (said string) {
	p.t.Helper()
	for range 30 {
		p.now = p.now.Add(20 * time.Second)
		at := p.s.Place
		if p.b.Flow(at.Flow).Steps[at.Step].WaitFor == "picture" {
			said = p.does(bot.Input{Media: []bot.Media{{Kind: bot.Picture, Ref: "p"}}})
		} else {
			said = p.writes("1")
		}
		if p.s.State != bot.StateHelp {
			return said
		}
	}
	p.t.Fatal("it has no end")
	return ""
}
