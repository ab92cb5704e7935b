package console

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// byWhatsApp is the one who asks for a person on WhatsApp, beside the one who
// waits already, and whom marie takes: the page of their case, and what it says.
func (p *place) byWhatsApp(t *testing.T, marie *caller) (from bot.Address, id string, taken answer) {
	t.Helper()
	from = bot.Address{Channel: bot.WhatsApp, ID: "+41790000002"}
	for i, words := range []string{"bonjour", "humain", "1", "Voici."} {
		if err := p.desk.Receive(t.Context(), bot.Input{Address: from, ID: fmt.Sprint("w", i), Text: words}); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := p.desk.Cases(t.Context(), "")
	if err != nil || len(cases) != 2 {
		t.Fatal(len(cases), err)
	}
	// Two who asked in the same second stand in no order that a test may count on.
	id = cases[slices.IndexFunc(cases, func(c bot.Case) bool { return c.Channel == bot.WhatsApp })].ID
	return from, id, marie.post("/console/lien/case/"+id, "do", "claim")
}

// TestTheWindowStandsOnTheCase of somebody who writes by WhatsApp: until when it
// is open, and what is left to do once it is closed.
func TestTheWindowStandsOnTheCase(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	_, id, taken := p.byWhatsApp(t, marie)
	if !strings.Contains(taken.text, "WhatsApp: you can write until") {
		t.Error("the window does not show while it is open")
	}
	c, err := p.desk.Case(t.Context(), id, "marie")
	if err != nil {
		t.Fatal(err)
	}
	d := newDescriber(p.desk.Book(), "en", time.Now().Add(25*time.Hour))
	w, err := p.console.rooms["lien"].window(t.Context(), d, &c, "marie")
	if err != nil || w == nil || w.Until != "" || w.Why == "" {
		t.Errorf("once it is closed: %+v, %v", w, err)
	}
	c.Channel = bot.SMS
	if w, err := p.console.rooms["lien"].window(t.Context(), d, &c, "marie"); w != nil || err != nil {
		t.Errorf("an SMS has a window: %+v, %v", w, err)
	}
}

// TestADangerOpensWithTheProtocol that the agency wrote, and no other case does.
func TestADangerOpensWithTheProtocol(t *testing.T) {
	p := newPlace(t)
	if err := p.desk.Receive(t.Context(), bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000003"}, ID: "d1", Text: "je veux mourir"}); err != nil {
		t.Fatal(err)
	}
	marie := p.caller(t)
	marie.login("marie", password)
	cases, err := p.desk.Cases(t.Context(), "")
	if err != nil || len(cases) != 2 || cases[0].Danger != bot.Suicide {
		t.Fatal(cases, err)
	}
	if a := marie.get("/console/lien/case/" + cases[0].ID); !strings.Contains(a.text, "What the team does:") || !strings.Contains(a.text, "Speak with a colleague before you close.") {
		t.Error("the protocol does not show")
	}
	if a := marie.get("/console/lien/case/" + cases[1].ID); strings.Contains(a.text, "What the team does:") {
		t.Error("it shows where there is no danger")
	}
}
