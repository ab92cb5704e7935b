package dialogue_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
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
	"a text is changed": func(s, _ string) string { return begins.ReplaceAllString(s, "${1}Nouveau.\n${2}") },
	"the step is renamed": func(s, step string) string {
		s = strings.ReplaceAll(s, "go: "+step, "go: "+step+"-new")
		return strings.Replace(s, "- id: "+step+"\n", "- id: "+step+"-new\n    was: ["+step+"]\n", 1)
	},
	"the step is renamed, and nobody says that it was": func(s, step string) string {
		s = strings.ReplaceAll(s, "go: "+step, "go: "+step+"-new")
		return strings.Replace(s, "- id: "+step+"\n", "- id: "+step+"-new\n", 1)
	},
	"the step is removed":        removed,
	"the steps are turned round": func(s, _ string) string { return turned(s) },
	"the flow is retired":        func(s, _ string) string { return strings.Replace(s, "status: published", "status: retired", 1) },
	"another flow replaces it": func(s, _ string) string {
		return strings.Replace(s, "status: published", "status: retired\nreplaced_by: first-steps", 1)
	},
	"the flow is a draft again": func(s, _ string) string { return strings.Replace(s, "status: published", "status: draft", 1) },
	"their language is taken away": func(s, _ string) string {
		return french.ReplaceAllString(strings.ReplaceAll(s, "{fr: ", "{rm: "), "${1}rm:")
	},
}

// french is where a text in French begins; it becomes one in a language that
// nobody here reads.
var french = regexp.MustCompile(`(?m)^( +(?:- )?)fr:`)

// begins is where a block of French begins.
var begins = regexp.MustCompile(`(fr: \|\n( +))`)

// parts cuts a file into what stands before its steps, the steps, and what
// stands after them.
func parts(source string) (head string, steps []string, tail string) {
	head, rest, _ := strings.Cut(source, "\nsteps:")
	if at := strings.Index(rest, "\npractice:"); at >= 0 {
		rest, tail = rest[:at], rest[at:]
	}
	steps = strings.Split(rest, "\n  - id: ")
	return head + "\nsteps:" + steps[0], steps[1:], tail
}

func joined(head string, steps []string, tail string) string {
	return head + "\n  - id: " + strings.Join(steps, "\n  - id: ") + tail
}

// removed takes a step out, and leads to the menu from where it was led to.
func removed(source, step string) string {
	head, steps, tail := parts(strings.ReplaceAll(source, "go: "+step+"\n", "go: menu\n"))
	kept := slices.DeleteFunc(steps, func(p string) bool { return strings.Fields(p)[0] == step })
	if len(kept) == 0 {
		return source
	}
	return joined(head, kept, tail)
}

// turned puts the first step of a file last.
func turned(source string) string {
	head, steps, tail := parts(source)
	if len(steps) < 2 {
		return source
	}
	return joined(head, append(slices.Clone(steps[1:]), steps[0]), tail)
}

// edited is a book in which one flow was edited; it has new numbers, and knows
// the earlier revisions unless they are gone.
func edited(t *testing.T, file, source string, earlier map[uint32]*flows.Flow) *dialogue.Book {
	t.Helper()
	set, found, err := flows.LoadSet(fstest.MapFS{file: {Data: []byte(source)}}, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity == flows.Error {
			t.Fatalf("the edit makes a wrong file: %s", f.Show("en", []byte(source)))
		}
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
		source, err := fs.ReadFile(library.Few, file)
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
						switch again := p.writes("encore"); {
						case gone == "" && p.s.Place.Flow != e.Number:
							t.Errorf("%s: taken out of the text that they began with: %s", what, again)
						case gone != "" && (!strings.Contains(again, "Cette aide a changé") || !strings.Contains(again, "Que voulez-vous faire")):
							t.Errorf("%s: not told that the help changed: %s", what, again)
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

// TestAnUnreadableTextIsFollowedByName: where this program cannot read the text
// that a person began with, they go on at the step of that name, or of which
// somebody said that it was; else they are told kindly and get the menu.
func TestAnUnreadableTextIsFollowedByName(t *testing.T) {
	old := book(t)
	for _, e := range old.Editions() {
		if e.Kind != flows.KindHelp {
			continue
		}
		file := "help/" + e.ID + ".yaml"
		source, err := fs.ReadFile(library.Few, file)
		if err != nil {
			t.Fatal(err)
		}
		outline, ok := flows.OutlineOf([]byte(strings.Replace(string(source), "kind: help", "kind: from-tomorrow", 1)))
		if !ok || outline.ID != e.ID || len(outline.Steps) != len(e.Steps) {
			t.Fatalf("%+v", outline)
		}
		for name, follows := range map[string]bool{"a text is changed": true, "the step is renamed": true, "the steps are turned round": true, "the step is renamed, and nobody says that it was": false, "the step is removed": false, "the flow is retired": false} {
			for i := range e.Steps {
				changed := edits[name](string(source), e.Steps[i].ID)
				if changed == string(source) {
					continue
				}
				p := newPerson(t, edited(t, file, changed, nil))
				p.b.Outlines(map[uint32]flows.Outline{e.Number: outline})
				p.s.State, p.s.Device, p.s.Place, p.s.Hints = bot.StateHelp, bot.Android, bot.Place{Flow: e.Number, Step: uint16(i)}, []uint8{0}
				said := p.writes("1")
				if strings.Contains(said, "On continue ici") != follows || strings.Contains(said, "a changé. Ce n'est pas grave") == follows || len(p.s.Offered) == 0 {
					t.Errorf("%s at %s/%s: %s", name, e.ID, e.Steps[i].ID, said)
				}
				if now := p.b.Flow(p.s.Place.Flow); follows && p.s.State == bot.StateHelp && now.StepNamed(e.Steps[i].ID) != int(p.s.Place.Step) && len(now.Steps[p.s.Place.Step].Instead) == 0 && len(now.Steps[now.StepNamed(e.Steps[i].ID)].Instead) == 0 {
					t.Errorf("%s at %s/%s: goes on at %s", name, e.ID, e.Steps[i].ID, now.Steps[p.s.Place.Step].ID)
				}
			}
		}
	}
}
