package flows_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"passerelle/flows"
	"passerelle/flows/library"
)

// eachShippedFile calls do for every YAML file that we ship.
func eachShippedFile(t *testing.T, do func(name string, source []byte)) {
	t.Helper()
	err := fs.WalkDir(library.Files, ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".yaml") {
			source, err := library.Files.ReadFile(name)
			if err != nil {
				return err
			}
			do(name, source)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// notes are the notes of a file, one a line.
func notes(source []byte) (list []string) {
	for line := range strings.Lines(string(source)) {
		if _, note, found := strings.Cut(line, " # "); found || strings.HasPrefix(line, "#") {
			list = append(list, note)
		}
	}
	return list
}

// TestEveryTextOfOursCanBeChanged: in place, whatever its form, with no other
// text and no note touched, and back again.
func TestEveryTextOfOursCanBeChanged(t *testing.T) {
	eachShippedFile(t, func(name string, source []byte) {
		fields := 0
		for _, part := range flows.PartsOf(source) {
			for _, f := range part.Fields {
				paths := map[string]string{f.Path: f.Whole}
				if f.Whole == "" {
					paths = map[string]string{}
					for tag, words := range f.Text {
						paths[f.Path+"/"+tag] = words
					}
				}
				for path, was := range paths {
					if fields++; fields%sampled(name) > 0 {
						continue // hundreds of texts of one form
					}
					checkChange(t, name, source, path, was, sayings[fields/3%len(sayings)])
				}
			}
		}
		if fields == 0 && !strings.HasPrefix(name, "languages/") && !strings.HasPrefix(name, "heard/") {
			t.Errorf("%s: no text was found", name)
		}
	})
}

// sayings are what the texts are changed to, in turn.
var sayings = []string{"Neu", "Une phrase : « #31# », puis {agency.name}.", "Deux\nlignes, avec - un tiret\n\net # un dièse"}

func checkChange(t *testing.T, name string, source []byte, path, was, words string) {
	t.Helper()
	changed, err := flows.SetText(source, path, words)
	if err != nil {
		t.Errorf("%s %s: %v", name, path, err)
		return
	}
	if got := said(changed, path); got != words {
		t.Errorf("%s %s: says %q, want %q", name, path, got, words)
	}
	if !slices.Equal(notes(source), slices.DeleteFunc(notes(changed), func(n string) bool { return strings.Contains(n, "un dièse") })) {
		t.Errorf("%s %s: a note is gone or new", name, path)
	}
	back, err := flows.SetText(changed, path, was)
	if err != nil || said(back, path) != was {
		t.Errorf("%s %s: does not go back: %v", name, path, err)
	}
	if words == "Neu" && string(back) != string(source) && !strings.Contains(was, "\n") {
		t.Errorf("%s %s: is not written as it was:\n%s", name, path, back)
	}
}

// said is what a file says at a path.
func said(source []byte, path string) string {
	for _, part := range flows.PartsOf(source) {
		for _, f := range part.Fields {
			if f.Path == path {
				return f.Whole
			}
			if rest, ok := strings.CutPrefix(path, f.Path+"/"); ok && f.Text[rest] != "" {
				return f.Text[rest]
			}
		}
	}
	return ""
}

// TestALanguageIsAdded behind the others, in the form that they have.
func TestALanguageIsAdded(t *testing.T) {
	const source = "kind: help\ntitle: {fr: Oui, de: Ja}   # en deux langues\nsteps:\n  - id: a\n    say:\n      fr: |\n        Un.\n\n        Deux.   \n      de: Zwei\n\n    # une note\n    ask:\n      fr: |\n        Trois.\n  - id: b\n    say: {fr: Fin}\n"
	for _, c := range []struct{ path, words, want string }{
		{"title/it", "Sì, certo", "title: {fr: Oui, de: Ja, it: \"Sì, certo\"}   # en deux langues\n"},
		{"steps/a/say/it", "Due.", "      de: Zwei\n      it: Due.\n\n    # une note\n"},
		{"steps/a/ask/it", "Tre.", "        Trois.\n      it: |\n        Tre.\n  - id: b\n"},
		{"steps/b/say/en", "The\nend", "say: {fr: Fin, en: \"The\\nend\"}\n"},
	} {
		changed, err := flows.SetText([]byte(source), c.path, c.words)
		if err != nil || !strings.Contains(string(changed), c.want) {
			t.Errorf("%s: %v\n%s", c.path, err, changed)
		}
	}
	for path, words := range map[string]string{"steps/a/say/xx": "Nein", "steps/c/say/fr": "Nein", "steps/a/say": "Nein", "": "Nein", "steps/a/id/fr": "Nein", "title/it": " \n "} {
		if changed, err := flows.SetText([]byte(source), path, words); err == nil {
			t.Errorf("%s = %q: changed to\n%s", path, words, changed)
		}
	}
	if _, err := flows.SetText([]byte(source), "title/it", ""); !errors.Is(err, flows.ErrNoWords) {
		t.Error(err)
	}
}

// TestEndsOfLinesStay: a file from Windows stays one, with its mark in front.
func TestEndsOfLinesStay(t *testing.T) {
	source := "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n")
	changed, err := flows.SetText([]byte(source), "steps/press/say/fr", "Appuyez\nfort.")
	if err != nil || strings.Count(string(changed), "\n") != strings.Count(string(changed), "\r\n") || !strings.HasPrefix(string(changed), "\ufeff") {
		t.Fatalf("%v\n%q", err, changed)
	}
	if _, err := flows.SetText([]byte(good+"\r\n\r\n"), "steps/press/say/fr", "Appuyez."); !errors.Is(err, flows.ErrNotHere) {
		t.Errorf("mixed ends: %v", err)
	}
}

const three = `kind: help
steps:
  # premier
  # sur deux lignes
  - id: a
    say: {fr: A}

  - id: b
    was: [z]
    say:
      fr: |
        B

  # dernier
  - id: c
    say: {fr: C}
# fin
practice: {after: 3 days}
`

// TestStepsMove with the notes above them; copies and removals leave the rest.
func TestStepsMove(t *testing.T) {
	must := func(changed []byte, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return string(changed)
	}
	const a, b, c = "  # premier\n  # sur deux lignes\n  - id: a\n    say: {fr: A}\n", "  - id: b\n    was: [z]\n    say:\n      fr: |\n        B\n", "  # dernier\n  - id: c\n    say: {fr: C}\n"
	const head, foot = "kind: help\nsteps:\n", "# fin\npractice: {after: 3 days}\n"
	twin, id, err := flows.CopyStep([]byte(three), "b")
	if id != "b-2" {
		t.Errorf("the copy is called %q", id)
	}
	for name, got := range map[string][2]string{
		"up":       {must(flows.MoveStep([]byte(three), "b", -1)), head + b + "\n" + a + "\n" + c + foot},
		"down":     {must(flows.MoveStep([]byte(three), "b", 1)), head + a + "\n" + c + "\n" + b + foot},
		"the end":  {must(flows.MoveStep([]byte(three), "c", 1)), three},
		"copied":   {must(twin, err), head + a + "\n" + b + "\n" + strings.Replace(strings.Replace(b, "id: b", "id: b-2", 1), "    was: [z]\n", "", 1) + "\n" + c + foot},
		"dropped":  {must(flows.DropStep([]byte(three), "b")), head + a + "\n" + c + foot},
		"the last": {must(flows.DropStep([]byte(three), "c")), head + a + "\n" + b + foot},
		"the 1st":  {must(flows.DropStep([]byte(three), "a")), head + b + "\n" + c + foot},
	} {
		if got[0] != got[1] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got[0], got[1])
		}
	}
	if _, err := flows.MoveStep([]byte(three), "x", 1); err == nil {
		t.Error("a step that is not there was moved")
	}
	if _, err := flows.DropStep([]byte("kind: help\nsteps:\n  - {id: a, say: x}\n"), "a"); !errors.Is(err, flows.ErrLastStep) {
		t.Errorf("the only step: %v", err)
	}
	if _, err := flows.MoveStep([]byte("kind: help\nsteps: [{id: a}, {id: b}]\n"), "a", 1); !errors.Is(err, flows.ErrNotHere) {
		t.Errorf("steps on one line: %v", err)
	}
}

