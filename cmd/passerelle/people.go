package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

func peopleCommand() *cobra.Command {
	return group("people", "Your own people, without a browser", peopleList())
}

// followedPeople is what people list prints as JSON.
type followedPeople struct {
	Mine    []bot.Person `json:"mine"`
	StandIn []bot.Person `json:"stand_in_today"`
}

func peopleList() *cobra.Command {
	var asJSON bool
	var as string
	c := &cobra.Command{
		Use: "list", Short: "Whom you follow, and whom you stand in for today: who waits first, then the next date, then the longest silent", Args: arguments(cobra.NoArgs),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON object")
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return asCounsellor(c, as, func(o *office, me bot.Account) error {
			mine, standIn, err := o.assistant.People(c.Context(), me.Login)
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(c.OutOrStdout(), followedPeople{append([]bot.Person{}, mine...), append([]bot.Person{}, standIn...)})
			}
			if len(mine)+len(standIn) == 0 {
				fmt.Fprintln(c.ErrOrStderr(), "You follow nobody yet: open a case at the desk and choose “Follow this person”, or enrol somebody who is there.")
				return nil
			}
			return printPeople(c.OutOrStdout(), mine, standIn, time.Now())
		})
	}
	return c
}

func printPeople(out io.Writer, mine, standIn []bot.Person, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tLANGUAGE\tCHANNEL\tLAST WORD\tSILENT FOR\tPROMISED\tNEXT\tCASE\tFOR")
	for _, p := range append(append([]bot.Person{}, mine...), standIn...) {
		last, channel, whose := "team", "none", ""
		switch {
		case p.Last().IsZero():
			last = "none"
		case p.Last().Equal(p.Wrote):
			last = "person"
		}
		if p.Channel != 0 {
			channel = p.Channel.String()
		}
		if len(standIn) > 0 && !isAmong(mine, p.Contact) {
			whose = p.Referent
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", orNone(p.Called), p.Language, channel, last,
			now.Sub(p.Last()).Truncate(time.Hour), day(p.Due), day(p.Next), orNone(p.Case), whose)
	}
	return w.Flush()
}

func isAmong(list []bot.Person, contact bot.ContactID) bool {
	for i := range list {
		if list[i].Contact == contact {
			return true
		}
	}
	return false
}
