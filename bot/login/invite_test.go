package login

import (
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

func TestInvite(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	a := bot.Account{Hash: []byte("h"), Open: []bot.OpenSession{{ID: "x"}}, Disabled: true}
	token := Invite(&a, now)
	if a.Hash != nil || a.Open != nil || a.Disabled || a.Invited.Hash == token {
		t.Errorf("%+v", a)
	}
	for after, want := range map[time.Duration]bool{0: true, InviteLasts - time.Second: true, InviteLasts: false} {
		if Invited(&a, token, now.Add(after)) != want {
			t.Errorf("after %s: %v", after, !want)
		}
	}
	if err := Join(&a, "guessed", []byte("n"), now); !errors.Is(err, ErrCode) || a.Hash != nil {
		t.Errorf("a guessed link: %v", err)
	}
	if err := Join(&a, token, []byte("n"), now); err != nil || string(a.Hash) != "n" {
		t.Errorf("%v", err)
	}
	if err := Join(&a, token, []byte("m"), now); !errors.Is(err, ErrCode) || string(a.Hash) != "n" {
		t.Errorf("the link works twice: %v", err)
	}
}
