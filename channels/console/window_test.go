package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestTheWindowStandsOnTheCase of somebody who writes by WhatsApp: until when it
// is open, and what is left to do once it is closed.
func TestTheWindowStandsOnTheCase(t *testing.T) {
	p := newPlace(t)
	for i, words := range []string{"bonjour", "humain", "1", "Voici."} {
		in := bot.Input{Address: bot.Address{Channel: bot.WhatsApp, ID: "+41790000002"}, ID: fmt.Sprint("w", i), Text: words}
		if err := p.desk.Receive(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	marie := p.caller(t)
	marie.login("marie", password)
	cases, err := p.desk.Cases(t.Context(), "")
	if err != nil || len(cases) != 2 {
		t.Fatal(len(cases), err)
	}
	if cases[1].Channel != bot.WhatsApp { // both asked in the same second
		cases[0], cases[1] = cases[1], cases[0]
	}
	at := "/console/lien/case/" + cases[1].ID
	if a := marie.post(at, "do", "claim"); !strings.Contains(a.text, "WhatsApp: you can write until") {
		t.Error("the window does not show while it is open")
	}
	c, err := p.desk.Case(t.Context(), cases[1].ID, "marie")
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
