package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/login"
	"passerelle/channels/console"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
	"passerelle/store/storetest"
)

const threeWords = "trois mots sans lien"

// startDesk is a desk with accounts whose password is threeWords; it returns its
// address. The demonstration has none that one could know.
func startDesk(t *testing.T, accounts ...bot.Account) string {
	t.Helper()
	ctx := context.Background()
	db, sealer := storetest.InProcess(t)
	state, err := store.New(ctx, db, "lien", sealer, store.KeepFor(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	book, err := assistant.Publish(ctx, state, set)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := login.Hash(threeWords)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		a.Hash = hash
		if err := state.SaveAccount(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	desk := assistant.New(assistant.Options{Store: state, Book: book, Node: "test"})
	mux := http.NewServeMux()
	mux.Handle("/console/", console.New(console.Options{Agencies: map[string]console.Agency{"lien": {Assistant: desk, Accounts: state, Sessions: state.Sessions(), Audit: state.Audit()}}}).Handler())
	mux.Handle("/static/", page.Static())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// TestSecondStepInABrowser: it is set up, and asked for at the next login.
func TestSecondStepInABrowser(t *testing.T) {
	at, tab := startDesk(t, bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor}), browser(t)
	logIn := func(steps ...step) {
		t.Helper()
		do(t, tab, "log in", chromedp.Navigate(at+"/console/lien/login?lang=fr"), keys("#login", "marie"), keys("#password", threeWords+"\r"))
		do(t, tab, "after the password", steps...)
	}
	logIn(see("Attendent une personne"), press("#to-me a"), see("Pas encore activée"))
	small(t, tab, "me")
	do(t, tab, "set it up", keys("#password", threeWords), press("#change button"), see("Lisez ce code"))
	small(t, tab, "me-second")
	secret, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.getElementById('secret').textContent`))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	code := func(at time.Time) string {
		t.Helper()
		code, err := totp.GenerateCode(secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	do(t, tab, "a wrong code", keys("#code", "12 34"), press("#confirm button"), see("Ce code ne va pas"))
	do(t, tab, "the right code", keys("#code", code(now)), press("#confirm button"), see("codes de secours"), see("plus jamais"))
	small(t, tab, "me-codes")
	do(t, tab, "they are noted", press("#recovery a.button"), see("qui restent : 10"))
	small(t, tab, "me-on")
	do(t, tab, "log out", press("#to-home"), press("#logout"), see("Mot de passe"))
	logIn(see("Code de votre téléphone"))
	small(t, tab, "login-second")
	do(t, tab, "the code once more", keys("#code", code(now)+"\r"), see("Ce code ne va pas"))
	small(t, tab, "login-second-wrong")
	do(t, tab, "the next code", keys("#code", code(now.Add(30*time.Second))+"\r"), see("Attendent une personne"))
	do(t, tab, "where I am logged in", press("#to-me a"), see("Mes appareils"), see("Chrome"), see("cet appareil"))
	small(t, tab, "me-sessions")
}

// TestStaffInABrowser: somebody is invited, and chooses a password by the link.
func TestStaffInABrowser(t *testing.T) {
	at, tab := startDesk(t, bot.Account{Login: "boss", Name: "Anne", Role: bot.RoleAdmin}, bot.Account{Login: "marie", Name: "Marie", Role: bot.RoleCounsellor}), browser(t)
	do(t, tab, "log in", chromedp.Navigate(at+"/console/lien/login?lang=fr"), keys("#login", "boss"), keys("#password", threeWords+"\r"), see("Inviter quelqu'un"))
	small(t, tab, "staff")
	do(t, tab, "invite", keys("#login", "nina"), keys("#name", "Nina"), press("#invite button"), see("invitation ouverte"))
	small(t, tab, "staff-invited")
	link, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.querySelector('#link .secret').textContent`))
	if err != nil {
		t.Fatal(err)
	}
	do(t, tab, "follow the link", chromedp.Navigate(link), see("Choisir comment entrer"))
	small(t, tab, "join")
	do(t, tab, "choose", keys("#password", "les mots de nina\r"), see("Mot de passe"), keys("#login", "nina"), keys("#password", "les mots de nina\r"), see("Attendent une personne"))
}
