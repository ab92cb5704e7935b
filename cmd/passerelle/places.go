package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

func placesCommand() *cobra.Command {
	return group("places", "Seats in courses and devices to lend, without a browser", placesList(), placesWho(), placesReturn())
}

func placesList() *cobra.Command {
	var asJSON bool
	var as string
	c := &cobra.Command{Use: "list", Short: "How full each course is and what is lent: units taken, and units waited for", Args: arguments(cobra.NoArgs)}
	c.Flags().BoolVar(&asJSON, "json", false, "as a JSON array")
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return asCounsellor(c, as, func(o *office, _ bot.Account) error {
			filled := o.assistant.Rounds(c.Context())
			if asJSON {
				return printJSON(c.OutOrStdout(), append([]bot.Filled{}, filled...))
			}
			w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "ROUND\tTAKEN\tROOM\tWAITING")
			for _, f := range filled {
				room := 0
				if m := o.assistant.Book().Agency().Measure(f.Measure); m != nil {
					room = m.Room()
				}
				fmt.Fprintf(w, "%s\t%d\t%d\t%d\n", f.Round, f.Units, room, f.Waiting)
			}
			return w.Flush()
		})
	}
	return c
}

func placesWho() *cobra.Command {
	var as string
	c := &cobra.Command{
		Use: "who ROUND", Short: "Who is on a list, in the order in which they came", Args: arguments(cobra.ExactArgs(1)),
		Example: "  passerelle places who phone-course/2026-12-03\n  passerelle places who device-loan/loan",
	}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		round, ok := bot.ParseRound(args[0])
		if !ok {
			return usageError{fmt.Errorf("%q is no round: write MEASURE/2026-12-03, or MEASURE/loan", args[0])}
		}
		return asCounsellor(c, as, func(o *office, _ bot.Account) error {
			holders, names, err := o.assistant.Holders(c.Context(), round)
			if err != nil {
				return err
			}
			return printHolders(c.OutOrStdout(), holders, names)
		})
	}
	return c
}

var seatNames = map[bot.SeatState]string{bot.SeatWaiting: "waiting", bot.SeatOffered: "offered", bot.SeatTaken: "coming", bot.SeatOut: "lent"}

func printHolders(out io.Writer, holders []bot.Holder, names map[bot.ContactID]string) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "CONTACT\tNAME\tSEATS\tSTATE\tSINCE\tUNTIL")
	for _, h := range holders {
		name := cmp.Or(names[h.Contact], "none")
		if h.Gone {
			name = "nobody is known any more"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", h.Contact, name, h.Units, seatNames[h.State], day(h.Since), day(h.Until))
	}
	return w.Flush()
}

func placesReturn() *cobra.Command {
	var as string
	c := &cobra.Command{Use: "return MEASURE CONTACT", Short: "Note that a lent device is back", Args: arguments(cobra.ExactArgs(2))}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return asCounsellor(c, as, func(o *office, me bot.Account) error {
			if err := o.assistant.Returned(c.Context(), me, bot.ContactID(args[1]), bot.Round{Measure: args[0]}); err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), "Noted: the device is back.")
			return nil
		})
	}
	return c
}
