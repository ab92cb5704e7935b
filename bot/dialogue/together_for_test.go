package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

const light = "scan-document/light"

// TestForIsAskedFirst (PEOPLE.md 18): no yes, nothing is done for anybody.
func TestForIsAskedFirst(t *testing.T) {
	p := sent(t)
	p.writes("1")
	for _, act := range []bot.Act{{Kind: bot.ActFor, Text: "done"}, {Kind: bot.ActMark, To: "scan-document", Step: "light", Text: "for"}} {
		if p.acts(act); p.out.Refused != "ask_first" {
			t.Errorf("%s %s without a yes: %q", act.Kind, act.Text, p.out.Refused)
		}
	}
	if p.acts(bot.Act{Kind: bot.ActFor, Text: "spoken"}); p.out.Refused != "no_deadline" {
		t.Errorf("a spoken yes without a deadline: %q", p.out.Refused)
	}
	p.acts(bot.Act{Kind: bot.ActDeadline, Until: p.now.Add(25 * time.Hour)})
	if p.acts(bot.Act{Kind: bot.ActFor, Text: "spoken"}); p.out.Refused != "no_deadline" {
		t.Errorf("a spoken yes although there is time to ask: %q", p.out.Refused)
	}
	wants(t, p.acts(bot.Act{Kind: bot.ActFor, Text: "ask"}), "pour vous : Posez la feuille", "d'accord", "1 Oui", "2 Non")
	wants(t, p.writes("non"), "Vous le faites", "Posez la feuille")
	if v := p.out.Case.Together.For; v.State != "no" || v.Step != light {
		t.Errorf("%+v", v)
	}
	if p.acts(bot.Act{Kind: bot.ActFor, Text: "done"}); p.out.Refused != "ask_first" {
		t.Error("a no counts for nothing")
	}
}

// done for them with a yes: the receipt, the next step, and to do again.
func doneFor(t *testing.T) *person {
	t.Helper()
	p := sent(t)
	p.writes("1")
	p.acts(bot.Act{Kind: bot.ActFor, Text: "ask"})
	wants(t, p.writes("oui"), "le fait, puis vous écrit")
	if v := p.out.Case.Together.For; v.State != "yes" || v.At.IsZero() {
		t.Fatalf("%+v", v)
	}
	wants(t, p.acts(bot.Act{Kind: bot.ActFor, Text: "done"}), "Fait pour vous, aujourd'hui 10:00", "ensemble une autre fois", "PAS JUSTE", "appareil photo")
	v := p.out.Case.Together
	if len(v.Redo) != 1 || v.Redo[0].Step != light || v.Done[1].Way != bot.WayFor || v.For.State != "done" {
		t.Fatalf("%+v", v)
	}
	return p
}

func TestForWithAYes(t *testing.T) {
	p := doneFor(t)
	if p.acts(bot.Act{Kind: bot.ActFor, To: "scan-document", Step: "light", Text: "done"}); p.out.Refused != "ask_first" {
		t.Errorf("one yes does for two: %q", p.out.Refused)
	}
	wants(t, p.writes("pas juste"), "C'est noté", "appareil photo")
	if v := p.out.Case.Together.For; v.State != "objected" {
		t.Errorf("%+v", v)
	}
	p.acts(bot.Act{Kind: bot.ActClose})
	if r := p.out.Case.Report; r == nil || r.Way != bot.WayFor {
		t.Errorf("%+v", r)
	}
}

// TestAYesAnswersItsQuestion only: not what a counsellor wrote meanwhile, and not
// a later question.
func TestAYesAnswersItsQuestion(t *testing.T) {
	p := sent(t)
	p.acts(bot.Act{Kind: bot.ActFor, Text: "ask"})
	old := p.s.Offered[1]
	p.acts(bot.Act{Kind: bot.ActReply, Text: "Il fait beau ?"})
	if p.writes("oui"); p.s.Together.For.State != bot.ForAsked {
		t.Error("a yes to the weather is a yes to being done for")
	}
	p.does(bot.Input{Payload: old}) // the button of the question says what it said
	if p.s.Together.For.State != bot.ForYes {
		t.Errorf("%s", p.s.Together.For.State)
	}
	p.writes("1")
	p.acts(bot.Act{Kind: bot.ActFor, Text: "ask"})
	if p.does(bot.Input{Payload: old}); p.s.Together.For.State != bot.ForAsked {
		t.Error("an old button answers a later question")
	}
	p.acts(bot.Act{Kind: bot.ActPause})
	if p.does(bot.Input{Payload: p.refusal()}); p.s.Together.For.State != bot.ForNo {
		t.Errorf("while the counsellor speaks: %s", p.s.Together.For.State)
	}
}

