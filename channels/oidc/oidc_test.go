package oidc_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"passerelle/channels/oidc"
	"passerelle/channels/oidc/oidctest"
)

const back = "https://desk.example.org/console/lien/oidc/back"

func provider(t *testing.T, idp *oidctest.IDP) (*oidc.Provider, *time.Duration) {
	t.Helper()
	ahead := new(time.Duration)
	p, err := oidc.New(oidc.Options{Issuer: idp.URL, ClientID: oidctest.Client, Secret: oidctest.Secret, Back: back, Now: func() time.Time { return time.Now().Add(*ahead) }})
	if err != nil {
		t.Fatal(err)
	}
	return p, ahead
}

// through goes to the provider and returns the query of the callback.
func through(t *testing.T, address string) url.Values {
	t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	to, err := res.Location()
	if err != nil {
		t.Fatal(err)
	}
	if to.Scheme+"://"+to.Host+to.Path != back {
		t.Fatalf("led back to %s", to)
	}
	return to.Query()
}

func TestWhoCameBack(t *testing.T) {
	idp := oidctest.New(t)
	p, _ := provider(t, idp)
	ctx := context.Background()
	address, asked, err := p.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	query := through(t, address)
	who, err := p.Finish(ctx, asked, query)
	if want := (oidc.Who{Issuer: idp.URL, Subject: "anna", Mail: "anna@example.org"}); err != nil || who != want {
		t.Fatalf("%+v, %v", who, err)
	}
	if _, err := p.Finish(ctx, asked, query); !errors.Is(err, oidc.ErrRefused) {
		t.Errorf("a code is good twice: %v", err)
	}
}

// TestNobodyElse: whatever is wrong with an answer, it proves nobody.
func TestNobodyElse(t *testing.T) {
	idp := oidctest.New(t)
	p, _ := provider(t, idp)
	ctx := context.Background()
	for name, wrong := range map[string]struct {
		claims map[string]any
		change func(*oidc.Asked, url.Values)
	}{
		"state":           {nil, func(_ *oidc.Asked, q url.Values) { q.Set("state", "another") }},
		"no state":        {nil, func(a *oidc.Asked, q url.Values) { a.State = ""; q.Del("state") }},
		"verifier":        {nil, func(a *oidc.Asked, _ url.Values) { a.Verifier += "x" }},
		"issuer":          {nil, func(_ *oidc.Asked, q url.Values) { q.Set("iss", "https://other.example.org") }},
		"no code":         {nil, func(_ *oidc.Asked, q url.Values) { q.Del("code") }},
		"nonce":           {map[string]any{"nonce": "another"}, nil},
		"audience":        {map[string]any{"aud": "another"}, nil},
		"audiences":       {map[string]any{"aud": []string{oidctest.Client, "another"}}, nil},
		"expired":         {map[string]any{"exp": time.Now().Add(-time.Hour).Unix()}, nil},
		"token of others": {map[string]any{"iss": "https://other.example.org"}, nil},
		"no subject":      {map[string]any{"sub": ""}, nil},
	} {
		idp.Set(func(i *oidctest.IDP) { i.Claims = wrong.claims })
		address, asked, err := p.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		query := through(t, address)
		if wrong.change != nil {
			wrong.change(&asked, query)
		}
		if who, err := p.Finish(ctx, asked, query); !errors.Is(err, oidc.ErrRefused) || who != (oidc.Who{}) {
			t.Errorf("%s: %+v, %v", name, who, err)
		}
	}
}

// TestMailThatWasNotVerified is nobody's.
func TestMailThatWasNotVerified(t *testing.T) {
	idp := oidctest.New(t)
	p, _ := provider(t, idp)
	for _, verified := range []any{false, "true"} {
		idp.Set(func(i *oidctest.IDP) { i.Claims = map[string]any{"email_verified": verified} })
		address, asked, err := p.Begin(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if who, err := p.Finish(context.Background(), asked, through(t, address)); err != nil || who.Mail != "" || who.Subject != "anna" {
			t.Errorf("%v: %+v, %v", verified, who, err)
		}
	}
}

// TestDown: nothing is asked before it is needed, and what was down is asked again.
func TestDown(t *testing.T) {
	idp := oidctest.New(t)
	idp.Set(func(i *oidctest.IDP) { i.Down = true })
	p, ahead := provider(t, idp)
	ctx := context.Background()
	if _, _, err := p.Begin(ctx); !errors.Is(err, oidc.ErrAway) {
		t.Fatal(err)
	}
	idp.Set(func(i *oidctest.IDP) { i.Down = false })
	*ahead = time.Minute
	address, asked, err := p.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	query := through(t, address)
	idp.Set(func(i *oidctest.IDP) { i.Down = true })
	if _, err := p.Finish(ctx, asked, query); !errors.Is(err, oidc.ErrAway) {
		t.Error(err)
	}
}

func TestIssuerThatOthersCanRead(t *testing.T) {
	for issuer, good := range map[string]bool{
		"https://id.example.org/realms/a": true, "http://127.0.0.1:9000": true, "http://localhost:9000": true, "http://[::1]:9000": true,
		"http://id.example.org": false, "http://127.0.0.1.example.org": false, "id.example.org": false, "ftp://127.0.0.1": false, "https://a:b@id.example.org": false, "": false,
	} {
		_, err := oidc.New(oidc.Options{Issuer: issuer, ClientID: "desk", Secret: "s", Back: back})
		if (err == nil) != good {
			t.Errorf("%s: %v", issuer, err)
		}
	}
	for _, o := range []oidc.Options{{ClientID: "desk", Back: back}, {Secret: "s", Back: back}, {ClientID: "desk", Secret: "s"}} {
		o.Issuer = "https://id.example.org"
		if _, err := oidc.New(o); err == nil {
			t.Errorf("%+v is enough", o)
		}
	}
}
