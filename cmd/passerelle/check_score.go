package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot/skills"
)

// scores is what check score prints.
type scores struct {
	Model     string  `json:"model"`
	AreaModel string  `json:"area_model"`
	Persons   []score `json:"persons"`
}

type score struct {
	ID         string               `json:"id"`
	N          int                  `json:"n"`
	Raw        int                  `json:"raw"`
	Theta      thetas               `json:"theta"`
	Level      int                  `json:"level"`
	LevelProbs []float64            `json:"level_probs"`
	Areas      map[string]areaScore `json:"areas"`
}

// thetas are the estimates; null is one that does not exist.
type thetas struct {
	EAP   float64  `json:"eap"`
	EAPSE float64  `json:"eap_se"`
	MAP   float64  `json:"map"`
	MAPSE float64  `json:"map_se"`
	ML    *float64 `json:"ml"`
	MLSE  *float64 `json:"ml_se"`
	WLE   *float64 `json:"wle"`
	WLESE *float64 `json:"wle_se"`
}

type areaScore struct {
	EAP        float64   `json:"eap"`
	SE         float64   `json:"se"`
	LevelProbs []float64 `json:"level_probs"`
}

func scoreCommand() *cobra.Command {
	var flags bankFlags
	var file string
	c := &cobra.Command{
		Use: "score --bank BANK --responses CSV", Short: "Estimate abilities and levels from answers", Args: arguments(cobra.NoArgs),
		Long: `Estimate abilities and levels from answers.

The answers are CSV: a column id, then one column an item; 1 right, 0 wrong or not known, empty when not asked. Abilities are in
logits, by four estimates; ML is missing where all answers are right or all are wrong. Areas are estimated together, taken to
correlate by 0.7.`,
	}
	flags.addModel(c)
	c.Flags().StringVar(&file, "responses", "", "CSV with the answers (required)")
	c.RunE = func(c *cobra.Command, _ []string) error {
		bank, err := flags.load()
		if err != nil {
			return err
		}
		r, places, err := readResponses("--responses", file, bank)
		if err != nil {
			return err
		}
		p := newProgress(c.ErrOrStderr(), "scoring")
		out := scores{flags.model, fmt.Sprint("correlated:", skills.AreaCorrelation), []score{}}
		for i, id := range r.IDs {
			s := scoreOf(bank, r.Answers(i, places))
			s.ID = id
			out.Persons = append(out.Persons, s)
			p.tell(float64(i+1) / float64(len(r.IDs)))
		}
		p.done()
		if flags.asJSON {
			return printJSON(c.OutOrStdout(), out)
		}
		return printScores(c.OutOrStdout(), out)
	}
	return c
}

func scoreOf(bank *skills.Bank, answers []skills.Answer) score {
	belief, e := bank.Believe(answers), bank.Estimate(answers)
	s := score{N: len(answers), LevelProbs: bank.Levels(&belief, nil), Areas: map[string]areaScore{}}
	s.Level = skills.Likeliest(s.LevelProbs)
	s.Theta = thetas{EAP: e.EAP.Value, EAPSE: e.EAP.SE, MAP: e.MAP.Value, MAPSE: e.MAP.SE}
	if e.ML != nil {
		s.Theta.ML, s.Theta.MLSE = &e.ML.Value, &e.ML.SE
	}
	if e.WLE != nil {
		s.Theta.WLE, s.Theta.WLESE = &e.WLE.Value, &e.WLE.SE
	}
	for _, a := range answers {
		s.Raw += a.Grade
	}
	names := bank.Areas()
	for a, p := range bank.AreaBeliefs(answers, skills.AreaCorrelation) {
		s.Areas[names[a]] = areaScore{p.Mean(), p.SD(), bank.Levels(&p, nil)}
	}
	return s
}

func printScores(out io.Writer, all scores) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tASKED\tRAW\tEAP\t±\tMAP\tML\tWLE\tLEVEL\tSURE")
	for _, p := range all.Persons {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%d\t%.2f\n", p.ID, p.N, p.Raw, numbers(p.Theta.EAP, p.Theta.EAPSE, p.Theta.MAP),
			number(p.Theta.ML), number(p.Theta.WLE), p.Level, p.LevelProbs[p.Level])
	}
	return w.Flush()
}
