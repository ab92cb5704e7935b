package console

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/login"
)

// TestAnOldHashIsMadeAnew at the next login with the right password, and not with a wrong one.
func TestAnOldHashIsMadeAnew(t *testing.T) {
	p := newPlace(t)
	var log bytes.Buffer
	p.console.options.Log = slog.New(slog.NewTextHandler(&log, nil))
	hash := func() string {
		a, err := p.store.Account(context.Background(), "marie")
		if err != nil {
			t.Fatal(err)
		}
		return string(a.Hash)
	}
	before := hash()
	if !strings.HasPrefix(before, "$2a$") {
		t.Fatalf("the test does not begin with bcrypt: %.4s", before)
	}
	c := p.caller(t)
	c.login("marie", "a wrong password").must(t, 401, "/console/lien/login")
	if hash() != before {
		t.Error("a wrong password changed the hash")
	}
	c.login("marie", password).must(t, 200, "/console/lien/")
	if !strings.HasPrefix(hash(), "$argon2id$v=19$") {
		t.Errorf("still %.4s", hash())
	}
	p.caller(t).login("marie", password).must(t, 200, "/console/lien/")
	c.get("/console/lien/").must(t, 200, "/console/lien/")
	if text := log.String(); strings.Contains(text, password) || strings.Contains(text, "a wrong password") {
		t.Error("a password is in the log")
	}
}

// TestAShortOldPassword opens still; nobody is locked out by a new rule.
func TestAShortOldPassword(t *testing.T) {
	p := newPlace(t)
	p.account(t, "marie", bot.RoleCounsellor, "short")
	p.caller(t).login("marie", "short").must(t, 200, "/console/lien/")
	if _, err := login.Hash("short"); err == nil {
		t.Error("it is not short")
	}
}
