package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/report"
	"passerelle/flows"
)

func journalCommand() *cobra.Command {
	return group("journal", "What was counted: facts without names", journalExport())
}

// mostFacts bounds an export: more than an agency's 13 months.
const mostFacts = 5_000_000

func journalExport() *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the journal to standard output, one JSON object a line",
		Long: `Write the journal to standard output, one JSON object a line: the day, what happened, in which flow, at which step.
There is no hour, no text, no row of answers, no language, no length of a case, and nobody's id in it. "passerelle flows draw FLOW --journal FILE" shows it in a picture.`,
		Args: arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&from, "from", "", "first day (2026-11-01)")
	c.Flags().StringVar(&to, "to", "", "last day (2026-11-30)")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		for _, day := range []string{from, to} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				return usageError{fmt.Errorf("a day is written 2026-11-10, not %q", day)}
			}
		}
		return inOffice(c, func(o *office) error {
			events, err := o.store.Events(c.Context(), time.Time{}, mostFacts)
			if err != nil {
				return err
			}
			zone := o.assistant.Book().Agency().Hours.Zone
			return report.Write(c.OutOrStdout(), leaving(events, zone, from, to))
		})
	}
	return c
}

// staying are events that do not leave the agency one by one: a row of a check's
// answers is close to a person, and how long a case waited or lasted is close to
// who worked on it. "check report" and "report" count them.
var staying = map[bot.EventKind]bool{bot.EventCheckRun: true, bot.EventCaseAnswered: true, bot.EventCaseReport: true, bot.EventSpoke: true}

// leaving are the facts of some days that may leave the agency.
func leaving(events []bot.Counted, zone *time.Location, from, to string) (facts []report.Fact) {
	for _, e := range events {
		if f := report.FactOf(e, zone); !staying[e.Kind] && (from == "" || f.Day >= from) && (to == "" || f.Day <= to) {
			f.Language = "" // with the day and the step it would be close to a person
			facts = append(facts, f)
		}
	}
	return facts
}

// readJournal counts an exported journal, by flow; nothing without a file.
func readJournal(path string) (map[string]*report.Flow, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the journal: %w", err)
	}
	defer f.Close()
	facts, err := report.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return report.Count(facts), nil
}

// clearWords say what people answered to "was that clear?".
var clearWords = map[string]string{
	"fr": "clair : %d oui, %d pas tout à fait", "de": "klar: %d ja, %d nicht ganz", "it": "chiaro: %d sì, %d non del tutto", "en": "clear: %d yes, %d not quite",
}

// dropsOf is what a picture shows of a flow: what may be told.
func dropsOf(f *report.Flow, language string) map[string]flows.Drop {
	if f == nil {
		return nil
	}
	drops := map[string]flows.Drop{}
	for id, s := range f.Steps {
		d := flows.Drop{Shown: s.Shown.Public(), Left: s.Left().Public()}
		if yes, not := s.Clear.Public(), s.Not.Public(); yes+not > 0 && !s.Clear.Withheld() && !s.Not.Withheld() {
			words := clearWords[language]
			if words == "" {
				words = clearWords["en"]
			}
			d.Clear = fmt.Sprintf(words, yes, not)
		}
		drops[id] = d
	}
	return drops
}
