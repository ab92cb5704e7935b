package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/flows/library"
)

// TestInit: whoever answers four questions has a folder that lints clean, whose
// conversation passes, and whose notes are in their language.
func TestInit(t *testing.T) {
	for _, c := range []struct{ answers, language, note, said string }{
		{"Espace Écoute\nfr, de, it, en\nFR\nFR catholic\n\n", "fr", "# ce que chaque canal peut porter", "Notre adresse :"},
		{"Begegnung Süd\nde\nBE\nmon-thu 09:00-12:00; fri 13:30-17:00\n", "de", "# wann ein Mensch antworten kann", "Unsere Adresse:"},
		{"Sportello\nit fr\nTI\nmon 09:00-12:00\n", "it", "# inventato", "Il nostro indirizzo:"},
		{"Foyer\nfranzösisch\nfr\nRomandie\nVD\ntous les jours\nmon 09:00-12:00\n", "fr", "# ce que chaque canal peut porter", "Notre adresse :"},
		{"The Desk \"North\"\nen\nZH\n\n", "en", "# invented", "Our address:"},
	} {
		t.Setenv("LANG", c.language+"_CH.UTF-8")
		dir := filepath.Join(t.TempDir(), "a", "mine")
		var out, talk lines
		if code := run(t.Context(), []string{"init", dir}, strings.NewReader(c.answers), &out, &talk); code != exitFine {
			t.Fatalf("%s: exit %d\n%s", c.language, code, talk.String())
		}
		if !strings.Contains(talk.String(), library.Ask("name", c.language)) {
			t.Errorf("%s: asked in another language:\n%s", c.language, talk.String())
		}
		if found := command1(t, exitFine, "flows", "lint", dir, "--strict", "--now", "2026-11-25"); found != "" {
			t.Errorf("%s: %s", c.language, found)
		}
		command1(t, exitFine, "flows", "test", dir)
		for file, want := range map[string]string{"agency.yaml": c.note, "help/find-us.chat": c.said, ".vscode/settings.json": "passerelle.schema.json", "README.txt": "find-us.yaml"} {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil || !strings.Contains(string(text), want) {
				t.Errorf("%s: %s lacks %q (%v)", c.language, file, want, err)
			}
		}
		if found := command1(t, exitFine, "flows", "test", "--cover", dir); strings.Contains(found, "no transcript") {
			t.Errorf("%s: %s", c.language, found)
		}
	}
}

// TestInitWritesNothingHalf: wrong answers, or a folder in use, leave everything
// as it was.
func TestInitWritesNothingHalf(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "mine")
	for _, args := range [][]string{
		{"--name", "X", "--languages", "xx", "--canton", "", "--hours", "mon 09:00-12:00"},
		{"--name", "X", "--languages", "fr", "--canton", "", "--hours", "sometimes"},
		{"--name", "X", "--languages", "fr", "--canton", "FR nowhere", "--hours", "mon 09:00-12:00"},
		{"--name", "X", "--languages", "fr", "--canton", "QQ", "--hours", "mon 09:00-12:00"},
		{"--name", "", "--languages", "fr", "--canton", "", "--hours", "mon 09:00-12:00"},
	} {
		command1(t, exitUsage, append([]string{"init", dir}, args...)...)
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	write(t, filepath.Join(dir, "mine.txt"), "x")
	command1(t, exitFailure, "init", dir, "--name", "X", "--languages", "fr", "--canton", "", "--hours", "mon 09:00-12:00")
	if text, err := os.ReadFile(filepath.Join(dir, "mine.txt")); err != nil || string(text) != "x" {
		t.Errorf("what was there is gone: %v", err)
	}
}
