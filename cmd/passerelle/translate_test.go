package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows"
)

// newFolder is an agency in French and Italian whose own flow is in French.
func newFolder(t *testing.T) string {
	t.Helper()
	t.Setenv("LANG", "en_GB.UTF-8")
	dir := filepath.Join(t.TempDir(), "mine")
	command1(t, exitFine, "init", dir, "--name", "Espace Essai", "--languages", "fr", "--canton", "FR", "--hours", "mon-fri 08:30-11:30")
	file := filepath.Join(dir, "agency.yaml")
	write(t, file, strings.Replace(content(t, file), "written_by_us: [fr]", "written_by_us: [fr]\n  translated: [it]", 1))
	return dir
}

func content(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fill writes translations into an exported file.
func fill(po string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		at := strings.Index(po, `msgctxt "`+pairs[i]+`"`)
		po = po[:at] + strings.Replace(po[at:], "msgstr \"\"\n", "msgstr \""+pairs[i+1]+"\"\n", 1)
	}
	return po
}

// TestALanguageByHand: an author sends a flow to a translator, takes it back in
// two parts, and the bot speaks it.
func TestALanguageByHand(t *testing.T) {
	dir := newFolder(t)
	found := strings.Join(strings.Fields(command1(t, exitFine, "flows", "status", "--agency", dir)), " ") // however wide the columns are
	if !strings.Contains(found, "find-us whole 0 of 5") || !strings.Contains(found, "common whole whole") {
		t.Errorf("%s", found)
	}
	exported := command1(t, exitFine, "flows", "export-po", "find-us", "--agency", dir, "--lang", "it")
	first, second := filepath.Join(dir, "..", "one.po"), filepath.Join(dir, "..", "two.po")
	write(t, first, fill(exported, "find-us/title", "Il nostro indirizzo", "find-us/goal", "Lei sa dove siamo.", "find-us/where/say", "Ci trova qui:\\n{agency.des}"))
	said := command1(t, exitFindings, "flows", "import-po", first, "--agency", dir)
	for _, want := range []string{"one.po:39:9:", "{agency.desk}", "taken 2, there already 0, still empty 2, refused 1", "still missing in it: 3"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	write(t, second, fill(exported, "find-us/found_by", "dove siete", "find-us/where/say", "Ci trova qui:\\n{agency.desk}", "find-us/where/stuck/1", "Chieda a qualcuno."))
	if said = command1(t, exitFine, "flows", "import-po", second, "--agency", dir); !strings.Contains(said, "find-us is whole in it") {
		t.Error(said)
	}
	write(t, filepath.Join(dir, "help", "it.chat"), "! now 2026-11-24 09:00\n! language it\n> dove siete\n> 1\n> 2\n")
	command1(t, exitFine, "flows", "test", dir, "--update")
	if talk := content(t, filepath.Join(dir, "help", "it.chat")); !strings.Contains(talk, "< Il nostro indirizzo?") || !strings.Contains(talk, "< Ci trova qui:") || !strings.Contains(talk, "Chieda a qualcuno.") {
		t.Errorf("the bot says\n%s", talk)
	}

	file := filepath.Join(dir, "help", "find-us.yaml")
	write(t, file, strings.Replace(content(t, file), "Montrez cette adresse", "Montrez l'adresse", 1))
	var status struct {
		Files []flows.Count
		Stale []staleText
	}
	if err := json.Unmarshal([]byte(command1(t, exitFine, "flows", "status", "--agency", dir, "--json")), &status); err != nil || len(status.Stale) != 1 ||
		status.Stale[0].Context != "find-us/where/stuck/1" || status.Stale[0].File != filepath.Join(dir, "i18n", "find-us.it.po") || status.Stale[0].Line == 0 {
		t.Errorf("%+v %v", status, err)
	}
	if found := command1(t, exitFine, "flows", "lint", dir); !strings.Contains(found, "[po-stale]") || !strings.Contains(found, filepath.Join(dir, "i18n", "find-us.it.po")+":") || !strings.Contains(found, "| msgstr") {
		t.Errorf("%s", found)
	}
}

// TestALanguageBySpreadsheet: the same as one workbook for everything.
func TestALanguageBySpreadsheet(t *testing.T) {
	dir := newFolder(t)
	out := filepath.Join(dir, "..", "out")
	command1(t, exitFine, "flows", "export-po", "--agency", dir, "--lang", "it", "--format", "xlsx", "--out", out)
	said := command1(t, exitFine, "flows", "import-po", filepath.Join(out, "passerelle.it.xlsx"), "--agency", dir)
	if !strings.Contains(said, "find-us, it: taken 0, there already 0, still empty 5, refused 0") || !strings.Contains(said, "common is whole in it") {
		t.Error(said)
	}
	command1(t, exitFine, "flows", "export-po", "--agency", dir, "--lang", "it", "--out", out)
	var done []flows.Imported
	if err := json.Unmarshal([]byte(command1(t, exitFine, "flows", "import-po", filepath.Join(out, "scan-document.it.po"), "--agency", dir, "--json")), &done); err != nil || len(done) != 1 || done[0].There != 33 {
		t.Errorf("%+v %v", done, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "i18n")); err == nil {
		t.Error("nothing was translated, but something was written")
	}
}

func TestTranslationCommandsSayWhatIsWrong(t *testing.T) {
	dir := newFolder(t)
	write(t, filepath.Join(dir, "x.po"), "msgid \"a\"\nmsgstr \"b")
	write(t, filepath.Join(dir, "nolanguage.po"), "msgctxt \"find-us/title\"\nmsgid \"a\"\nmsgstr \"b\"\n")
	write(t, filepath.Join(dir, "x.xlsx"), "not one")
	for _, c := range []struct {
		code int
		args string
	}{
		{exitUsage, "export-po --agency DIR"}, {exitUsage, "export-po --agency DIR --lang xx"}, {exitUsage, "export-po --agency DIR --lang it"},
		{exitUsage, "export-po find-as --agency DIR --lang it"}, {exitUsage, "export-po find-us --lang it --agency DIR --format csv"},
		{exitUsage, "import-po --agency DIR"}, {exitFailure, "import-po DIR/none.po --agency DIR"}, {exitFindings, "import-po DIR/x.po --agency DIR"},
		{exitUsage, "import-po DIR/nolanguage.po --agency DIR"}, {exitFailure, "import-po DIR/x.xlsx --agency DIR"},
	} {
		command1(t, c.code, strings.Fields("flows "+strings.ReplaceAll(c.args, "DIR", dir))...)
	}
}
