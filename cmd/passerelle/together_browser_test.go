package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestDoItTogetherInABrowser: marie sends a step, sees the person answer without
// loading the page again, helps with one tap, corrects how a step went, asks
// before she does one for them, and gets the yes.
func TestDoItTogetherInABrowser(t *testing.T) {
	d := startDemo(t)
	marie, phone := d.enter(t, "marie"), browser(t)
	write := func(words, answer string) {
		t.Helper()
		do(t, phone, "write "+words, keys("#text", words+"\r"), see(answer))
	}
	do(t, phone, "hold the phone", chromedp.Navigate(d.phone+"?lang=fr"), see("Démonstration"), press("#on-sms"), press("#on-telegram"))
	write("bonjour", "robot")
	write("humain", "garder")
	write("1", "Réponse")
	do(t, marie, "take the newest", see("Attendent une personne (4)"), press(`#waiting li:last-child h3 a`), see("En bref"), press("#do-claim"), see("Votre réponse"), see("Faire avec"))
	small(t, marie, "together-before")
	do(t, marie, "send a help", script(`document.getElementById('flow').value = 'scan-document'`), press("#do-push-flow"), see("Étape 1 sur"), see("premier essai"))
	do(t, phone, "read it", see("Marie fait ceci avec vous"), see("Marie voit l'étape"))
	write("fait", "Posez la feuille")
	do(t, marie, "see the answer", see("Étape 2 sur"), see("Posez la feuille"))
	write("besoin d'aide", "fenêtre")
	do(t, marie, "see the second try", see("deuxième essai"))
	write("fait", "à touches")
	do(t, marie, "help with simpler words", see("Étape 3 sur"), press(`#aids button[value="simpler:aid"]`), holds(`document.querySelector('#together-now') !== null`))
	do(t, phone, "be helped", see("Marie vous aide"))
	do(t, marie, "say that a step was done together", press("#ways-open"), press(`#ways-list button[value="scan-document/light with:mark"]`),
		holds(`document.querySelector('#ways-list button[value="scan-document/light with:mark"]').getAttribute('aria-pressed') === 'true'`))
	do(t, marie, "ask first", press("#for-ask-open"), press("#do-for-ask"), see("Demandé"))
	do(t, phone, "be asked", see("Est-ce que vous êtes d'accord"))
	write("oui", "Marie le fait")
	do(t, marie, "get the yes", see("Oui par message"), holds(`document.getElementById('do-for-done') !== null`))
	small(t, marie, "together-yes")
	do(t, marie, "do it", press("#do-for-done"), see("Fait à sa place"), see("À refaire ensemble"))
	do(t, phone, "have the receipt", see("Fait pour vous"))
	do(t, marie, "take over", press("#do-pause"), see("le robot attend"))
	do(t, phone, "hear of it", see("Marie continue avec vous"))
	do(t, marie, "let it go on", press("#do-go-on"), see("Étape 4 sur"))
	do(t, marie, "open all", script(`document.querySelectorAll('#together details').forEach(d => d.open = true)`))
	small(t, marie, "together-open")
	do(t, marie, "send another help", script(`document.getElementById('flow').value = 'scam-message'`), press("#do-push-flow"), see("Message bizarre"))
	do(t, phone, "get it", see("Marie fait ceci avec vous : Message bizarre"))
	write("fait", "Regardez")
	write("fait", "Avez-vous déjà payé")
	write("Non, rien", "Effacez-le")
	do(t, phone, "go on to the end", keys("#text", "fait\r"))
	do(t, marie, "see what they can do", see("est fini"), see("Au fil des mois"), press(".skill summary"), holds(`document.querySelector('.skill svg circle') !== null && document.querySelector('.skill table').offsetHeight > 0`))
	small(t, marie, "together-skill")
}
