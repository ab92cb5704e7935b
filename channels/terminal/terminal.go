// Package terminal is the bot in a terminal: plain lines that pipes and screen
// readers can follow.
package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"passerelle/bot"
)

// Talk answers one line of the person with the calls that the channel would send.
type Talk func(line string) ([]bot.Call, error)

// Terminal is where a person types.
type Terminal struct {
	In     io.Reader
	Out    io.Writer // what the bot says, and nothing else
	Prompt io.Writer // "> " and what went wrong; nil where nobody watches
}

// mostLine bounds one typed line, in bytes; a message may have 3,000 characters.
const mostLine = 1 << 20

// Run reads lines until there are no more or the context ends. A line that
// Talk refuses is explained, and the talk goes on.
func (t Terminal) Run(ctx context.Context, talk Talk) error {
	lines := bufio.NewScanner(t.In)
	lines.Buffer(nil, mostLine)
	for t.prompt("> "); ctx.Err() == nil && lines.Scan(); t.prompt("> ") {
		calls, err := talk(strings.TrimRight(lines.Text(), "\r"))
		if err != nil {
			t.prompt(err.Error() + "\n")
			continue
		}
		for _, c := range calls {
			if _, err := io.WriteString(t.Out, show(c)+"\n\n"); err != nil {
				return fmt.Errorf("write to the terminal: %w", err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read from the terminal: %w", err)
	}
	return nil
}

func (t Terminal) prompt(words string) {
	if t.Prompt != nil {
		fmt.Fprint(t.Prompt, words)
	}
}

// show writes a call as lines: its text, then its buttons.
func show(c bot.Call) string {
	lines := []string{c.Text}
	if c.Media != "" {
		lines = []string{"[picture]", c.Text}
	}
	for _, k := range c.Keys {
		lines = append(lines, "["+k.Label+"]")
	}
	return strings.Join(lines, "\n")
}
