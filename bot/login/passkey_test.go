package login_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/login/logintest"
)

const desk = "https://desk.example.org"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func site(t *testing.T, origin string) *login.Site {
	t.Helper()
	s, err := login.NewSite(origin, "Espace Lien")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds makes a device with a passkey of the account.
func holds(t *testing.T, s *login.Site, a *bot.Account) *logintest.Device {
	t.Helper()
	d := &logintest.Device{Origin: desk}
	options, question, err := s.Offer(a)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(a, question, d.Make(t, options), "  My \n telephone ", noon); err != nil {
		t.Fatal(err)
	}
	return d
}

// ask asks, and returns what comes back.
func ask(t *testing.T, s *login.Site, d *logintest.Device) (question, answer []byte) {
	t.Helper()
	options, question, err := s.Ask()
	if err != nil {
		t.Fatal(err)
	}
	return question, d.Answer(t, options)
}

func TestPasskey(t *testing.T) {
	s, a := site(t, desk), bot.Account{Login: "marie", Name: "Marie"}
	d := holds(t, s, &a)
	if len(a.Passkeys) != 1 || a.Passkeys[0].Name != "My telephone" || len(a.Handle) != 32 || bytes.Contains(a.Handle, []byte("marie")) {
		t.Fatalf("%+v", a)
	}
	question, answer := ask(t, s, d)
	if handle, err := login.Whose(answer); err != nil || !bytes.Equal(handle, a.Handle) {
		t.Errorf("%x, %v", handle, err)
	}
	if err := s.Prove(&a, question, answer, noon.Add(time.Hour)); err != nil || !a.Passkeys[0].Last.Equal(noon.Add(time.Hour)) {
		t.Fatalf("%v, last %v", err, a.Passkeys[0].Last)
	}
	if err := s.Prove(&a, question, answer, noon); !errors.Is(err, login.ErrPasskey) {
		t.Errorf("the same answer again: %v", err)
	}
	question, answer = ask(t, s, d)
	if err := s.Prove(&a, question, answer, noon); err != nil {
		t.Errorf("another answer: %v", err)
	}
}

// TestPasskeyIsRefused: what is not exactly asked for opens nothing, and leaves the
// account as it is.
func TestPasskeyIsRefused(t *testing.T) {
	s, a := site(t, desk), bot.Account{Login: "marie"}
	d := holds(t, s, &a)
	other := bot.Account{Login: "ahmed"}
	theirs := holds(t, s, &other)
	for name, wrong := range map[string]func() (question, answer []byte, who bot.Account){
		"another question": func() ([]byte, []byte, bot.Account) { q, _ := ask(t, s, d); _, x := ask(t, s, d); return q, x, a },
		"another origin": func() ([]byte, []byte, bot.Account) {
			e := *d
			e.Origin = "https://desk.example.com"
			q, x := ask(t, s, &e)
			return q, x, a
		},
		"http": func() ([]byte, []byte, bot.Account) {
			e := *d
			e.Origin = "http://desk.example.org"
			q, x := ask(t, s, &e)
			return q, x, a
		},
		"another site": func() ([]byte, []byte, bot.Account) {
			e := *d
			e.Site = "example.org"
			q, x := ask(t, s, &e)
			return q, x, a
		},
		"no finger":       func() ([]byte, []byte, bot.Account) { e := *d; e.Unasked = true; q, x := ask(t, s, &e); return q, x, a },
		"somebody else's": func() ([]byte, []byte, bot.Account) { q, x := ask(t, s, theirs); return q, x, a },
		"a stolen handle": func() ([]byte, []byte, bot.Account) {
			e := *theirs
			e.Handle = a.Handle
			q, x := ask(t, s, &e)
			return q, x, a
		},
		"a closed account":    func() ([]byte, []byte, bot.Account) { q, x := ask(t, s, d); b := a; b.Disabled = true; return q, x, b },
		"an account without":  func() ([]byte, []byte, bot.Account) { q, x := ask(t, s, d); return q, x, bot.Account{Login: "new"} },
		"no answer":           func() ([]byte, []byte, bot.Account) { q, _ := ask(t, s, d); return q, []byte("{}"), a },
		"no question":         func() ([]byte, []byte, bot.Account) { _, x := ask(t, s, d); return nil, x, a },
		"an empty question":   func() ([]byte, []byte, bot.Account) { _, x := ask(t, s, d); return []byte("{}"), x, a },
		"an Offer's question": func() ([]byte, []byte, bot.Account) { _, q, _ := s.Offer(&a); _, x := ask(t, s, d); return q, x, a },
	} {
		question, answer, who := wrong()
		used := ""
		if len(who.Passkeys) > 0 {
			used = who.Passkeys[0].Used
		}
		if err := s.Prove(&who, question, answer, noon); !errors.Is(err, login.ErrPasskey) || len(who.Passkeys) > 0 && who.Passkeys[0].Used != used {
			t.Errorf("%s: %v", name, err)
		}
	}
	if q, x := ask(t, s, d); s.Prove(&a, q, x, noon) != nil {
		t.Error("the right one opens no more")
	}
}

// TestPasskeyCounts: of two copies of a key, one has a counter that does not rise.
func TestPasskeyCounts(t *testing.T) {
	s, a := site(t, desk), bot.Account{Login: "marie"}
	d := holds(t, s, &a)
	copied := *d
	for range 2 {
		if q, x := ask(t, s, d); s.Prove(&a, q, x, noon) != nil {
			t.Fatal("refused")
		}
	}
	if q, x := ask(t, s, &copied); !errors.Is(s.Prove(&a, q, x, noon), login.ErrPasskey) {
		t.Error("a copy is taken")
	}
}

func TestPasskeyIsAddedOnce(t *testing.T) {
	s, a := site(t, desk), bot.Account{Login: "marie"}
	d := &logintest.Device{Origin: desk}
	options, question, err := s.Offer(&a)
	if err != nil {
		t.Fatal(err)
	}
	answer := d.Make(t, options)
	stolen := bot.Account{Login: "ahmed", Handle: []byte("another one's handle")}
	if err := s.Add(&stolen, question, answer, "", noon); !errors.Is(err, login.ErrPasskey) {
		t.Errorf("for another account: %v", err)
	}
	closed := bot.Account{Login: "marie", Disabled: true}
	if err := s.Add(&closed, question, answer, "", noon); !errors.Is(err, login.ErrPasskey) {
		t.Errorf("a closed account: %v", err)
	}
	if err := s.Add(&a, question, answer, "", noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(&a, question, answer, "", noon); !errors.Is(err, login.ErrPasskey) || len(a.Passkeys) != 1 {
		t.Errorf("twice: %v", err)
	}
	elsewhere := &logintest.Device{Origin: "https://desk.example.com"}
	options, question, _ = s.Offer(&a)
	if err := s.Add(&a, question, elsewhere.Make(t, options), "", noon); !errors.Is(err, login.ErrPasskey) {
		t.Errorf("another origin: %v", err)
	}
	for len(a.Passkeys) < login.MostPasskeys {
		holds(t, s, &a)
	}
	if _, _, err := s.Offer(&a); !errors.Is(err, login.ErrMany) {
		t.Errorf("one too many: %v", err)
	}
}

// TestRemove: something is left to log in with.
func TestRemove(t *testing.T) {
	key, two := []bot.Passkey{{ID: "x"}}, []bot.Passkey{{ID: "x"}, {ID: "y"}}
	for name, c := range map[string]struct {
		a    bot.Account
		want error
		left int
	}{
		"the only way":    {bot.Account{Passkeys: key}, login.ErrLastWay, 1},
		"a password too":  {bot.Account{Passkeys: key, Hash: []byte("h")}, nil, 0},
		"another passkey": {bot.Account{Passkeys: two}, nil, 1},
		"there is none":   {bot.Account{}, nil, 0},
	} {
		if err := login.Remove(&c.a, "x"); !errors.Is(err, c.want) || len(c.a.Passkeys) != c.left {
			t.Errorf("%s: %v, %d left", name, err, len(c.a.Passkeys))
		}
	}
}

// TestSites: passkeys are bound to a host's name.
func TestSites(t *testing.T) {
	for origin, fine := range map[string]bool{desk: true, "https://desk.example.org:8443": true, "http://localhost:8080": true, "http://desk.example.org": false,
		"http://127.0.0.1:8080": false, "https://[::1]": false, "https://192.0.2.1": false, "": false, "https://": false, "http://localhost.example.org": false} {
		if _, err := login.NewSite(origin, "x"); (err == nil) != fine {
			t.Errorf("%q: %v", origin, err)
		}
	}
}
