package bench_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/chat"
	"passerelle/flows/library"
)

// spoiled is the library with one text of a flow replaced.
func spoiled(t *testing.T, file, from, to string) *flows.Set {
	t.Helper()
	source, err := fs.ReadFile(library.Few, file)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(source), from, to, 1)
	if text == string(source) {
		t.Fatalf("%s does not hold %q", file, from)
	}
	agency, err := fs.ReadFile(library.Few, "agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	set, findings, err := flows.LoadSet(fstest.MapFS{"agency.yaml": {Data: agency}, "own.yaml": {Data: []byte(text)}}, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	return set
}

// TestWalkFinds: a walk over a spoiled library says what is wrong, and where.
func TestWalkFinds(t *testing.T) {
	const text = "Ne touchez aucun lien. Ne payez rien."
	long := strings.TrimSpace(strings.Repeat("Encore une phrase. ", 40))
	set := spoiled(t, "help/scam-message.yaml", text, long)
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{"menu": "menu", "human": "personne"}
	w := bench.Walk(book, words, "fr", bot.SMS, 0, 400)
	if !slices.ContainsFunc(w.Findings, func(f string) bool { return strings.Contains(f, "SMS parts at scam-message") }) {
		t.Errorf("nothing is said of a text of %d characters: %v", len(long), w.Findings)
	}
	if w.Parts <= 3 || w.Dearest == "" || w.Turns == 0 {
		t.Errorf("%d parts, %q, %d turns", w.Parts, w.Dearest, w.Turns)
	}
	if w := bench.Walk(book, words, "fr", bot.Telegram, 0, 400); len(w.Findings) > 0 {
		t.Errorf("Telegram carries it, but: %v", w.Findings)
	}
}

// TestPlayerRefuses what a transcript cannot mean, with how to write it.
func TestPlayerRefuses(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"! now yesterday": "2026-11-10 08:20", "! wait long": "3 days", "! channel pigeon": "whatsapp", "! device fridge": "android",
		"! send rocket": "picture", "! press 9": "no such choice", "! counsellor marie dances": "claims", "! counsellor marie claims": "case_gone", "! sing": "not known",
	} {
		lines, err := chat.Parse("x.chat", line+"\n")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := bench.Play(book, lines); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", line, err, want)
		}
	}
}

// TestRunCompares every word both ways, and -update changes only what the bot said.
func TestRunCompares(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	dir := fstest.MapFS{
		"wrong.chat":  {Data: []byte("# a note\n! language en\n> menu\n< Something else\n> thanks\n")},
		"broken.chat": {Data: []byte("what is this\n")},
		"a/ok.txt":    {Data: []byte("no transcript")},
	}
	results, err := bench.Run(book, dir, nil)
	if err != nil || len(results) != 2 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	for _, r := range results {
		switch r.File {
		case "broken.chat":
			if r.Err == nil || !strings.Contains(r.Err.Error(), "broken.chat:1") {
				t.Errorf("broken: %v", r.Err)
			}
		case "wrong.chat":
			if !strings.Contains(r.Diff, "-    4 < Something else") || !strings.Contains(r.Updated, "# a note") || strings.Contains(r.Updated, "Something else") || !strings.Contains(r.Updated, "What would you like") {
				t.Errorf("diff %s\nupdated %s", r.Diff, r.Updated)
			}
		}
	}
}
