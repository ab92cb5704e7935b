package print

import (
	"encoding/xml"
	"html"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rsc.io/qr"

	"passerelle/flows"
	"passerelle/flows/library"
)

func load(t *testing.T, own fs.FS) *flows.Set {
	t.Helper()
	set, findings, err := flows.LoadSet(own, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	return set
}

func flowOf(t *testing.T, set *flows.Set, id string) *flows.Flow {
	t.Helper()
	i := slices.IndexFunc(set.Flows, func(f *flows.Flow) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("there is no %s", id)
	}
	return set.Flows[i]
}

// blank is what only a talk can fill in.
const blank = "______"

// TestEveryFlowPrintsInEveryLanguage: nothing is left unfilled, nothing runs,
// nothing comes from elsewhere.
func TestEveryFlowPrintsInEveryLanguage(t *testing.T) {
	set := load(t, nil)
	outside := regexp.MustCompile(`(?i)<script|src="http|href=|url\(|@import`)
	for _, f := range set.Flows {
		for _, tag := range set.Agency.Languages {
			sheet, err := Sheet(set, f, tag)
			if f.Kind != flows.KindHelp {
				if err == nil {
					t.Errorf("%s is a check and is printed", f.ID)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			page := string(sheet)
			for _, wrong := range []string{"{agency", "{word", "{number", blank, "<p></p>"} {
				if strings.Contains(page, wrong) {
					t.Errorf("%s in %s: %s is on the sheet", f.ID, tag, wrong)
				}
			}
			if found := outside.FindString(page); found != "" {
				t.Errorf("%s in %s: %s", f.ID, tag, found)
			}
			for _, want := range []string{`lang="` + tag + `"`, "size: A5", html.EscapeString(f.Title[tag]), "79 000 00 01", words["hint"][tag]} {
				if f.ID == "find-place" && want == words["hint"][tag] {
					continue // it has no hints
				}
				if !strings.Contains(page, strings.TrimSpace(want)) {
					t.Errorf("%s in %s: %q is missing", f.ID, tag, want)
				}
			}
		}
	}
}

// TestPlacesAreOnPaper with their addresses.
func TestPlacesAreOnPaper(t *testing.T) {
	set := load(t, nil)
	sheet, err := Sheet(set, flowOf(t, set, "find-place"), "de")
	if err != nil || !strings.Contains(string(sheet), "Bibliothek, Place de l&#39;Exemple 3, 1700 Fribourg") || !strings.Contains(string(sheet), "Sprechstunde, Rue") {
		t.Errorf("%v\n%s", err, sheet)
	}
}

// TestWordsHaveEveryLanguage.
func TestWordsHaveEveryLanguage(t *testing.T) {
	for name, said := range words {
		for _, tag := range []string{"fr", "de", "it", "en"} {
			if !said.Has(tag) {
				t.Errorf("%s has no %s", name, tag)
			}
		}
	}
}

const tea = `passerelle: 1
kind: help
id: tea
title: {fr: Tisane}
status: published
goal: {fr: "Vous savez faire <une> tisane."}
found_by: {fr: [comment faire une tisane, tisane svp]}
steps:
  - id: cup
    say: {fr: Prenez une tasse.}
    picture: {file: p.png, alt: {fr: Un rond}}
    stuck: [{fr: Dans l'armoire.}, {fr: En haut.}]
    instead: [{when: {channel: sms}, go: phone}]
  - id: milk
    ask: {fr: Du lait ?}
    choices:
      - {id: with, label: {fr: Avec}}
      - {id: without, label: {fr: Sans}, go: plain}
      - {id: somebody, label: {fr: Je ne sais pas}, go: talk}
  - id: pour
    say: {fr: "Versez le lait, {answer.name}."}
    go: end
  - id: phone
    say: {fr: Par SMS seulement.}
  - id: plain
    say: {fr: Sans lait.}
    go: milk
`

// TestASheetHasTheWay: the steps that paper can lead through, with their numbers,
// the choices, the hints and the picture.
func TestASheetHasTheWay(t *testing.T) {
	set := load(t, fstest.MapFS{"tea.yaml": {Data: []byte(tea)}, "p.png": {Data: []byte("\x89PNG\r\n\x1a\n")}})
	sheet, err := Sheet(set, flowOf(t, set, "tea"), "fr")
	if err != nil {
		t.Fatal(err)
	}
	page := string(sheet)
	if strings.Contains(page, "Par SMS seulement") {
		t.Error("a step for SMS is on paper")
	}
	last := -1
	for _, want := range []string{
		"Vous savez faire &lt;une&gt; tisane.", `<span class="n">1</span>`, "Prenez une tasse.", `<img src="data:image/png;base64,iVBORw0KGgo=" alt="Un rond">`, "Dans l&#39;armoire.", "En haut.",
		`<span class="n">2</span>`, "Du lait ?", "Avec → 3", "Sans → 4", "Je ne sais pas → une personne vous aide",
		`<span class="n">3</span>`, "Versez le lait, " + blank, `<span class="n">4</span>`, "Sans lait.", "→ 2", "« tisane svp »",
	} {
		at := strings.Index(page, want)
		if at <= last {
			t.Errorf("%q is missing, or not in its place", want)
		}
		last = max(last, at)
	}
}

// TestWayByChannel: the first way that the agency has.
func TestWayByChannel(t *testing.T) {
	number, name := flows.ChannelSetup{Number: "+41790000001"}, flows.ChannelSetup{Bot: "LienBot"}
	for want, channels := range map[string]map[string]flows.ChannelSetup{
		"SMS +41 79 000 00 01 SMSTO:+41790000001:une photo":                  {"sms": number, "whatsapp": number, "telegram": name},
		"WhatsApp +41 79 000 00 01 https://wa.me/41790000001?text=une+photo": {"whatsapp": number, "telegram": name},
		"Telegram @LienBot https://t.me/LienBot":                             {"telegram": name},
		"  ":                                                                 nil,
	} {
		way, phone, link := way(channels, "une photo")
		if got := way + " " + phone + " " + link; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestTheDrawnCodeIsTheCode: the drawing has the code's black squares, with white
// around them, and is well formed.
func TestTheDrawnCodeIsTheCode(t *testing.T) {
	svg, err := QR("SMSTO:+41790000001:scanner")
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode("SMSTO:+41790000001:scanner", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	black := 0
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				black++
			}
		}
	}
	if got := strings.Count(string(svg), "h1v1h-1z"); got != black || black == 0 {
		t.Errorf("%d squares are drawn of %d", got, black)
	}
	if !strings.Contains(string(svg), "M4 4h1") || strings.Contains(string(svg), "M3 ") {
		t.Error("there is no white around it")
	}
	if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
		t.Error(err)
	}
}
