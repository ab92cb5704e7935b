package main

import (
	"bufio"
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"passerelle/channels/limits"
	"passerelle/flows/library"
	"passerelle/flows/text"
)

func textCommand() *cobra.Command {
	return group("text", "Look at texts: one line of stdin is one text, one JSON line each", &cobra.Command{
		Use: "segments", Short: "What a text costs as an SMS, counted as given", Args: arguments(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			return eachLine(c.InOrStdin(), c.OutOrStdout(), func(line string) any { return limits.Segments(line) })
		},
	}, readabilityCommand(), understandCommand())
}

func readabilityCommand() *cobra.Command {
	var language string
	c := &cobra.Command{
		Use: "readability --lang fr", Short: "How hard a text is to read: what can be counted, and the scores of its language", Args: arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&language, "lang", "", "language of the texts: fr, de, it, en")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if !slices.Contains(library.Tags(), language) {
			return usageError{errors.New("--lang is one of fr, de, it, en: each language has its own score")}
		}
		return eachLine(c.InOrStdin(), c.OutOrStdout(), func(line string) any { return text.Read(line, language) })
	}
	return c
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
