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
		"a line less":           {"> a\n< b\n", "  > a\n  < b\n- < c\n"},
		"a line more":           {"> a\n< b\n< c\n< d\n", "  > a\n  < b\n  < c\n+ < d\n"},
		"another line":          {"> a\n< x\n< c\n", "  > a\n- < b\n+ < x\n  < c\n"},
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
