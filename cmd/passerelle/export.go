package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/flows/po"
	"passerelle/flows/sheet"
)

func exportCommand() *cobra.Command {
	var agency, to, format, out string
	c := &cobra.Command{
		Use:   "export-po [FLOW…]",
		Short: "Write files for translators: every text, with the translation that there is",
		Long: `Write files for translators: every text of the flows named (all, without names; the phrases and the agency
too), with the translation that there is, what it is for and how long it may be.

One file goes to standard output; with --out, each goes to a file of its own there. --format xlsx makes one
spreadsheet for people without a program for PO files. What comes back goes in with: passerelle flows import-po`,
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, what we ship")
	c.Flags().StringVar(&to, "lang", "", "language to translate into: it")
	c.Flags().StringVar(&format, "format", "po", "po, or xlsx for a spreadsheet")
	c.Flags().StringVar(&out, "out", "", "folder for the files")
	c.RunE = func(c *cobra.Command, ids []string) error {
		switch {
		case format != "po" && format != "xlsx":
			return usageError{fmt.Errorf("--format is po or xlsx, not %q", format)}
		case to == "":
			return usageError{errors.New("say into which language: --lang it")}
		case !flows.Known(to):
			return usageError{fmt.Errorf("--lang is one of %s, not %q", strings.Join(flows.Tags(), ", "), to)}
		}
		texts, err := loadTexts(c, agency)
		if err != nil {
			return err
		}
		if ids, err = chosenIDs(texts, ids); err != nil {
			return err
		}
		if out == "" && (len(ids) > 1 || format == "xlsx") {
			return usageError{errors.New("several files, or a spreadsheet, need a folder: --out DIR, or name one flow")}
		}
		talk := messageLanguage("")
		if format == "xlsx" {
			return exportSheet(c, texts, ids, to, out, talk)
		}
		for _, id := range ids {
			if err := exportPO(c, texts, id, to, out, talk); err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

// loadTexts is loadSet with what translators need.
func loadTexts(c *cobra.Command, dir string) (*flows.Texts, error) {
	if _, err := loadSet(c, dir); err != nil { // shows what is wrong
		return nil, err
	}
	agency, err := openDir(dir)
	if err != nil {
		return nil, err
	}
	texts, _, err := flows.LoadTexts(agency, library.Files)
	return texts, err
}

// chosenIDs are the named files, or all.
func chosenIDs(texts *flows.Texts, ids []string) ([]string, error) {
	known := texts.IDs()
	for _, id := range ids {
		if !slices.Contains(known, id) {
			hint := ""
			if near := flows.Nearest(id, known); near != "" {
				hint = ": is it " + near + "?"
			}
			return nil, usageError{fmt.Errorf("nothing here has the id %q%s", id, hint)}
		}
	}
	if len(ids) == 0 {
		return known, nil
	}
	return ids, nil
}

func exportPO(c *cobra.Command, texts *flows.Texts, id, to, out, talk string) error {
	file := texts.Export([]string{id}, to, talk)
	if out == "" {
		_, err := c.OutOrStdout().Write(po.Format(file))
		return err
	}
	return announce(c, file, filepath.Join(out, id+"."+to+".po"), po.Format(file), talk)
}

func exportSheet(c *cobra.Command, texts *flows.Texts, ids []string, to, out, talk string) error {
	file := texts.Export(ids, to, talk)
	heads := sheet.Heads{
		flows.Say("sheet-id", talk), flows.Say("sheet-source", talk, file.Field("X-Source-Language")), flows.Say("sheet-text", talk, to),
		flows.Say("sheet-count", talk), flows.Say("sheet-hint", talk), flows.Say("sheet-note", talk),
	}
	workbook, err := sheet.Write(to, heads, sheet.Rows(file))
	if err != nil {
		return err
	}
	name := "passerelle"
	if len(ids) == 1 {
		name = ids[0]
	}
	return announce(c, file, filepath.Join(out, name+"."+to+".xlsx"), workbook, talk)
}

// announce writes a file whole, and says what is in it.
func announce(c *cobra.Command, file *po.File, path string, content []byte, talk string) error {
	if err := writeWhole(path, content); err != nil {
		return err
	}
	todo := 0
	for _, e := range file.Entries {
		if e.Context != "" && (e.Str == "" || e.Fuzzy()) {
			todo++
		}
	}
	_, err := fmt.Fprintln(c.ErrOrStderr(), flows.Say("exported", talk, path, len(file.Entries)-1, todo))
	return err
}

// writeWhole puts a file in its place at once, or not at all.
func writeWhole(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".passerelle-*")
	if err != nil {
		return err
	}
	_, err = draft.Write(content)
	if err = errors.Join(err, draft.Chmod(0o644), draft.Close()); err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(draft.Name()))
	}
	return nil
}
