package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/bot/report"
)

func stonesCommand() *cobra.Command {
	var f journalOf
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use:   "stones",
		Short: "Which step of which form stopped people: one page for each who can change it",
		Long: `Which step of which form stopped how many people in a month: who took a hint, asked for a person, or went no further.
--html writes one page for each portal that our helps name (by "links" of agency.yaml), or for each help that names
none: to print, and to send to who can take the stone away. Numbers are rounded, and small ones withheld.`,
		Example: "  passerelle report stones --agency my-service --month 2026-11 --html stones",
		Args:    arguments(cobra.NoArgs),
	}
	f.flags(c)
	c.Flags().StringVar(&dir, "html", "", "also write pages into this folder")
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := f.fit(); err != nil {
			return err
		}
		if !f.whole() {
			return usageError{errors.New("stumbling stones are of whole months: give --month 2026-11")}
		}
		set, facts, err := f.read(c)
		if err != nil {
			return err
		}
		n := f.names(set)
		r := report.StoneReport{From: f.from, To: f.to, Threshold: set.Agency.SmallCells, Owners: report.CountStones(facts, n, set.Agency.SmallCells)}
		if dir != "" {
			if err := stonePages(r, n, dir); err != nil {
				return err
			}
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), append([]report.Owner{}, r.Owners...))
		}
		return r.Text(c.OutOrStdout(), n)
	}
	return c
}

// stonePages writes a page for each owner, by its name.
func stonePages(r report.StoneReport, n report.Names, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, o := range r.Owners {
		var b bytes.Buffer
		if err := r.HTML(&b, o, n); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fileName(o.Name)+".html"), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fileName keeps letters, digits, points and hyphens of a domain or an id.
func fileName(name string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, name), ".")
}

func gapsCommand() *cobra.Command {
	var f journalOf
	var page string
	var asJSON bool
	c := &cobra.Command{
		Use:   "gaps",
		Short: "Who waits longer: by language, by channel, by the band of the last check",
		Long: `Who waits longer, and who was answered in the half-day that was promised: by language, by channel and by the band of the
person's last check. What stands for fewer than 20 requests is withheld, in the house too. Waiting times are told only
for teams of five or more, of a week or more: of fewer they would be somebody's.`,
		Example: "  passerelle report gaps --agency my-service --from 2026-09-01 --to 2026-11-30",
		Args:    arguments(cobra.NoArgs),
	}
	f.flags(c)
	c.Flags().StringVar(&page, "html", "", "also write a page to this file")
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON object")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := f.fit(); err != nil {
			return err
		}
		set, facts, err := f.read(c)
		if err != nil {
			return err
		}
		n := f.names(set)
		timings := report.Timings(set.Agency, f.from, f.to)
		figures := report.CountGaps(facts, timings)
		figures.From, figures.To = f.from, f.to
		if page != "" {
			var b bytes.Buffer
			if err := figures.HTML(&b, n, n.Word("gaps")); err != nil {
				return err
			}
			if err := os.WriteFile(page, b.Bytes(), 0o644); err != nil {
				return err
			}
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), figures.JSON())
		}
		return figures.Text(c.OutOrStdout(), n)
	}
	return c
}
