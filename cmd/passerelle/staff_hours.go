package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"passerelle/bot"
	rules "passerelle/bot/desk"
)

// weekNames are the days as flags and files write them, from Monday on.
var weekNames = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// shownHours is when somebody works, as it is printed.
type shownHours struct {
	Login string            `json:"login"`
	Own   bool              `json:"own"` // false: the agency's hours count
	Week  map[string]string `json:"week"`
	Away  []bot.Absence     `json:"away"`
}

func staffHours() *cobra.Command {
	var set map[string]string
	var away, back string
	var like, asJSON bool
	c := &cobra.Command{
		Use:   "hours LOGIN",
		Short: "When somebody works: their own week, and their absences",
		Long: `When somebody works: their own week, and their absences. Off duty nothing calls them and they take no new case; a referent
who is away is passed over for the deputy or the team. Without flags it shows what is kept. Why somebody is away is never asked.`,
		Example: `  passerelle staff hours lea --day "tue=08:30-11:30, 13:30-17:00" --day wed=
  passerelle staff hours lea --away 2026-12-21:2027-01-03`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	c.Flags().Var(dayValues{&set}, "day", "hours of a day, several times: mon=08:30-11:30; nothing after = is a day off")
	c.Flags().BoolVar(&like, "agency-hours", false, "forget the own week: the agency's hours count")
	c.Flags().StringVar(&away, "away", "", "note an absence: first day:last day")
	c.Flags().StringVar(&back, "not-away", "", "take an absence back: first day:last day")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		return inOffice(c, func(o *office) error {
			a, err := o.store.Account(c.Context(), strings.ToLower(args[0]))
			if errors.Is(err, bot.ErrNotFound) {
				return fmt.Errorf("there is no %s: passerelle staff list shows who is there", args[0])
			}
			if err != nil {
				return err
			}
			changed, err := changeHours(&a, set, away, back, like)
			if err != nil {
				return usageError{err}
			}
			if changed {
				if err := changeStaff(c, o, a.Login, func(kept *bot.Account) { kept.Week, kept.Away = a.Week, a.Away }); err != nil {
					return err
				}
			}
			return printHours(c, &a, asJSON)
		})
	}
	return c
}

// changeHours does what the flags say, and reports whether anything changed.
func changeHours(a *bot.Account, set map[string]string, away, back string, like bool) (changed bool, err error) {
	if like {
		a.Week, changed = [7][]bot.Stretch{}, true
	}
	for i, name := range weekNames {
		written, given := set[name]
		if !given {
			continue
		}
		day, err := rules.ReadDay(written)
		if err != nil {
			return false, fmt.Errorf("--day %s: %w", name, err)
		}
		a.Week[(i+1)%7], changed = day, true // time.Weekday begins on Sunday
	}
	if away != "" {
		from, to, _ := strings.Cut(away, ":")
		if err := rules.AddAway(a, from, to, time.Now()); err != nil {
			return false, fmt.Errorf("--away: %w", err)
		}
		changed = true
	}
	if back != "" {
		from, to, _ := strings.Cut(back, ":")
		if !rules.RemoveAway(a, from, to) {
			return false, fmt.Errorf("--not-away: there is no absence %s", back)
		}
		changed = true
	}
	return changed, nil
}

func printHours(c *cobra.Command, a *bot.Account, asJSON bool) error {
	shown := shownHours{Login: a.Login, Own: a.OwnHours(), Week: map[string]string{}, Away: append([]bot.Absence{}, a.Away...)}
	for i, name := range weekNames {
		shown.Week[name] = rules.ShowDay(a.Week[(i+1)%7])
	}
	if asJSON {
		return printJSON(c.OutOrStdout(), shown)
	}
	w := tabwriter.NewWriter(c.OutOrStdout(), 0, 4, 2, ' ', 0)
	if !shown.Own {
		fmt.Fprintln(w, "the agency's hours")
	} else {
		for _, name := range weekNames {
			fmt.Fprintf(w, "%s\t%s\n", name, either(shown.Week[name], "-"))
		}
	}
	for _, x := range a.Away {
		fmt.Fprintf(w, "away\t%s to %s\n", x.From, x.To)
	}
	return w.Flush()
}

// dayValues collects --day mon=08:30-11:30, whose hours may hold commas.
type dayValues struct{ days *map[string]string }

// String says nothing: there is no day without the flag.
func (d dayValues) String() string { return "" }

// Type names the value in the help.
func (d dayValues) Type() string { return "day=hours" }

// Set takes one day.
func (d dayValues) Set(written string) error {
	name, hours, found := strings.Cut(written, "=")
	name = strings.ToLower(strings.TrimSpace(name))
	if !found || !known(name) {
		return fmt.Errorf("a day is written mon=08:30-11:30, one of %s", strings.Join(weekNames, ", "))
	}
	if *d.days == nil {
		*d.days = map[string]string{}
	}
	(*d.days)[name] = hours
	return nil
}

func known(day string) bool {
	for _, name := range weekNames {
		if name == day {
			return true
		}
	}
	return false
}
