package main

import (
	"context"
	"fmt"

	"passerelle/channels/console"
	"passerelle/channels/oidc"
)

// withOutside prepares the agency's own identity provider; nobody is asked yet, so
// that one that is down does not stop the service.
func (t *tenant) withOutside(a account) (err error) {
	if a.OIDCIssuer == "" && a.OIDCClient == "" && a.OIDCSecret == "" {
		return nil
	}
	prefix := prefixOf(t.set.Agency.ID)
	if a.OIDCIssuer == "" || a.OIDCClient == "" || a.OIDCSecret == "" || t.service.PublicURL == "" {
		return fmt.Errorf("the organisation's login takes %sOIDC_ISSUER, %sOIDC_CLIENT_ID, %sOIDC_CLIENT_SECRET and %sPUBLIC_URL", prefix, prefix, prefix, ours)
	}
	t.outside, err = oidc.New(oidc.Options{Issuer: a.OIDCIssuer, ClientID: a.OIDCClient, Secret: a.OIDCSecret, Back: t.public() + console.OIDCBack(t.set.Agency.ID)})
	if err != nil {
		return fmt.Errorf("%sOIDC_ISSUER: %w", prefix, err)
	}
	return nil
}

// outsideNote says whether the agency's identity provider can be found; "" without one.
func (t *tenant) outsideNote(ctx context.Context) string {
	if t.outside == nil {
		return ""
	}
	if err := t.outside.Find(ctx); err != nil {
		return fmt.Sprintf("agency %s: nobody can log in with the organisation's account now: %v", t.set.Agency.ID, err)
	}
	return fmt.Sprintf("agency %s: the organisation's login at %s is found; it leads back to %s", t.set.Agency.ID, t.outside.Issuer(), t.public()+console.OIDCBack(t.set.Agency.ID))
}
