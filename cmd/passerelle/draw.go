package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"passerelle/flows"
)

func drawCommand() *cobra.Command {
	var agency, language, format, out, journal string
	c := &cobra.Command{
		Use:   "draw [FLOW…]",
		Short: "Draw help flows as pictures: which step leads where",
		Long: `Draw help flows as pictures: which step leads where. Without names, all of them.

One flow goes to standard output; with --out, each goes to a file of its own there.`,
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the flows that we ship")
	c.Flags().StringVar(&language, "language", "", "language of the texts; without it, the agency's first")
	c.Flags().StringVar(&format, "format", "svg", "svg, or mermaid for docs and code hosts")
	c.Flags().StringVar(&out, "out", "", "folder for the pictures")
	c.Flags().StringVar(&journal, "journal", "", "an exported journal (passerelle journal export): the picture shows where people went no further")
	c.RunE = func(c *cobra.Command, ids []string) error {
		if format != "svg" && format != "mermaid" {
			return usageError{fmt.Errorf("--format is svg or mermaid, not %q", format)}
		}
		set, err := loadSet(c, agency)
		if err != nil {
			return err
		}
		chosen, err := helpFlows(set, ids)
		if err != nil {
			return err
		}
		if len(chosen) != 1 && out == "" {
			return usageError{errors.New("several pictures need a folder: --out DIR, or name one flow")}
		}
		if language == "" {
			language = set.Agency.Languages[0]
		}
		counted, err := readJournal(journal)
		if err != nil {
			return err
		}
		for _, f := range chosen {
			picture, ending := f.SVGWith(language, dropsOf(counted[f.ID], language)), ".svg"
			if format == "mermaid" {
				picture, ending = []byte(f.Mermaid(language)), ".mmd"
			}
			if out == "" {
				_, err = c.OutOrStdout().Write(picture)
			} else {
				err = os.WriteFile(filepath.Join(out, f.ID+ending), picture, 0o644)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	return c
}

// helpFlows returns the help flows of some ids, or all of them.
func helpFlows(set *flows.Set, ids []string) (chosen []*flows.Flow, err error) {
	byID := map[string]*flows.Flow{}
	var known []string
	for _, f := range set.Flows {
		if f.Kind == flows.KindHelp {
			byID[f.ID] = f
			known = append(known, f.ID)
		}
	}
	if len(ids) == 0 {
		ids = known
	}
	for _, id := range ids {
		if byID[id] == nil {
			hint := ""
			if near := flows.Nearest(id, known); near != "" {
				hint = ": is it " + near + "?"
			}
			return nil, usageError{fmt.Errorf("there is no help flow %q here%s", id, hint)}
		}
		chosen = append(chosen, byID[id])
	}
	return chosen, nil
}
