package storetest

import (
	"errors"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
)

// accounts come and go, and failed logins are counted.
func accounts(t *testing.T, f Fixture) {
	if _, err := f.Accounts.Account(ctx, "marie"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("an unknown login: %v", err)
	}
	for _, a := range []bot.Account{{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor, Hash: []byte("h"),
		Week: [7][]bot.Stretch{2: {{From: 510, To: 690}}}, Away: []bot.Absence{{From: "2026-12-21", To: "2027-01-03"}}}, {Login: "ali", Name: "Ali", Role: bot.RoleAuthor, Second: &bot.SecondStep{Secret: []byte("s"), Last: 7, Recovery: []string{"r"}},
		Handle: []byte("h"), Outside: &bot.Outside{Issuer: "https://id.example.org", Subject: []byte("s")}, Passkeys: []bot.Passkey{{ID: "1", Name: "telephone", Key: []byte("k")}, {ID: "2", Key: []byte("l")}}}} {
		if err := f.Accounts.SaveAccount(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	if a, err := f.Accounts.Account(ctx, "marie"); err != nil || !a.OwnHours() || a.Week[2][0] != (bot.Stretch{From: 510, To: 690}) || len(a.Away) != 1 {
		t.Errorf("hours and absences: %+v, %v", a, err)
	}
	all, err := f.Accounts.Accounts(ctx)
	if err != nil || len(all) != 2 || all[0].Login != "ali" || string(all[1].Hash) != "h" {
		t.Errorf("accounts %+v, %v", all, err)
	}
	if second := all[0].Second; second == nil || string(second.Secret) != "s" || second.Last != 7 || len(second.Recovery) != 1 {
		t.Errorf("a second step: %+v", second)
	}
	if o := all[0].Outside; o == nil || o.Issuer != "https://id.example.org" || string(o.Subject) != "s" {
		t.Errorf("the organisation's account: %+v", o)
	}
	if keys := all[0].Passkeys; len(keys) != 2 || string(keys[0].Key) != "k" || string(keys[1].Key) != "l" || keys[0].Name != "telephone" || string(all[0].Handle) != "h" {
		t.Errorf("passkeys: %+v", keys)
	}
	for range 3 {
		if err := f.Accounts.Failed(ctx, "marie", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Accounts.Forgive(ctx, "marie"); err != nil {
		t.Fatal(err)
	}
	n, last, err := f.Accounts.Failures(ctx, "marie", "192.0.2.1")
	if err != nil || n != 3 || time.Since(last) > time.Minute {
		t.Errorf("failures %d at %v, %v", n, last, err)
	}
	if n, _, _ = f.Accounts.Failures(ctx, "marie"); n != 0 {
		t.Errorf("forgiven, but %d failures", n)
	}
}

// changes: an account is changed whole, and many at once lose nothing.
func changes(t *testing.T, f Fixture) {
	if _, err := f.Accounts.ChangeAccount(ctx, "nobody", func(*bot.Account) error { return nil }); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("an unknown login: %v", err)
	}
	if err := f.Accounts.SaveAccount(ctx, bot.Account{Login: "eve", Role: bot.RoleCounsellor}); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	if _, err := f.Accounts.ChangeAccount(ctx, "eve", func(a *bot.Account) error { a.Disabled = true; return refused }); !errors.Is(err, refused) {
		t.Errorf("a refusal: %v", err)
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			_, err := f.Accounts.ChangeAccount(ctx, "eve", func(a *bot.Account) error { a.Name += "x"; return nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if a, err := f.Accounts.Account(ctx, "eve"); err != nil || a.Name != "xxxxxxxxxx" || a.Disabled {
		t.Errorf("after ten changes: %+v, %v", a, err)
	}
}

// holds: a right has one owner until it is given back.
func holds(t *testing.T, f Fixture) {
	hold := func(owner string, want bool) {
		t.Helper()
		if got, err := f.Rights.Hold(ctx, "poll", owner, time.Minute); err != nil || got != want {
			t.Fatalf("%s: %v %v, want %v", owner, got, err, want)
		}
	}
	hold("a", true)
	hold("b", false)
	hold("a", true)
	if err := f.Rights.LetGo(ctx, "poll", "b"); err != nil {
		t.Fatal(err)
	}
	hold("b", false)
	if err := f.Rights.LetGo(ctx, "poll", "a"); err != nil {
		t.Fatal(err)
	}
	hold("b", true)
}
