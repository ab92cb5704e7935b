package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestVoicesInABrowser: a counsellor reads a step aloud with the phone on the screen, a
// colleague hears it beside the text, and who asks to listen hears it; all without a
// script at the desk.
func TestVoicesInABrowser(t *testing.T) {
	d := startDemo(t)
	marie, ahmed := d.enter(t, "marie"), d.enter(t, "ahmed")
	at, err := chromedp.Run(marie, chromedp.Evaluate[string]("location.origin + location.pathname"))
	if err != nil {
		t.Fatal(err)
	}
	base := at + "voices"
	flow := "/fr/scam-message"
	do(t, marie, "ask for a code", scripts(false), chromedp.Navigate(base), see("Voix des étapes"), press(`#helps a[href$="`+flow+`"]`), see("Enregistrer avec mon téléphone"),
		press("button[value=record]"), see("Envoyez tout de suite après"))
	looks(t, marie, "voices-code")
	message, err := chromedp.Run(marie, chromedp.Text("#message"))
	if err != nil {
		t.Fatal(err)
	}
	phone := browser(t)
	say := func(words string) step {
		return script(fmt.Sprintf(`document.getElementById('text').value = %q`, words))
	}
	do(t, phone, "send the code and the voice", chromedp.Navigate(d.phone+"?lang=fr"), see("WhatsApp"), script(`for (const n of ['sms', 'telegram']) document.getElementById('on-' + n).checked = false`),
		say(strings.TrimSpace(message)), press("button.default"), see("Envoyez maintenant le message vocal"), press(`button[value="send:voice"]`), see("Une autre personne"))
	do(t, marie, "it is there", scripts(false), press("#code .button"), see("Attend une autre oreille"))
	looks(t, marie, "voices-own")
	do(t, ahmed, "listen to it", scripts(false), chromedp.Navigate(base), see("À écouter (1)"))
	looks(t, ahmed, "voices-waits")
	heard, err := chromedp.Run(ahmed, chromedp.Evaluate[bool](`(async () => { const a = document.querySelector('audio'); a.load(); await new Promise((is, not) => { a.oncanplay = is; a.onerror = () => not(new Error('cannot be played')) }); return a.duration > 1 })()`, awaited))
	if err != nil || !heard {
		t.Errorf("the browser does not play it: %v", err)
	}
	do(t, ahmed, "approve it", scripts(false), press("button[value=approve]"), see("Approuvé. On entend cette voix"), chromedp.Navigate(base+flow), see("On entend : une voix enregistrée"))
	looks(t, ahmed, "voices-used")
	do(t, phone, "a stranger asks to listen", press(`button[value="new"]`), holds(`document.querySelectorAll('.bubble').length === 0`), say("bonjour"), press("button.default"), see("Que voulez-vous faire"))
	do(t, phone, "begin the help", say("message bizarre"), press("button.default"), see("Message bizarre ?"), say("oui"), press("button.default"), holds(`document.querySelectorAll('.mine').length > 2`), say("écouter"), press("button.default"), holds(`document.querySelectorAll('.bubble audio').length > 0`))
}

// scripts lets the pages of a tab run scripts, or none.
func scripts(on bool) step {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// looks judges a page as it stands, on a phone and on a desk, by scripts of its own.
func looks(t *testing.T, tab context.Context, name string) {
	t.Helper()
	do(t, tab, name, scripts(true))
	for _, width := range []int64{360, 1280} {
		do(t, tab, name, chromedp.EmulateViewport(width, 800))
		wide, err := chromedp.Run(tab, chromedp.Evaluate[int64]("document.documentElement.scrollWidth"))
		if err != nil || wide > width {
			t.Errorf("%s is %d pixels wide on %d (%v)", name, wide, width, err)
		}
		look(t, tab, fmt.Sprintf("%s-%d", name, width))
	}
}
