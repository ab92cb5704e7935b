package flows_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// clean is a folder in which nothing is wrong, of one agency in French.
func clean(t *testing.T) fstest.MapFS {
	t.Helper()
	folder := copyOf(t, "testdata/findings")
	for name, f := range folder {
		f.Data = []byte(strings.ReplaceAll(string(f.Data), "\r\n", "\n"))
		folder[name] = f
	}
	return folder
}

// codesIn lints a folder and returns the codes of one file.
func codesIn(t *testing.T, folder fstest.MapFS, name string) (codes []string) {
	t.Helper()
	findings, err := flows.LintDir(folder, library.Few, judged)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.File == name {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

// TestNothingIsSaidOf: what looks like a mistake and is none.
func TestNothingIsSaidOf(t *testing.T) {
	const say = "    say: {fr: Appuyez sur le bouton.}"
	for name, c := range map[string][2]string{
		"a way out that is called menu":        {"label: {fr: Non}, go: press}", "label: {fr: Menu}, go: menu}"},
		"a person who is called so":            {"label: {fr: Non}, go: press}", "label: {fr: Une personne}, go: talk}"},
		"a link below a known domain":          {say, "    say:\n      fr: |\n        Lisez ici :\n        https://aide.example.org/x"},
		"a file's name":                        {say, "    say: {fr: Ouvrez le fichier lettre.pdf.}"},
		"an hour and a price":                  {say, "    say: {fr: Venez à 10.30 h. Cela coûte 2.50 francs.}"},
		"a number that answers day and night":  {say, "    say: {fr: Le 143 vous répond jour et nuit.}"},
		"an answer that a text gives back":     {"    choices:", "    remember_as: light\n    choices:"},
		"one word in capitals":                 {say, "    say: {fr: Appuyez UNE fois sur le bouton.}"},
		"a colon between words":                {say, "    say: {fr: \"Appuyez : une fois.\"}"},
		"someone else's words with tu":         {say, "    say: {fr: Appuyez sur votre ton de sonnerie.}"},
		"other words for the ear":              {say, "    say: {fr: \"Cherchez ce dessin : 💡\"}\n    instead:\n      - when: {reads_by: ear}\n        say: {fr: Le bouton s'appelle Lampe.}"},
		"the same label under another step":    {"  - id: look\n", "  - id: again\n    ask: {fr: Prêt ?}\n    choices:\n      - {id: ready, label: {fr: Oui}}\n      - {id: not-yet, label: {fr: Non}, go: press}\n  - id: look\n"},
		"a long sentence with a reason":        {say, "    say: {fr: " + strings.Repeat("mot ", 20) + "fin.}\n    excuse: le nom officiel est long"},
		"another channel in an earlier answer": {say, say + "\n    instead:\n      - when: {channel: sms}\n        say: {fr: Appuyez fort.}\n      - when: {channel: whatsapp}\n        say: {fr: Appuyez doucement.}"},
	} {
		folder := clean(t)
		source := string(folder["lamp.yaml"].Data)
		if !strings.Contains(source, c[0]) {
			t.Fatalf("%s: the case changes nothing", name)
		}
		source = strings.Replace(source, c[0], c[1], 1)
		if strings.Contains(source, "remember_as") {
			source = strings.Replace(source, "Vous savez allumer la lampe.", "\"Vous avez dit : {answer.light}.\"", 1)
		}
		folder["lamp.yaml"] = &fstest.MapFile{Data: []byte(source)}
		if codes := codesIn(t, folder, "lamp.yaml"); len(codes) > 0 {
			t.Errorf("%s: %v", name, codes)
		}
	}
}

// TestExcuses: a file may keep a warning that it names, with a reason; never an
// error, and never one that does not exist.
func TestExcuses(t *testing.T) {
	for _, c := range []struct{ excuse, want string }{
		{"", "not-reviewed not-tried few-phrases"},
		{"excuse: {not-reviewed: essai, not-tried: essai, few-phrases: essai}\n", ""},
		{"excuse: {not-tried: essai}\n", "not-reviewed few-phrases"},
		{"excuse: {not-treid: essai}\n", "not-reviewed not-tried few-phrases unknown-value"},
	} {
		folder := clean(t)
		source := strings.Replace(string(folder["lamp.yaml"].Data), "status: draft\n", "status: published\n"+c.excuse, 1)
		folder["lamp.yaml"] = &fstest.MapFile{Data: []byte(source)}
		got, want := codesIn(t, folder, "lamp.yaml"), strings.Fields(c.want)
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", c.excuse, got, want)
		}
	}
	folder := clean(t)
	source := strings.Replace(string(folder["lamp.yaml"].Data), "go: press}", "go: pres}", 1)
	folder["lamp.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(source, "status: draft\n", "status: draft\nexcuse: {dangling: essai}\n", 1))}
	if got := codesIn(t, folder, "lamp.yaml"); !slices.Contains(got, "dangling") {
		t.Errorf("an error is excused: %v", got)
	}
}

// TestPictures: there, of a type and a size that phones take.
func TestPictures(t *testing.T) {
	for _, c := range []struct {
		file string
		size int
		want string
	}{
		{"images/a.png", 10, ""}, {"images/a.JPG", 5 << 20, ""}, {"images/a.jpeg", 5<<20 + 1, "picture-size"}, {"images/a.gif", 10, "picture-type"},
		{"images/b.png", -1, "no-file"}, {"../a.png", -1, "no-file"},
	} {
		folder := clean(t)
		source := strings.Replace(string(folder["lamp.yaml"].Data), "bouton.}\n", fmt.Sprintf("bouton.}\n    picture: {file: %s, alt: {fr: Un bouton.}}\n", c.file), 1)
		folder["lamp.yaml"] = &fstest.MapFile{Data: []byte(source)}
		if c.size >= 0 {
			folder[c.file] = &fstest.MapFile{Data: make([]byte, c.size)}
		}
		if got := strings.Join(codesIn(t, folder, "lamp.yaml"), " "); got != c.want {
			t.Errorf("%s of %d: %q, want %q", c.file, c.size, got, c.want)
		}
	}
}

// TestLoneFilesOfAFolder: without an agency each file stands by itself, in its
// own languages; what two of them share is told all the same.
func TestLoneFilesOfAFolder(t *testing.T) {
	folder := clean(t)
	delete(folder, "agency.yaml")
	german := strings.NewReplacer("id: door", "id: tuer", "{fr: La porte}", "{de: Die Türe}", "{fr: Vous savez ouvrir la porte.}", "{de: Sie können die Türe öffnen.}",
		"fr: [ouvrir la porte]", "de: [türe öffnen]", "{fr: Poussez la porte.}", "{de: Stossen Sie die Türe auf.}").Replace(string(folder["door.yaml"].Data))
	folder["tuer.yaml"] = &fstest.MapFile{Data: []byte(german)}
	folder["bell.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(folder["bell.yaml"].Data), "replaced_by: door", "replaced_by: scan-document", 1))}
	findings, err := flows.LintDir(folder, library.Few, judged)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s: %s", f.File, f.Message)
	}
	folder["again.yaml"] = &fstest.MapFile{Data: []byte(german)}
	if got := codesIn(t, folder, "tuer.yaml"); !slices.Contains(got, "duplicate-flow") {
		t.Errorf("two flows of one id: %v", got)
	}
}

// TestShippedFlowsNeedNoAgencysIds: an agency may call its places and measures as
// it likes, or have none.
func TestShippedFlowsNeedNoAgencysIds(t *testing.T) {
	folder := clean(t)
	agency := string(folder["agency.yaml"].Data)
	for from, to := range map[string]string{"- id: library": "- id: reading-room", "where: library": "where: reading-room", "  phone-course:": "  first-course:", "  device-loan:": "  a-loan:"} {
		agency = strings.ReplaceAll(agency, from, to)
	}
	folder["agency.yaml"] = &fstest.MapFile{Data: []byte(agency)}
	findings, err := flows.LintDir(folder, library.Files, judged)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if strings.HasPrefix(f.File, flows.Shipped) {
			t.Errorf("%s:%d: %s", f.File, f.Line, f.Message)
		}
	}
}
