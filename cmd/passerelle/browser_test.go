package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder for pictures of the pages")

// demo is a running demonstration in a test.
type demo struct{ phone, console, studio, folder string }

// startDemo runs the command as somebody at a terminal does.
func startDemo(t *testing.T) demo {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	agency := t.TempDir()
	write(t, filepath.Join(agency, "agency.yaml"), alwaysOpen(t))
	out, talk := &lines{}, &lines{}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"demo", "--listen", "127.0.0.1:0", "--agency", agency}, strings.NewReader(""), out, talk)
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitFine {
			t.Errorf("the demonstration ended with %d: %s", code, talk)
		}
	})
	deadline := time.Now().Add(30 * time.Second)
	for !strings.Contains(out.String(), "studio") {
		if time.Now().After(deadline) {
			t.Fatalf("the demonstration did not begin: %s", talk)
		}
		time.Sleep(20 * time.Millisecond)
	}
	found := regexp.MustCompile(`http://\S+`).FindAllString(out.String(), -1)
	return demo{found[0], found[1], found[2], agency}
}

// lines collects output that a test reads while it is written.
type lines struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.String()
}

// browser opens a tab; its steps end the test when they fail.
func browser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-background-networking", true),
		chromedp.WindowSize(1280, 900), chromedp.Flag("lang", "fr"))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	tab, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	return tab
}

// step is something done in a tab.
type step = chromedp.Action[chromedp.Void]

func do(t *testing.T, tab context.Context, what string, steps ...step) {
	t.Helper()
	if err := chromedp.Do(tab, steps...); err != nil {
		page, _ := chromedp.Run(tab, chromedp.Text("body"))
		t.Fatalf("%s: %v\n%s", what, err, page)
	}
}

// see waits until the page shows some words and its script is there. A page that
// is just being left cannot be asked; the next one can.
func see(words string) step {
	shown := chromedp.Evaluate[bool](fmt.Sprintf("document.readyState === 'complete' && document.body.innerText.replaceAll('\\u00a0', ' ').includes(%q)", words))
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if seen, err := shown(ctx, tab); err == nil && seen {
				return nil
			}
		}
		return fmt.Errorf("the page does not show %q", words)
	})
}

// holds waits until an expression of the page is true.
func holds(expression string) step {
	value := chromedp.Evaluate[bool](expression)
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if is, err := value(ctx, tab); err == nil && is {
				return nil
			}
		}
		return fmt.Errorf("it never holds: %s", expression)
	})
}

// press clicks the first element of a selector, once it is there, wherever it
// stands just now.
func press(selector string) step {
	return holds(fmt.Sprintf(`(e => e !== null && (e.click(), true))(document.querySelector(%q))`, selector))
}

// keys types into a field wherever it stands just now, after what is in it: the
// page may change under it.
func keys(selector, words string) step {
	focus := holds(fmt.Sprintf(`(e => e !== null && (e.focus(), e.setSelectionRange(e.value.length, e.value.length), document.activeElement === e))(document.querySelector(%q))`, selector))
	write := chromedp.KeyEvent(words)
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := focus(ctx, tab); err != nil {
			return err
		}
		_, err := write(ctx, tab)
		return err
	})
}

// openCase follows the last title in a queue that holds some words.
func openCase(words string) step {
	return holds(fmt.Sprintf(`(e => e !== undefined && (e.click(), true))([...document.querySelectorAll('h3 a')].filter(a => a.textContent.includes(%q)).pop())`, words))
}

// script does something in the page.
func script(code string) step { return chromedp.Evaluate[chromedp.Void](code + ";undefined") }

// look takes a picture when asked to, and lets axe judge the page.
func look(t *testing.T, tab context.Context, name string) {
	t.Helper()
	if *shots != "" {
		picture, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*shots, name+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	axe, err := os.ReadFile("../../.ci/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("axe-core is not installed: run .ci/setup (%v)", err)
	}
	do(t, tab, "load axe", chromedp.Evaluate[chromedp.Void](string(axe)+";undefined"))
	faults, err := chromedp.Run(tab, chromedp.Evaluate[[]string](`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html).slice(0, 3).join(" | ")))`, awaited))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Errorf("%s: %s", name, f)
	}
}
