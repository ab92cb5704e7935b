package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot/report"
	"passerelle/channels/console"
	"passerelle/flows"
)

// figuresFlags are what somebody asks of the figures.
type figuresFlags struct {
	journalOf
	json, public    bool
	csv, xlsx, html string
}

func reportCommand() *cobra.Command {
	var f figuresFlags
	c := &cobra.Command{
		Use:   "report",
		Short: "What was done: talks, helps, checks, requests, places; by language, channel, topic",
		Long: `What was done in some days: talks, helps, checks, requests for a person, places and measures; by language, channel, topic.
It is counted from the journal, in which nobody stands: no person, no member of the staff.

Inside the house the figures are exact. --public makes those that may leave it: what counts fewer than small_cells of
agency.yaml (5 without it) is withheld, and so is what it could be computed from. They are of whole months, and two
public reports must not overlap: their difference would be a figure too.

report.yaml in the agency's folder puts --csv and --xlsx into a funder's columns:

  passerelle: 1
  kind: report
  id: funder
  columns:
    - {name: Anzahl Beratungen, figure: cases}
    - {name: davon Deutsch, figure: cases.language.de}

--json shows the names that figures have.`,
		Example: "  passerelle report --agency my-service --from 2026-11-01 --to 2026-11-30\n  passerelle report --agency my-service --month 2026-11 --public --xlsx november.xlsx",
		Args:    arguments(cobra.NoArgs),
	}
	f.flags(c)
	c.Flags().BoolVar(&f.json, "json", false, "as a JSON object")
	c.Flags().BoolVar(&f.public, "public", false, "figures that may leave the house: small ones are withheld")
	c.Flags().StringVar(&f.csv, "csv", "", "also write comma-separated values to this file")
	c.Flags().StringVar(&f.xlsx, "xlsx", "", "also write a spreadsheet to this file")
	c.Flags().StringVar(&f.html, "html", "", "also write a page to print to this file")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := f.fit(); err != nil {
			return err
		}
		if f.public && !f.whole() {
			return usageError{errors.New("--public is of whole months: give --month 2026-11, or --from a first and --to a last day of a month")}
		}
		if f.public && f.to >= time.Now().Format(time.DateOnly) {
			return usageError{errors.New("--public is of months that are over: figures of another day of the same month would differ by a few people")}
		}
		set, facts, err := f.read(c)
		if err != nil {
			return err
		}
		figures := report.CountFigures(facts, report.Timings(set.Agency, f.from, f.to))
		figures.From, figures.To = f.from, f.to
		if f.public {
			figures.Withhold(set.Agency.SmallCells)
		}
		return f.tell(c.OutOrStdout(), set, figures)
	}
	c.AddCommand(stonesCommand(), gapsCommand())
	return c
}

func (f *figuresFlags) tell(out io.Writer, set *flows.Set, figures *report.Figures) error {
	n := f.names(set)
	columns := report.ColumnsOf(set.Report)
	var page, table bytes.Buffer
	if err := errors.Join(figures.HTML(&page, n, set.Agency.Name.In(n.Lang, set.Agency.Languages...)+" – "+n.Word("title")), figures.CSV(&table, n, columns)); err != nil {
		return err
	}
	book, err := console.Workbook(figures, n, columns)
	if err != nil {
		return err
	}
	for path, content := range map[string][]byte{f.html: page.Bytes(), f.csv: table.Bytes(), f.xlsx: book} {
		if path == "" {
			continue
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	if f.json {
		return printJSON(out, figures.JSON())
	}
	return figures.Text(out, n)
}

// journalOf says which days of whose journal are counted, and in which language.
type journalOf struct {
	from, to, month, language, journal, folder string
}

func (f *journalOf) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.from, "from", "", "first day (2026-11-01)")
	c.Flags().StringVar(&f.to, "to", "", "last day (2026-11-30)")
	c.Flags().StringVar(&f.month, "month", "", "a whole month (2026-11), in place of --from and --to")
	c.Flags().StringVar(&f.language, "language", "", "language of the report; without it, the agency's first")
	c.Flags().StringVar(&f.journal, "journal", "", "read events from this file; one of \"journal export\" has no languages, lengths and waits")
	c.Flags().StringVar(&f.folder, "agency-folder", "", "with --journal: the agency's folder; without it, what we ship")
	officeFlags(c)
}

// fit refuses days that are none, and makes days of a month.
func (f *journalOf) fit() error {
	if f.month != "" {
		first, err := time.Parse("2006-01", f.month)
		if err != nil || f.from != "" || f.to != "" {
			return usageError{fmt.Errorf("a month is written 2026-11, without --from and --to; not %q", f.month)}
		}
		f.from, f.to = first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	days := checkReportFlags{from: f.from, to: f.to, journal: f.journal, folder: f.folder}
	return days.fit()
}

// whole reports whether the days are whole months.
func (f *journalOf) whole() bool {
	first, err := time.Parse(time.DateOnly, f.from)
	last, bad := time.Parse(time.DateOnly, f.to)
	return err == nil && bad == nil && first.Day() == 1 && last.AddDate(0, 0, 1).Day() == 1 && last.After(first)
}

func (f *journalOf) read(c *cobra.Command) (*flows.Set, []report.Fact, error) {
	days := checkReportFlags{from: f.from, to: f.to, journal: f.journal, folder: f.folder}
	return days.read(c)
}

// names puts figures in words.
func (f *journalOf) names(set *flows.Set) report.Names {
	lang := f.language
	if lang == "" {
		lang = set.Agency.Languages[0]
	}
	return report.NewNames(set, lang)
}
