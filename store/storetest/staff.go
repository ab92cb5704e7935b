package storetest

import (
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

// accounts come and go, and failed logins are counted.
func accounts(t *testing.T, f Fixture) {
	if _, err := f.Accounts.Account(ctx, "marie"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("an unknown login: %v", err)
	}
	for _, a := range []bot.Account{{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor, Hash: []byte("h")}, {Login: "ali", Name: "Ali", Role: bot.RoleAuthor}} {
		if err := f.Accounts.SaveAccount(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	all, err := f.Accounts.Accounts(ctx)
	if err != nil || len(all) != 2 || all[0].Login != "ali" || string(all[1].Hash) != "h" {
		t.Errorf("accounts %+v, %v", all, err)
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
