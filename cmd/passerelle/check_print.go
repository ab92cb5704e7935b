package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/print"
)

func checkPrintCommand() *cobra.Command {
	var agency, language, out, sheet string
	c := &cobra.Command{
		Use:   "print [CHECK]",
		Short: "Make a sheet of paper of a check, for people without a phone",
		Long: `Make a sheet of paper of a check, for people without a phone: A4, large type, three groups of five questions, and a last
page with the key for the counsellor, who keys the sheet in (console: Paper sheet).

Sheet B has other questions than sheet A: it looks again some weeks later. Without CHECK it is the agency's check.
It is one HTML file that needs nothing else: open it in a browser and print it.`,
		Example: "  passerelle check print --agency my-service --language de --sheet A --out sheet.html",
		Args:    arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the check that we ship")
	c.Flags().StringVar(&language, "language", "", "language of the sheet; without it, the agency's first")
	c.Flags().StringVar(&out, "out", "", "the file to write; without it, standard output")
	c.Flags().StringVar(&sheet, "sheet", "A", "A, or B for the second look")
	c.RunE = func(c *cobra.Command, ids []string) error {
		if !slices.Contains(print.Sheets, sheet) {
			return usageError{fmt.Errorf("--sheet is A or B, not %q", sheet)}
		}
		set, err := loadSet(c, agency)
		if err != nil {
			return err
		}
		check, err := checkOf(set, ids)
		if err != nil {
			return err
		}
		if language == "" {
			language = set.Agency.Languages[0]
		}
		if !slices.Contains(check.Languages, language) {
			return usageError{fmt.Errorf("%s is not written in %q: --language is one of %v", check.ID, language, check.Languages)}
		}
		page, err := print.CheckSheet(set, check, language, sheet)
		if err != nil {
			return err
		}
		if out == "" {
			_, err = c.OutOrStdout().Write(page)
			return err
		}
		return os.WriteFile(out, page, 0o644)
	}
	return c
}

// checkOf is the check of an id, or the one published check of a set.
func checkOf(set *flows.Set, ids []string) (*flows.Flow, error) {
	var known []string
	var published *flows.Flow
	for _, f := range set.Flows {
		if f.Kind != flows.KindCheck {
			continue
		}
		if len(ids) > 0 && f.ID == ids[0] {
			return f, nil
		}
		known = append(known, f.ID)
		if f.Status == flows.Published && published == nil {
			published = f
		}
	}
	switch {
	case len(ids) > 0:
		hint := ""
		if near := flows.Nearest(ids[0], known); near != "" {
			hint = ": is it " + near + "?"
		}
		return nil, usageError{fmt.Errorf("there is no check %q here%s", ids[0], hint)}
	case published == nil:
		return nil, usageError{fmt.Errorf("no check is published here: name one of %v", known)}
	}
	return published, nil
}
