package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
	"passerelle/bot/skills/table"
)

// comparison is what check dif prints.
type comparison struct {
	Items    map[string]itemFairness `json:"items"`
	Purified purified                `json:"purified"`
	Groups   map[string]int          `json:"groups"`
	Matched  string                  `json:"matched"` // score or theta
	TooFew   bool                    `json:"too_few"`
}

// itemFairness has null for what cannot be told.
type itemFairness struct {
	Alpha     *float64 `json:"alpha"`
	Delta     *float64 `json:"delta"`
	SE        *float64 `json:"se_delta"`
	Chi2      *float64 `json:"chi2"`
	Corrected *float64 `json:"chi2_corrected"`
	P         *float64 `json:"p"`
	Class     string   `json:"class"`
}

type purified struct {
	Flagged []string                `json:"flagged"`
	Items   map[string]itemFairness `json:"items"`
	Rounds  int                     `json:"rounds"`
}

func difCommand() *cobra.Command {
	var responses, group, focal string
	var asJSON bool
	c := &cobra.Command{
		Use: "dif --responses CSV --group CSV --focal NAME", Short: "Does an item treat two groups of the same ability alike?", Args: arguments(cobra.NoArgs),
		Long: `Does an item treat two groups of the same ability alike? By Mantel and Haenszel, with the classes of ETS.

Groups are CSV: id,group. Who is not of the focal group is of the reference group; who has no group is left out. alpha above 1, so
delta below 0, favours the reference group. A is negligible, C is large: such an item leaves scoring until it was reviewed. With fewer
than 100 people in a group the answer is too_few. "purified" compares again, matched on the items that differ in neither group;
"flagged" are those with a significant difference then (5 %), whatever its size.`,
	}
	c.Flags().StringVar(&responses, "responses", "", "CSV with the answers (required)")
	c.Flags().StringVar(&group, "group", "", "CSV with the groups (required)")
	c.Flags().StringVar(&focal, "focal", "", "the group that might be at a disadvantage (required)")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if focal == "" {
			return usageError{errors.New("--focal NAME is missing: the group that might be at a disadvantage")}
		}
		r, err := readFile("--responses", responses, func(in io.Reader) (*table.Responses, error) { return table.ReadResponses(in, responses, nil) })
		if err != nil {
			return err
		}
		groups, err := readFile("--group", group, func(in io.Reader) ([]string, error) { return table.ReadGroups(in, group, r.IDs) })
		if err != nil {
			return err
		}
		sides, err := sidesOf(c, groups, focal)
		if err != nil {
			return err
		}
		out := comparisonOf(skills.Compare(&r.Responses, sides), r.Items)
		if asJSON {
			return printJSON(c.OutOrStdout(), out)
		}
		return printComparison(c.OutOrStdout(), out, r.Items)
	}
	return c
}

func sidesOf(c *cobra.Command, groups []string, focal string) ([]skills.Side, error) {
	sides, left, found := make([]skills.Side, len(groups)), 0, false
	for i, g := range groups {
		switch g {
		case "":
			left++
		case focal:
			sides[i], found = skills.Focal, true
		default:
			sides[i] = skills.Reference
		}
	}
	if !found {
		return nil, wrongInput{fmt.Errorf("nobody is of the group %q that --focal names", focal)}
	}
	if left > 0 {
		fmt.Fprintf(c.ErrOrStderr(), "%d people without a group are left out\n", left)
	}
	return sides, nil
}

func comparisonOf(f *skills.Fairness, names []string) comparison {
	out := comparison{Groups: map[string]int{"reference": f.Reference, "focal": f.Focal}, Matched: f.Matched, TooFew: f.TooFew()}
	out.Items = fairnessOf(f.Items, names)
	out.Purified = purified{[]string{}, fairnessOf(f.Purified, names), f.Rounds}
	for _, j := range f.Flagged {
		out.Purified.Flagged = append(out.Purified.Flagged, names[j])
	}
	return out
}

func fairnessOf(items []skills.ItemFairness, names []string) map[string]itemFairness {
	out := map[string]itemFairness{}
	for j, f := range items {
		i := itemFairness{Class: f.Class}
		if f.Class != skills.TooFew {
			i = itemFairness{&f.Alpha, &f.Delta, &f.SE, &f.Chi2, &f.Corrected, &f.P, f.Class}
		}
		out[names[j]] = i
	}
	return out
}

func printComparison(out io.Writer, c comparison, names []string) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ITEM\tCLASS\tDELTA\t±\tALPHA\tCHI²\tCORRECTED\tP\tPURIFIED")
	for _, name := range names {
		i := c.Items[name]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, i.Class, number(i.Delta), number(i.SE), number(i.Alpha), number(i.Chi2),
			number(i.Corrected), number(i.P), c.Purified.Items[name].Class)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if c.TooFew {
		_, err := fmt.Fprintf(out, "\nToo few to tell: %d in the focal group, %d in the reference group; each needs %d.\n", c.Groups["focal"], c.Groups["reference"], skills.FewestInGroup)
		return err
	}
	return nil
}
