package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// with does an act about a person, and returns why it was refused.
func (p *person) with(kind bot.ActKind, who string, more func(*bot.Act)) string {
	p.t.Helper()
	act := bot.Act{Kind: kind, Contact: "c", Staff: who, Name: strings.ToUpper(who[:1]) + who[1:], Claim: "a-claim-that-nobody-guesses"}
	if more != nil {
		more(&act)
	}
	p.does(bot.Input{Kind: bot.FromStaff, Act: act})
	return p.out.Refused
}

// met is somebody whom marie follows, and who agreed to what is kept.
func met(t *testing.T) *person {
	t.Helper()
	p := newPerson(t, book(t))
	p.s.Consent, p.s.Referent, p.s.Last, p.s.Reach = bot.Yes, "marie", morning.Add(-72*time.Hour), annaToo
	return p
}

// TestOnlyThoseWhoFollow do anything with a person.
func TestOnlyThoseWhoFollow(t *testing.T) {
	for who, may := range map[string]bool{"marie": true, "ahmed": true, "petra": true, "lea": false} {
		p := met(t)
		p.s.Followed.Deputies[time.Friday] = "ahmed"
		p.writes("humain")
		p.staff(bot.ActClaim, "petra", "")
		for _, kind := range []bot.ActKind{bot.ActLook, bot.ActFollow, bot.ActDepute, bot.ActKeep, bot.ActCard} {
			q := *p
			q.s.Followed.Looks = nil
			if refused := q.with(kind, who, nil); (refused == "") != may || !may && (refused != "person_gone" || len(q.out.Looks) > 0 || q.out.Joinable != "") {
				t.Errorf("%s, %s: %q", who, kind, refused)
			}
		}
	}
	p := met(t)
	p.s.Set(bot.FlagErasing, true)
	if p.with(bot.ActLook, "marie", nil) == "" {
		t.Error("the referent looks at who asked to be erased")
	}
}

// TestALookIsToldByChat: a date in "my data", names only when asked, and nothing
// of it keeps anything longer.
func TestALookIsToldByChat(t *testing.T) {
	p := met(t)
	if said := p.writes("mes données"); strings.Contains(said, "a regardé") {
		t.Errorf("nobody looked: %s", said)
	}
	wants(t, p.writes("qui a regardé"), "Personne n'a ouvert")
	p.with(bot.ActLook, "marie", nil)
	if len(p.out.Looks) != 1 || p.out.Looks[0].Staff != "marie" || len(p.out.Replies) != 0 {
		t.Errorf("%+v", p.out)
	}
	p.with(bot.ActLook, "marie", nil)
	if len(p.s.Followed.Looks) != 1 {
		t.Errorf("one day, twice: %+v", p.s.Followed.Looks)
	}
	said := p.writes("mes données")
	wants(t, said, "L'équipe a regardé", "Qui a regardé ?")
	if strings.Contains(said, "Marie") {
		t.Errorf("a name where only dates are: %s", said)
	}
	wants(t, p.writes("qui a regardé"), "Marie")
}

// TestWhoReadMe is asked in each language by its own words.
func TestWhoReadMe(t *testing.T) {
	for language, talk := range map[string][2]string{
		"fr": {"qui a lu", "Ces personnes de l'équipe"},
		"de": {"wer hat geschaut", "Diese Personen vom Team"},
		"it": {"chi ha letto", "Queste persone del team"},
		"en": {"who looked", "These people of the team"},
	} {
		p := met(t)
		p.s.Language = language
		p.with(bot.ActLook, "marie", nil)
		wants(t, p.writes(talk[0]), talk[1], ": Marie")
		p.s.Set(bot.FlagForOther, true) // a relative has this phone
		if said := p.writes(talk[0]); strings.Contains(said, "Marie") {
			t.Errorf("%s: a name is told to a relative: %s", language, said)
		}
	}
}

// TestTheDeputyOfTheDay gets the request while the referent is away, and is known
// by the case.
func TestTheDeputyOfTheDay(t *testing.T) {
	for _, c := range []struct {
		away   []string
		deputy string
	}{{nil, ""}, {[]string{"marie"}, "ahmed"}, {[]string{"marie", "ahmed"}, ""}} {
		p := met(t)
		if refused := p.with(bot.ActDepute, "marie", func(a *bot.Act) { a.Deputies[morning.Weekday()] = "ahmed" }); refused != "" {
			t.Fatal(refused)
		}
		p.does(bot.Input{Text: "humain", Desk: bot.View{Away: c.away}})
		if p.out.Case.Deputy != c.deputy || p.out.Case.Referent != "marie" || p.out.Person.Case != p.out.Case.ID {
			t.Errorf("away %v: %+v", c.away, p.out.Case)
		}
	}
}

// TestTheLineOfAPerson is written while somebody follows them, and goes after.
func TestTheLineOfAPerson(t *testing.T) {
	p := met(t)
	p.writes("menu")
	if !p.out.Followed || p.out.Person.Referent != "marie" || !p.out.Person.Wrote.Equal(p.now) || p.out.Person.Case != "" {
		t.Errorf("%+v", p.out.Person)
	}
	p.writes("humain")
	line := p.out.Person
	if line.Case == "" || line.Due.IsZero() || !line.Waits() {
		t.Errorf("who waits: %+v", line)
	}
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	if line = p.out.Person; line.Waits() || !line.Due.IsZero() {
		t.Errorf("who was answered: %+v", line)
	}
	if p.with(bot.ActSpoke, "marie", func(a *bot.Act) { a.Text = "met 30" }); !p.out.Person.Spoke.Equal(p.now) {
		t.Errorf("after a talk: %+v", p.out.Person)
	}
	if p.with(bot.ActFollow, "marie", nil); p.out.Followed || !p.out.Unfollow {
		t.Error("nobody follows them, and the line is there")
	}
	if p.writes("menu"); p.out.Followed || p.out.Unfollow {
		t.Error("of somebody whom nobody follows a line is written")
	}
}

