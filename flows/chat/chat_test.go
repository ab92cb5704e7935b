package chat

import (
	"strings"
	"testing"
)

const talk = `# a note
! channel sms
> bonjour
< Bonjour !
  Que voulez-vous faire ?
  [1 Menu]
>
* case requested reason=asked
`

func TestParseAndFormat(t *testing.T) {
	lines, err := Parse("a.chat", talk)
	if err != nil {
		t.Fatal(err)
	}
	if got := Format(lines); got != talk {
		t.Errorf("got\n%s", got)
	}
	if lines[3].Text != "Bonjour !\nQue voulez-vous faire ?\n[1 Menu]" || lines[3].Number != 4 || lines[4].Text != "" {
		t.Errorf("got %+v", lines)
	}
	for source, want := range map[string]string{"hello": "a.chat:1:", "> a\n\n  b\nx": "a.chat:4:", "  b": "a.chat:1:", "# a\n  b": "a.chat:2:"} {
		if _, err := Parse("a.chat", source); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", source, err, want)
		}
	}
}

func TestDiffGoesBothWays(t *testing.T) {
	want, _ := Parse("", "> a\n< b\n< c\n")
	for name, c := range map[string]struct{ source, diff string }{
		"the same, with a note": {"# x\n> a\n< b\n< c\n", ""},
		"a line less":           {"> a\n< b\n", "     1 > a\n     2 < b\n-    3 < c\n"},
		"a line more":           {"> a\n< b\n< c\n< d\n", "       …\n     2 < b\n     3 < c\n+      < d\n"},
		"another line":          {"> a\n< x\n< c\n", "     1 > a\n-    2 < b\n+      < x\n     3 < c\n"},
	} {
		got, err := Parse("", c.source)
		if err != nil {
			t.Fatal(err)
		}
		if diff := Diff(want, got); diff != c.diff {
			t.Errorf("%s: got\n%s", name, diff)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(talk)
	f.Add("> a\n  b")
	f.Fuzz(func(t *testing.T, source string) {
		lines, err := Parse("f", source)
		if err != nil {
			return
		}
		again, err := Parse("f", Format(lines))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, Format(lines))
		}
		if d := Diff(lines, again); d != "" {
			t.Fatal(d)
		}
	})
}

// TestUpdateChangesOnlyWhatTheBotSaid: the author's lines, notes and empty lines
// stay byte for byte, and so does what is said still.
func TestUpdateChangesOnlyWhatTheBotSaid(t *testing.T) {
	const source = "# a note\n\n!  channel   sms\n\n> bonjour  \n# he is new\n< Bonjour !\n   Deux espaces de plus.\n\n< old\n* case requested\n\n# the end\n> a\n  b\n\n\n> c"
	got, err := Parse("", "! channel sms\n> bonjour\n< Bonjour !\n   Deux espaces de plus.\n< new\n  line\n* case requested\n> a\n  b\n< said\n> c\n< at last\n")
	if err != nil {
		t.Fatal(err)
	}
	const want = "# a note\n\n!  channel   sms\n\n> bonjour  \n# he is new\n< Bonjour !\n   Deux espaces de plus.\n\n< new\n  line\n* case requested\n\n# the end\n> a\n  b\n< said\n\n\n> c\n< at last\n"
	for name, end := range map[string]string{"Unix": "\n", "Windows": "\r\n"} {
		updated, err := Update(strings.ReplaceAll(source, "\n", end), got)
		if err != nil {
			t.Fatal(err)
		}
		if updated != strings.ReplaceAll(want, "\n", end) {
			t.Errorf("%s: got\n%q\nwant\n%q", name, updated, want)
		}
		again, err := Update(updated, got)
		if err != nil || again != updated {
			t.Errorf("%s: a second time changes something: %q", name, again)
		}
	}
}

// FuzzUpdate: what was played already is not touched, whatever the file is like.
func FuzzUpdate(f *testing.F) {
	f.Add(talk)
	f.Add("> a\n\n  b\n< c\r\n\n#\n")
	f.Fuzz(func(t *testing.T, source string) {
		lines, err := Parse("f", source)
		if err != nil {
			return
		}
		updated, err := Update(source, lines)
		if err != nil {
			t.Fatal(err)
		}
		for len(lines) > 0 && !lines[0].own() { // what stands before the first line of the author's was never played
			lines = lines[1:]
		}
		again, err := Parse("f", updated)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%q", err, updated)
		}
		for len(again) > 0 && !again[0].own() {
			again = again[1:]
		}
		if d := Diff(lines, again); d != "" {
			t.Fatalf("%s\n%q", d, updated)
		}
		if third, _ := Update(updated, lines); third != updated {
			t.Fatalf("a second time changes something:\n%q\n%q", updated, third)
		}
	})
}
