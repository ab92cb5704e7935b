package console

import (
	"context"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// writes is a person who writes, one message after the other.
func (p *place) writes(t *testing.T, from bot.Address, words ...string) {
	t.Helper()
	for _, w := range words {
		p.count++
		in := bot.Input{Address: from, ID: "m" + string(rune('a'+p.count)), Text: w}
		if err := p.desk.Receive(context.Background(), in); err != nil {
			t.Fatal(err)
		}
	}
}

func someone() *describer {
	return &describer{names: map[string]string{"ahmed": "Ahmed", "marie": "Marie"}, lang: "en", me: "marie", now: time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC)}
}

// TestTitlesAndTags: forty cases can be told apart by their titles, and say nothing twice.
func TestTitlesAndTags(t *testing.T) {
	p := newPlace(t)
	d := p.console.rooms["lien"].describer("en", bot.Account{Login: "marie"}, []bot.Account{{Login: "ahmed", Name: "Ahmed"}})
	d.now = time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC)
	at := d.now.Add(-time.Hour)
	for _, c := range []struct {
		one  bot.Case
		head string
		tags string
	}{
		{bot.Case{Reason: "asked", Language: "de", Channel: bot.WhatsApp, Topic: "scam-message", Consent: true}, "Strange message · Deutsch · WhatsApp · 10:00", ""},
		{bot.Case{Reason: "asked", Language: "fr", Channel: bot.SMS, Consent: true}, "Asks for a person · Français · SMS · 10:00", ""},
		{bot.Case{Reason: "call-back", Language: "fr", Channel: bot.SMS}, "Wants to be called back · Français · SMS · 10:00", "messages: not asked yet"},
		{bot.Case{Reason: "call-back", Language: "fr", Channel: bot.SMS, Asked: true}, "Wants to be called back · Français", "no messages kept"},
		{bot.Case{Reason: "stuck", Language: "en", Channel: bot.Telegram, Topic: "scam-message", Consent: true}, "Strange message · English · Telegram · 10:00", "is stuck"},
		{bot.Case{Reason: "danger", Danger: bot.Violence, Language: "it", Channel: bot.SMS, Consent: true, Urgent: true}, "Danger: violence · Italiano", ""},
		{bot.Case{Reason: "danger", Danger: bot.Suicide, Consent: true, Referent: "marie"}, "Danger: despair", "you follow them"},
		{bot.Case{Reason: "asked", Danger: bot.Medical, Consent: true}, "Danger: medical emergency", ""},
	} {
		c.one.Requested = at
		s := d.describe(c.one)
		var tags []string
		for _, g := range s.Tags {
			tags = append(tags, g.Text)
		}
		if !strings.Contains(s.Heading, c.head) || strings.Join(tags, ", ") != c.tags {
			t.Errorf("%+v: %q, tags %q", c.one, s.Heading, tags)
		}
	}
}

// TestMineFirst: who waits for me is on top, and it is said who had the last word.
func TestMineFirst(t *testing.T) {
	d := someone()
	ago := func(minutes int) time.Time { return d.now.Add(-time.Duration(minutes) * time.Minute) }
	list := map[string]bot.Case{
		"answered":      {Wrote: ago(30), Replied: ago(20)},
		"answered last": {Wrote: ago(30), Replied: ago(5)},
		"new":           {Requested: ago(40), Wrote: ago(40)},
		"again":         {Wrote: ago(12), Replied: ago(60)},
		"danger":        {Wrote: ago(2), Replied: ago(60), Danger: bot.Violence},
	}
	var cases []shownCase
	for name, c := range list {
		s := shownCase{Case: c, Title: name}
		d.lastWord(&s)
		cases = append(cases, s)
	}
	want := []string{"danger", "new", "again", "answered last", "answered"}
	for range 3 {
		var got []string
		for _, s := range sorted(cases) {
			got = append(got, s.Title)
		}
		if strings.Join(got, ",") != strings.Join(want, ",") {
			t.Fatalf("%q", got)
		}
	}
	s := shownCase{Case: list["again"]}
	if d.lastWord(&s); s.Last != "they wrote last, 12 minutes ago" || !s.Waits {
		t.Errorf("%q", s.Last)
	}
	s = shownCase{Case: list["answered last"]}
	if d.lastWord(&s); s.Last != "you replied 5 minutes ago" || s.Waits {
		t.Errorf("%q", s.Last)
	}
	_, marie, at, _ := taken(t)
	page := marie.get("/console/lien/").must(t, 200, "/console/lien/", "With me (1)", "they wrote last", "Nobody is waiting").text
	if strings.Index(page, "With me") > strings.Index(page, "Waiting for a person") {
		t.Error("mine do not come first")
	}
	for _, staff := range []string{"marie", "ahmed"} {
		if id := regexp.MustCompile(`(?:href|action)="[^"]*` + staff); id.MatchString(page + marie.get(at).text) {
			t.Errorf("an address names %s", staff)
		}
	}
}

