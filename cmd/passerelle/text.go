package main

import (
	"bufio"
	"io"

	"github.com/spf13/cobra"

	"passerelle/channels/limits"
)

func textCommand() *cobra.Command {
	return group("text", "Look at texts: one line of stdin is one text, one JSON line each", &cobra.Command{
		Use: "segments", Short: "What a text costs as an SMS, counted as given", Args: arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			return eachLine(c.InOrStdin(), c.OutOrStdout(), func(line string) any { return limits.Segments(line) })
		},
	})
}

func eachLine(in io.Reader, out io.Writer, answer func(string) any) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := printJSON(out, answer(lines.Text())); err != nil {
			return err
		}
	}
	return lines.Err()
}
