package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/login/logintest"
)

const deskOrigin = "https://desk.example.org"

const byPasskey, askAt = "/console/lien/login/passkey", "/console/lien/login/passkey/begin"

var removes = regexp.MustCompile(`name="remove" value="(\w+)"`)

// withPasskey is marie with a passkey and a password; she is logged in.
func withPasskey(t *testing.T) (p *place, marie *caller, d *logintest.Device) {
	t.Helper()
	p = newPlace(t)
	p.console.options.Public = deskOrigin
	marie = p.caller(t)
	marie.login("marie", password)
	d = &logintest.Device{Origin: deskOrigin}
	marie.addPasskey(d)
	return p, marie, d
}

func (c *caller) addPasskey(d *logintest.Device) {
	c.t.Helper()
	options := c.post(mine+"/passkey", "password", password).must(c.t, 200, mine+"/passkey").text
	c.post(mine, "do", "passkey-add", "name", "My <phone>", "answer", string(d.Make(c.t, []byte(options)))).must(c.t, 200, mine, "The passkey is kept", "My &lt;phone&gt;")
}

// answers asks for a passkey and returns the device's answer.
func (c *caller) answers(d *logintest.Device) string {
	c.t.Helper()
	return string(d.Answer(c.t, []byte(c.post(askAt).must(c.t, 200, askAt).text)))
}

func TestPasskeyLogin(t *testing.T) {
	p, _, d := withPasskey(t)
	c := p.caller(t)
	c.get("/console/lien/login").must(t, 200, "/console/lien/login", "Log in with a passkey", "Or with a password", `id="password"`)
	answer := c.answers(d)
	c.post(byPasskey, "answer", answer).must(t, 200, "/console/lien/")
	c.post(byPasskey, "answer", answer).must(t, 401, byPasskey, "This passkey does not fit") // a question is answered once
	again := p.caller(t)
	again.answers(d)
	again.post(byPasskey, "answer", answer).must(t, 401, byPasskey) // nor is an old answer good for another question
	p.caller(t).post(byPasskey, "answer", answer).must(t, 401, byPasskey)
	late := p.caller(t)
	answer = late.answers(d)
	p.ahead = halfLasts + time.Minute
	late.post(byPasskey, "answer", answer).must(t, 401, byPasskey, "too much time")
	p.ahead = 0
	id := c.caseID()
	c.post(byPasskey, "answer", c.answers(d), "case", id).must(t, 200, "/console/lien/case/"+id)
}

// TestPasskeyIsBothSteps: the code is not asked for after it.
func TestPasskeyIsBothSteps(t *testing.T) {
	p, marie, _, _ := withSecond(t)
	p.console.options.Public = deskOrigin
	d := &logintest.Device{Origin: deskOrigin}
	marie.addPasskey(d)
	c := p.caller(t)
	c.post(byPasskey, "answer", c.answers(d)).must(t, 200, "/console/lien/")
}

func TestPasskeyOpensNothingElse(t *testing.T) {
	p, _, d := withPasskey(t)
	for name, wrong := range map[string]func(e *logintest.Device){
		"another address": func(e *logintest.Device) { e.Origin = "https://desk.example.com" },
		"another handle":  func(e *logintest.Device) { e.Handle = []byte("nobody's") },
		"no finger":       func(e *logintest.Device) { e.Unasked = true },
	} {
		e, c := *d, p.caller(t)
		wrong(&e)
		if got := c.post(byPasskey, "answer", c.answers(&e)); got.status != 401 {
			t.Errorf("%s: %d", name, got.status)
		}
		c.get("/console/lien/").must(t, 200, "/console/lien/login")
	}
	other := newPlace(t) // another agency of the same address
	other.console.options.Public = deskOrigin
	c := other.caller(t)
	c.post(byPasskey, "answer", c.answers(d)).must(t, 401, byPasskey)
	if _, err := p.store.ChangeAccount(context.Background(), "marie", func(a *bot.Account) error { a.Disabled = true; return nil }); err != nil {
		t.Fatal(err)
	}
	c = p.caller(t)
	c.post(byPasskey, "answer", c.answers(d)).must(t, 401, byPasskey)
}

