package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/flows/library"
)

func diffCommand() *cobra.Command {
	var language string
	var asJSON bool
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say in words what changes from one folder or file to another, above all for who is in the middle",
		Args:  arguments(cobra.ExactArgs(2)),
	}
	c.Flags().StringVar(&language, "lang", "", "language of the words: fr, de, it, en")
	c.Flags().BoolVar(&asJSON, "json", false, "the changes as a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		old, err := textsAt(c, args[0])
		if err != nil {
			return err
		}
		new, err := textsAt(c, args[1])
		if err != nil {
			return err
		}
		language = messageLanguage(language)
		changes := []flows.Change{}
		for _, one := range flows.Diff(old, new, int(privacy.Keep(privacy.FlowTexts)/(24*time.Hour))) {
			changes = append(changes, one.In(language))
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), changes)
		}
		return showChanges(c.OutOrStdout(), changes, language)
	}
	return c
}

// textsAt reads a folder, or one file over the shipped library.
func textsAt(c *cobra.Command, path string) (*flows.Texts, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, usageError{fmt.Errorf("there is no folder and no file %s", path)}
	case err != nil:
		return nil, err
	case info.IsDir():
		return loadTexts(c, path)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	texts, findings, err := flows.LoneTexts(filepath.Base(path), source, library.Files)
	if err != nil {
		return nil, err
	}
	if flows.HasErrors(findings) {
		for _, f := range findings {
			if f.Severity == flows.Error {
				f.File = path
				fmt.Fprint(c.ErrOrStderr(), f.Show(messageLanguage(""), source))
			}
		}
		return nil, wrongFiles{path}
	}
	return texts, nil
}

// showChanges prints changes file by file: what differs, then what it means for
// those who are in the middle.
func showChanges(out io.Writer, changes []flows.Change, language string) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(out, flows.SayChange("nothing", language))
		return err
	}
	id, middle := "", false
	for _, one := range changes {
		if one.ID != id {
			if id != "" {
				fmt.Fprintln(out)
			}
			id, middle = one.ID, false
			fmt.Fprintln(out, id)
		}
		if one.Middle && !middle {
			middle = true
			fmt.Fprintln(out, "  "+flows.SayChange("heading-middle", language))
		}
		indent := "  - "
		if one.Middle {
			indent = "    - "
		}
		if _, err := fmt.Fprintln(out, indent+one.Message); err != nil {
			return err
		}
	}
	return nil
}
