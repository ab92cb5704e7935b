package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"passerelle/bot"
)

// withDevice gives a tab a device that keeps passkeys, and whose owner always lays
// a finger on it; forget empties it.
func withDevice(t *testing.T, tab context.Context) (forget step) {
	t.Helper()
	var id webauthn.AuthenticatorID
	do(t, tab, "a device", chromedp.Func(func(ctx context.Context, at *chromedp.Target) error {
		if _, err := cdp.Call(ctx, at, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		added, err := cdp.Call(ctx, at, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true,
			HasUserVerification: true, AutomaticPresenceSimulation: true, IsUserVerified: true,
		}})
		id = added.AuthenticatorID
		return err
	}))
	return chromedp.Func(func(ctx context.Context, at *chromedp.Target) error {
		_, err := cdp.Call(ctx, at, webauthn.ClearCredentials, webauthn.ClearCredentialsParams{AuthenticatorID: id})
		return err
	})
}

// TestPasskeyInABrowser: it is added, lets in without a name, and is removed; somebody
// invited chooses one.
func TestPasskeyInABrowser(t *testing.T) {
	at := startDesk(t, bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor}, bot.Account{Login: "boss", Name: "Anne", Role: bot.RoleAdmin})
	at = strings.Replace(at, "127.0.0.1", "localhost", 1)
	tab := browser(t)
	forget := withDevice(t, tab)
	page := at + "/console/lien/login?lang=fr"
	do(t, tab, "log in", chromedp.Navigate(page), see("Entrer avec une clé d'accès"))
	small(t, tab, "login")
	do(t, tab, "there is none yet", press("#passkey button"), see("n'a pas répondu"))
	small(t, tab, "login-none")
	do(t, tab, "with the password", keys("#login", "marie"), keys("#password", threeWords+"\r"), see("Attendent une personne"), press("#to-me a"), see("Ajouter une clé"))
	small(t, tab, "me-passkeys")
	do(t, tab, "a wrong password", keys("#passkey-password", "rien"), press("#passkey-add"), see("Ce n'est pas votre mot de passe"))
	do(t, tab, "add one", script("document.querySelector('#passkey-password').value = ''"), keys("#passkey-password", threeWords), press("#passkey-add"), see("La clé d'accès est gardée"))
	small(t, tab, "me-passkey")
	do(t, tab, "log out", press("#to-home"), press("#logout"), see("Mot de passe"))
	do(t, tab, "log in with it", press("#passkey button"), see("Attendent une personne"), press("#to-me a"), see("utilisé le"))
	do(t, tab, "remove it", press("[name=remove]"), see("est enlevée"))
	small(t, tab, "me-removed")
	do(t, tab, "it is no more", press("#to-home"), press("#logout"), see("Mot de passe"), press("#passkey button"), see("ne va pas"), forget)
	do(t, tab, "the other one", keys("#login", "boss"), keys("#password", threeWords+"\r"), see("Inviter quelqu'un"), keys("#login", "nina"), keys("#name", "Nina"), press("#invite button"), see("invitation ouverte"))
	link, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.querySelector('#link .secret').textContent`))
	if err != nil {
		t.Fatal(err)
	}
	do(t, tab, "follow the link", chromedp.Navigate(link), see("Créer une clé d'accès"))
	small(t, tab, "join-passkey")
	for name, address := range map[string]string{"login": page, "join": link, "me": at + "/console/lien/me"} {
		for _, w := range []way{{"de", "dark", 360}, {"it", "light", 360}, {"en", "dark", 1280}, {"fr", "light", 1280}} {
			judge(t, tab, address, fmt.Sprintf("passkey-%s-%s-%s-%d", name, w.lang, w.theme, w.width), w)
		}
	}
	do(t, tab, "in French again", chromedp.Navigate(link), see("Créer une clé d'accès"))
	do(t, tab, "choose", press("#passkey button"), see("Mot de passe"), press("#passkey button"), see("Attendent une personne"))
}
