package dialogue_test

import (
	"maps"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
	"passerelle/flows/text"
)

// invitable is somebody on WhatsApp who has a case with marie, at an agency that
// has a template in French.
func invitable(t *testing.T) *person {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	agency := *set.Agency
	agency.Channels = maps.Clone(agency.Channels)
	whatsapp := agency.Channels["whatsapp"]
	whatsapp.Template = text.Localised{"fr": "HX0123456789abcdef0123456789abcdef"}
	agency.Channels["whatsapp"] = whatsapp
	set.Agency = &agency
	b, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	p := newPerson(t, b)
	p.s.Consent = bot.Yes
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	return p
}

// TestTheWayOutOfAClosedWindow: once, by the template, and not at night; the
// person's answer opens the window again.
func TestTheWayOutOfAClosedWindow(t *testing.T) {
	p := invitable(t)
	invite := func() string { p.staff(bot.ActInvite, "marie", p.s.Case.Claim); return p.out.Refused }
	if got := invite(); got != "invite_open" {
		t.Errorf("while it is open: %q", got)
	}
	p.now = p.now.Add(24*time.Hour + 14*time.Hour) // 23:00 in the winter
	if got := invite(); got != "contact_quiet" {
		t.Errorf("at night: %q", got)
	}
	p.now = p.now.Add(12 * time.Hour)
	if got := invite(); got != "" || len(p.out.Replies) != 1 {
		t.Fatalf("refused: %q", got)
	}
	r := p.out.Replies[0]
	wants(t, r.Text, "Espace Lien a un message pour vous", "répondez OK")
	if r.Template != "HX0123456789abcdef0123456789abcdef" || p.out.Case.Notice != "invited" {
		t.Errorf("%+v %q", r, p.out.Case.Notice)
	}
	if got := invite(); got != "invite_already" {
		t.Errorf("a second time: %q", got)
	}
	p.writes("OK")
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	if p.out.Refused != "" || p.s.Case.Notice != "" {
		t.Errorf("after the answer: %q %q", p.out.Refused, p.s.Case.Notice)
	}
}

// TestNoTemplateNoInvitation, and none on other channels, nor where somebody else
// may read.
func TestNoTemplateNoInvitation(t *testing.T) {
	for want, before := range map[string]func(p *person){
		"invite_open":     func(p *person) { p.s.Reach.Channel = bot.SMS },
		"invite_none":     func(p *person) { p.b = book(t) },
		"contact_watched": func(p *person) { p.s.Danger.Class = bot.Violence },
		"not_yours":       func(p *person) { p.s.Case.Staff = "ahmed" },
	} {
		p := invitable(t)
		before(p)
		p.now = p.now.Add(25 * time.Hour)
		p.staff(bot.ActInvite, "marie", p.s.Case.Claim)
		if p.out.Refused != want || len(p.out.Replies) > 0 {
			t.Errorf("%s: %q, %d replies", want, p.out.Refused, len(p.out.Replies))
		}
	}
}
