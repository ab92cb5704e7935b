package main

import (
	"cmp"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/bot/privacy"
	"passerelle/bot/understand"
	"passerelle/flows/bench"
)

// understood is what the reader makes of a text.
type understood struct {
	Language string              `json:"language"`
	Sure     bool                `json:"sure"`
	Word     string              `json:"word,omitempty"` // the reserved word that it is
	Matches  []understand.Match  `json:"matches"`
	Decision understand.Decision `json:"decision"`
	Danger   *suspected          `json:"danger,omitempty"`
}

// suspected is danger that stands in a text: by a phrase of the list, or by what
// was learned.
type suspected struct {
	Class   string   `json:"class"`
	Clear   bool     `json:"clear"` // acted on at once; else one question is asked
	Stage   string   `json:"stage"` // list, or learned
	Because []string `json:"because"`
}

func understandCommand() *cobra.Command {
	var language, dir string
	c := &cobra.Command{
		Use: "understand", Short: "What is understood of a text, and because of which words", Args: arguments(cobra.NoArgs),
		Long: `What is understood of a text: its language, the reserved word that it is, the helps that it may be about, danger; and the words that led to it.
Nothing is kept. "decision" is what the bot does: confirm one help, let choose among some, or ask for other words.`,
	}
	c.Flags().StringVar(&language, "lang", "", "the language that is spoken already; without it, as in a first message")
	c.Flags().StringVar(&dir, "agency", "", "folder of an agency: its helps are known too")
	c.RunE = func(c *cobra.Command, _ []string) error {
		set, err := loadSet(c, dir)
		if err != nil {
			return err
		}
		book, err := bench.NewBook(set)
		if err != nil {
			return err
		}
		return eachLine(c.InOrStdin(), c.OutOrStdout(), func(line string) any { return readText(book, line, language) })
	}
	return c
}

func readText(book *dialogue.Book, line, language string) understood {
	r := book.Reader()
	u := understood{}
	u.Language, u.Sure = r.Language(line)
	u.Word = r.Exact(line, cmp.Or(language, u.Language))
	u.Matches, u.Decision = r.Topics(line)
	u.Matches = append([]understand.Match{}, u.Matches...)
	if class, because := r.Danger(line); class != bot.NoDanger {
		u.Danger = &suspected{class.String(), true, "list", []string{because}}
	} else if class, because, _ := r.Suspects(line); class != bot.NoDanger {
		u.Danger = &suspected{class.String(), false, "learned", because}
	}
	return u
}

func flowsGapsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "gaps", Short: "Words that people use and no help answers", Args: arguments(cobra.NoArgs),
		Long: `Words that five people or more used in the last 90 days in messages that no help answers: what a help could be written about, or found by.
Of fewer people no word is kept, and of nobody a message.`,
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return inOffice(c, func(o *office) error {
			gaps, err := o.store.Gaps(c.Context(), privacy.Keep(privacy.Gaps))
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), append([]bot.Gap{}, gaps...))
			}
			if len(gaps) == 0 {
				fmt.Fprintln(c.ErrOrStderr(), "No word was used by five people without an answer.")
				return nil
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "WORD\tPEOPLE\tLAST")
			for _, g := range gaps {
				fmt.Fprintf(w, "%s\t%d\t%s\n", g.Word, g.People, g.Last.Format(time.DateOnly))
			}
			return w.Flush()
		})
	}
	return c
}