// TestWriteFirst: what the gate lets through opens a case that is theirs; what it
// does not changes nothing.
func TestWriteFirst(t *testing.T) {
	first := func(a *bot.Act) { a.Text = "Comment va la demande ?" }
	p := met(t)
	if refused := p.with(bot.ActBegin, "marie", first); refused != "" {
		t.Fatal(refused)
	}
	c := p.out.Case
	if c.State != bot.CaseActive || c.Staff != "marie" || c.Reason != "begun" || !c.Due.IsZero() || c.Claim == "" || c.Claim == c.ID || p.s.State != bot.StateWithPerson {
		t.Errorf("%+v in %s", c, p.s.State)
	}
	if len(p.out.Replies) != 1 || !strings.HasSuffix(strings.SplitN(p.out.Replies[0].Text, "\n", 2)[0], "vous écrit :") {
		t.Errorf("its first line is not neutral: %+v", p.out.Replies)
	}
	if refused := p.with(bot.ActBegin, "marie", first); refused != "has_case" {
		t.Errorf("a second one: %q", refused)
	}
	for want, change := range map[string]func(*person){
		"contact_stopped":    func(p *person) { p.s.State = bot.StateStopped },
		"contact_watched":    func(p *person) { p.s.Danger.Class = bot.Violence },
		"contact_never":      func(p *person) { p.s.Followed.NeverFirst = true },
		"contact_unwanted":   func(p *person) { p.s.Consent = bot.No },
		"contact_window":     func(p *person) { p.s.Reach.Channel = bot.WhatsApp },
		"contact_quiet":      func(p *person) { p.now = p.now.Add(13 * time.Hour) },
		"contact_safe":       func(p *person) { p.s.Followed.Safe = bot.Safe{From: 17, To: 18} },
		"contact_no_address": func(p *person) { p.s.Reach = bot.Address{} },
	} {
		p := met(t)
		change(p)
		if refused := p.with(bot.ActBegin, "marie", first); refused != want || len(p.out.Replies) > 0 || p.s.Case.ID != "" {
			t.Errorf("%q, want %q; %d replies", refused, want, len(p.out.Replies))
		}
	}
}

// TestEnrol: nothing but the language, a card's words, and from the first message
// on they are the counsellor's person.
func TestEnrol(t *testing.T) {
	p := &person{t: t, b: book(t), now: morning, via: anna}
	if refused := p.with(bot.ActEnrol, "marie", nil); refused != "no_language" || p.s.Referent != "" {
		t.Errorf("without a language: %q", refused)
	}
	refused := p.with(bot.ActEnrol, "marie", func(a *bot.Act) {
		a.Keep = bot.Keeping{Language: "de", Called: "Nadia", Secret: "hash", Consent: bot.Yes, ByEar: true, Safe: bot.Safe{From: 9, To: 12}}
	})
	words := p.out.Joinable
	if refused != "" || p.out.Fields[bot.FieldCalled] != "Nadia" || p.out.Fields[bot.FieldSecret] != "hash" || !strings.HasPrefix(p.out.Fields[bot.FieldCard], words+" ") || p.out.JoinFor < 29*24*time.Hour {
		t.Fatalf("%q: %+v", refused, p.out)
	}
	if dialogue.JoinWords(words) != words || len(p.out.Replies) != 0 || !p.out.Followed || p.s.Consent != bot.Yes || !p.s.Followed.Heard || !p.s.Has(bot.FlagByEar) {
		t.Errorf("%q, %+v", words, p.s)
	}
	if p.with(bot.ActEnrol, "ahmed", func(a *bot.Act) { a.Keep.Language = "fr" }) != "person_gone" {
		t.Error("enrolled twice")
	}
	said := p.does(bot.Input{Kind: bot.FromContact, Address: anna, Text: words, Join: bot.Joined})
	wants(t, said, "kann Ihnen hier antworten", "Was möchten Sie")
	if !p.out.Join || p.s.Has(bot.FlagJoined) || p.s.State != bot.StateMenu || p.out.Fields[bot.FieldCard] != "" || len(p.out.Replies) != 1 || p.out.Person.Referent != "marie" {
		t.Errorf("join %v, %s, %+v", p.out.Join, p.s.State, p.out.Person)
	}
}

// TestANoThatWasHeard is as good as one that was written: what was kept goes.
func TestANoThatWasHeard(t *testing.T) {
	p := met(t)
	p.with(bot.ActKeep, "marie", func(a *bot.Act) { a.Keep = bot.Keeping{Called: "Nadia", Consent: bot.No} })
	if p.s.Consent != bot.No || !p.out.Forget || p.out.Fields[bot.FieldCalled] != "Nadia" || !p.s.Followed.Agreed.Equal(p.now) {
		t.Errorf("%+v", p.out)
	}
	if refused := p.with(bot.ActKeep, "marie", func(a *bot.Act) { a.Keep.Safe = bot.Safe{From: 12, To: 9} }); refused != "no_time" {
		t.Error("a time that ends before it begins")
	}
}
