package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	rules "passerelle/bot/desk"
)

// casesHandOver ends a counsellor's day with a case.
func casesHandOver() *cobra.Command {
	var as, to, note string
	c := &cobra.Command{
		Use:   "hand-over CASE",
		Short: "End your day with a case: the person is told who goes on, and when",
		Long: `End your day with a case. Without --to it comes back to you on your next day; --to team gives it back to the queue;
--to LOGIN offers it to a colleague, and it stays yours until they accept.`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	c.Flags().StringVar(&as, "as", "", "your login")
	c.Flags().StringVar(&to, "to", "", "team, or a colleague's login")
	c.Flags().StringVar(&note, "note", "", "a note for whoever goes on; kept only where the person agreed")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return asCounsellor(c, as, func(o *office, me bot.Account) error {
			act := bot.Act{Kind: bot.ActHandOver, Case: args[0], Staff: me.Login, Name: me.Name, Text: strings.TrimSpace(note)}
			switch to = strings.ToLower(to); to {
			case "":
				act.Until = rules.Tomorrow(&me, &o.assistant.Book().Agency().Hours, time.Now())
			case "team":
			default:
				if _, err := o.counsellor(c.Context(), to); err != nil {
					return err
				}
				act.To = to
			}
			return o.act(c, act)
		})
	}
	return c
}
