package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
)

// information is what check info prints.
type information struct {
	Theta []float64            `json:"theta"`
	Items map[string][]float64 `json:"items"`
	Info  []float64            `json:"test_info"`
	SE    []float64            `json:"test_se"`
}

func infoCommand() *cobra.Command {
	var flags bankFlags
	var at string
	c := &cobra.Command{
		Use: "info --bank BANK", Short: "How much each item tells at an ability", Args: arguments(cobra.NoArgs),
		Long: "How much each item tells at an ability: Fisher's information, and the standard error that all items together have there.",
	}
	flags.addModel(c)
	c.Flags().StringVar(&at, "theta", "-3,-2,-1,0,1,2,3", "abilities in logits, parted by commas")
	c.RunE = func(c *cobra.Command, _ []string) error {
		thetas, err := parseThetas(at)
		if err != nil {
			return err
		}
		bank, err := flags.load()
		if err != nil {
			return err
		}
		out := informationOf(bank, thetas)
		if flags.asJSON {
			return printJSON(c.OutOrStdout(), out)
		}
		return printInformation(c.OutOrStdout(), bank, out)
	}
	return c
}

// farthest bounds the abilities that may be asked about, in logits: further out
// no item tells anything.
const farthest = 20

func parseThetas(list string) (thetas []float64, err error) {
	for _, part := range strings.Split(list, ",") {
		theta, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(math.Abs(theta) <= farthest) {
			return nil, usageError{errors.New("--theta is written --theta=-1,0,1: numbers of logits from -20 to 20, parted by commas")}
		}
		thetas = append(thetas, theta)
	}
	return thetas, nil
}

func informationOf(bank *skills.Bank, thetas []float64) information {
	out := information{Theta: thetas, Items: map[string][]float64{}, Info: []float64{}, SE: []float64{}}
	for i, item := range bank.Items() {
		for _, theta := range thetas {
			out.Items[item.ID] = append(out.Items[item.ID], bank.Information(i, theta))
		}
	}
	for _, theta := range thetas {
		info := bank.TestInformation(theta)
		out.Info = append(out.Info, info)
		out.SE = append(out.SE, 1/math.Sqrt(max(info, math.SmallestNonzeroFloat64)))
	}
	return out
}

func printInformation(out io.Writer, bank *skills.Bank, i information) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	row := func(name string, values []float64) { fmt.Fprintf(w, "%s\t%s\t\n", name, numbers(values...)) }
	row("ABILITY", i.Theta)
	for _, item := range bank.Items() {
		row(item.ID, i.Items[item.ID])
	}
	row("ALL", i.Info)
	row("±", i.SE)
	return w.Flush()
}
