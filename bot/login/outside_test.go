package login

import (
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

// TestBind: only an invitation binds, once; the same subject of another issuer is
// somebody else, and nobody is bound twice.
func TestBind(t *testing.T) {
	const issuer = "https://id.example.org"
	now := time.Now()
	nina := bot.Account{Login: "nina", Hash: []byte("h")}
	if err := Bind(&nina, nil, "", issuer, "n", now); !errors.Is(err, ErrCode) || nina.Outside != nil {
		t.Fatalf("without a link: %v", err)
	}
	token := InviteMark(Invite(&nina, now))
	if err := Bind(&nina, []bot.Account{nina}, token, issuer, "n", now); err != nil || nina.Invited != nil {
		t.Fatal(err)
	}
	all := []bot.Account{{Login: "anna"}, nina}
	if a := Known(all, issuer, "n"); a == nil || a.Login != "nina" {
		t.Errorf("%+v", a)
	}
	for _, other := range [][2]string{{"https://id.example.com", "n"}, {issuer, "m"}, {issuer, ""}, {"", ""}} {
		if a := Known(all, other[0], other[1]); a != nil {
			t.Errorf("%q is %s", other, a.Login)
		}
	}
	if err := Bind(&nina, all, token, issuer, "n", now); !errors.Is(err, ErrCode) {
		t.Errorf("a link binds twice: %v", err)
	}
	again := InviteMark(Invite(&all[0], now))
	if err := Bind(&all[0], all, again, issuer, "n", now); !errors.Is(err, ErrTaken) || all[0].Invited == nil {
		t.Errorf("bound twice: %v", err)
	}
	nina.Passkeys = []bot.Passkey{{ID: "1"}}
	if err := Remove(&nina, "1"); err != nil {
		t.Errorf("another way is left: %v", err)
	}
	if Invite(&nina, now); nina.Outside != nil {
		t.Error("a new link leaves the organisation's account")
	}
}
