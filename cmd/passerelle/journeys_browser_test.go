package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// mostTabs bounds how often the Tab key is pressed to come to one thing.
const mostTabs = 150

// tabTo presses Tab until something has the focus, which must be seen there.
func tabTo(selector string) step {
	there := chromedp.Evaluate[bool](fmt.Sprintf(`(e => e.matches(%q) && getComputedStyle(e).outlineStyle !== 'none')(document.activeElement)`, selector))
	tab := chromedp.KeyEvent("\t")
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for range mostTabs {
			if _, err := tab(ctx, t); err != nil {
				return err
			}
			if is, err := there(ctx, t); err != nil || is {
				return err
			}
		}
		return fmt.Errorf("the Tab key does not come to %s", selector)
	})
}

// TestKeyboardAlone: claim, reply, hand back, and close, with Tab and Enter only.
func TestKeyboardAlone(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	enter := chromedp.KeyEvent("\r")
	do(t, marie, "the first Tab skips to the content", tabTo(".skip"), enter, holds(`location.hash === '#main'`))
	do(t, marie, "take one who writes just now, to whom one may write at night too", tabTo("#waiting li:last-child button[value=claim]"), enter, see("Votre réponse"))
	do(t, marie, "answer", tabTo("#text"), chromedp.KeyEvent("Bonjour, je vous aide."), tabTo("#do-reply"), enter, see("Bonjour, je vous aide."))
	do(t, marie, "hand back", holds(`document.querySelector('#text').value === ''`), tabTo("#do-hand-back"), enter, see("Attendent une personne (2)"))
	do(t, marie, "take another one", tabTo("#do-next"), enter, see("Votre réponse"))
	do(t, marie, "close it", tabTo("#end-ask"), enter, holds(`document.querySelector('#end').open`), tabTo("#do-close"), enter, see("Attendent une personne (1)"))
}

// TestWithoutAScript: the same, in a browser that runs none.
func TestWithoutAScript(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	off := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	do(t, marie, "no script", off, chromedp.Reload(), see("Attendent une personne (3)"))
	do(t, marie, "take one", press("#waiting li:last-child button[value=claim]"), see("Votre réponse"))
	do(t, marie, "answer", script(`document.getElementById('text').value = 'Bonjour, je vous aide.'`), press("#do-reply"), see("Bonjour, je vous aide."))
	do(t, marie, "a sentence that is ready", script(`document.getElementById('sayings').open = true`), press("#do-insert"), holds(`document.getElementById('text').value !== ''`))
	do(t, marie, "what is typed is asked about", press("#do-hand-back"), see("n'est pas"))
	do(t, marie, "hand back", script(`document.getElementById('text').value = ''`), press("#do-hand-back"), see("Attendent une personne (2)"))
	do(t, marie, "take another one", press("#do-next"), see("Votre réponse"))
	do(t, marie, "close it", script(`document.getElementById('end').open = true`), press("#do-close"), see("Attendent une personne (1)"))
	do(t, marie, "end the day", press("#to-hours a:last-child"), see("personne n'attend"))
}
