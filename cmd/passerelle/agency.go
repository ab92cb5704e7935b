package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/holidays"
)

func agencyCommand() *cobra.Command {
	return group("agency", "Look at an agency's file", holidaysCommand())
}

// shownHoliday is a holiday as it is printed.
type shownHoliday struct {
	Date     string            `json:"date"`
	From     string            `json:"from,omitempty"` // a holiday from this time of day only
	Name     map[string]string `json:"name"`
	Source   string            `json:"source"`
	ToVerify bool              `json:"to_verify"`
}

func holidaysCommand() *cobra.Command {
	var agency, canton, part string
	var year int
	var asJSON bool
	c := &cobra.Command{
		Use:     "holidays",
		Short:   "The public holidays on which nobody answers, each with the law that says so",
		Example: "  passerelle agency holidays --agency my-service --year 2027\n  passerelle agency holidays --canton FR --part catholic",
		Args:    arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the one that we ship")
	c.Flags().StringVar(&canton, "canton", "", "another canton than the agency's")
	c.Flags().StringVar(&part, "part", "", "the part of --canton")
	c.Flags().IntVar(&year, "year", 0, "the year; without it, this one")
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		of := flows.Holidays{Canton: strings.ToUpper(canton), Part: part}
		if of.Canton == "" {
			set, err := loadSet(c, agency)
			if err != nil {
				return err
			}
			of = set.Agency.Hours.Holidays
		}
		if year == 0 {
			year = time.Now().Year()
		}
		if err := knownPart(of); err != nil {
			return err
		}
		if err := printHolidays(c, of, year, asJSON); err != nil {
			return err
		}
		if parts := holidays.Parts(of.Canton); of.Part == "" && len(parts) > 0 {
			fmt.Fprintf(c.ErrOrStderr(), "%s has other days besides, from place to place: --part %s\n", of.Canton, strings.Join(parts, ", "))
		}
		return nil
	}
	return c
}

// knownPart says what is wrong with a canton and its part.
func knownPart(of flows.Holidays) error {
	parts := holidays.Parts(of.Canton)
	switch {
	case of.Canton == "":
		return usageError{fmt.Errorf("the agency names no canton: write hours: holidays: {canton: FR} in agency.yaml, or ask with --canton")}
	case holidays.Year(of.Canton, of.Part, 2026) == nil:
		return usageError{fmt.Errorf("there is no canton %q, only %s", of.Canton, strings.Join(holidays.Cantons(), ", "))}
	case of.Part != "" && holidays.About(of.Canton, of.Part) == "":
		return usageError{fmt.Errorf("%s has no part %q; its parts: %s", of.Canton, of.Part, strings.Join(parts, ", "))}
	}
	return nil
}

func printHolidays(c *cobra.Command, of flows.Holidays, year int, asJSON bool) error {
	list := []shownHoliday{}
	for _, d := range holidays.Year(of.Canton, of.Part, year) {
		list = append(list, shownHoliday{Date: d.Date.Format(time.DateOnly), From: fromClock(d.From), Name: d.Name, Source: d.Source, ToVerify: d.ToVerify})
	}
	if asJSON {
		return printJSON(c.OutOrStdout(), list)
	}
	w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "DATE\tNAME\tSOURCE")
	for _, d := range list {
		name, ok := d.Name[messageLanguage("")]
		if !ok {
			name = d.Name["en"]
		}
		if d.From != "" {
			name += " (" + d.From + ")"
		}
		if d.ToVerify {
			d.Source = "TO VERIFY: " + d.Source
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", d.Date, name, d.Source)
	}
	return w.Flush()
}

// fromClock writes minutes after midnight as 12:00, 0 as nothing.
func fromClock(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}

// holidaysToVerify are the notes of doctor about an agency's holidays that
// nobody has read in the law, in one line for each source.
func holidaysToVerify(a *flows.Agency) (notes []string) {
	of := a.Hours.Holidays
	bySource := map[string][]string{}
	var order []string
	for _, d := range holidays.Year(of.Canton, of.Part, time.Now().Year()) {
		if !d.ToVerify {
			continue
		}
		if bySource[d.Source] == nil {
			order = append(order, d.Source)
		}
		bySource[d.Source] = append(bySource[d.Source], d.Name["en"])
	}
	for _, source := range order {
		notes = append(notes, fmt.Sprintf("agency %s: a person has not yet verified these holidays of %s: %s (%s)", a.ID, of.Canton, strings.Join(bySource[source], ", "), source))
	}
	return notes
}
