package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
	"passerelle/bot/skills/table"
)

// calibrated is what check calibrate prints.
type calibrated struct {
	Method  string                `json:"method"`
	Items   map[string]difficulty `json:"items"`
	Mean    float64               `json:"mean_theta"`
	SD      float64               `json:"sd_theta"`
	LogLik  float64               `json:"log_likelihood"`
	Answers int                   `json:"fewest_answers"`
	Note    string                `json:"note,omitempty"`
}

type difficulty struct {
	B      float64  `json:"b"`
	SE     float64  `json:"se"`
	Infit  *float64 `json:"infit"`
	Outfit *float64 `json:"outfit"`
}

type calibrateFlags struct {
	responses, anchors, experts, method string
	asJSON                              bool
}

func calibrateCommand() *cobra.Command {
	var f calibrateFlags
	c := &cobra.Command{
		Use: "calibrate --responses CSV", Short: "Find how difficult items are from answers", Args: arguments(cobra.NoArgs),
		Long: `Find how difficult items are from answers (right or wrong), in logits. The mean difficulty is 0 unless there are anchors.

  experts  the experts' median alone: until the item with the fewest answers has 50
  blend    the answers, with the experts' median as prior: until it has 200
  mml      marginal maximum likelihood: abilities are taken for normal
  cml      conditional maximum likelihood: nothing is taken of abilities
  jml      joint maximum likelihood, corrected by (L-1)/L; never use it alone

Without --method it is the one that the number of answers asks for. Experts are CSV: a column item, then one column an expert, in
logits. Anchors are CSV: item,b.`,
	}
	c.Flags().StringVar(&f.responses, "responses", "", "CSV with the answers (required)")
	c.Flags().StringVar(&f.method, "method", "", "cml, mml, jml, blend or experts")
	c.Flags().StringVar(&f.anchors, "anchors", "", "CSV with difficulties that stand")
	c.Flags().StringVar(&f.experts, "experts", "", "CSV with the difficulties that experts expect")
	c.Flags().BoolVar(&f.asJSON, "json", false, "as JSON")
	c.RunE = func(c *cobra.Command, _ []string) error {
		out, items, err := f.calibrate(c)
		if err != nil {
			return err
		}
		if f.asJSON {
			return printJSON(c.OutOrStdout(), out)
		}
		return printCalibrated(c.OutOrStdout(), out, items)
	}
	return c
}

func (f *calibrateFlags) calibrate(c *cobra.Command) (*calibrated, []string, error) {
	method, known := skills.MethodOf(f.method)
	if f.method != "" && !known {
		return nil, nil, usageError{fmt.Errorf("--method is cml, mml, jml, blend or experts, not %q", f.method)}
	}
	r, err := readFile("--responses", f.responses, func(in io.Reader) (*table.Responses, error) { return table.ReadResponses(in, f.responses, nil) })
	if err != nil {
		return nil, nil, err
	}
	fewest := r.Fewest()
	policy := skills.Policy(fewest)
	if f.method == "" {
		method = policy
		fmt.Fprintf(c.ErrOrStderr(), "method %s: the item with the fewest answers has %d\n", method, fewest)
	}
	note := noteOn(method, policy, fewest)
	if note != "" {
		fmt.Fprintln(c.ErrOrStderr(), note)
	}
	if f.experts == "" && (method == skills.Blend || method == skills.Experts) {
		return nil, nil, usageError{fmt.Errorf("the method %s needs --experts FILE", method)}
	}
	p := newProgress(c.ErrOrStderr(), "calibrating")
	beforehand := skills.Known{Tell: p.tell}
	if f.anchors != "" {
		beforehand.Anchors, err = readFile("--anchors", f.anchors, func(in io.Reader) (map[string]float64, error) { return table.ReadAnchors(in, f.anchors, r.Items) })
		if err != nil {
			return nil, nil, err
		}
	}
	if f.experts != "" {
		beforehand.Experts, err = readFile("--experts", f.experts, func(in io.Reader) (map[string]float64, error) { return table.ReadExperts(in, f.experts, r.Items) })
		if err != nil {
			return nil, nil, err
		}
	}
	found, err := skills.Calibrate(&r.Responses, method, beforehand)
	p.done()
	if err != nil {
		return nil, nil, wrongInput{fmt.Errorf("%s: %w", f.responses, err)}
	}
	out := &calibrated{Method: method.String(), Items: map[string]difficulty{}, Mean: found.Mean, SD: found.SD, LogLik: found.LogLik, Answers: fewest, Note: note}
	for j, i := range found.Items {
		out.Items[r.Items[j]] = difficulty(i)
	}
	return out, r.Items, nil
}

// noteOn says what speaks against a method.
func noteOn(method, policy skills.Method, fewest int) string {
	switch {
	case method == skills.Joint:
		return "jml stays wrong however many people answer, here corrected by (L-1)/L: compare it with cml or mml, never use it alone"
	case method > policy && policy != skills.Marginal:
		return fmt.Sprintf("the item with the fewest answers has %d: until it has 200, %s is nearer to the truth", fewest, policy)
	}
	return ""
}

func printCalibrated(out io.Writer, c *calibrated, items []string) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ITEM\tB\t±\tINFIT\tOUTFIT")
	for _, name := range items {
		i := c.Items[name]
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", name, numbers(i.B, i.SE), number(i.Infit), number(i.Outfit))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "\nabilities: mean %.3f, SD %.3f; log-likelihood %.3f\n", c.Mean, c.SD, c.LogLik)
	return err
}
