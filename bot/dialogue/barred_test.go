package dialogue_test

import (
	"strings"
	"testing"

	"passerelle/bot"
)

// TestNotThisPerson: said by the person in each language while they speak with
// somebody, it takes the case from them at once, and they get it back by no way.
func TestNotThisPerson(t *testing.T) {
	for language, talk := range map[string][2]string{
		"fr": {"pas avec cette personne", "ne s'occupe plus de vous"}, "de": {"nicht mit dieser Person", "kümmert sich nicht mehr"},
		"it": {"non con questa persona", "non si occupa più"}, "en": {"not with this person", "does not look after you"},
	} {
		p := met(t)
		p.s.Language, p.s.Referent = language, "petra"
		p.writes("humain")
		p.staff(bot.ActClaim, "marie", "")
		claim := p.s.Case.Claim
		p.staff(bot.ActReply, "marie", claim)
		said := p.writes(talk[0])
		wants(t, said, talk[1])
		c := p.out.Case
		if c.State != bot.CaseQueued || c.Staff != "" || c.Before == "marie" || len(c.NotWith) != 1 || c.NotWith[0] != "marie" || strings.Contains(said, "Marie") {
			t.Errorf("%s: %+v", language, c)
		}
		for _, kind := range []bot.ActKind{bot.ActClaim, bot.ActReply, bot.ActClose, bot.ActFollow, bot.ActAccept} {
			if p.staff(kind, "marie", claim); p.out.Refused != "case_gone" {
				t.Errorf("%s: marie's %s: %q", language, kind, p.out.Refused)
			}
		}
		if p.staff(bot.ActClaim, "petra", ""); p.out.Refused != "" || p.s.Case.Staff != "petra" {
			t.Errorf("%s: petra: %q", language, p.out.Refused)
		}
	}
	p := newPerson(t, book(t))
	wants(t, p.writes("pas avec cette personne"), "Personne de l'équipe ne s'occupe de vous")
}

// TestNotWith as a counsellor heard it: the reason is no part of the session, who
// followed follows no more, and it can be lifted.
func TestNotWith(t *testing.T) {
	p := met(t)
	for day := range p.s.Followed.Deputies {
		p.s.Followed.Deputies[day] = "ahmed"
	}
	not := func(login string) func(*bot.Act) {
		return func(a *bot.Act) { a.To, a.Text = login, "knows my husband" }
	}
	if refused := p.with(bot.ActNotWith, "marie", not("ahmed")); refused != "" || p.out.Fields[bot.FieldNotWith+"ahmed"] != "knows my husband" || strings.Contains(string(p.s.Append(nil)), "husband") {
		t.Errorf("%q %v", refused, p.out.Fields)
	}
	if p.s.Followed.Deputies.Has("ahmed") || p.s.MayOpen("ahmed") || !p.s.MayOpen("marie") {
		t.Error("who is kept away stands in still")
	}
	p.with(bot.ActNotWith, "marie", not("ahmed"))
	if why, there := p.out.Fields[bot.FieldNotWith+"ahmed"]; p.s.Barred("ahmed") || !there || why != "" {
		t.Error("it is not lifted, or the reason stays")
	}
	for _, login := range []string{"a", "b", "c", "d"} {
		p.with(bot.ActNotWith, "marie", not(login))
	}
	if p.with(bot.ActNotWith, "marie", not("e")) == "" || len(p.s.Followed.NotWith) != bot.MostNotWith {
		t.Errorf("%v", p.s.Followed.NotWith)
	}
	if p.with(bot.ActNotWith, "marie", not("a")); p.with(bot.ActNotWith, "marie", not("marie")) != "" || p.s.Referent != "" {
		t.Error("a referent who is unwanted follows them still")
	}
}

// TestARestrictedCase is for those named, whoever had it before.
func TestARestrictedCase(t *testing.T) {
	p := met(t)
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActRestrict, Case: p.s.Case.ID, Staff: "lead", Only: []string{"petra", "ahmed", "petra"}}})
	if c := p.out.Case; p.out.Refused != "" || c.Staff != "" || c.State != bot.CaseQueued || len(c.Only) != 2 {
		t.Fatalf("%q %+v", p.out.Refused, c)
	}
	if p.staff(bot.ActClaim, "marie", ""); p.out.Refused != "case_gone" {
		t.Errorf("marie: %q", p.out.Refused)
	}
	p.staff(bot.ActClaim, "petra", "")
	for _, kind := range []bot.ActKind{bot.ActOffer, bot.ActHandOver} {
		offer := bot.Act{Kind: kind, Case: p.s.Case.ID, Claim: p.s.Case.Claim, Staff: "petra", To: "marie"}
		if p.does(bot.Input{Kind: bot.FromStaff, Act: offer}); p.out.Refused != "not_offered" {
			t.Errorf("%s to marie: %q", kind, p.out.Refused)
		}
	}
	p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActRestrict, Case: p.s.Case.ID, Staff: "lead"}})
	if c := p.out.Case; c.Staff != "petra" || len(c.Only) != 0 {
		t.Errorf("for everybody again: %+v", c)
	}
	if p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActRestrict, Case: "other", Staff: "lead"}}); p.out.Refused != "case_gone" {
		t.Errorf("another case: %q", p.out.Refused)
	}
}
