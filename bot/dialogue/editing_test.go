package dialogue_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/library"
)

// edits are what an author may do to a flow while somebody is in it. Each takes
// the file and a step's id, and returns the file as it is then.
var edits = map[string]func(source, step string) string{
	"a text is changed": func(s, _ string) string { return strings.Replace(s, "fr: |\n", "fr: |\n        Nouveau.\n", 1) },
	"the step is renamed": func(s, step string) string {
		s = strings.ReplaceAll(s, "go: "+step, "go: "+step+"-new")
		return strings.Replace(s, "- id: "+step+"\n", "- id: "+step+"-new\n    was: ["+step+"]\n", 1)
	},
	"the steps are turned round": func(s, _ string) string { return turned(s) },
	"the flow is retired":        func(s, _ string) string { return strings.Replace(s, "status: published", "status: retired", 1) },
	"the flow is a draft again":  func(s, _ string) string { return strings.Replace(s, "status: published", "status: draft", 1) },
}

// turned puts the first step of a file last.
func turned(source string) string {
	head, steps, _ := strings.Cut(source, "steps:")
	parts := strings.Split(steps, "\n  - id: ")
	if len(parts) < 3 {
		return source
	}
	parts = append(append(parts[:1:1], parts[2:]...), parts[1])
	return head + "steps:" + strings.Join(parts, "\n  - id: ")
}

// edited is a book in which one flow was edited; it has new numbers, and knows
// the earlier revisions unless they are gone.
func edited(t *testing.T, file, source string, earlier map[uint32]*flows.Flow) *dialogue.Book {
	t.Helper()
	set, _, err := flows.LoadSet(fstest.MapFS{file: {Data: []byte(source)}}, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]uint32{}
	for i, f := range set.Flows {
		numbers[f.ID] = uint32(100 + i)
	}
	b, err := dialogue.NewBook(set, numbers, earlier)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestAnEditUnderSomebodyLosesNobody: at every step of every help flow, after
// every kind of edit, whoever waits there goes on; and where even the old
// source is gone, they are told kindly and led to the menu.
func TestAnEditUnderSomebodyLosesNobody(t *testing.T) {
	old := book(t)
	earlier := map[uint32]*flows.Flow{}
	var help []dialogue.Edition
	for _, e := range old.Editions() {
		earlier[e.Number] = e.Flow
		if e.Kind == flows.KindHelp {
			help = append(help, e)
		}
	}
	books := map[string]*dialogue.Book{} // most edits are the same at every step
	for _, e := range help {
		file := "help/" + e.ID + ".yaml"
		source, err := fs.ReadFile(library.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		for name, edit := range edits {
			for i := range e.Steps {
				changed := edit(string(source), e.Steps[i].ID)
				if changed == string(source) {
					continue
				}
				for gone, kept := range map[string]map[uint32]*flows.Flow{"": earlier, ", and its old text is gone": nil} {
					b := books[gone+changed]
					if b == nil {
						b = edited(t, file, changed, kept)
						books[gone+changed] = b
					}
					for _, words := range []string{"1", "ok", "besoin d'aide", "retour", "encore", "bla bla", "personne"} {
						what := fmt.Sprintf("%s at %s/%s%s, %q", name, e.ID, e.Steps[i].ID, gone, words)
						p := newPerson(t, old)
						p.s.State, p.s.Device = bot.StateHelp, bot.Android
						p.s.Place, p.s.Hints = bot.Place{Flow: e.Number, Step: uint16(i)}, []uint8{0}
						p.writes("encore") // shows where they are
						p.b = b
						if again := p.writes("encore"); gone == "" && p.s.Place.Flow != e.Number {
							t.Errorf("%s: taken out of the text that they began with: %s", what, again)
						}
						for _, next := range []string{words, "encore", "1", "menu"} {
							if said := p.writes(next); said == "" || len(p.s.Offered) == 0 {
								t.Errorf("%s, then %q: silence, or nowhere to go: %q", what, next, said)
							}
						}
						if !strings.Contains(p.writes("menu"), "Que voulez-vous faire") {
							t.Errorf("%s: no menu", what)
						}
					}
				}
			}
		}
	}
}
