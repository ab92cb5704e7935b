package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot/report"
	"passerelle/flows"
)

// checkReportFlags are what somebody asks of a fairness report.
type checkReportFlags struct {
	from, to, language, html, pool, journal, folder string
	with                                            []string
	json                                            bool
}

func checkReportCommand() *cobra.Command {
	var f checkReportFlags
	c := &cobra.Command{
		Use:   "report [CHECK]",
		Short: "Whether a check treats people alike: by language, by channel and by what it compares",
		Long: `Whether a check treats people alike: by language, by channel (paper included) and by what its file compares. For each
group: how many began and ended, "I do not know", the mean estimate, and the questions that people of the same level
answer differently. Its first line says whether anything could be tested at all. What stands for fewer than 20 people
is withheld, also where it could be found by subtraction.

--pool FILE writes counts without people, which agencies may give each other; --with FILE adds those of another one.
With --journal and --agency-folder it works on a file of events instead of the agency's storage. "journal export"
writes no answers: a row of them is close to a person.`,
		Example: "  passerelle check report --agency my-service --from 2026-09-01 --html report.html\n  passerelle check report --agency my-service --with other-agency.json",
		Args:    arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&f.from, "from", "", "first day (2026-11-01)")
	c.Flags().StringVar(&f.to, "to", "", "last day (2026-11-30)")
	c.Flags().StringVar(&f.language, "language", "", "language of the report; without it, the agency's first")
	c.Flags().StringVar(&f.html, "html", "", "also write a page with charts to this file")
	c.Flags().StringVar(&f.pool, "pool", "", "also write counts without people to this file")
	c.Flags().StringSliceVar(&f.with, "with", nil, "add the counts of another agency")
	c.Flags().StringVar(&f.journal, "journal", "", "read events from this file")
	c.Flags().StringVar(&f.folder, "agency-folder", "", "with --journal: the agency's folder; without it, the check that we ship")
	c.Flags().BoolVar(&f.json, "json", false, "as a JSON object")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, ids []string) error {
		if err := f.fit(); err != nil {
			return err
		}
		set, facts, err := f.read(c)
		if err != nil {
			return err
		}
		check, err := checkOf(set, ids)
		if err != nil {
			return err
		}
		return f.tell(c, set, check, facts)
	}
	return c
}

func (f *checkReportFlags) fit() error {
	for _, day := range []string{f.from, f.to} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return usageError{fmt.Errorf("a day is written 2026-11-10, not %q", day)}
		}
	}
	if f.folder != "" && f.journal == "" {
		return usageError{errors.New("--agency-folder goes with --journal: the agency's storage knows its folder")}
	}
	return nil
}

// read returns the agency's flows and the facts of the days asked for.
func (f *checkReportFlags) read(c *cobra.Command) (set *flows.Set, facts []report.Fact, err error) {
	if f.journal != "" {
		if set, err = loadSet(c, f.folder); err != nil {
			return nil, nil, err
		}
		file, err := os.Open(f.journal)
		if err != nil {
			return nil, nil, fmt.Errorf("the journal: %w", err)
		}
		defer file.Close()
		if facts, err = report.Read(file); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", f.journal, err)
		}
		return set, f.within(facts), nil
	}
	err = inOffice(c, func(o *office) error {
		events, err := o.store.Events(c.Context(), time.Time{}, mostFacts)
		if err != nil {
			return err
		}
		set = o.set.Load()
		zone := set.Agency.Hours.Zone
		for _, e := range events {
			facts = append(facts, report.FactOf(e, zone))
		}
		return nil
	})
	return set, f.within(facts), err
}

func (f *checkReportFlags) within(facts []report.Fact) (kept []report.Fact) {
	for _, fact := range facts {
		if (f.from == "" || fact.Day >= f.from) && (f.to == "" || fact.Day <= f.to) {
			kept = append(kept, fact)
		}
	}
	return kept
}

// tell counts, writes the counts for others before theirs are added, and reports.
func (f *checkReportFlags) tell(c *cobra.Command, set *flows.Set, check *flows.Flow, facts []report.Fact) error {
	tally, err := report.NewTally(check)
	if err != nil {
		return err
	}
	tally.Count(facts)
	if f.pool != "" {
		var b bytes.Buffer
		if err := tally.Pool().Write(&b); err != nil {
			return err
		}
		if err := os.WriteFile(f.pool, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	for _, path := range f.with {
		if err := addPool(tally, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	r := tally.Report()
	r.From, r.To = f.from, f.to
	if f.language == "" {
		f.language = set.Agency.Languages[0]
	}
	since := time.Now().In(set.Agency.Hours.Zone).Format(time.DateOnly)
	if f.html != "" {
		var b bytes.Buffer
		if err := r.HTML(&b, f.language, since); err != nil {
			return err
		}
		if err := os.WriteFile(f.html, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if f.json {
		return printJSON(c.OutOrStdout(), r)
	}
	return r.Text(c.OutOrStdout(), f.language, since)
}

func addPool(tally *report.Tally, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	pool, err := report.ReadPool(file)
	if err != nil {
		return err
	}
	return tally.Add(pool)
}
