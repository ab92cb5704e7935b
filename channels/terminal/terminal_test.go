package terminal_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/channels/terminal"
)

func TestALineInCallsOut(t *testing.T) {
	var out, prompt strings.Builder
	asked := []string{}
	talk := func(line string) ([]bot.Call, error) {
		asked = append(asked, line)
		if line == "! nonsense" {
			return nil, errors.New("! nonsense is not known")
		}
		return []bot.Call{{Text: "Bonjour."}, {Text: "Que faire ?", Keys: []bot.Key{{Label: "Menu"}, {Label: "Humain"}}}}, nil
	}
	term := terminal.Terminal{In: strings.NewReader("salut\r\n! nonsense\n"), Out: &out, Prompt: &prompt}
	if err := term.Run(context.Background(), talk); err != nil {
		t.Fatal(err)
	}
	if want := "Bonjour.\n\nQue faire ?\n[Menu]\n[Humain]\n\n"; out.String() != want {
		t.Errorf("stdout is %q, want %q", out.String(), want)
	}
	if want := "> > ! nonsense is not known\n> "; prompt.String() != want {
		t.Errorf("stderr is %q, want %q", prompt.String(), want)
	}
	if len(asked) != 2 || asked[0] != "salut" {
		t.Errorf("asked %q", asked)
	}
}

func TestAWriterThatFailsEndsTheTalk(t *testing.T) {
	term := terminal.Terminal{In: strings.NewReader("a\n"), Out: broken{}}
	err := term.Run(context.Background(), func(string) ([]bot.Call, error) { return []bot.Call{{Text: "x"}}, nil })
	if err == nil {
		t.Error("a closed pipe went unnoticed")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("closed") }
