package console

import (
	"strings"
	"testing"

	"passerelle/bot"
)

// TestTheEndOfADay: each case with a note that wrote itself, handed over with one
// button; what cannot be handed over is said, and its note is not lost.
func TestTheEndOfADay(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	if a := marie.get("/console/lien/handover"); !strings.Contains(a.text, "nobody waits for you") {
		t.Error("nothing to hand over is not said")
	}
	marie.post("/console/lien/", "do", "next")
	id := marie.caseID()
	a := marie.get("/console/lien/handover")
	for _, want := range []string{`<option value="-me">I, `, `<option value="ahmed">Ahmed`, `name="note-` + id, "SMS"} {
		if !strings.Contains(a.text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	a = marie.post("/console/lien/handover", "to-"+id, "marie", "note-"+id, "Sa <fille> aide.")
	if !strings.Contains(a.text, `role="alert"`) || !strings.Contains(a.text, "Sa &lt;fille&gt; aide.") {
		t.Error("a refusal is not said, or the note is lost")
	}
	if a := marie.post("/console/lien/handover", "to-"+id, "", "note-"+id, "x"); a.path != "/console/lien/handover" || strings.Contains(a.text, `role="alert"`) {
		t.Error("changing nothing is no answer")
	}
	if a := marie.post("/console/lien/handover", "to-"+id, "-team", "note-"+id, "Sa <fille> aide."); !strings.Contains(a.text, "Have a good evening.") {
		t.Error("it is not handed over")
	}
	c, err := p.desk.Case(t.Context(), id, "ahmed")
	if err != nil || c.State != bot.CaseQueued {
		t.Fatal(c.State, err)
	}
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if a := ahmed.get("/console/lien/case/" + id); !strings.Contains(a.text, "Sa &lt;fille&gt; aide.") || !strings.Contains(a.text, "Note by Marie") {
		t.Error("the note does not show")
	}
}

// TestAPause is taken with one tap, offered after danger, and ended.
func TestAPause(t *testing.T) {
	p := newPlace(t)
	if err := p.desk.Receive(t.Context(), bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000003"}, ID: "d1", Text: "je veux mourir"}); err != nil {
		t.Fatal(err)
	}
	marie := p.caller(t)
	marie.login("marie", password)
	at := marie.post("/console/lien/", "do", "next").path
	claim := marie.get(at).first(claimOf)
	if a := marie.post(at, "do", "close", "claim", claim, "text", ""); !strings.Contains(a.text, "That was hard. A pause?") {
		t.Error("no pause is offered after danger")
	}
	if a := marie.post("/console/lien/pause", "minutes", "15"); !strings.Contains(a.text, "Pausing until") {
		t.Error("the pause does not show")
	}
	if a := marie.get("/console/lien/"); !strings.Contains(a.text, words.In("en", "hours_off")) {
		t.Error("a pause is not off duty")
	}
	if a := marie.post("/console/lien/pause", "minutes", "0"); strings.Contains(a.text, "Pausing until") {
		t.Error("it does not end")
	}
	if a := marie.post("/console/lien/pause", "minutes", "999999"); strings.Contains(a.text, "Pausing until") {
		t.Error("it may be as long as one likes")
	}
}
