package main

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// small lets a page be seen on a narrow screen as well, where nothing may stand
// out at the side, and puts the wide one back.
func small(t *testing.T, tab context.Context, name string) {
	t.Helper()
	look(t, tab, name)
	do(t, tab, "hold a small screen", chromedp.EmulateViewport(360, 740))
	wide, err := chromedp.Run(tab, chromedp.Evaluate[int]("document.documentElement.scrollWidth"))
	if err != nil || wide > 360 {
		t.Errorf("%s is %d pixels wide (%v)", name, wide, err)
	}
	look(t, tab, name+"-360")
	do(t, tab, "a wide screen again", chromedp.EmulateViewport(1280, 900))
}

// answerAll writes answers on the phone until the check is over.
func answerAll(t *testing.T, phone context.Context) {
	t.Helper()
	lines := func() int {
		n, err := chromedp.Run(phone, chromedp.Evaluate[int](`document.querySelectorAll('.talk > li').length`))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for i := range 60 {
		over, err := chromedp.Run(phone, chromedp.Evaluate[bool](`document.body.innerText.includes("Montrer à l'équipe")`))
		if err != nil {
			t.Fatal(err)
		}
		if over {
			return
		}
		before := lines()
		do(t, phone, "answer", keys("#text", []string{"1", "0", "1"}[i%3]+"\r"))
		for end := time.Now().Add(10 * time.Second); lines() < before+2 && time.Now().Before(end); {
			time.Sleep(30 * time.Millisecond)
		}
	}
	t.Fatal("the check does not end")
}

// TestTheDeskAndACheck, in a browser: what the person shares is seen by
// the team, on a wide screen and a narrow one; so is a sheet of paper.
func TestTheDeskAndACheck(t *testing.T) {
	d := startDemo(t)
	marie, phone := d.enter(t, "marie"), browser(t)
	write := func(words, answer string) {
		t.Helper()
		do(t, phone, "write "+words, keys("#text", words+"\r"), see(answer))
	}
	do(t, phone, "hold the phone", chromedp.Navigate(d.phone+"?lang=fr"), see("Démonstration"), press("#on-whatsapp"), press("#on-telegram"))
	write("bilan", "D'accord")
	write("d'accord", "Je ne sais pas")
	answerAll(t, phone)
	write("montrer à l'équipe", "garder")
	write("1", "avec vos mots")
	write("Les textes longs me fatiguent.", "Merci")
	do(t, marie, "open what was shared", openCase("Où j'en suis"), see("En bref"), press("#checked a"), see("Par domaine"), see("Toutes les réponses"), see("Les textes longs me fatiguent."))
	small(t, marie, "check-result")
	do(t, marie, "as text", press("details.card summary"), holds(`document.getElementById('as-text').value.includes('Le téléphone')`))

	do(t, marie, "a sheet of paper", press("#back a"), see("En bref"), press("#to-queue"), see("Attendent une personne"), press("#to-paper a"), see("Feuille"), press("main form button"), see("Reportez les croix"))
	small(t, marie, "check-paper")
	do(t, marie, "key it in", script(`document.querySelectorAll('input[type=radio][value="0"]').forEach(r => r.checked = true)`), press("#keyed button"), see("Et maintenant"), see("Une personne vous aide"))
	small(t, marie, "check-paper-result")
}
