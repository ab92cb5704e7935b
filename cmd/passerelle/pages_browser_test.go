package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var everywhere = flag.Bool("everywhere", false, "judge each page in every language, theme and width; without it, in four ways that have each of them")

// way is how somebody looks at a page.
type way struct {
	lang, theme string
	width       int64
}

// waysToLook are all ways, or four in which each language comes once, and each
// theme and width twice.
func waysToLook() (list []way) {
	for i, lang := range []string{"fr", "de", "it", "en"} {
		for j, theme := range []string{"light", "dark"} {
			for k, width := range []int64{320, 1280} {
				if *everywhere || j == (i+i/2)%2 && k == i%2 {
					list = append(list, way{lang, theme, width})
				}
			}
		}
	}
	return list
}

// themed lets a page believe that its reader likes it light or dark.
func themed(theme string) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, p)
		return err
	})
}

// TestEveryPageForEveryone: axe finds nothing on any page of the desk, whoever
// looks at it, and no page is wider than its screen.
func TestEveryPageForEveryone(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "take a case", press("#do-next"), see("Votre réponse"))
	at, err := chromedp.Run(marie, chromedp.Evaluate[string]("location.href"))
	if err != nil {
		t.Fatal(err)
	}
	base, id, _ := strings.Cut(at, "/case/")
	pages := map[string]string{"queue": "/", "find": "/find", "case": "/case/" + id, "handover": "/handover", "hours": "/hours", "me": "/me", "figures": "/figures", "supervise": "/supervise",
		"people": "/people", "enrol": "/enrol", "at-desk": "/at-desk", "first-day": "/first-day", "paper": "/check", "places": "/places", "loans": "/places/device-loan/loan", "voices": "/voices", "spoken": "/voices/it/scam-message", "login": "/login", "accessibility": "/../accessibility"}
	for name, path := range pages {
		for _, w := range waysToLook() {
			judge(t, marie, base+path, fmt.Sprintf("%s-%s-%s-%d", name, w.lang, w.theme, w.width), w)
		}
	}
}

func judge(t *testing.T, tab context.Context, address, name string, w way) {
	t.Helper()
	there, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	there.RawQuery = url.Values{"lang": {w.lang}}.Encode()
	do(t, tab, name, themed(w.theme), chromedp.EmulateViewport(w.width, 800), chromedp.Navigate(there.String()),
		holds(fmt.Sprintf("document.readyState === 'complete' && document.documentElement.lang === %q", w.lang)),
		script(`document.querySelectorAll('details').forEach(d => d.open = true)`))
	wide, err := chromedp.Run(tab, chromedp.Evaluate[int64]("document.documentElement.scrollWidth"))
	if err != nil || wide > w.width {
		t.Errorf("%s is %d pixels wide (%v)", name, wide, err)
	}
	look(t, tab, name)
}

// TestTheLooks: without -everywhere each language, theme and width is there.
func TestTheLooks(t *testing.T) {
	seen := map[string]int{}
	for _, w := range waysToLook() {
		seen[w.lang]++
		seen[w.theme]++
		seen[fmt.Sprint(w.width)]++
	}
	for _, one := range []string{"fr", "de", "it", "en", "light", "dark", "320", "1280"} {
		if seen[one] == 0 {
			t.Errorf("nobody looks in %s: %v", one, seen)
		}
	}
}
