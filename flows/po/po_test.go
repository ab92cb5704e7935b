package po_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"passerelle/flows/po"
)

// whole is a file with everything that a translator's program may write.
const whole = `# Translated by Anna
msgid ""
msgstr ""
"Language: it\n"
"X-Source-Language: fr\n"

# a note
#. label: at most 20 characters
#: help/lamp.yaml:12
#, fuzzy, no-wrap
#| msgid "Oui"
msgctxt "lamp/light/choice/yes/label"
msgid "Oui, merci"
msgstr "Sì"

msgctxt "lamp/press/say"
msgid ""
"Appuyez \"ici\".\n"
"Attendez."
msgstr "Prema \"qui\".\n" "Aspetti:\t\\ \x41\101"

#~ msgctxt "lamp/gone"
#~ msgid "Vieux"
#~ msgstr "Vecchio"
`

func read(t *testing.T, source string) *po.File {
	t.Helper()
	f, errs := po.Parse([]byte(source))
	for _, e := range errs {
		t.Error(e)
	}
	return f
}

func TestParse(t *testing.T) {
	f := read(t, whole)
	if len(f.Entries) != 3 || f.Field("language") != "it" || f.Field("X-Source-Language") != "fr" || f.Field("Nothing") != "" {
		t.Fatalf("%d entries, header %+v", len(f.Entries), f.Header())
	}
	label := f.Find("lamp/light/choice/yes/label")
	if label.ID != "Oui, merci" || label.Str != "Sì" || !label.Fuzzy() || label.Line != 12 || label.Col != 1 || label.StrLine != 14 || label.StrCol != 9 {
		t.Errorf("%+v", label)
	}
	if label.Of(po.ForTranslator)[0] != "label: at most 20 characters" || label.Of(po.Where)[0] != "help/lamp.yaml:12" || label.Of(po.Before)[0] != `msgid "Oui"` {
		t.Errorf("comments %q", label.Comments)
	}
	say := f.Find("lamp/press/say")
	if say.ID != "Appuyez \"ici\".\nAttendez." || say.Str != "Prema \"qui\".\nAspetti:\t\\ AA" || say.StrLine != 20 || say.StrCol != 9 {
		t.Errorf("%+v", say)
	}
}

// TestWhatWasReadIsWrittenAsItStood: byte for byte, whatever ends its lines;
// where one entry is changed, the others stay.
func TestWhatWasReadIsWrittenAsItStood(t *testing.T) {
	for name, source := range map[string]string{
		"as it is": whole, "Windows": strings.ReplaceAll(whole, "\n", "\r\n"), "a mark before it": "\uFEFF" + whole,
		"no last line end": strings.TrimRight(whole, "\n"), "ends in blank lines": whole + "\n\n", "empty": "", "only a note": "# later\n",
		"close together": "msgid \"a\"\nmsgstr \"b\"\nmsgid \"c\"\nmsgstr \"d\"",
	} {
		f := read(t, source)
		if got := string(po.Format(f)); got != source {
			t.Errorf("%s: written as\n%s", name, got)
		}
	}
	for _, end := range []string{"\n", "\r\n"} {
		source := strings.ReplaceAll(whole, "\n", end)
		f := read(t, source)
		label := f.Find("lamp/light/choice/yes/label")
		label.Str = "Sì, grazie"
		label.SetFuzzy(false)
		want := strings.Replace(strings.Replace(source, `"Sì"`, `"Sì, grazie"`, 1), "#, fuzzy, no-wrap", "#, no-wrap", 1)
		if got := string(po.Format(f)); got != want {
			t.Errorf("one entry changed:\n%q\nwant\n%q", got, want)
		}
	}
}

// TestAddedAtTheEnd: a new entry stands apart from what was there.
func TestAddedAtTheEnd(t *testing.T) {
	f := read(t, "msgid \"a\"\nmsgstr \"b\"")
	f.Entries = append(f.Entries, &po.Entry{Context: "x/y", ID: "one\ntwo\n", Str: "eins\n"})
	want := "msgid \"a\"\nmsgstr \"b\"\n\nmsgctxt \"x/y\"\nmsgid \"\"\n\"one\\n\"\n\"two\\n\"\nmsgstr \"eins\\n\"\n"
	if got := string(po.Format(f)); got != want {
		t.Errorf("%s", got)
	}
}

func TestFlags(t *testing.T) {
	e := &po.Entry{ID: "x", Comments: []string{"# mine", "#: here"}}
	e.SetFuzzy(true)
	e.Set(po.ForTranslator, "be short", "")
	e.Set(po.Before, `msgid "y"`)
	if got := strings.Join(e.Comments, "|"); got != "# mine|#. be short|#.|#: here|#, fuzzy|#| msgid \"y\"" || !e.Fuzzy() {
		t.Error(got)
	}
	e.SetFuzzy(false)
	e.Set(po.ForTranslator, "be kind")
	if got := strings.Join(e.Comments, "|"); got != "# mine|#. be kind|#: here|#| msgid \"y\"" || e.Fuzzy() {
		t.Error(got)
	}
}

