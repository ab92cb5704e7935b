package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestAPromiseThatGotWorseIsSaidOnce, in the person's hours, and the case keeps
// its place in the queue.
func TestAPromiseThatGotWorseIsSaidOnce(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.writes("humain")
	due := p.s.Case.Due
	if due.IsZero() {
		t.Fatal("nothing was promised")
	}
	p.passes(due.Sub(p.now))
	if len(p.out.Replies) != 1 || !strings.Contains(p.out.Replies[0].Text, "trop longtemps") || p.out.Replies[0].Kind != bot.ReplyReminder {
		t.Fatalf("said %+v", p.out.Replies)
	}
	if !p.s.Case.Due.Equal(due) || p.s.Case.Late != 1 || !p.out.CaseChanged {
		t.Errorf("the case is %+v", p.s.Case)
	}
	for range 6 {
		p.passes(24 * time.Hour)
		if len(p.out.Replies) != 0 {
			t.Fatalf("said again: %+v", p.out.Replies)
		}
	}
	if next := p.s.NextTimer(); !next.IsZero() && !next.After(p.now) {
		t.Error("a timer stands still")
	}
}

// TestNoWordOfBeingLate to somebody who was answered, is in danger, or stopped.
func TestNoWordOfBeingLate(t *testing.T) {
	for name, before := range map[string]func(p *person){
		"answered": func(p *person) {
			p.staff(bot.ActClaim, "marie", "")
			p.staff(bot.ActReply, "marie", p.s.Case.Claim)
		},
		"taken":   func(p *person) { p.staff(bot.ActClaim, "marie", ""); p.staff(bot.ActExtend, "marie", p.s.Case.Claim) },
		"danger":  func(p *person) { p.writes("il me frappe") },
		"stopped": func(p *person) { p.writes("stop") },
	} {
		p := newPerson(t, book(t))
		p.s.Consent = bot.Yes
		p.writes("humain")
		due := p.s.Case.Due
		before(p)
		p.now = due
		p.s.Case.Lapses = time.Time{}
		p.does(bot.Input{Kind: bot.FromTimer})
		for _, r := range p.out.Replies {
			if strings.Contains(r.Text, "trop longtemps") {
				t.Errorf("%s: %q", name, r.Text)
			}
		}
	}
}

// TestWordsForLater leave at their moment, in the counsellor's name, or wait for
// the person's hours; they can be taken back, and go with the claim.
func TestWordsForLater(t *testing.T) {
	p := claimed(t)
	keep := func(until time.Time, words string) string {
		return p.arranges(bot.Act{Kind: bot.ActLater, Staff: "marie", Name: "Marie", Claim: p.s.Case.Claim, Until: until, Text: words})
	}
	if got := keep(p.now.Add(-time.Minute), "Bonjour"); got != "not_later" {
		t.Errorf("a moment that is over: %q", got)
	}
	if got := keep(p.now.Add(24*time.Hour), "Bonjour"); got != "" || p.out.Fields[bot.FieldReply] != "Bonjour" || len(p.out.Replies) != 0 {
		t.Fatalf("%q, %v, %v", got, p.out.Fields, p.out.Replies)
	}
	if got := keep(p.now.Add(25*time.Hour), "Et encore"); got != "later_already" {
		t.Errorf("a second one takes the place of the first: %q", got)
	}
	p.now = p.now.Add(24 * time.Hour)
	p.does(bot.Input{Kind: bot.FromTimer, Kept: "Bonjour"})
	if p.s.Reach.Channel == bot.WhatsApp { // its window is over: the words stay
		if len(p.out.Replies) != 0 || p.s.Case.Notice != "reply_held" || p.s.Case.SendAt.IsZero() {
			t.Errorf("%v, %+v", p.out.Replies, p.s.Case)
		}
	}
	p.writes("je suis là")
	if got := keep(time.Time{}, ""); got != "" || !p.s.Case.SendAt.IsZero() {
		t.Errorf("taken back: %q", got)
	}
	if value, there := p.out.Fields[bot.FieldReply]; !there || value != "" {
		t.Error("the words are still kept")
	}
	keep(p.now.Add(2*time.Hour), "À tout à l'heure")
	p.now = p.now.Add(2 * time.Hour)
	p.does(bot.Input{Kind: bot.FromTimer, Kept: "À tout à l'heure"})
	if len(p.out.Replies) != 1 || !strings.Contains(p.out.Replies[0].Text, "arie : À tout à l'heure") || p.s.Case.State != bot.CaseActive || !p.s.Case.SendAt.IsZero() {
		t.Errorf("%v, %+v", p.out.Replies, p.s.Case)
	}
	keep(p.now.Add(2*time.Hour), "Encore un mot")
	p.staff(bot.ActRelease, "marie", p.s.Case.Claim)
	if !p.s.Case.SendAt.IsZero() || p.out.Fields[bot.FieldReply] != "" {
		t.Errorf("words of somebody who has the case no more: %+v", p.s.Case)
	}
}

// TestADeadlineIsUrgent only where the promised answer would come too late.
func TestADeadlineIsUrgent(t *testing.T) {
	p := claimed(t)
	set := func(until time.Time) string {
		return p.arranges(bot.Act{Kind: bot.ActDeadline, Staff: "marie", Claim: p.s.Case.Claim, Until: until})
	}
	due := p.s.Case.Due
	for _, c := range []struct {
		until  time.Time
		urgent bool
		answer time.Time
	}{
		{due.Add(48 * time.Hour), false, due},
		{due.Add(-time.Minute), true, due.Add(-time.Minute)},
		{due, true, due},
	} {
		if refused := set(c.until); refused != "" || p.out.Case.Urgent != c.urgent || !p.out.Case.Answer.Equal(c.answer) || !p.out.Case.Deadline.Equal(c.until) {
			t.Errorf("%v: %q %v %v", c.until, refused, p.out.Case.Urgent, p.out.Case.Answer)
		}
	}
	if refused := set(p.now.Add(-time.Hour)); refused != "not_later" {
		t.Errorf("a deadline that is over: %q", refused)
	}
	if set(time.Time{}); p.out.Case.Urgent || !p.out.Case.Deadline.IsZero() {
		t.Errorf("taken away: %+v", p.out.Case)
	}
}