// TestPasskeysAreOnesOwn: adding and removing takes the password, and one way is left.
func TestPasskeysAreOnesOwn(t *testing.T) {
	p, marie, d := withPasskey(t)
	marie.post(mine+"/passkey", "password", "wrong").must(t, 422, mine+"/passkey", "not your password")
	marie.post(mine, "do", "passkey-add", "answer", "{}").must(t, 422, mine, "was not kept")
	p.caller(t).post(mine+"/passkey", "password", password).must(t, 200, "/console/lien/login")
	id := removes.FindStringSubmatch(marie.get(mine).text)[1]
	marie.post(mine, "remove", id, "password", "wrong").must(t, 422, mine, "not your password", id)
	ctx := context.Background()
	if _, err := p.store.ChangeAccount(ctx, "marie", func(a *bot.Account) error { a.Hash = nil; return nil }); err != nil {
		t.Fatal(err)
	}
	page := marie.get(mine).must(t, 200, mine, "Confirm with the passkey", "You have no password")
	if strings.Contains(page.text, `type="password"`) || removes.MatchString(page.text) {
		t.Error("a password is asked for that there is not")
	}
	marie.post(mine, "remove", id).must(t, 422, mine)
	marie.post(mine, "do", "passkey-confirm", "answer", marie.answers(d)).must(t, 200, mine, "Add a passkey")
	marie.post(mine, "remove", id).must(t, 422, mine, "your only way in")
	marie.post(mine, "do", "password", "new", "marie's new words").must(t, 200, mine, "The password is changed")
	marie.post(mine, "remove", id).must(t, 200, mine, "The passkey is removed")
	p.ahead = halfLasts + time.Minute
	marie.post(mine, "do", "password", "new", "marie's other words").must(t, 422, mine, "not your password")
}

// TestInvitedWithAPasskey: it is chosen in place of a password, once.
func TestInvitedWithAPasskey(t *testing.T) {
	p, admin := boss(t)
	p.console.options.Public = deskOrigin
	link := joins.FindStringSubmatch(admin.post(team, "do", "invite", "login", "nina", "name", "Nina", "role", "counsellor").text)[1]
	nina, d := p.caller(t), &logintest.Device{Origin: deskOrigin}
	nina.get(link).must(t, 200, link, "Make a passkey", "New password")
	options := []byte(nina.post(link+"/begin").must(t, 200, link+"/begin").text)
	answer := string(d.Make(t, options))
	p.caller(t).post(link, "answer", answer).must(t, 422, link, "was not kept") // who was not asked
	nina.post(link, "answer", answer, "name", "telephone").must(t, 200, "/console/lien/login")
	nina.post(link, "answer", answer).must(t, 410, link)
	nina.post(link+"/begin").must(t, 410, link+"/begin")
	nina.post(byPasskey, "answer", nina.answers(d)).must(t, 200, "/console/lien/")
	admin.post(team, "do", "reset", "who", "nina").must(t, 200, team)
	nina.post(byPasskey, "answer", nina.answers(d)).must(t, 401, byPasskey) // a new link takes it back
}

// TestPasskeysAndWhere: without a name that a passkey can be bound to none is offered.
func TestPasskeysAndWhere(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	if got := c.get("/console/lien/login").must(t, 200, "/console/lien/login", `id="password"`); strings.Contains(got.text, "passkey") {
		t.Error("a passkey is offered at a number")
	}
	c.post(askAt).must(t, 404, askAt)
	c.login("marie", password)
	c.get(mine).must(t, 200, mine, "No passkey can be used here")
}

// TestChangePassword: the old one is asked for, and other browsers are logged out.
func TestChangePassword(t *testing.T) {
	p := newPlace(t)
	marie, other := p.caller(t), p.caller(t)
	marie.login("marie", password)
	other.login("marie", password).must(t, 200, "/console/lien/")
	marie.post(mine, "do", "password", "password", "wrong", "new", "marie's new words").must(t, 422, mine, "not your password")
	marie.post(mine, "do", "password", "password", password, "new", "short").must(t, 422, mine, "too short")
	other.get("/console/lien/").must(t, 200, "/console/lien/")
	marie.post(mine, "do", "password", "password", password, "new", "marie's new words").must(t, 200, mine, "The password is changed")
	other.get("/console/lien/").must(t, 200, "/console/lien/login")
	other.login("marie", password).must(t, 401, "/console/lien/login")
	other.login("marie", "marie's new words").must(t, 200, "/console/lien/")
	a, err := p.store.Account(context.Background(), "marie")
	if err != nil {
		t.Fatal(err)
	}
	if fits, _ := login.Fits(a.Hash, "marie's new words"); !fits {
		t.Error("another password is kept")
	}
}
