package passerelle

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"passerelle/bot/desk"
	"passerelle/bot/dialogue"
)

var update = flag.Bool("update", false, "draw the machines into the docs")

// TestPicturesAreDrawnFromTheMachines: picture and code cannot differ.
func TestPicturesAreDrawnFromTheMachines(t *testing.T) {
	const page = "docs/architecture.md"
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	for heading, draw := range map[string]func() (string, error){
		"## The dialogue's life cycle": dialogue.Picture,
		"## A case's life cycle":       desk.Picture,
	} {
		picture, err := draw()
		if err != nil {
			t.Fatal(err)
		}
		block := regexp.MustCompile("(?s)(" + regexp.QuoteMeta(heading) + ".*?```mermaid\n)(.*?)(```)")
		found := block.FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("%s has no picture under %q", page, heading)
		}
		if strings.TrimSpace(found[2]) != strings.TrimSpace(picture) && !*update {
			t.Errorf("the picture under %q is not the machine's: run go test . -update", heading)
		}
		text = strings.Replace(text, found[0], found[1]+strings.TrimSpace(picture)+"\n"+found[3], 1)
	}
	if *update {
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocsLinkToWhatIsThere follows every link of the docs to a file.
func TestDocsLinkToWhatIsThere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#]+)\)`)
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, "README.md", "CONTRIBUTING.md", "SECURITY.md") {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range link.FindAllStringSubmatch(string(source), -1) {
			if strings.HasPrefix(m[1], "http") {
				continue
			}
			base := ""
			if strings.HasPrefix(page, "docs/") {
				base = "docs/"
			}
			if _, err := os.Stat(base + m[1]); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
}
