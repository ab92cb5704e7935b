package main

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestSmallScreen: the desk and the phone on the screen of an old phone, in
// German; nothing has to be pushed sideways to be read.
func TestSmallScreen(t *testing.T) {
	d := startDemo(t)
	tab := browser(t)
	do(t, tab, "hold a small phone", chromedp.EmulateViewport(360, 640, chromedp.EmulateMobile))
	do(t, tab, "open the queue", chromedp.Navigate(d.console+"?lang=de"), see("Warten auf jemanden (3)"))
	fits(t, tab, "small-queue")
	do(t, tab, "open a case", openCase("Seltsame"), see("Kurz gesagt"), press("button[value=claim]"), see("Ihre Antwort"))
	fits(t, tab, "small-case")
	do(t, tab, "open the phone", chromedp.Navigate(d.phone+"?lang=it"), see("Il telefono di prova"))
	fits(t, tab, "small-phone")
	do(t, tab, "open the studio", chromedp.Navigate(d.studio+"?lang=de"), see("Die Werkstatt"))
	fits(t, tab, "small-studio")
	do(t, tab, "open a help", press(`a[href$="scan-document.yaml"]`), see("Schritt light"))
	fits(t, tab, "small-bench")
}

// fits looks at a page on the screen of an old phone.
func fits(t *testing.T, tab context.Context, name string) {
	t.Helper()
	look(t, tab, name)
	wide, err := chromedp.Run(tab, chromedp.Evaluate[int]("document.documentElement.scrollWidth"))
	if err != nil || wide > 360 {
		t.Errorf("%s is %d pixels wide (%v)", name, wide, err)
	}
	small, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`[...document.querySelectorAll('a, button, summary, label.check, input[type=text], textarea')]
		.filter(e => e.offsetHeight > 1 && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 120))`))
	if err != nil || len(small) > 0 {
		t.Errorf("%s: too small for a thumb: %q (%v)", name, small, err)
	}
	high, err := chromedp.Run(tab, chromedp.Evaluate[int]("document.querySelector('header').offsetHeight"))
	if err != nil || high > 100 {
		t.Errorf("%s: the header takes %d pixels (%v)", name, high, err)
	}
}
