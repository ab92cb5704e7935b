package main

import (
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func awaited(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }

// TestDemo goes the whole way in the browser: a person writes on the phone, is
// helped, asks for somebody; a counsellor takes the case, answers, hands back.
func TestDemo(t *testing.T) {
	d := startDemo(t)
	phone := browser(t)
	write := func(words, answer string) {
		t.Helper()
		do(t, phone, "write "+words, keys("#text", words+"\r"), see(answer))
	}
	do(t, phone, "open the phone", chromedp.Navigate(d.phone+"?lang=fr"), see("Démonstration"))
	do(t, phone, "write from one line only", press("#on-sms"), press("#on-telegram"))
	write("bonjour", "robot")
	write("je dois scanner un papier", "1 Oui")
	write("1", "prospectus")
	look(t, phone, "phone")
	write("humain", "garder")
	write("1", "Réponse")
	look(t, phone, "phone-waiting")

	desk := browser(t)
	do(t, desk, "open the queue", chromedp.Navigate(d.console+"?lang=fr"), see("Attendent une personne (4)"))
	do(t, desk, "forty rows fit in a few screens", holds(`[...document.querySelectorAll('.one')].every(e => e.offsetHeight < 64)`))
	look(t, desk, "queue")
	do(t, desk, "take the newest case",
		openCase("papier"), see("En bref"),
		press(`button[value=claim]`), see("Votre réponse"))
	look(t, desk, "case")
	do(t, desk, "answer", keys("#text", "Bonjour, je suis là."), press(`button[value=reply]`), see("Bonjour, je suis là."), see("parti"))
	look(t, desk, "case-answered")
	do(t, phone, "read the answer", see("Bonjour, je suis là."))
	do(t, desk, "hand back", press(`button[value=hand-back]`), see("Attendent une personne"))
	do(t, phone, "go on where it was", see("de nouveau avec le robot"))
	look(t, phone, "phone-handed-back")

	other := browser(t)
	do(t, other, "the link works once", chromedp.Navigate(d.console+"?lang=fr"), see("déjà servi"))
	look(t, other, "login")
}
