package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/bot"
)

// TestAuditInABrowser: a reason opens it, and a filter narrows it.
func TestAuditInABrowser(t *testing.T) {
	at, tab := startDesk(t, bot.Account{Login: "dora", Name: "Dora", Role: bot.RoleDPO}, bot.Account{Login: "boss", Name: "Anne", Role: bot.RoleAdmin}), browser(t)
	do(t, tab, "log in", chromedp.Navigate(at+"/console/lien/login?lang=fr"), keys("#login", "boss"), keys("#password", threeWords+"\r"), see("Inviter quelqu'un"))
	do(t, tab, "invite", keys("#login", "nina"), keys("#name", "Nina"), press("#invite button"), see("invitation ouverte"))
	do(t, tab, "log in", chromedp.Navigate(at+"/console/lien/login?lang=fr"), keys("#login", "dora"), keys("#password", threeWords+"\r"), see("Pourquoi le lire"))
	small(t, tab, "audit-reason")
	do(t, tab, "say why", keys("#text", "Contrôle de l'année"), press("#reason button"), see("a créé un compte"), see("Contrôle de l'année"))
	small(t, tab, "audit")
	do(t, tab, "of one", script(`document.getElementById('who').value = 'dora'`), press("#filter button"), see("a lu ce journal"), holds(`!document.getElementById('entries').textContent.includes('nina')`))
	small(t, tab, "audit-filtered")
	do(t, tab, "my account", press("#to-me"), see("Le journal des accès a été lu"))
	small(t, tab, "me-audit")
}
