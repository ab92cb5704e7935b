package voice

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// TestMain lets the test program be the command that reads aloud: its first argument
// says how it does it.
func TestMain(m *testing.M) {
	if len(os.Args) < 2 || !strings.HasPrefix(os.Args[1], "as-") {
		os.Exit(m.Run())
	}
	words, _ := io.ReadAll(os.Stdin)
	switch os.Args[1] {
	case "as-voice":
		os.Stdout.WriteString("OggS" + strings.Repeat(".", 24) + "OpusHead" + os.Args[2] + ":" + string(words))
	case "as-upper":
		os.Stdout.WriteString(strings.ToUpper(string(words)))
	case "as-env":
		os.Stdout.WriteString("OggS" + strings.Repeat(".", 24) + "OpusHead" + strings.Join(os.Environ(), "\n"))
	case "as-endless":
		for {
			if _, err := os.Stdout.WriteString(strings.Repeat("OggS", 1<<16)); err != nil {
				os.Exit(1)
			}
		}
	case "as-broken":
		os.Stderr.WriteString("I was told: " + string(words))
		os.Exit(3)
	case "as-other":
		os.Stdout.WriteString("RIFF....WAVE")
	}
	os.Exit(0)
}

// program is this test program's path in a command line.
func program(t testing.TB, how string) Command {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(strings.ReplaceAll(how, "SELF", "'"+path+"'"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	for line, want := range map[string]string{
		"espeak-ng -v {lang} --stdin":            "espeak-ng,-v,{lang},--stdin",
		"a 'b c' \"d 'e'\" f'g h'i |b|c -":       "a,b c,d 'e',fg hi / b / c,-",
		"a ; rm -rf $HOME `x` && y > z < q * ~ ": "a,;,rm,-rf,$HOME,`x`,&&,y,>,z,<,q,*,~", // words to the program, nothing else
		"":                                       "", "  ": "", "|": "", "a |": "", "| a": "", "a | | b": "", "a 'b": "", "''": "", "a|b|c|d|e": "",
	} {
		c, err := Parse(line)
		var stages []string
		for _, s := range c.stages {
			stages = append(stages, strings.Join(s, ","))
		}
		got := strings.Join(stages, " / ")
		if got != want || (want == "") != errors.Is(err, ErrCommand) {
			t.Errorf("%q: %q, %v; want %q", line, got, err, want)
		}
	}
}

func TestRun(t *testing.T) {
	t.Setenv("PASSERELLE_MASTER_KEY", "the secret")
	t.Setenv("VOICE_TEST", "not secret")
	hello := bot.Aloud{Language: "fr", Words: "Appuyez ici, madame Rey."}
	for how, want := range map[string]struct {
		wrote string
		err   error
	}{
		"SELF as-voice {lang}":                 {"fr:" + hello.Words, nil},
		"SELF as-upper | SELF as-voice {lang}": {"fr:APPUYEZ ICI, MADAME REY.", nil},
		"SELF as-env":                          {"VOICE_TEST=not secret", nil},
		"SELF as-endless":                      {"", ErrTooLarge},
		"SELF as-other":                        {"", ErrNotOpus},
		"SELF as-broken":                       {"", errAny},
		"SELF as-broken | SELF as-voice x":     {"", errAny},
		"SELF as-voice x | SELF as-broken":     {"", errAny},
		"SELF as-upper | no-such-program-here": {"", errAny},
	} {
		data, err := program(t, how).Run(context.Background(), hello)
		switch {
		case want.err == nil && (err != nil || !strings.Contains(string(data), want.wrote)):
			t.Errorf("%s: %q, %v", how, data, err)
		case want.err != nil && (err == nil || !errors.Is(want.err, errAny) && !errors.Is(err, want.err)):
			t.Errorf("%s: %v, want %v", how, err, want.err)
		case err != nil && strings.Contains(err.Error(), "Rey"):
			t.Errorf("%s: the error repeats the text: %v", how, err)
		case strings.Contains(string(data), "the secret"):
			t.Errorf("%s: the program sees our key", how)
		}
	}
	for _, lang := range []string{"", "-x", "fr --help", "../fr", "f"} {
		if _, err := program(t, "SELF as-voice {lang}").Run(context.Background(), bot.Aloud{Language: lang, Words: "x"}); !errors.Is(err, ErrCommand) {
			t.Errorf("language %q: %v", lang, err)
		}
	}
}

var errAny = errors.New("any")

// TestRunEnds: whoever stops waiting stops the programs too.
func TestRunEnds(t *testing.T) {
	ctx, end := context.WithCancel(context.Background())
	end()
	if _, err := program(t, "SELF as-endless").Run(ctx, bot.Aloud{Language: "fr", Words: "x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestFill(t *testing.T) {
	dir := t.TempDir()
	cache, err := Open(dir+"/voices", program(t, "SELF as-voice {lang}"))
	if err != nil {
		t.Fatal(err)
	}
	texts := []bot.Aloud{{Language: "fr", Words: "Un."}, {Language: "de", Words: "Eins."}, {Language: "no tag", Words: "x"}, {Language: "de", Words: "Un."}}
	now := time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	fill := func(v *Voices) (told []map[bot.Aloud]string, made int) {
		made, err := v.Fill(context.Background(), texts, now, func(m map[bot.Aloud]string) { told = append(told, m) })
		if err != nil {
			t.Fatal(err)
		}
		return told, made
	}
	first := cache.Of()
	told, made := fill(first)
	if made != 3 || len(told) != 2 || len(told[0]) != 0 || len(told[1]) != 3 {
		t.Fatalf("made %d, told %v", made, told)
	}
	again, made := fill(cache.Of()) // another start
	if made != 0 || len(again) != 1 || len(again[0]) != 3 {
		t.Fatalf("made %d again, told %v", made, again)
	}
	a, ok := first.Get(again[0][texts[1]])
	if !ok || a.Type != "audio/ogg" || a.Sum != cache.Name(texts[1]) || !strings.HasSuffix(string(a.Data), "de:Eins.\n") {
		t.Errorf("%v %q", ok, a.Data)
	}
	if _, ok := cache.Of().Get(a.Sum); ok {
		t.Error("another agency, which has no such text, serves it")
	}
	if err := os.Remove(cache.path(a.Sum)); err != nil {
		t.Fatal(err)
	}
	if b, ok := first.Get(a.Sum); !ok || string(b.Data) != string(a.Data) {
		t.Error("what another node told of is not made when it is asked for")
	}
	if gone, err := cache.Tidy(now.Add(unused - time.Hour)); gone != 0 || err != nil {
		t.Errorf("%d files went too early, %v", gone, err)
	}
	if err := os.WriteFile(dir+"/voices/somebody.ogg", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(dir+"/voices/somebody.ogg", now, now); err != nil {
		t.Fatal(err)
	}
	if gone, err := cache.Tidy(now.Add(unused)); gone != 2 || err != nil { // two, for Get made one just now; and not what is not ours
		t.Errorf("%d files went, %v", gone, err)
	}
}

// TestFillGivesUp: a command that never works is not tried for each of a thousand
// texts, and nothing is heard.
func TestFillGivesUp(t *testing.T) {
	cache, err := Open(t.TempDir(), program(t, "SELF as-broken"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []bot.Aloud
	for _, w := range strings.Fields("a b c d e") {
		texts = append(texts, bot.Aloud{Language: "fr", Words: w})
	}
	v := cache.Of()
	made, err := v.Fill(context.Background(), texts, time.Now(), func(m map[bot.Aloud]string) {
		if len(m) > 0 {
			t.Errorf("told of %v", m)
		}
	})
	if made != 0 || err == nil {
		t.Errorf("made %d, %v", made, err)
	}
	if _, ok := v.Get(cache.Name(texts[0])); ok {
		t.Error("something is served")
	}
}

// TestReal reads a sentence aloud with the usual programs, in each language that we
// ship, twice: the same file each time, so that every node has the same.
func TestReal(t *testing.T) {
	c, ok := Default()
	if !ok {
		t.Skip("espeak-ng with opusenc or ffmpeg is not installed: apt-get install espeak-ng opus-tools")
	}
	for lang, words := range map[string]string{
		"fr": "Appuyez sur le bouton rond.\n1: C'est fait.\n2: J'ai besoin d'aide.", "de": "Drücken Sie auf den runden Knopf.",
		"it": "Prema il tasto rotondo.", "en": "Press the round button.",
	} {
		first, err := c.Run(context.Background(), bot.Aloud{Language: lang, Words: words})
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		second, err := c.Run(context.Background(), bot.Aloud{Language: lang, Words: words})
		if err != nil || string(first) != string(second) {
			t.Errorf("%s: another file the second time (%d and %d bytes), %v", lang, len(first), len(second), err)
		}
		if len(first) < 1000 || len(first) > 100_000 {
			t.Errorf("%s: %d bytes for a sentence", lang, len(first))
		}
		name := t.TempDir()
		if err := os.WriteFile(name+"/v.ogg", first, 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := flows.ReadAsset(os.DirFS(name), "v.ogg"); err != nil || !a.Voice() {
			t.Errorf("%s: %v", lang, err)
		}
	}
}
