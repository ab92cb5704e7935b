package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
)

// played is what check run prints of a person.
type played struct {
	ID    string   `json:"id"`
	Asked []string `json:"asked"`
	EAP   float64  `json:"eap"`
	SE    float64  `json:"se"`
}

// stopping says when a check ends.
type stopping struct {
	least, most int
	se          float64
}

func runCommand() *cobra.Command {
	var flags bankFlags
	var file string
	var stop stopping
	c := &cobra.Command{
		Use: "run --bank BANK --answers CSV", Short: "Play adaptive checks with answers that are known", Args: arguments(cobra.NoArgs),
		Long: `Play adaptive checks with answers that are known: the next item is the most telling one in the area that was asked least.

An item without an answer is never asked. The check ends when the standard error is small enough, after --max items, or when no item
is left.`,
	}
	flags.addModel(c)
	c.Flags().StringVar(&file, "answers", "", "CSV with what each person would answer (required)")
	c.Flags().IntVar(&stop.least, "min", 5, "items at least")
	c.Flags().IntVar(&stop.most, "max", 20, "items at most")
	c.Flags().Float64Var(&stop.se, "stop-se", 0.62, "the standard error that is small enough, in logits")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if stop.least < 0 || stop.most < stop.least || !(stop.se >= 0) {
			return usageError{errors.New("--min is 0 or more, --max is not below it, and --stop-se is 0 or more")}
		}
		bank, err := flags.load()
		if err != nil {
			return err
		}
		r, places, err := readResponses("--answers", file, bank)
		if err != nil {
			return err
		}
		runs := []played{}
		for i, id := range r.IDs {
			run := play(bank, r.Answers(i, places), stop)
			run.ID = id
			runs = append(runs, run)
		}
		if flags.asJSON {
			return printJSON(c.OutOrStdout(), map[string]any{"runs": runs})
		}
		return printRuns(c.OutOrStdout(), runs)
	}
	return c
}

func play(bank *skills.Bank, answers []skills.Answer, stop stopping) played {
	items := bank.Items()
	open, grade, asked := make([]bool, len(items)), make([]int, len(items)), make([]int, len(bank.Areas()))
	for _, a := range answers {
		open[a.Item], grade[a.Item] = true, a.Grade
	}
	belief := bank.Prior()
	run := played{Asked: []string{}}
	for len(run.Asked) < stop.most && (len(run.Asked) < stop.least || belief.SD() > stop.se) {
		item, area, _ := bank.NextFewest(belief.Mean(), open, asked)
		if item < 0 {
			break
		}
		open[item] = false
		asked[area]++
		run.Asked = append(run.Asked, items[item].ID)
		bank.Observe(&belief, skills.Answer{Item: item, Grade: grade[item]})
	}
	run.EAP, run.SE = belief.Mean(), belief.SD()
	return run
}

func printRuns(out io.Writer, runs []played) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tASKED\tEAP\t±\tITEMS")
	for _, r := range runs {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", r.ID, len(r.Asked), numbers(r.EAP, r.SE), strings.Join(r.Asked, " "))
	}
	return w.Flush()
}
