package main

import (
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/channels/page"
)

// TestTheFiguresPage, in a browser: in four languages, wide and narrow, exact and
// to give away; and the pages that are sent and printed.
func TestTheFiguresPage(t *testing.T) {
	d := startDemo(t)
	marie := d.enter(t, "marie")
	do(t, marie, "to the figures", press("#to-figures a"), see("Demandes d'une personne"), see("demande une personne"))
	heads := map[string]string{"fr": "Demandes d'une personne", "de": "Anfragen an eine Person", "it": "Richieste di una persona", "en": "Requests for a person"}
	for _, lang := range append(page.Languages[1:len(page.Languages):len(page.Languages)], page.Languages[0]) { // French is there already
		do(t, marie, "in "+lang, press(`a[hreflang="`+lang+`"]`), holds(`document.documentElement.lang === "`+lang+`"`), see(heads[lang]))
		small(t, marie, "figures-"+lang)
	}
	do(t, marie, "to give away, of the month before", see("La version à donner"), press("#months a:nth-of-type(2)"), holds(`document.querySelector("#months [aria-current]:nth-of-type(2)") !== null`), press("#which a"), see("Version publique"), holds(`document.querySelectorAll('#files a').length === 2`))
	small(t, marie, "figures-public")

	folder, journal := reportDir(t)
	out := t.TempDir()
	of := []string{"--month", "2024-11", "--journal", journal, "--agency-folder", folder}
	command1(t, exitFine, append([]string{"report", "--html", filepath.Join(out, "figures.html")}, of...)...)
	command1(t, exitFine, append([]string{"report", "gaps", "--html", filepath.Join(out, "gaps.html")}, of...)...)
	command1(t, exitFine, append([]string{"report", "stones", "--html", out}, of...)...)
	pages, err := filepath.Glob(filepath.Join(out, "*.html"))
	if err != nil || len(pages) != 3 {
		t.Fatal(pages, err)
	}
	tab := browser(t)
	for _, path := range pages {
		do(t, tab, "open "+filepath.Base(path), chromedp.Navigate("file://"+path))
		small(t, tab, "sent-"+filepath.Base(path))
	}
}