// TestEveryStepOfOursCanBeMoved, copied and removed.
func TestEveryStepOfOursCanBeMoved(t *testing.T) {
	eachShippedFile(t, func(name string, source []byte) {
		for _, part := range flows.PartsOf(source) {
			if part.List != "steps" {
				continue
			}
			for what, change := range map[string]func() ([]byte, error){
				"move": func() ([]byte, error) { return flows.MoveStep(source, part.ID, 1) },
				"copy": func() ([]byte, error) { changed, _, err := flows.CopyStep(source, part.ID); return changed, err },
				"drop": func() ([]byte, error) { return flows.DropStep(source, part.ID) },
			} {
				if changed, err := change(); err != nil && !errors.Is(err, flows.ErrLastStep) || what == "move" && len(changed) != len(source) {
					t.Errorf("%s %s: %s: %v, %d bytes of %d", name, part.ID, what, err, len(changed), len(source))
				}
			}
		}
	})
}

// FuzzSetText: a change is whole or none, and changes nothing else.
func FuzzSetText(f *testing.F) {
	f.Add(good, "steps/press/say/fr", "Appuyez : ici.")
	f.Add(three, "steps/b/say/it", "B\n# C")
	f.Add("kind: help\ntitle: {fr: 'l''eau', de: \"a\\\"b\"}\n", "title/fr", "x: y")
	f.Fuzz(func(t *testing.T, source, path, words string) {
		changed, err := flows.SetText([]byte(source), path, words)
		if err != nil {
			return
		}
		again, err := flows.SetText(changed, path, words)
		if err != nil || string(again) != string(changed) {
			t.Errorf("a second time it changes more: %v\n%q\n%q", err, changed, again)
		}
	})
}

// sampled is of how many texts of a file one is changed: the large files hold
// hundreds of one form.
func sampled(name string) int {
	switch {
	case name == "phrases.yaml":
		return 10
	case strings.HasPrefix(name, "checks/"):
		return 41
	case strings.HasPrefix(name, "help/"):
		return 7
	}
	return 1
}
