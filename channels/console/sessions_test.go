package console

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
)

var ends = regexp.MustCompile(`name="which" value="(\w+)">`)

// cookie is the session's id as the browser keeps it.
func (c *caller) cookie() string {
	c.t.Helper()
	at, err := url.Parse(c.p.URL + "/console/lien/")
	if err != nil {
		c.t.Fatal(err)
	}
	for _, k := range c.Jar.Cookies(at) {
		if k.Name == "desk-lien" {
			return k.Value
		}
	}
	return ""
}

// TestANewSessionAtLogin: an id from before the login opens nothing after it, nor
// does one from before the second step.
func TestANewSessionAtLogin(t *testing.T) {
	p, marie, secret, _ := withSecond(t)
	c := p.caller(t)
	c.login("marie", password)
	half := c.cookie()
	c.post(asks, "code", p.code(t, secret)).must(t, 200, "/console/lien/")
	if half == "" || c.cookie() == half || c.cookie() == marie.cookie() {
		t.Error("the session's id is not a new one")
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.URL+"/console/lien/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "desk-lien", Value: half})
	stolen := p.caller(t)
	stolen.read(stolen.Do(req)).must(t, 200, "/console/lien/login")
}

// TestMySessions: I see mine and end one, or all others; nobody else's.
func TestMySessions(t *testing.T) {
	p := newPlace(t)
	one, two, three, ahmed := p.caller(t), p.caller(t), p.caller(t), p.caller(t)
	for _, c := range []*caller{one, two, three} {
		c.login("marie", password).must(t, 200, "/console/lien/")
	}
	ahmed.login("ahmed", password).must(t, 200, "/console/lien/")
	page := one.get(mine).must(t, 200, mine, "Where I am logged in", "this device", "Unknown device")
	ids := ends.FindAllStringSubmatch(page.text, -1)
	if len(ids) != 3 || strings.Contains(page.text, one.cookie()) {
		t.Fatalf("%d sessions", len(ids))
	}
	ahmed.post(mine, "do", "end", "which", ids[1][1]).must(t, 200, mine)
	two.get("/console/lien/").must(t, 200, "/console/lien/")
	one.post(mine, "do", "end", "which", ids[1][1]).must(t, 200, mine) // the last one that began is first
	two.get("/console/lien/").must(t, 200, "/console/lien/login")
	three.get("/console/lien/").must(t, 200, "/console/lien/")
	one.post(mine, "do", "others").must(t, 200, mine)
	three.get("/console/lien/").must(t, 200, "/console/lien/login")
	one.get("/console/lien/").must(t, 200, "/console/lien/")
	ahmed.get("/console/lien/").must(t, 200, "/console/lien/")
	one.post("/console/lien/logout")
	if a, err := p.store.Account(context.Background(), "marie"); err != nil || len(a.Open) != 0 {
		t.Errorf("%d are still open, %v", len(a.Open), err)
	}
}

// TestSessionsEndByThemselves: without a look, and after a week in any case.
func TestSessionsEndByThemselves(t *testing.T) {
	p := newPlace(t)
	p.console.options.Limits = login.Limits{Idle: time.Hour, Lasts: 3 * time.Hour}
	c := p.caller(t)
	c.login("marie", password).must(t, 200, "/console/lien/")
	p.ahead = 2 * time.Hour
	c.get("/console/lien/").must(t, 200, "/console/lien/login")
	p.ahead = 0
	c.login("marie", password).must(t, 200, "/console/lien/")
	for p.ahead < 3*time.Hour {
		c.get("/console/lien/").must(t, 200, "/console/lien/")
		p.ahead += 50 * time.Minute
	}
	c.get("/console/lien/").must(t, 200, "/console/lien/login")
}

// TestAnAccountWithoutSessions lets nobody on, whatever its password is.
func TestAnAccountWithoutSessions(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password).must(t, 200, "/console/lien/")
	if _, err := p.store.ChangeAccount(context.Background(), "marie", func(a *bot.Account) error { a.Open = nil; return nil }); err != nil {
		t.Fatal(err)
	}
	c.get("/console/lien/").must(t, 200, "/console/lien/login")
}
