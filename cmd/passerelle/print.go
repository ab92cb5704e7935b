package main

import (
	"os"

	"github.com/spf13/cobra"

	"passerelle/flows/print"
)

func printCommand() *cobra.Command {
	var agency, language, out string
	c := &cobra.Command{
		Use:   "print FLOW",
		Short: "Make a sheet of paper of a help flow, for people without a phone",
		Long: `Make a sheet of paper of a help flow, for people without a phone: A5, large type, with the agency's desk and a QR code.

It is one HTML file that needs nothing else: open it in a browser and print it.`,
		Example: "  passerelle flows print scan-document --agency my-service --language de --out sheet.html",
		Args:    arguments(cobra.ExactArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the flows that we ship")
	c.Flags().StringVar(&language, "language", "", "language of the sheet; without it, the agency's first")
	c.Flags().StringVar(&out, "out", "", "the file to write; without it, standard output")
	c.RunE = func(c *cobra.Command, ids []string) error {
		set, err := loadSet(c, agency)
		if err != nil {
			return err
		}
		chosen, err := helpFlows(set, ids)
		if err != nil {
			return err
		}
		if language == "" {
			language = set.Agency.Languages[0]
		}
		sheet, err := print.Sheet(set, chosen[0], language)
		if err != nil {
			return err
		}
		if out == "" {
			_, err = c.OutOrStdout().Write(sheet)
			return err
		}
		return os.WriteFile(out, sheet, 0o644)
	}
	return c
}