// refusal is the no of the question that was asked last.
func (p *person) refusal() bot.Payload {
	return bot.Payload{Kind: bot.PayloadAsked, Flow: uint32(p.s.Together.For.Count), Step: uint16(bot.AskFor), Arg: 2}
}

// TestASpokenYes before a deadline is noted, and its receipt waits for the morning
// where it must.
func TestASpokenYes(t *testing.T) {
	p := sent(t)
	p.writes("1")
	p.now = time.Date(2026, 11, 10, 21, 30, 0, 0, time.UTC)
	p.acts(bot.Act{Kind: bot.ActDeadline, Until: p.now.Add(2 * time.Hour)})
	if said := p.acts(bot.Act{Kind: bot.ActFor, Text: "spoken"}); said != "" || p.out.Refused != "" || !p.out.Case.Together.For.Owed {
		t.Fatalf("%q %s", p.out.Refused, said)
	}
	p.acts(bot.Act{Kind: bot.ActFor, Text: "done"})
	if v := p.out.Case.Together; v.For.State != "done" || !v.For.Owed || len(v.Redo) != 1 {
		t.Errorf("%+v", v)
	}
	p.now = time.Date(2026, 11, 11, 8, 0, 0, 0, time.UTC)
	said := p.does(bot.Input{Kind: bot.FromTimer})
	if first, _, _ := strings.Cut(said, "\n"); strings.Contains(first, "feuille") {
		t.Errorf("the lock screen tells: %s", first)
	}
	wants(t, said, "Fait pour vous", "PAS JUSTE")
	if p.out.Case.Together.For.Owed || strings.Count(said, "PAS JUSTE") != 1 {
		t.Error(said)
	}
}

// TestRedoTogether: what was done for somebody is offered at their next contact
// until it is done or declined, and never by writing first.
func TestRedoTogether(t *testing.T) {
	p := doneFor(t)
	p.acts(bot.Act{Kind: bot.ActClose})
	for next := p.s.NextTimer(); !next.IsZero(); next = p.s.NextTimer() {
		p.now = next
		if said := p.does(bot.Input{Kind: bot.FromTimer}); said != "" {
			t.Errorf("nobody asked to be written to: %s", said)
		}
	}
	p.now = p.now.Add(26 * time.Hour)
	wants(t, p.writes("bonjour"), "Photo d'un papier", "On la refait ensemble", "1 Oui", "2 Plus tard", "3 Non merci")
	if said := p.writes("2"); strings.Contains(said, "refait") {
		t.Errorf("it is put off: %s", said)
	}
	if said := p.writes("bonjour"); strings.Contains(said, "refait") {
		t.Errorf("it was put off a moment ago: %s", said)
	}
	later := p.s
	later.Together.Redo = append([]bot.Redo(nil), p.s.Together.Redo...)
	p.now = p.now.Add(26 * time.Hour)
	p.writes("menu")
	wants(t, p.writes("oui"), "Posez la feuille")
	p.writes("1")
	if len(p.s.Together.Redo) != 0 || counted(p, bot.EventRedo) != 1 {
		t.Errorf("it was done again, and stands still: %+v", p.s.Together.Redo)
	}
	p.s = later
	p.writes("menu")
	if p.writes("3"); len(p.s.Together.Redo) != 0 {
		t.Error("who does not want to is asked again")
	}
}

// TestTheCounsellorRedoes it with them, or notes that they do not want to.
func TestTheCounsellorRedoes(t *testing.T) {
	p := doneFor(t)
	p.now = p.now.Add(time.Minute)
	p.acts(bot.Act{Kind: bot.ActPush, To: "scan-document", Step: "light"})
	p.writes("1")
	if v := p.out.Case.Together; len(v.Redo) != 0 {
		t.Errorf("%+v", v.Redo)
	}
	p = doneFor(t)
	if p.acts(bot.Act{Kind: bot.ActRedo, To: "scan-document", Step: "light", Text: "declined"}); len(p.s.Together.Redo) != 0 || p.out.Refused != "" {
		t.Error(p.out.Refused)
	}
	if p.acts(bot.Act{Kind: bot.ActRedo, To: "scan-document", Step: "light", Text: "declined"}); p.out.Refused != "not_now" {
		t.Errorf("%q", p.out.Refused)
	}
}

