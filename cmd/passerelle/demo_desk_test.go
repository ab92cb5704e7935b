package main

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// enter opens the desk as one of the invented staff, in a browser of its own.
func (d demo) enter(t *testing.T, who string) context.Context {
	t.Helper()
	tab := browser(t)
	do(t, tab, "choose to be "+who, chromedp.Navigate(strings.TrimSuffix(d.phone, "/phone")+"/console/?lang=fr"),
		see("Qui voulez-vous être"), press(`button[value=`+who+`]`), see("Attendent une personne"))
	return tab
}

// beside opens the same desk in a second tab.
func beside(t *testing.T, tab context.Context, open ...step) context.Context {
	t.Helper()
	other, end := chromedp.NewContext(tab)
	t.Cleanup(end)
	do(t, other, "open a second tab", open...)
	return other
}

// TestDeskWhileOthersAct: what somebody types, where they are and what they are
// told survives everything that happens meanwhile.
func TestDeskWhileOthersAct(t *testing.T) {
	d := startDemo(t)
	const typed = "Venez demain à dix heures au guichet, avec la lettre et votre carte. Merci ж"
	marie, ahmed := d.enter(t, "marie"), d.enter(t, "ahmed")

	do(t, marie, "stand in the queue", script(`document.querySelector('#waiting a').focus()`))
	phone := browser(t)
	write := func(words, answer string) {
		t.Helper()
		do(t, phone, "write "+words, keys("#text", words+"\r"), see(answer))
	}
	do(t, phone, "hold the phone", chromedp.Navigate(d.phone+"?lang=fr"), see("Démonstration"), press("#on-sms"), press("#on-whatsapp"), press("#on-telegram"))
	write("une longue histoire", "Aucun téléphone n'est coché")
	do(t, phone, "keep what was typed", holds(`document.getElementById('text').value === 'une longue histoire'`), script(`document.getElementById('text').value = ''`), press("#on-sms"))
	write("bonjour", "robot")
	write("humain", "garder")
	write("1", "Réponse")

	do(t, marie, "nothing moves under the keyboard", see("1 changement : montrer"), holds(`document.activeElement.closest('#waiting') !== null`), see("Attendent une personne (3)"))
	look(t, marie, "queue-held")
	do(t, marie, "show the change", press("#show-changes"), see("Attendent une personne (4)"), holds(`!document.getElementById('held')`))
	do(t, marie, "take the newest", press(`#waiting li:last-child h3 a`), see("En bref"), press("#do-claim"), see("Votre réponse"),
		holds(`document.title.startsWith('Demande une personne · Français · SMS · ')`))
	at, err := chromedp.Run(marie, chromedp.Evaluate[string]("location.href"))
	if err != nil {
		t.Fatal(err)
	}

	do(t, marie, "write", keys("#text", typed), see("2 SMS. Sans ж : 1 SMS."), script(`document.getElementById('text').setSelectionRange(3, 7)`))
	second := beside(t, marie, chromedp.Navigate(at), see("Votre réponse"), press("#do-follow"), see("Ne plus suivre"))
	do(t, marie, "keep the place in the text", see("Ne plus suivre"),
		holds(`(f => document.activeElement === f && f.value === '`+typed+`' && f.selectionStart === 3 && f.selectionEnd === 7)(document.getElementById('text'))`))
	do(t, marie, "ask before the text goes", press("#do-release"), see("Que faire de ce texte"))
	look(t, marie, "case-unsent")
	do(t, marie, "go on", press("#do-dismiss"), holds(`!document.getElementById('note') && document.getElementById('text').value === '`+typed+`'`))
	do(t, marie, "read in German", press(`a[hreflang=de]`), see("Ihre Antwort"), holds(`document.getElementById('text').value === '`+typed+`'`))

	// The reply box of the second tab holds the text that the first one left
	// with the server: it is a colleague's act from there.
	do(t, second, "give it back", script(`document.getElementById('text').value = ''`), press("#do-release"), see("Warten auf jemanden"))
	lost := `(e => !e.hidden && e.querySelector('textarea').value === '` + typed + `')(document.getElementById('unsent'))`
	do(t, marie, "the text stays", see("während Sie schrieben"), holds(lost))
	do(t, ahmed, "take it", chromedp.Navigate(at), press("#do-claim"), see("Votre réponse"))
	do(t, marie, "say who took it", see("Jetzt bei Ahmed"), holds(lost))
	look(t, marie, "case-lost")
	do(t, marie, "throw it away", press("#unsent-dismiss"), holds(`document.getElementById('unsent').hidden`))

	do(t, ahmed, "answer under a claim that is none", script(`document.querySelector('[name=claim]').value = 'none'`), keys("#text", "Bonsoir"), press("#do-reply"), see("Vous n'avez plus cette demande"))
	write("encore moi", "encore moi")
	do(t, ahmed, "the alert stays", see("encore moi"), see("Vous n'avez plus cette demande"), holds(`document.getElementById('text').value === 'Bonsoir'`))
	look(t, ahmed, "case-alert")
	do(t, ahmed, "it goes when put away", press("#do-dismiss"), holds(`!document.getElementById('note')`))
	do(t, ahmed, "nobody answers", script(`window.kept = window.fetch; window.fetch = () => Promise.reject()`), press("#do-reply"), see("Rien n'est parti"),
		holds(`document.getElementById('text').value === 'Bonsoir'`), script(`window.fetch = window.kept`))
	write("toujours moi", "toujours moi")
	do(t, ahmed, "that stays too", see("toujours moi"), see("Rien n'est parti"))
	do(t, ahmed, "answer", press("#do-reply"), see("Ahmed ·"), holds(`!document.getElementById('warned')`), holds(`document.getElementById('text').value === ''`))
	do(t, ahmed, "close after a question", press("#end-ask"), see("finie pour tout le monde"), see("écrit tout seul"))
	look(t, ahmed, "case-report")
	do(t, ahmed, "close and confirm", press("#do-close"), see("Attendent une personne"))
	do(t, marie, "it is closed for all", see("Diese Anfrage ist abgeschlossen"), holds(`!document.querySelector('#act button:not(#do-reopen)')`))
	look(t, marie, "case-closed")

	write("humain", "Réponse")
	do(t, marie, "take it again", press("#to-queue"), see("Warten auf jemanden (4)"), press("#waiting li:last-child h3 a"), see("Kurz gesagt"), press("#do-claim"), see("Ihre Antwort"), keys("#text", typed))
	write("effacer", "effacer")
	write("1", "effacé")
	do(t, marie, "the queue says why and gives the text back", see("Die Person hat alles gelöscht"), holds(lost))
	look(t, marie, "queue-gone")
}
