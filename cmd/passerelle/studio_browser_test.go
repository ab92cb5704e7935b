package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/flows/library"
)

// TestTheStudioInTheBrowser: an author without a shell changes a text, sees it
// on the phone, moves a step, undoes, publishes; and a file saved by an editor
// shows by itself, with its errors.
func TestTheStudioInTheBrowser(t *testing.T) {
	d := startDemo(t)
	tab := browser(t)
	do(t, tab, "open the studio", chromedp.Navigate(d.studio+"?lang=fr"), see("Photo d'un papier"))
	look(t, tab, "studio")
	do(t, tab, "open a help", press(`a[href$="scan-document.yaml"]`), see("Début de scan-document"))
	do(t, tab, "go to a step", press(`button[value="try:light"]`), see("À l'étape scan-document/light"))
	do(t, tab, "change a text", holds(`document.querySelector('#part-steps-light').open = true`), keys("#t-steps-light-say-fr", "\nAllumez la lampe."),
		holds(`document.querySelector('#t-steps-light-say-fr').value.endsWith('Allumez la lampe.')`), press(`button[value="save:light"]`))
	const shown = `[...document.querySelectorAll('.bubble')].filter(e => e.innerText.includes('Allumez la lampe.')).length === 3`
	do(t, tab, "see it on three phones", holds(shown), holds(`document.querySelector('#t-steps-light-say-fr').value.endsWith('Allumez la lampe.')`))
	look(t, tab, "studio-bench")
	do(t, tab, "press a button on the phone", press(`#phone-telegram .keys button:nth-of-type(2)`), see("Enlevez les autres papiers"))
	do(t, tab, "let time go by", press(`button[value="happens:wait 3 days"]`), see("Plus tard : 3 jours"))
	do(t, tab, "move a step", press(`button[value="up:light"]`), see("déplacé light"), press(`button[value=undo]`), see("Le dernier changement est annulé"))
	file := filepath.Join(d.folder, "help", "scan-document.yaml")
	if _, err := os.Stat(file); err == nil {
		t.Error("a draft was published")
	}
	do(t, tab, "publish", press(`button[value=publish]`), see("C'est publié"))
	published, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(published), "        Il faut de la lumière.\n        Allumez la lampe.\n") || !strings.Contains(string(published), "# dit à la fin") {
		t.Fatalf("%v\n%s", err, published)
	}
	phone := browser(t)
	do(t, phone, "open the phone", chromedp.Navigate(d.phone+"?lang=fr"), press("#on-sms"), press("#on-telegram"))
	// Who begins before the new files are in use goes on with the old words: another person tries.
	for tries := 0; ; tries++ {
		do(t, phone, "a person begins the help", keys("#text", "bonjour\r"), see("robot"), keys("#text", "je dois scanner un papier\r"), see("1 Oui"),
			keys("#text", "1\r"), see("prospectus"), keys("#text", "1\r"), see("Posez la feuille"))
		shown, err := chromedp.Run(phone, chromedp.Evaluate[bool](`document.body.innerText.includes("Allumez la lampe.")`))
		if err != nil || tries == 20 {
			t.Fatalf("nobody gets the new text: %v", err)
		}
		if shown {
			break
		}
		do(t, phone, "another person", press(`button[value="new"]`), see("Écrivez un mot"))
	}
	ours, err := library.Files.ReadFile("help/scan-document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(ours), "    say:\n", "    dire:\n", 1))
	do(t, tab, "see what an editor saved", see("« dire » n'existe pas"), see("la dernière version sans erreur"), holds(shown))
	look(t, tab, "studio-errors")
	write(t, file, string(ours))
	do(t, tab, "see it mended", holds(`!document.body.innerText.includes("n'existe pas")`))
}
