package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/bench"
)

// loadBook reads an agency's folder and makes a book to try its flows with.
func loadBook(c *cobra.Command, dir string) (*flows.Set, *dialogue.Book, error) {
	set, err := loadSet(c, dir)
	if err != nil {
		return nil, nil, err
	}
	book, err := bench.NewBook(set)
	return set, book, err
}

func costCommand() *cobra.Command {
	var agency string
	var asJSON bool
	c := &cobra.Command{
		Use:   "cost [FLOW…]",
		Short: "What help flows cost by SMS, both ways, in each language",
		Long: `What help flows cost by SMS, both ways, in each language: somebody asks, says yes, and does every step without a hint.

SENT is what the person pays until they have the help (goal: at most 3), RECEIVED the parts that they get until then, TO END what
they send until the flow is over, PARTS those of the longest reply, BECAUSE the characters that make it expensive.`,
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, the flows that we ship")
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.RunE = func(c *cobra.Command, ids []string) error {
		set, book, err := loadBook(c, agency)
		if err != nil {
			return err
		}
		chosen, err := helpFlows(set, ids)
		if err != nil {
			return err
		}
		costs := []bench.Cost{}
		for _, f := range chosen {
			for _, tag := range book.Languages() {
				if f.Status == flows.Published && slices.Contains(f.Languages, tag) {
					costs = append(costs, bench.CostOf(book, f, tag))
				}
			}
		}
		if asJSON {
			return printJSON(c.OutOrStdout(), costs)
		}
		return printCosts(c.OutOrStdout(), costs)
	}
	return c
}

func printCosts(out io.Writer, costs []bench.Cost) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "FLOW\tLANGUAGE\tSENT\tRECEIVED\tTO END\tPARTS\tBECAUSE")
	for _, c := range costs {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n", c.Flow, c.Language, c.Sent, c.Received, c.ToTheEnd, c.Parts, c.ForcedBy)
	}
	return w.Flush()
}

// mostStates bounds a walk that somebody waits for.
const mostStates = 1_000

func walkCommand() *cobra.Command {
	var agency, language string
	var states int
	c := &cobra.Command{
		Use:   "walk [FOLDER]",
		Short: "Try everything that a person can choose, write or send, and say where it leads nowhere",
		Long: `Try everything that a person can choose, write or send, in each language on each channel: dead ends, silence, texts that do not fit,
places from which no person can be reached.`,
		Args: arguments(cobra.MaximumNArgs(1)),
	}
	c.Flags().StringVar(&agency, "agency", "", "folder of an agency; without it, what we ship")
	c.Flags().StringVar(&language, "language", "", "one language only")
	c.Flags().IntVar(&states, "states", mostStates, "how many places to visit at most, in each language on each channel")
	c.RunE = func(c *cobra.Command, args []string) error {
		agency = folderOf(args, agency)
		set, book, err := loadBook(c, agency)
		if err != nil {
			return err
		}
		if language != "" && !slices.Contains(book.Languages(), language) {
			return usageError{fmt.Errorf("--language is one of %v, not %q", book.Languages(), language)}
		}
		return walkAll(c, set, book, language, states)
	}
	return c
}

// tour is one walk: a language on a channel.
type tour struct {
	words   *flows.Words
	channel bot.Channel
	walked  *bench.Walked
}

// walkAll walks in every language on every channel, as many at once as there are
// processors, and says what it found and what it never came to.
func walkAll(c *cobra.Command, set *flows.Set, book *dialogue.Book, language string, states int) error {
	var tours []*tour
	for _, words := range set.Words {
		if language != "" && words.Tag != language || !slices.Contains(book.Languages(), words.Tag) {
			continue
		}
		for _, channel := range bot.Channels {
			tours = append(tours, &tour{words: words, channel: channel})
		}
	}
	var group sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, t := range tours {
		group.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			t.walked = bench.Walk(book, t.words.First(), t.words.Tag, t.channel, 0, states)
		})
	}
	group.Wait()
	return tellWalks(c, set, tours)
}

func tellWalks(c *cobra.Command, set *flows.Set, tours []*tour) error {
	found, cut := false, false
	var all []*bench.Walked
	for _, t := range tours {
		cut = cut || t.walked.Cut
		found = found || len(t.walked.Findings) > 0
		if err := printWalk(c, t.words.Tag, t.channel, t.walked); err != nil {
			return err
		}
		all = append(all, t.walked)
	}
	missing, steps := bench.Unvisited(set.Flows, all...)
	if fmt.Fprintf(c.ErrOrStderr(), "%d of %d steps and questions are visited\n", steps-len(missing), steps); cut && len(missing) > 0 {
		// It was still on the way there: nothing is known to be wrong.
		fmt.Fprintf(c.ErrOrStderr(), "it came to so many places only: --states %d looks further\n", 40*mostStates)
		missing = nil
	}
	for _, m := range missing {
		fmt.Fprintf(c.OutOrStdout(), "%s:%d: nobody comes to %s\n", m.File, m.Line, m.What)
	}
	if found || len(missing) > 0 {
		return errFindings
	}
	return nil
}

func printWalk(c *cobra.Command, tag string, channel bot.Channel, w *bench.Walked) error {
	more := ""
	if w.Cut {
		more = ", and there are more: --states"
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s by %s: %d places, %d turns%s\n", tag, channel, w.States, w.Turns, more)
	for _, f := range w.Findings {
		if _, err := fmt.Fprintf(c.OutOrStdout(), "%s by %s: %s\n", tag, channel, f); err != nil {
			return err
		}
	}
	return nil
}

func schemaCommand() *cobra.Command {
	var out, language string
	c := &cobra.Command{
		Use:   "schema",
		Short: "The language as a JSON Schema, for editors that complete while you type",
		Args:  arguments(cobra.NoArgs),
	}
	c.Flags().StringVar(&out, "out", "", "write it to this file")
	c.Flags().StringVar(&language, "lang", "", "language of what editors say about each key: fr, de, it, en")
	c.RunE = func(c *cobra.Command, _ []string) error {
		schema, err := flows.Schema(messageLanguage(language))
		if err != nil {
			return err
		}
		if out != "" {
			return os.WriteFile(out, append(schema, '\n'), 0o644)
		}
		_, err = fmt.Fprintf(c.OutOrStdout(), "%s\n", schema)
		return err
	}
	return c
}

// printCover lists what no transcript of a folder visits, of the folder's own
// flows.
func printCover(c *cobra.Command, dir string, seen *bench.Coverage, set *flows.Set) error {
	var own []*flows.Flow
	for _, f := range set.Flows {
		if exists(filepath.Join(dir, f.File)) {
			own = append(own, f)
		}
	}
	missing, all := seen.Missing(own)
	for _, m := range missing {
		if _, err := fmt.Fprintf(c.OutOrStdout(), "%s:%d: no transcript visits %s\n", filepath.Join(dir, m.File), m.Line, m.What); err != nil {
			return err
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "%d of %d steps, choices, hints and questions are visited\n", all-len(missing), all)
	return nil
}
