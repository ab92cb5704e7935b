package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"passerelle/bot/login"
)

// code is what a telephone with a secret shows at the place's time.
func (p *place) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, time.Now().Add(p.ahead))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

var (
	secretShown = regexp.MustCompile(`id="secret">([A-Z2-7]{32})<`)
	spareShown  = regexp.MustCompile(`<li>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</li>`)
)

const mine, asks = "/console/lien/me", "/console/lien/login/second"

// withSecond is marie with a second step; she is logged in.
func withSecond(t *testing.T) (p *place, marie *caller, secret string, spare []string) {
	t.Helper()
	p = newPlace(t)
	marie = p.caller(t)
	marie.login("marie", password).must(t, 200, "/console/lien/", "/console/lien/me")
	marie.get(mine).must(t, 200, mine, "Not on yet")
	marie.post(mine, "do", "confirm", "code", "000000").must(t, 200, mine, "Not on yet")
	marie.post(mine, "do", "begin", "password", "wrong").must(t, 422, mine, "not your password")
	page := marie.post(mine, "do", "begin", "password", password).must(t, 200, mine, "<svg class=\"code\"")
	secret = secretShown.FindStringSubmatch(page.text)[1]
	marie.post(mine, "do", "confirm", "code", "no code").must(t, 422, mine, "does not fit", secret)
	page = marie.post(mine, "do", "confirm", "code", p.code(t, secret)).must(t, 200, mine, "never shown again")
	for _, m := range spareShown.FindAllStringSubmatch(page.text, -1) {
		spare = append(spare, m[1])
	}
	if len(spare) != login.Spare {
		t.Fatalf("%d recovery codes", len(spare))
	}
	p.ahead += time.Minute
	return p, marie, secret, spare
}

func TestSecondStep(t *testing.T) {
	p, marie, secret, spare := withSecond(t)
	page := marie.get(mine).must(t, 200, mine, "Recovery codes left: 10")
	if strings.Contains(page.text, secret) || strings.Contains(page.text, spare[0]) {
		t.Error("the secret or a recovery code is shown again")
	}
	c := p.caller(t)
	c.login("marie", password).must(t, 200, "/console/lien/login", "Code from your telephone", `autocomplete="one-time-code"`)
	c.get(asks).must(t, 200, asks, "Code from your telephone")  // in another language
	c.get("/console/lien/").must(t, 200, "/console/lien/login") // half a login opens nothing
	c.get(mine).must(t, 200, "/console/lien/login")
	c.login("marie", password)
	c.post(asks, "code", "abcdef").must(t, 401, asks, "does not fit", "Code from your telephone")
	code := p.code(t, secret)
	c.post(asks, "code", code[:3]+" "+code[3:]).must(t, 200, "/console/lien/")
	again := p.caller(t)
	again.login("marie", password)
	again.post(asks, "code", code).must(t, 401, asks) // a code works once
	again.post(asks, "code", strings.ToLower(spare[3])).must(t, 200, "/console/lien/")
	again.get(mine).must(t, 200, mine, "Recovery codes left: 9")
	third := p.caller(t)
	third.login("marie", password)
	third.post(asks, "code", spare[3]).must(t, 401, asks) // so does a recovery code
}

// TestSecondStepSlowsDown: who knows the password cannot buy guesses by it.
func TestSecondStepSlowsDown(t *testing.T) {
	p, _, secret, _ := withSecond(t)
	if err := p.store.Forgive(context.Background(), "account:marie", "address:127.0.0.1"); err != nil {
		t.Fatal(err)
	}
	p.ahead = 0
	c := p.caller(t)
	for range freeFailures {
		c.login("marie", password).must(t, 200, "/console/lien/login")
		c.post(asks, "code", "no code").must(t, 401, asks)
	}
	c.post(asks, "code", p.code(t, secret)).must(t, 429, asks, "Too many tries")
	c.login("marie", password).must(t, 429, "/console/lien/login")
	p.ahead += time.Minute
	c.post(asks, "code", p.code(t, secret)).must(t, 200, "/console/lien/")
}

// TestSecondStepComesInTime: not after ten minutes, not without a password, not
// after the password changed.
func TestSecondStepComesInTime(t *testing.T) {
	p, _, secret, _ := withSecond(t)
	c := p.caller(t)
	c.get(asks).must(t, 200, "/console/lien/login")
	c.post(asks, "code", p.code(t, secret)).must(t, 401, asks, "Too much time went by")
	c.login("marie", password)
	p.ahead += halfLasts + time.Minute
	c.post(asks, "code", p.code(t, secret)).must(t, 401, asks, "Too much time went by")
	c.login("marie", password)
	a, err := p.store.Account(context.Background(), "marie")
	if err != nil {
		t.Fatal(err)
	}
	a.Hash = hashed("another password")
	if err := p.store.SaveAccount(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	c.post(asks, "code", p.code(t, secret)).must(t, 401, asks, "Too much time went by")
}

// TestSecondStepEnds: with the password only; new codes take the old ones back.
func TestSecondStepEnds(t *testing.T) {
	p, marie, _, spare := withSecond(t)
	marie.post(mine, "do", "off", "password", "wrong").must(t, 422, mine, "after the password")
	marie.post(mine, "do", "codes", "password", password).must(t, 200, mine, "no longer good")
	c := p.caller(t)
	c.login("marie", password)
	c.post(asks, "code", spare[0]).must(t, 401, asks)
	marie.post(mine, "do", "off", "password", password).must(t, 200, mine, "It is off", "Not on yet")
	marie.post(mine, "do", "codes", "password", password).must(t, 422, mine)
	p.caller(t).login("marie", password).must(t, 200, "/console/lien/")
}

// TestSecretIsForgotten: what is not confirmed soon binds no telephone.
func TestSecretIsForgotten(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	page := marie.post(mine, "do", "begin", "password", password).must(t, 200, mine)
	secret := secretShown.FindStringSubmatch(page.text)[1]
	marie.get(mine).must(t, 200, mine, secret)
	p.ahead = halfLasts + time.Minute
	marie.post(mine, "do", "confirm", "code", p.code(t, secret)).must(t, 200, mine, "Not on yet")
	p.ahead = 0
	if got := marie.post(mine, "do", "forget").must(t, 200, mine, "Not on yet"); strings.Contains(got.text, secret) {
		t.Error("the secret is still there")
	}
}