// TestTrend: what somebody can do over the months, in the chat and on the page,
// and nothing negative in it.
func TestTrend(t *testing.T) {
	p := claimed(t)
	p.s.Remember("did.scan-document", "for@2026-01 with@2026-03 alone@2026-05")
	p.s.Remember("did.scam-message", "for@2026-04")
	p.acts(bot.Act{Kind: bot.ActExtend})
	if v := p.out.Case.Together.Skill; len(v) != 2 || v[0].Topic != "scan-document" || len(v[0].Past) != 3 {
		t.Errorf("%+v", v)
	}
	p.s.Consent = bot.No
	if p.acts(bot.Act{Kind: bot.ActExtend}); len(p.out.Case.Together.Skill) != 0 {
		t.Error("it is shown without consent")
	}
	p.s.Consent = bot.Yes
	p.acts(bot.Act{Kind: bot.ActClose})
	said := p.writes("ce que je sais faire")
	wants(t, said, "Photo d'un papier (avec quelqu'un en mars, sans aide en mai)")
	if strings.Contains(said, "bizarre") {
		t.Errorf("what was done for them is told: %s", said)
	}
	if strings.Contains(said, "moins d'aide") {
		t.Errorf("one time with and one without is called progress: %s", said)
	}
	p.s.Remember("did.scan-document", "with@2025-12*2 alone@2026-05*2")
	wants(t, p.writes("ce que je sais faire"), "avec quelqu'un en décembre 2025, sans aide en mai", "moins d'aide qu'avant :\n- Photo d'un papier")
}

// TestMark corrects how a step was done, and what its help comes to.
func TestMark(t *testing.T) {
	p := sent(t)
	p.finishes()
	if p.acts(bot.Act{Kind: bot.ActMark, To: "scan-document", Step: "light", Text: "with"}); p.out.Refused != "" || len(p.out.Replies) > 0 {
		t.Fatalf("%q %v", p.out.Refused, p.out.Replies)
	}
	if got := p.s.Answer("did.scan-document"); got != "with@2026-11" {
		t.Errorf("the help was followed %q", got)
	}
	if p.acts(bot.Act{Kind: bot.ActMark, To: "scan-document", Step: "light", Text: "alone"}); p.s.Answer("did.scan-document") != "alone@2026-11" {
		t.Errorf("the help was followed %q", p.s.Answer("did.scan-document"))
	}
}

// closes ends the case, and returns its report and what the journal has of it.
func (p *person) closes() (*bot.CaseReport, string) {
	p.t.Helper()
	p.acts(bot.Act{Kind: bot.ActClose})
	if p.out.Case.Report == nil {
		p.t.Fatalf("no report: %q", p.out.Refused)
	}
	said, _ := value(p, bot.EventCaseReport)
	return p.out.Case.Report, said
}

// TestTheReportKnowsTheWays of each step that was sent, as they were corrected;
// the journal has the case's, and no place.
func TestTheReportKnowsTheWays(t *testing.T) {
	p := doneFor(t)
	p.now = p.now.Add(time.Minute)
	p.writes("1")
	r, said := p.closes()
	if r.Steps != (bot.WayCounts{Alone: 2, For: 1}) || len(r.Redo) != 1 || r.Redo[0] != light || !strings.Contains(said, "way=for") || strings.Contains(said, "light") {
		t.Errorf("%+v %q", r, said)
	}
	p = sent(t)
	p.writes("1")
	p.acts(bot.Act{Kind: bot.ActPause})
	p.acts(bot.Act{Kind: bot.ActGoOn})
	p.writes("1") // the counsellor took over here
	before := p.s
	before.Together.Ways = append([]bot.StepWay(nil), p.s.Together.Ways...)
	if r, said = p.closes(); r.Way != bot.WayWith || r.Steps != (bot.WayCounts{Alone: 1, With: 1}) || len(r.Redo) > 0 {
		t.Errorf("%+v %q", r, said)
	}
	p.s = before
	p.acts(bot.Act{Kind: bot.ActMark, To: "scan-document", Step: "light", Text: "alone"})
	if r, said = p.closes(); r.Way != bot.WayAlone || !strings.Contains(said, "way=alone") || r.Steps.Alone != 2 {
		t.Errorf("after a correction: %+v %q", r, said)
	}
}
