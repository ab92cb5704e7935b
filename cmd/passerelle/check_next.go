package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
	"passerelle/bot/skills/table"
)

// choice is what check next prints of a state; the items are null when all were asked.
type choice struct {
	Item         *string `json:"mfi_item"`
	Balanced     *string `json:"balanced_item"`
	Info         float64 `json:"mfi_info"`
	BalancedArea *string `json:"balanced_area"`
	BalancedInfo float64 `json:"balanced_info"`
}

func nextCommand() *cobra.Command {
	var flags bankFlags
	var file string
	c := &cobra.Command{
		Use: "next --bank BANK --states JSON", Short: "Which item tells most next", Args: arguments(cobra.NoArgs),
		Long: `Which item tells most next, for states of a check: [{"model":"rasch","theta":0.5,"asked":["dev01"]}].

The answer has the most telling item of all, and the most telling one of the area that lacks most of its share.`,
	}
	flags.add(c)
	c.Flags().StringVar(&file, "states", "", "JSON with the states (required)")
	c.RunE = func(c *cobra.Command, _ []string) error {
		banks := map[string]*skills.Bank{}
		for _, model := range []skills.Model{skills.Rasch, skills.TwoPL} {
			flags.model = model.String()
			var err error
			if banks[flags.model], err = flags.load(); err != nil {
				return err
			}
		}
		places := map[string]int{}
		for i, item := range banks["rasch"].Items() {
			places[item.ID] = i
		}
		states, err := readFile("--states", file, func(in io.Reader) ([]table.State, error) { return table.ReadStates(in, file, places) })
		if err != nil {
			return err
		}
		choices := []choice{}
		for _, s := range states {
			choices = append(choices, chooseNext(banks[s.Model], s, places))
		}
		if flags.asJSON {
			return printJSON(c.OutOrStdout(), choices)
		}
		return printChoices(c.OutOrStdout(), choices)
	}
	return c
}

func chooseNext(bank *skills.Bank, s table.State, places map[string]int) (c choice) {
	items, areas := bank.Items(), bank.Areas()
	open, asked := make([]bool, len(items)), make([]int, len(areas))
	for i := range open {
		open[i] = true
	}
	for _, id := range s.Asked {
		open[places[id]] = false
		asked[items[places[id]].Area]++
	}
	if item, info := bank.Next(*s.Theta, open); item >= 0 {
		c.Item, c.Info = &items[item].ID, info
	}
	if item, area, info := bank.NextBalanced(*s.Theta, open, asked); item >= 0 {
		c.Balanced, c.BalancedArea, c.BalancedInfo = &items[item].ID, &areas[area], info
	}
	return c
}

func printChoices(out io.Writer, choices []choice) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "STATE\tMOST TELLING\tINFORMATION\tBALANCED\tAREA\tINFORMATION")
	for i, c := range choices {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", i+1, nameOr(c.Item), numbers(c.Info), nameOr(c.Balanced), nameOr(c.BalancedArea), numbers(c.BalancedInfo))
	}
	return w.Flush()
}

// nameOr writes a name for people: a dash for none.
func nameOr(of *string) string {
	if of == nil {
		return "–"
	}
	return *of
}
