package console

import (
	"strings"
	"testing"

	"passerelle/bot"
)

// TestRequestsAgainstCapacity: a lead sees counts and no case, and nobody of the
// team is named.
func TestRequestsAgainstCapacity(t *testing.T) {
	p := newPlace(t)
	p.account(t, "boss", bot.RoleLead, password)
	boss := p.caller(t)
	boss.login("boss", password)
	a := boss.get("/console/lien/supervise")
	for _, want := range []string{"The capacity is not told", "Still promised", `<table id="load">`} {
		if !strings.Contains(a.text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, no := range []string{"Marie", "Ahmed", "/case/"} {
		if strings.Contains(a.text, no) {
			t.Errorf("the page names %q", no)
		}
	}
	writer := p.caller(t)
	writer.login("writer", password)
	if a := writer.get("/console/lien/supervise"); strings.Contains(a.text, "load") {
		t.Error("an author sees it")
	}
}
