package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// shows waits until so many wait in the queue; what is only said does not count.
func shows(waiting int) step {
	return holds(fmt.Sprintf(`document.getElementById('h-waiting').textContent.endsWith('(%d)')`, waiting))
}

// TestTheQueueSpeaksSeldom: whoever hears the page hears the first change at once and
// later ones together; the clock is the page's own, so that no test waits.
func TestTheQueueSpeaksSeldom(t *testing.T) {
	d := startDemo(t)
	marie, ahmed := d.enter(t, "marie"), d.enter(t, "ahmed")
	const spoken = `document.getElementById('announced').textContent`
	do(t, marie, "nothing is said of what the page began with", holds(spoken+` === ''`),
		script(`window.spoke = []; new MutationObserver(() => spoke.push(`+spoken+`)).observe(document.getElementById('announced'), {childList: true, characterData: true, subtree: true})`),
		script(`window.real = performance.now.bind(performance); window.ahead = 0; performance.now = () => real() + ahead`),
		script(`window.waits = []; window.late = setTimeout; window.setTimeout = (f, ms, ...more) => ms > 20000 && ms <= 30000 ? waits.push(f) : late(f, ms, ...more)`))
	do(t, ahmed, "take one", press(`#waiting li:last-child button[value=claim]`), see("Votre réponse"))
	do(t, marie, "the first change is said", holds(`spoke.length === 1 && spoke[0] === '1 changement. Attendent une personne (2)'`))
	do(t, ahmed, "give it back", press("#do-release"), see("Attendent une personne (3)"))
	do(t, marie, "see it", shows(3))
	do(t, ahmed, "take another one", press(`#waiting li:first-child button[value=claim]`), see("Votre réponse"))
	do(t, marie, "it waits", shows(2), holds(`spoke.length === 1 && waits.length === 1`),
		script(`ahead += 30000; waits.pop()()`), holds(`spoke.length === 2 && /^2 changements\. Attendent une personne \(2\)$/.test(spoke[1])`))
}

// TestSingleKeys: off until somebody wants them; then the desk works without a pointer,
// and what is typed into a field is typed.
func TestSingleKeys(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	onKeys := func(what, key string, then ...step) {
		t.Helper()
		do(t, marie, what, append([]step{chromedp.KeyEvent(key)}, then...)...)
	}
	onKeys("keys are off", "j", holds(`document.activeElement === document.body && document.getElementById('shortcuts') === null`))
	do(t, marie, "switch them on", press("#to-me a"), see("Touches rapides"))
	look(t, marie, "keys-off")
	do(t, marie, "on", press("#keys-on"), see("Elles sont actives"), press("#back a"), see("Attendent une personne (3)"))
	onKeys("first of the list", "j", holds(`document.activeElement.closest('#waiting li:nth-child(1)') !== null`))
	onKeys("second of the list", "j", holds(`document.activeElement.closest('#waiting li:nth-child(2)') !== null`))
	onKeys("back", "k", holds(`document.activeElement.closest('#waiting li:nth-child(1)') !== null`))
	onKeys("the list of keys", "?", holds(`document.getElementById('shortcuts').open`))
	look(t, marie, "keys-list")
	onKeys("a key does nothing behind it", "c", holds(`document.getElementById('shortcuts').open`), press("#shortcuts-hide"))
	onKeys("search", "f", see("Un ou deux mots"), holds(`document.activeElement.id === 'looked-for'`))
	onKeys("a field is typed into", "cj?", holds(`document.activeElement.value === 'cj?' && !document.getElementById('shortcuts').open`),
		script(`document.activeElement.blur()`))
	onKeys("back to the queue", "q", see("Attendent une personne (3)"))
	onKeys("the next one for me", "n", see("Votre réponse"))
	do(t, marie, "to the reply; a browser types no character of a key that was taken", script(`document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'r', bubbles: true}))`), holds(`document.activeElement.id === 'text'`))
	onKeys("typing is typing", "bq", holds(`document.getElementById('text').value === 'bq'`), script(`document.getElementById('text').value = ''; document.getElementById('text').dispatchEvent(new Event('input', {bubbles: true})); document.activeElement.blur()`))
	onKeys("give it back", "b", see("Attendent une personne (3)"))
	onKeys("open one", "j", holds(`document.activeElement.closest('#waiting li') !== null`))
	onKeys("open one", "o", see("En bref"))
	onKeys("take it", "c", see("Votre réponse"))
	onKeys("back to the queue", "q", see("Avec moi (1)"))
}

// TestFindAtTheDesk: a search, on a wide and on a small screen.
func TestFindAtTheDesk(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	look(t, marie, "queue-find")
	do(t, marie, "look for a topic", press("#to-find"), see("Un ou deux mots"), keys("#looked-for", "message\r"), see("Demandes trouvées"), holds(`document.querySelectorAll('#found > li').length > 0`))
	look(t, marie, "find")
	at, err := chromedp.Run(marie, chromedp.Evaluate[string]("location.href"))
	if err != nil || strings.Contains(at, "message") {
		t.Errorf("%s, %v", at, err)
	}
	do(t, marie, "look for nothing that is there", script(`document.getElementById('looked-for').value = ''`), keys("#looked-for", "xyzzy\r"), see("Rien parmi les demandes ouvertes"))
	do(t, marie, "hold a small phone", chromedp.EmulateViewport(360, 640, chromedp.EmulateMobile), press("#to-queue"), see("Attendent une personne"))
	fits(t, marie, "small-queue-find")
	do(t, marie, "look for a topic", press("#to-find"), see("Un ou deux mots"), keys("#looked-for", "message\r"), see("Demandes trouvées"))
	fits(t, marie, "small-find")
}
