package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func manpageCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "manpage",
		Short: "Print the manual page; with --dir, write one for each command",
		Args:  arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&dir, "dir", "", "folder for the pages of all commands, such as /usr/local/share/man/man1")
	c.RunE = func(c *cobra.Command, _ []string) error {
		header := &doc.GenManHeader{Title: "PASSERELLE", Section: "1", Source: "passerelle " + version, Manual: "Passerelle"}
		root := c.Root()
		root.DisableAutoGenTag = true
		if dir == "" {
			return doc.GenMan(root, header, c.OutOrStdout())
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		return doc.GenManTree(root, header, dir)
	}
	return c
}
