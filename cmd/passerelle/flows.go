package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"passerelle/flows/bench"
)

func flowsCommand() *cobra.Command {
	return group("flows", "The author's tools", lintCommand(), testCommand(), drawCommand(), printCommand(), costCommand(), walkCommand(), schemaCommand(),
		fixCommand(), explainCommand(), previewCommand(), exportCommand(), importCommand(), statusCommand(), diffCommand(), flowsGapsCommand())
}

func testCommand() *cobra.Command {
	var update, cover bool
	c := &cobra.Command{Use: "test [FOLDER]", Short: "Play the transcripts of an agency's folder and compare every word", Args: arguments(cobra.MaximumNArgs(1))}
	c.Flags().BoolVar(&update, "update", false, "write what the bot says now into the transcripts")
	c.Flags().BoolVar(&cover, "cover", false, "list the steps, choices, hints and questions that no transcript visits")
	c.RunE = func(c *cobra.Command, args []string) error {
		dir := "."
		if len(args) > 0 {
			dir = args[0]
		}
		set, err := loadSet(c, dir)
		if err != nil {
			return err
		}
		book, err := bench.NewBook(set)
		if err != nil {
			return err
		}
		seen := bench.NewCoverage()
		results, err := bench.Run(book, os.DirFS(dir), seen)
		if err != nil {
			return err
		}
		if cover {
			if err := printCover(c, dir, seen, set); err != nil {
				return err
			}
		}
		return tellResults(c, dir, results, update)
	}
	return c
}

func tellResults(c *cobra.Command, dir string, results []bench.Result, update bool) error {
	bad := 0
	for _, r := range results {
		path := filepath.Join(dir, r.File)
		switch {
		case r.Err != nil:
			bad++
			fmt.Fprintf(c.OutOrStdout(), "%s: %v\n", path, r.Err)
		case r.Diff == "":
		case update:
			if err := os.WriteFile(path, []byte(r.Updated), 0o644); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: updated\n", path)
		default:
			bad++
			fmt.Fprintf(c.OutOrStdout(), "%s:%d: the bot says something else\n%s\n", path, r.Line, r.Diff)
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d transcripts, %d differ\n", len(results), bad)
	if bad > 0 {
		return errFindings
	}
	return nil
}
