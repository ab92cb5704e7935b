package bench_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

const heardOnly = "passerelle: 1\nkind: help\nid: tea\ntitle: {fr: Tisane}\nstatus: published\ngoal: {fr: Vous savez.}\nsteps:\n" +
	"  - id: find\n    say: {fr: Touchez le rond.}\n    picture: {file: p.png, alt: {fr: Un rond blanc}}\n" +
	"    instead:\n      - when: {reads_by: ear}\n        say: {fr: Dites tisane.}\n" +
	"  - id: again\n    say: {fr: Touchez encore.}\n    picture: {file: p.png, alt: {fr: Un rond blanc}}\n"

// TestWordsForTheEarComeWithoutTheSign: it belongs to the words that they stand in
// place of. A step without such words tells its picture.
func TestWordsForTheEarComeWithoutTheSign(t *testing.T) {
	set, _, err := flows.LoadSet(fstest.MapFS{"tea.yaml": {Data: []byte(heardOnly)}, "p.png": {Data: []byte("\x89PNG\r\n\x1a\n")}}, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for setup, told := range map[string][2]string{"": {"Touchez le rond.", "Touchez encore."}, "! reads_by ear": {"Dites tisane.", "Un rond blanc\nTouchez encore."}} {
		p := bench.NewPlayer(book)
		p.Begin(bot.Telegram, "fr", time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC))
		for _, line := range []string{setup, "! start tea"} {
			if line == "" {
				continue
			}
			if _, err := p.Line(line); err != nil {
				t.Fatal(err)
			}
		}
		for i, words := range []string{"répéter", "c'est fait"} {
			calls := says(t, p, words)
			last := calls[len(calls)-1]
			if !strings.HasPrefix(last.Text, told[i]) || (last.Media != "") != (setup == "") {
				t.Errorf("%q %s: %q with picture %q", setup, words, last.Text, last.Media)
			}
		}
	}
}