// TestClosedCase: it says so, offers nothing, and shows nothing newer than its end.
func TestClosedCase(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.get(at).must(t, 200, at, "Close this request", "Close and confirm")
	marie.post(at, "do", "close", "claim", claim).must(t, 200, "/console/lien/")
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000001"}, "Un secret entre nous")
	got := marie.get(at).must(t, 200, at, "This request is closed")
	for _, wrong := range []string{"Un secret", `value="claim"`, `value="reply"`, "tel:"} {
		if strings.Contains(got.text, wrong) {
			t.Errorf("a closed case shows %q", wrong)
		}
	}
	end := time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC)
	thread := []bot.ThreadEntry{{At: end.Add(-time.Hour)}, {At: end}, {At: end.Add(time.Minute)}}
	for n, c := range map[int]bot.Case{3: {State: bot.CaseQueued}, 2: {State: bot.CaseClosed, Closed: end}, 0: {State: bot.CaseClosed}} {
		if got := until(thread, &c); len(got) != n {
			t.Errorf("%s since %s: %d lines", c.State, c.Closed, len(got))
		}
	}
}

// TestCost: what is counted is what would be sent, the name before it included.
func TestCost(t *testing.T) {
	p, marie, at, claim := taken(t)
	cost := func(text string) string {
		return marie.post(at+"/cost", "claim", claim, "text", text).must(t, 200, at+"/cost").text
	}
	if got := cost(" "); !strings.Contains(got, "160") {
		t.Errorf("nothing typed: %q", got)
	}
	for text, want := range map[string]string{
		"Bonjour":                      "1 SMS.",
		strings.Repeat("a", 155):       "2 SMS.", // with “Marie :” before it
		strings.Repeat("a", 100) + "😀": "2 SMS. Without 😀: 1 SMS.",
	} {
		if got := cost(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	marie.post(at, "do", "reply", "claim", claim, "text", "Bonjour").must(t, 200, at)
	if got := marie.post(at+"/cost", "claim", "guessed", "text", "x").must(t, 200, at+"/cost").text; !strings.Contains(got, "somebody else took it") {
		t.Errorf("a guessed claim: %q", got)
	}
	thread, _, _ := p.desk.Thread(context.Background(), strings.TrimPrefix(at, "/console/lien/case/"))
	if said(thread, "x") || said(thread, strings.Repeat("a", 155)) {
		t.Error("counting sends")
	}
}

// TestColleaguesLogin: who failed is slowed, not a colleague at the next desk,
// and guessing stays bounded.
func TestColleaguesLogin(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	for range freeFailures {
		c.login("marie", "wrong").must(t, 401, "/console/lien/login")
	}
	p.caller(t).login("ahmed", password).must(t, 200, "/console/lien/")
	c.login("marie", password).must(t, 429, "/console/lien/login") // the colleague's login forgives nobody else
	c.login("writer", "a guess").must(t, 401, "/console/lien/login")
	c.login("writer", "another guess").must(t, 429, "/console/lien/login") // one free try at each account
	for range mostFailures {
		if err := p.store.Failed(context.Background(), "address:127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	}
	c.login("ahmed", password).must(t, 429, "/console/lien/login") // too many from here: everybody waits
}

// TestDemoLetsOneChoose who to be, from this machine only.
func TestDemoLetsOneChoose(t *testing.T) {
	p := newPlace(t)
	p.console.options.Demo = true
	handler := p.console.Handler()
	p.Config.Handler = handler
	c := p.caller(t)
	c.get("/console/").must(t, 200, "/console/", "Who do you want to be?", "Marie", "Ahmed")
	c.post("/console/", "agency", "lien", "login", "ahmed").must(t, 200, "/console/lien/", "Ahmed")
	c.post("/console/lien/logout").must(t, 200, "/console/lien/login", "Who do you want to be?")
	c.post("/console/", "agency", "lien", "login", "marie").must(t, 200, "/console/lien/", "Marie")
	c.post("/console/", "agency", "nowhere", "login", "marie").must(t, 200, "/console/")
	for _, from := range []struct{ remote, host string }{{"192.0.2.7:1", "127.0.0.1"}, {"127.0.0.1:1", "evil.example.org"}} {
		r := httptest.NewRequest("POST", "/console/", strings.NewReader(url.Values{"agency": {"lien"}, "login": {"marie"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr, r.Host = from.remote, from.host
		w := httptest.NewRecorder()
		if handler.ServeHTTP(w, r); w.Code != 403 {
			t.Errorf("%+v: %d", from, w.Code)
		}
	}
	p.console.options.Demo = false
	p.Config.Handler = p.console.Handler()
	c.post("/console/", "agency", "lien", "login", "marie").must(t, 405, "/console/")
}
