package main

import (
	"strings"
	"testing"

	"passerelle/channels/oidc/oidctest"
	"passerelle/flows"
)

func outsideOf(public string, a account) (*tenant, error) {
	t := &tenant{service: &service{settings: &settings{PublicURL: public}}, set: &flows.Set{Agency: &flows.Agency{ID: "lien"}}}
	return t, t.withOutside(a)
}

// TestOutsideSettings: all or none, and no issuer that others could read.
func TestOutsideSettings(t *testing.T) {
	const public = "https://desk.example.org"
	all := account{OIDCIssuer: "https://id.example.org", OIDCClient: "desk", OIDCSecret: "secret"}
	if it, err := outsideOf(public, all); err != nil || it.outside == nil {
		t.Errorf("%v", err)
	}
	if it, err := outsideOf("", account{}); err != nil || it.outside != nil {
		t.Errorf("none: %v", err)
	}
	plain, one := all, account{OIDCClient: "desk"}
	plain.OIDCIssuer = "http://id.example.org"
	for said, try := range map[string]struct {
		public string
		a      account
	}{"OIDC_ISSUER: the issuer: it is written https": {public, plain}, "takes PASSERELLE_LIEN_OIDC_ISSUER": {public, one}, "PASSERELLE_PUBLIC_URL": {"", all}} {
		if _, err := outsideOf(try.public, try.a); err == nil || !strings.Contains(err.Error(), said) || strings.Contains(err.Error(), "secret") && !strings.Contains(err.Error(), "takes") {
			t.Errorf("%s: %v", said, err)
		}
	}
	if !secretName("PASSERELLE_LIEN_OIDC_CLIENT_SECRET") {
		t.Error("the secret is shown")
	}
}

// TestDoctorLooksForTheIssuer and says in words whether it answers.
func TestDoctorLooksForTheIssuer(t *testing.T) {
	idp := oidctest.New(t)
	for down, said := range map[bool]string{false: "is found; it leads back to https://desk.example.org/console/lien/oidc/back", true: "nobody can log in with the organisation's account now"} {
		idp.Set(func(i *oidctest.IDP) { i.Down = down })
		it, err := outsideOf("https://desk.example.org", account{OIDCIssuer: idp.URL, OIDCClient: oidctest.Client, OIDCSecret: oidctest.Secret})
		if err != nil {
			t.Fatal(err)
		}
		if got := it.outsideNote(t.Context()); !strings.Contains(got, said) {
			t.Errorf("%v: %q", down, got)
		}
	}
}
