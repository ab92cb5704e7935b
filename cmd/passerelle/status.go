package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/flows"
)

// staleText is a translation to look at again, and where it stands.
type staleText struct {
	Context  string `json:"context"`
	Language string `json:"language"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
}

func statusCommand() *cobra.Command {
	var agency string
	var asJSON bool
	c := &cobra.Command{
		Use: "status [FOLDER]", Short: "Say which flow is whole in which language, and which translations are out of date", Args: arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, what we ship")
	c.Flags().BoolVar(&asJSON, "json", false, "the counts and the stale translations as JSON")
	c.RunE = func(c *cobra.Command, args []string) error {
		agency = folderOf(args, agency)
		texts, err := loadTexts(c, agency)
		if err != nil {
			return err
		}
		counts, stale := statusOf(texts, agency)
		if asJSON {
			return printJSON(c.OutOrStdout(), map[string]any{"files": counts, "stale": stale})
		}
		return showStatus(c, counts, stale)
	}
	return c
}

func statusOf(texts *flows.Texts, dir string) (counts []flows.Count, stale []staleText) {
	stale = []staleText{}
	for _, id := range texts.IDs() {
		for _, tag := range texts.Languages() {
			counts = append(counts, texts.Count(id, tag))
		}
		for _, u := range texts.Units(id, "") {
			for _, tag := range flows.Tags() {
				if s, old := u.Stale[tag]; old {
					stale = append(stale, staleText{u.Context, tag, filepath.Join(dir, s.File), s.Line, s.Col})
				}
			}
		}
	}
	return counts, stale
}

// showStatus prints a table, one line a file, and the stale translations by
// place.
func showStatus(c *cobra.Command, counts []flows.Count, stale []staleText) error {
	talk := messageLanguage("")
	var languages []string
	for _, one := range counts {
		if !slices.Contains(languages, one.Language) {
			languages = append(languages, one.Language)
		}
	}
	table := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "\t"+strings.Join(languages, "\t"))
	for row := range slices.Chunk(counts, max(1, len(languages))) {
		line := []string{row[0].ID}
		for _, one := range row {
			line = append(line, state(one, talk))
		}
		fmt.Fprintln(table, strings.Join(line, "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, s := range stale {
		f := flows.Say("status-stale-at", talk, s.Context)
		if _, err := fmt.Fprintf(c.OutOrStdout(), "%s:%d:%d: %s\n", s.File, s.Line, s.Col, f); err != nil {
			return err
		}
	}
	return nil
}

// state is one cell: whole, or how much of it, and what is stale.
func state(one flows.Count, talk string) string {
	said := flows.Say("status-some", talk, one.Have, one.Texts)
	if one.Whole() {
		said = flows.Say("status-whole", talk)
	}
	if one.Stale > 0 {
		said += ", " + flows.Say("status-stale", talk, one.Stale)
	}
	return said
}
