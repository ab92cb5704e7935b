package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// casesNext takes the case that a counsellor may take next.
func casesNext() *cobra.Command {
	var as string
	c := &cobra.Command{Use: "next", Short: "Take the next case for you: in your languages, while you have room", Args: arguments(cobra.NoArgs)}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return asCounsellor(c, as, func(o *office, me bot.Account) error {
			id, claim, err := o.assistant.Next(c.Context(), me)
			var refused *assistant.Refused
			switch {
			case errors.As(err, &refused):
				return fmt.Errorf("nothing was changed: %s", refusals[refused.Code])
			case err != nil:
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), id, claim)
			return nil
		})
	}
	return c
}

// casesSnooze puts a case off.
func casesSnooze() *cobra.Command {
	var as string
	var until string
	c := &cobra.Command{Use: "snooze CASE --until 2026-11-30", Short: "Look at a case later, or when the person writes", Args: arguments(cobra.ExactArgs(1))}
	c.Flags().StringVar(&as, "as", "", "your login")
	c.Flags().StringVar(&until, "until", "", "the day, from its first opening on")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		day, err := time.Parse(time.DateOnly, until)
		switch {
		case as == "":
			return errWhoAreYou
		case err != nil:
			return usageError{fmt.Errorf("--until is a day such as 2026-11-30, not %q", until)}
		}
		return inOffice(c, func(o *office) error {
			return o.act(c, bot.Act{Kind: bot.ActSnooze, Case: args[0], Staff: strings.ToLower(as), Until: o.assistant.Opening(day.Year(), day.Month(), day.Day())})
		})
	}
	return c
}

// casesOffer offers a case to a colleague.
func casesOffer() *cobra.Command {
	var as string
	c := &cobra.Command{Use: "offer CASE LOGIN", Short: "Offer a case to a colleague; it stays yours until they accept", Args: arguments(cobra.ExactArgs(2))}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if as == "" {
			return errWhoAreYou
		}
		return inOffice(c, func(o *office) error {
			if _, err := o.counsellor(c.Context(), strings.ToLower(args[1])); err != nil {
				return err
			}
			return o.act(c, bot.Act{Kind: bot.ActOffer, Case: args[0], Staff: strings.ToLower(as), To: strings.ToLower(args[1])})
		})
	}
	return c
}

// casesDeadline notes until when something outside must be done.
func casesDeadline() *cobra.Command {
	var as string
	c := &cobra.Command{Use: "deadline CASE 2026-12-01|none", Short: "Note until when an office or an employer wants something of the person", Args: arguments(cobra.ExactArgs(2))}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		day, err := time.Parse(time.DateOnly, args[1])
		switch {
		case as == "":
			return errWhoAreYou
		case err != nil && args[1] != "none":
			return usageError{fmt.Errorf("a deadline is a day such as 2026-12-01, or none; not %q", args[1])}
		}
		return inOffice(c, func(o *office) error {
			act := bot.Act{Kind: bot.ActDeadline, Case: args[0], Staff: strings.ToLower(as)}
			if args[1] != "none" {
				act.Until = o.assistant.EndOf(day.Year(), day.Month(), day.Day())
			}
			return o.act(c, act)
		})
	}
	return c
}
