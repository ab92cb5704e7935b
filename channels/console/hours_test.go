package console

import (
	"context"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// TestMyHours: a week and absences are kept with the account, by forms alone; what
// cannot be read changes nothing and is given back.
func TestMyHours(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	const at = "/console/lien/hours"
	account := func() bot.Account {
		a, err := p.store.Account(context.Background(), "marie")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	marie.get("/console/lien/").must(t, 200, "/console/lien/", "My hours", `href="/console/lien/hours"`)
	marie.get(at).must(t, 200, at, "All is empty", "No absence", "Monday")
	marie.post(at, "do", "save", "tue", "08:30-11:30, 13:30-17:00", "thu", "09:00-12:00").must(t, 200, at, "Noted.", `value="08:30-11:30, 13:30-17:00"`)
	if a := account(); !a.OwnHours() || len(a.Week[time.Tuesday]) != 2 || len(a.Week[time.Monday]) != 0 || a.Hash == nil {
		t.Errorf("%+v", a.Week)
	}
	marie.post(at, "do", "save", "tue", "mornings", "thu", "09:00-12:00").must(t, 422, at, "A day cannot be read", `value="mornings"`, `aria-invalid="true"`)
	if a := account(); len(a.Week[time.Tuesday]) != 2 {
		t.Error("a week that cannot be read was kept")
	}
	marie.post(at, "do", "away", "from", "2099-12-24", "to", "2099-12-20").must(t, 422, at, "the first before the last", `value="2099-12-24"`)
	marie.post(at, "do", "away", "from", "2099-12-20", "to", "2099-12-24").must(t, 200, at, "20.12.2099 – 24.12.2099", "Take back")
	if a := account(); len(a.Away) != 1 {
		t.Errorf("%+v", a.Away)
	}
	marie.post(at, "do", "back", "from", "2099-12-20", "to", "2099-12-24").must(t, 200, at, "No absence")
	marie.post(at, "do", "save", "mon", strings.Repeat("x", mostForm)).must(t, 400, at, "could not be read")
	stranger := p.caller(t)
	if got := stranger.get(at); !strings.Contains(got.path, "login") {
		t.Errorf("a stranger sees %s", got.path)
	}
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if got := ahmed.get(at).must(t, 200, at); strings.Contains(got.text, `value="09:00-12:00"`) {
		t.Error("a colleague sees another's week")
	}
}

// TestOffDutyIsSaid: a claim off duty is refused in words, in four languages, and
// the title of the page calls nobody.
func TestOffDutyIsSaid(t *testing.T) {
	p := newPlace(t)
	p.desk = assistant.New(assistant.Options{Store: p.store, Accounts: p.store, Book: p.desk.Book(), Node: "asks"})
	p.console.rooms["lien"].Assistant = p.desk
	marie := p.caller(t)
	at := "/console/lien/case/" + marie.caseID()
	marie.login("marie", password)
	a, err := p.store.Account(context.Background(), "marie")
	if err != nil {
		t.Fatal(err)
	}
	a.Week[(time.Now().Weekday()+3)%7] = []bot.Stretch{{From: 0, To: 1}}
	if err := p.store.SaveAccount(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	got := marie.get("/console/lien/").must(t, 200, "/console/lien/", "You are off duty.", "<title>Queue ·")
	if strings.Contains(got.text, "<title>Queue (") {
		t.Error("the title counts for somebody who is off duty")
	}
	for lang, want := range map[string]string{"fr": "pas en service", "de": "nicht im Dienst", "it": "Non è in servizio", "en": "off duty"} {
		if said := words.In(lang, "off_duty"); !strings.Contains(strings.ToLower(said), strings.ToLower(want)) {
			t.Errorf("%s: %s", lang, said)
		}
	}
	marie.post(at, "do", "claim").must(t, 200, at, "You are off duty. What you have goes on")
}
