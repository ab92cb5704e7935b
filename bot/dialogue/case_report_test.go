package dialogue_test

import (
	"reflect"
	"testing"
	"time"

	"passerelle/bot"
)

// value is the value of the turn's event of a kind, and whether there is one.
func value(p *person, kind bot.EventKind) (string, bool) {
	for _, e := range p.out.Events {
		if e.Kind == kind {
			return e.Value, true
		}
	}
	return "", false
}

// asks begins a help, goes on two steps and asks for a person.
func asks(p *person) {
	for _, words := range []string{"menu", "2", "ok", "personne", "1"} {
		p.writes(words)
	}
}

// TestAReportWritesItself: from taking a case to closing it nobody says anything
// about it, and all of it is there.
func TestAReportWritesItself(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	p.now = p.now.Add(10 * time.Minute)
	p.staff(bot.ActClaim, "marie", "")
	claim, began := p.s.Case.Claim, p.now
	p.now = p.now.Add(9 * time.Minute)
	p.staff(bot.ActReply, "marie", claim)
	if v, ok := value(p, bot.EventCaseAnswered); !ok || v != "wait=30 kept=yes" {
		t.Errorf("answered: %q", v)
	}
	p.staff(bot.ActReply, "marie", claim)
	if v, ok := value(p, bot.EventCaseAnswered); ok {
		t.Errorf("answered for the first time twice: %q", v)
	}
	p.now = p.now.Add(14 * time.Minute)
	p.staff(bot.ActClose, "marie", claim)
	want := &bot.CaseReport{Began: began, Ended: p.now, Minutes: 25, Channel: bot.SMS, Language: "fr", Reason: "asked", Next: bot.NextNothing}
	got := p.out.Case.Report
	if got == nil || len(got.Topics) != 1 || len(got.Tried) == 0 {
		t.Fatalf("%+v", got)
	}
	want.Topics, want.Tried, want.Channel = got.Topics, got.Tried, p.s.Reach.Channel
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v want\n%+v", got, want)
	}
	if v, ok := value(p, bot.EventCaseReport); !ok || v != "length=30 next=nothing" {
		t.Errorf("the journal has %q", v)
	}
	other := newPerson(t, p.b)
	other.writes("menu")
	asks(other)
	if other.out.Case.Report != nil {
		t.Error("an open case has somebody else's report")
	}
}

// TestWhereNextAndAlone: a help that ends while nobody has the case was done
// alone; places looked at meanwhile are told, the last as where they go on; a hand
// back goes on with the robot.
func TestWhereNextAndAlone(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	p.writes("menu")
	p.writes("1")
	p.writes("1")
	if v, _ := value(p, bot.EventOffered); v == "" {
		t.Fatalf("no place was offered: %+v", p.out.Events)
	}
	p.writes("ok")
	if _, ended := value(p, bot.EventFlowEnded); !ended {
		t.Fatalf("the help did not end: %+v", p.out.Events)
	}
	p.staff(bot.ActClaim, "marie", "")
	before := p.s
	before.Case.Record.Topics = append([]string(nil), p.s.Case.Record.Topics...)
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	r := p.out.Case.Report
	if r == nil || r.Way != bot.WayAlone || r.Next != bot.NextOffer || len(r.Offered) != 1 || len(r.Topics) != 2 {
		t.Fatalf("%+v", r)
	}
	if v, _ := value(p, bot.EventCaseReport); v != "length=15 way=alone next=offer" {
		t.Errorf("the journal has %q", v)
	}
	if _, answered := value(p, bot.EventCaseAnswered); !answered {
		t.Error("a case that ends without a reply counts as never answered")
	}
	p.s = before
	p.staff(bot.ActHandBack, "marie", p.s.Case.Claim)
	if r := p.out.Case.Report; r == nil || r.Next != bot.NextRobot {
		t.Errorf("%+v", r)
	}
}

// TestWithSomebody: steps that go on while a counsellor has the case were done
// together.
func TestWithSomebody(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	p.staff(bot.ActClaim, "marie", "")
	p.s.State = bot.StateHelp // as when a counsellor gives them a help to go through together
	p.writes("ok")
	if _, shown := value(p, bot.EventStepShown); !shown {
		t.Fatalf("no step was shown: %+v", p.out.Events)
	}
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	if r := p.out.Case.Report; r == nil || r.Way != bot.WayWith {
		t.Errorf("%+v", r)
	}
}

// TestAGraverReasonIsNoSecondCase: it is marked, so that figures count one.
func TestAGraverReasonIsNoSecondCase(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	first, again := 0, 0
	p.writes("je veux mourir")
	for _, e := range p.out.Events {
		if e.Kind == bot.EventCaseRequested && e.Again {
			again++
		} else if e.Kind == bot.EventCaseRequested {
			first++
		}
	}
	if first != 0 || again != 1 {
		t.Errorf("%d first, %d again: %+v", first, again, p.out.Events)
	}
}

// TestATalkIsNotedByOneTap: it answers the person, stands in the report, sends
// nothing and changes nothing else; nonsense is refused.
func TestATalkIsNotedByOneTap(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	p.staff(bot.ActClaim, "marie", "")
	tap := func(text string) string {
		return p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActSpoke, Case: p.s.Case.ID, Claim: p.s.Case.Claim, Staff: "marie", Text: text}})
	}
	if said := tap("nobody 5"); said != "" || p.s.Case.State != bot.CaseClaimed || !p.s.Case.Record.Answered.IsZero() {
		t.Errorf("a try to call: %q %+v", said, p.s.Case)
	}
	if tap("met 30"); p.s.Case.Record.Answered.IsZero() {
		t.Error("a meeting is no answer")
	}
	if v, ok := value(p, bot.EventSpoke); !ok || v != "met 30" {
		t.Errorf("the journal has %q", v)
	}
	if tap("met all day"); p.out.Refused == "" || len(p.out.Events) > 0 {
		t.Errorf("nonsense was noted: %+v", p.out)
	}
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	if r := p.out.Case.Report; r == nil || !reflect.DeepEqual(r.Spoken, []string{"nobody 5", "met 30"}) {
		t.Errorf("%+v", r)
	}
}

// TestAReopenedCaseIsReportedAnew: the days in which it was closed are no length.
func TestAReopenedCaseIsReportedAnew(t *testing.T) {
	p := newPerson(t, book(t))
	asks(p)
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	p.now = p.now.Add(5 * time.Hour)
	p.staff(bot.ActReopen, "marie", "")
	if p.out.Refused != "" {
		t.Fatal(p.out.Refused)
	}
	p.now = p.now.Add(10 * time.Minute)
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	if r := p.out.Case.Report; r == nil || r.Minutes != 10 {
		t.Errorf("%+v", r)
	}
}