// TestErrors: each mistake is found where it is, all of them at once, and the
// sentence says how to mend it.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		source, kind, says string
		line, col          int
	}{
		{"msgid \"é\\q\"\nmsgstr \"\"", "escape", `write \n`, 1, 9},
		{"msgid \"a\nmsgstr \"b\"", "open-quote", "closing quote", 1, 7},
		{"msgid a\nmsgstr \"b\"", "quote", "double quotes", 1, 7},
		{"msgid \"a\" b\nmsgstr \"b\"", "quote", "double quotes", 1, 11},
		{"msgid\nmsgstr \"b\"", "no-text", "is missing after", 1, 6},
		{"  msgdi \"a\"\nmsgstr \"b\"", "keyword", "msgctxt", 1, 3},
		{"\"a\"\n", "keyword", "no word", 1, 1},
		{"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"", "plural", "no plural forms", 2, 1},
		{"msgid \"a\"\nmsgstr[0] \"b\"", "plural", "no plural forms", 2, 1},
		{"msgctxt \"c\"\nmsgstr \"b\"", "no-id", "msgid is missing", 2, 1},
		{"msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"c\"", "no-str", "msgstr is missing", 1, 1},
		{"msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"1\"\n\nmsgctxt \"c\"\nmsgid \"a\"\nmsgstr \"2\"", "twice", "keep one", 5, 1},
		{"msgid \"a\"\nmsgstr \"1\"\nmsgstr \"2\"", "twice", "keep one", 3, 1},
		{"msgid \"a\"\nmsgstr \"caf\xe9\"", "encoding", "UTF-8", 2, 1},
	} {
		_, errs := po.Parse([]byte(c.source))
		if len(errs) == 0 || errs[0].Kind != c.kind || errs[0].Line != c.line || errs[0].Col != c.col || !strings.Contains(errs[0].Error(), c.says) {
			t.Errorf("%q: %v", c.source, errs)
		}
	}
	if _, errs := po.Parse([]byte("msgid \"a\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"\\q\"\n")); len(errs) != 2 {
		t.Errorf("not all at once: %v", errs)
	}
}

// TestAnyTextComesBack: whatever a text holds, it is read as it was written, and
// the form does not change the second time.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOfN(rapid.RuneFrom([]rune("aé\"\\\n\t\r\a\v {}#x0ß📷\u0085\u2028")), 0, 30, -1)
		e := po.Entry{Context: "flow/" + words.Draw(t, "context"), ID: words.Draw(t, "source"), Str: words.Draw(t, "translation")}
		f := &po.File{Entries: []*po.Entry{&e}}
		once := po.Format(f)
		again, errs := po.Parse(once)
		if len(errs) > 0 || len(again.Entries) != 1 {
			t.Fatalf("%v\n%s", errs, once)
		}
		if got := again.Entries[0]; got.Context != e.Context || got.ID != e.ID || got.Str != e.Str {
			t.Fatalf("%+v came back as %+v", e, *got)
		}
		again.Entries[0].Str += "!"
		changed := po.Format(again)
		again.Entries[0].Str = e.Str
		if twice := po.Format(again); !bytes.Equal(once, twice) || bytes.Equal(once, changed) {
			t.Fatalf("%s\nthen\n%s", once, twice)
		}
	})
}

// FuzzParse: nothing ends the program, places are in the file, and what can be
// read is written as it stood.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{whole, "", "\uFEFF", "msgid \"\\", "#~\nmsgctxt", "msgid \"a\" \"b\"\r\nmsgstr \"\\x4\"", "\"\"", "msgstr\"\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		file, errs := po.Parse(source)
		lines := bytes.Count(source, []byte("\n")) + 1
		for _, e := range errs {
			if e.Line < 1 || e.Line > lines || e.Col < 1 || e.Error() == "" {
				t.Fatalf("%+v", e)
			}
		}
		if len(errs) > 0 {
			return
		}
		if got := po.Format(file); !bytes.Equal(got, source) {
			t.Fatalf("%q written as %q", source, got)
		}
		for _, e := range file.Entries {
			e.Str += "x"
		}
		laid := po.Format(file)
		again, errs := po.Parse(laid)
		if len(errs) > 0 || len(again.Entries) != len(file.Entries) {
			t.Fatalf("%q laid out as %q: %v", source, laid, errs)
		}
		for i, e := range again.Entries {
			if old := file.Entries[i]; e.Str != old.Str || e.ID != old.ID || e.Context != old.Context {
				t.Fatalf("%+v came back as %+v", *old, *e)
			}
		}
	})
}
