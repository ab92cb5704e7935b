package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
)

// performance is what check simulate prints of a strategy.
type performance struct {
	Name      string  `json:"name"`
	Mean      float64 `json:"mean_questions"`
	Median    float64 `json:"median_questions"`
	Full      float64 `json:"agreement_full"`
	True      float64 `json:"agreement_true"`
	Adjacent  float64 `json:"adjacent_full"`
	TwoHigher float64 `json:"lowest_two_higher"`
}

// mostPeople bounds a simulation that somebody waits for.
const mostPeople = 1_000_000

func simulateCommand() *cobra.Command {
	var flags bankFlags
	var n int
	var seed uint64
	c := &cobra.Command{
		Use: "simulate --bank BANK", Short: "How many questions buy how much agreement", Args: arguments(cobra.NoArgs),
		Long: `How many questions buy how much agreement: invented people take the check by several strategies.

AGREES is the share placed in the level where all questions of the bank place them, TRUE in the level of their true ability, NEAR at
most one level from where all questions place them, 2 HIGHER the share of those truly in the lowest level who are placed two higher or
more. First for the cuts of the bank, then for the three bands that people see (cuts -1 and 1). The same seed gives the same numbers.`,
	}
	flags.addModel(c)
	c.Flags().IntVar(&n, "n", 10_000, "how many people")
	c.Flags().Uint64Var(&seed, "seed", 1, "which people")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if n < 1 || n > mostPeople {
			return usageError{errors.New("--n is from 1 to 1000000")}
		}
		bank, err := flags.load()
		if err != nil {
			return err
		}
		p := newProgress(c.ErrOrStderr(), "simulating")
		s, err := skills.Simulate(bank, n, seed, p.tell)
		p.done()
		if err != nil {
			return err
		}
		if flags.asJSON {
			return printJSON(c.OutOrStdout(), map[string]any{"strategies": performances(s.Levels), "bands": performances(s.Bands)})
		}
		return printSimulation(c.OutOrStdout(), s)
	}
	return c
}

func performances(all []skills.Performance) (out []performance) {
	for _, p := range all {
		out = append(out, performance(p))
	}
	return out
}

func printSimulation(out io.Writer, s *skills.Simulation) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, part := range []struct {
		name string
		all  []skills.Performance
	}{{"LEVELS", s.Levels}, {"BANDS", s.Bands}} {
		fmt.Fprintf(w, "%s\tQUESTIONS\tMEDIAN\tAGREES\tTRUE\tNEAR\t2 HIGHER\n", part.name)
		for _, p := range part.all {
			fmt.Fprintf(w, "%s\t%.1f\t%.0f\t%.1f %%\t%.1f %%\t%.2f %%\t%.2f %%\n", p.Name, p.Mean, p.Median, 100*p.Full, 100*p.True, 100*p.Adjacent, 100*p.TwoHigher)
		}
	}
	return w.Flush()
}
