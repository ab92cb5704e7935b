package bench_test

import (
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestATrialIsPlayedAgain with the words of now, buttons and jumps included.
func TestATrialIsPlayedAgain(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	trial := bench.Trial{Channel: bot.Telegram, Language: "de", Lines: []string{"! at scan-document/light"}}
	messages, err := trial.Play(book)
	if err != nil || len(messages) != 2 || !strings.Contains(messages[1].Text, "Legen Sie das Blatt auf einen Tisch") {
		t.Fatalf("%v %+v", err, messages)
	}
	keys := messages[1].Keys
	if len(keys) < 2 || keys[0].Line != "! press 1@1" || keys[1].Line != "! press 2@1" {
		t.Fatalf("%+v", keys)
	}
	trial.Lines = append(trial.Lines, keys[1].Line, "! wait 2 hours", "! send picture")
	messages, err = trial.Play(book)
	if err != nil || messages[2].Text != keys[1].Label || !messages[2].Mine || !strings.Contains(messages[3].Text, "Fenster") {
		t.Fatalf("%v %+v", err, messages)
	}
	if messages[4].Text != "wait 2 hours" || !messages[4].Happened || messages[5].Media != "picture" {
		t.Errorf("%+v", messages[4:])
	}
	now, err := bench.NewBook(spoiled(t, "help/scan-document.yaml", "Gehen Sie ans Fenster.", "Gehen Sie ans Licht."))
	if err != nil {
		t.Fatal(err)
	}
	if messages, err = trial.Play(now); err != nil || !strings.Contains(messages[3].Text, "Gehen Sie ans Licht.") {
		t.Errorf("%v %+v", err, messages)
	}
	written, err := trial.Transcript(now)
	if err != nil || !strings.HasPrefix(written, "! channel telegram\n! language de\n! at scan-document/light\n< ") || !strings.Contains(written, "\n! press 2@1\n") {
		t.Errorf("%v\n%s", err, written)
	}
}

// TestATrialCountsWhatAnSMSCosts, both ways, and begins with the flow.
func TestATrialCountsWhatAnSMSCosts(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	trial := bench.Trial{Channel: bot.SMS, Language: "fr", Lines: []string{"! start scam-message", "1"}}
	messages, err := trial.Play(book)
	if err != nil || len(messages) != 4 || messages[1].Parts == 0 || messages[2].Parts != 1 || len(messages[1].Keys) > 0 {
		t.Errorf("%v %+v", err, messages)
	}
	for _, line := range []string{"! start nothing", "! at scam-message/nothing", "! at scam-message", "! press 9@9", "! dance"} {
		trial.Lines = []string{"menu", line}
		if messages, err := trial.Play(book); err == nil || len(messages) != 2 {
			t.Errorf("%s: %v, %d messages", line, err, len(messages))
		}
	}
}
