package flows_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"passerelle/flows"
	"passerelle/flows/library"
)

// TestHostileFiles: whatever a file holds, there is one clear finding at its
// place, or it is read as it was meant. (The time it takes is bounded by the
// size of a file and the depth of its brackets, both refused early.)
func TestHostileFiles(t *testing.T) {
	const rest = "kind: help\nid: a\ntitle: {fr: A}\ngoal: {fr: B}\nsteps: [{id: x, say: {fr: é}}]\n"
	bomb := "passerelle: 1\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for i := range 9 {
		bomb += string(rune('b'+i)) + ": &" + string(rune('b'+i)) + " [" + strings.Repeat("*"+string(rune('a'+i))+",", 9) + "*" + string(rune('a'+i)) + "]\n"
	}
	for _, c := range []struct {
		name, source, code string
		line, col          int
	}{
		{"a bomb of aliases", bomb + rest, "unknown-key", 2, 1},
		{"an anchor within itself", "passerelle: 1\nneeds: &x [*x]\n" + rest, "alias", 2, 8},
		{"an alias of nothing", "passerelle: 1\nneeds: *x\n" + rest, "first-sign", 2, 8},
		{"100,000 brackets", "a: " + strings.Repeat("[", 100000), "too-deep", 1, 10004},
		{"100,000 braces", "a: " + strings.Repeat("{a: ", 100000), "too-deep", 1, 40004},
		{"10 MiB", "a: " + strings.Repeat("x", 10<<20), "too-big", 1, 1},
		{"Latin-1 on the second line", "a: b\r\nc\xe9: d\r\n", "encoding", 2, 2},
		{"UTF-16", "\xff\xfea\x00:\x00", "utf-16", 1, 1},
		{"a tab", "passerelle: 1\nsteps:\n\t- id: a\n", "tab", 3, 1},
		{"NUL", "é: a\x00b\n", "control", 1, 5},
		{"a bell", "a: b\nb: \a\n", "control", 2, 4},
		{"a lone surrogate", "passerelle: 1\ntitle: {fr: \"\\ud800\"}\n", "backslash", 2, 14},
		{"a colon within braces", "passerelle: 1\ntitle: {fr: Prix : deux francs}\n", "colon", 2, 18},
		{"words behind a quote within braces", "title: {fr: \"A\" et B}\n", "after-quote", 1, 17},
		{"braces that stay open", "passerelle: 1\ntitle: {fr: A\nkind: help\n", "open-bracket", 2, 8},
		{"a quote that stays open", "title: \"A\nkind: help\n", "open-quote", 1, 8},
		{"a word without a colon", "passerelle: 1\nkind help\nid: a\n", "no-colon", 2, 1},
		{"an apostrophe within quotes", "title: 'L'aide'\n", "after-quote", 1, 11},
		{"a text beside its bar", "title:\n  fr: | Bonjour\n", "after-bar", 2, 9},
		{"a percent sign first", "title: %20\n", "first-sign", 1, 8},
		{"no key but BOM", "\ufeff", "empty-file", 1, 1},
	} {
		file, found := flows.LoadFile(c.name+".yaml", []byte(c.source))
		if len(found) == 0 || file.Flow != nil {
			t.Errorf("%s: %v %v", c.name, found, file.Flow)
			continue
		}
		if f := found[0]; f.Code != c.code || f.Line != c.line || f.Col != c.col {
			t.Errorf("%s: %d:%d %s, want %d:%d %s", c.name, f.Line, f.Col, f.Code, c.line, c.col, c.code)
		}
	}
	for name, source := range map[string]string{
		"a BOM": "\ufeffpasserelle: 1\n" + rest, "Windows": strings.ReplaceAll("passerelle: 1\n"+rest, "\n", "\r\n"), "old Mac": strings.ReplaceAll("passerelle: 1\n"+rest, "\n", "\r"),
	} {
		if file, found := flows.LoadFile("a.yaml", []byte(source)); file.Flow == nil || file.Flow.Steps[0].Say["fr"] != "é" {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// TestPlacesInTexts: a finding about some words stands where they stand, in
// every way of writing a text, in characters.
func TestPlacesInTexts(t *testing.T) {
	for name, c := range map[string]struct {
		say       string
		line, col int
	}{
		"a block":        {"|\n        Été.\n        Là {x.y} ici.", 19, 12},
		"a blank before": {"|\n\n        Là {x.y} ici.", 19, 12},
		"chomped":        {"|-\n        Là {x.y} ici.", 18, 12},
		"indented more":  {"|\n        Un.\n          Là {x.y} ici.", 19, 14},
		"quoted":         {"\"Là {x.y} ici.\"", 17, 15},
		"folded":         {">\n        Là\n        {x.y} ici.", 17, 11},
	} {
		source := strings.Replace(strings.Replace(good, "    say:\n      fr: |\n        Appuyez sur le bouton.", "    say:\n      fr: "+c.say, 1), "status: published\n", "", 1)
		done := false
		for _, f := range lint(t, source) {
			if done = f.Code == "placeholder"; done {
				if f.Line != c.line || f.Col != c.col {
					t.Errorf("%s: %d:%d, want %d:%d", name, f.Line, f.Col, c.line, c.col)
				}
				break
			}
		}
		if !done {
			t.Errorf("%s: not found", name)
		}
	}
}

// TestShowQuotesTheLineOnly: what is printed holds the line of the finding and
// no other.
func TestShowQuotesTheLineOnly(t *testing.T) {
	source := strings.Replace(good, "    say:\n      fr: |\n        Appuyez sur le bouton.", "    dire:\n      fr: |\n        SECRET.", 1)
	for _, f := range lint(t, source) {
		if shown := f.Show("fr", []byte(source)); strings.Contains(shown, "SECRET") && f.Line != 19 {
			t.Errorf("%s", shown)
		}
	}
}

// TestShowCutsLongLines around the place, and the caret still points to it.
func TestShowCutsLongLines(t *testing.T) {
	for _, source := range []string{"a: " + strings.Repeat("é", 5000) + "[", "a: " + strings.Repeat("x", 2<<20), "é: " + strings.Repeat("é", 4000) + "\x07" + strings.Repeat("é", 4000)} {
		_, found := flows.LoadFile("a.yaml", []byte(source))
		for _, f := range found {
			shown := strings.Split(f.Show("fr", []byte(source)), "\n")
			if len(shown) < 3 || utf8.RuneCountInString(shown[1]) > 200 || utf8.RuneCountInString(shown[2]) > 400 {
				t.Fatalf("%s is shown at length", f.Code)
			}
			if at := strings.Index(shown[2], "^"); f.Code == "control" && []rune(shown[1])[at] != '\x07' {
				t.Errorf("the caret stands under %q", []rune(shown[1])[at])
			}
		}
	}
}

// TestEveryFindingPointsIntoItsFile: the places of all findings of the seeded
// folders are places of their files, and as JSON they have their seven keys.
func TestEveryFindingPointsIntoItsFile(t *testing.T) {
	for _, name := range []string{"romandie", "zuerichsee", "ticino"} {
		folder := copyOf(t, "testdata/mistakes/"+name)
		findings, err := flows.LintDir(folder, library.Few, judged)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			lines := strings.Split(string(folder[f.File].Data), "\n")
			if f.Line < 1 || f.Line > len(lines) || f.Col < 1 || f.Col > utf8.RuneCountInString(lines[f.Line-1])+1 {
				t.Errorf("%s:%d:%d is no place", f.File, f.Line, f.Col)
			}
			out, err := json.Marshal(f)
			if err != nil {
				t.Fatal(err)
			}
			var keys map[string]any
			if err := json.Unmarshal(out, &keys); err != nil || len(keys) != 8 {
				t.Errorf("%s %v", out, err)
			}
		}
	}
}

// FuzzFix: what is fixed stays fixed, and only words change.
func FuzzFix(f *testing.F) {
	f.Add("passerelle: 1\r\nkind: aide # note\nid: a\nÉtapes:\n  - dire: {fr: é}\n")
	f.Fuzz(func(t *testing.T, source string) {
		fixed, changes := flows.Fix("x.yaml", []byte(source))
		if len(changes) == 0 && string(fixed) != source {
			t.Error("it changes what it does not tell")
		}
		if strings.Count(string(fixed), "\n") != strings.Count(source, "\n") {
			t.Error("lines are lost")
		}
	})
}
