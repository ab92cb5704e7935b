package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/bot"
)

// aids are what casesAid knows, in the order in which it names them.
var aids = []string{bot.AidSimpler, bot.AidPicture, bot.AidVoice, bot.AidJoin, bot.AidRepeat}

// casesWith makes a command that does something together with the person of a
// case: fill reads the arguments after the case.
func casesWith(line, short string, least, most int, fill func(act *bot.Act, args []string) error) *cobra.Command {
	var as string
	c := &cobra.Command{Use: line, Short: short, Args: arguments(cobra.RangeArgs(least, most))}
	c.Flags().StringVar(&as, "as", "", "your login")
	officeFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if as == "" {
			return errWhoAreYou
		}
		act := bot.Act{Case: args[0], Staff: strings.ToLower(as)}
		if err := fill(&act, args[1:]); err != nil {
			return usageError{err}
		}
		return inOffice(c, func(o *office) error { return o.act(c, act) })
	}
	return c
}

// place reads FLOW or FLOW/STEP.
func place(act *bot.Act, arg string) { act.To, act.Step, _ = strings.Cut(arg, "/") }

// one reads a word that must be one of some.
func one(arg string, of []string) (string, error) {
	if !slices.Contains(of, arg) {
		return "", fmt.Errorf("it is one of %s, not %q", strings.Join(of, ", "), arg)
	}
	return arg, nil
}

func casesPush() *cobra.Command {
	return casesWith("push CASE FLOW[/STEP]", "Send a help to the person, from a step on; the case stays yours", 2, 2, func(act *bot.Act, args []string) error {
		act.Kind = bot.ActPush
		place(act, args[0])
		return nil
	})
}

func casesAid() *cobra.Command {
	return casesWith("aid CASE "+strings.Join(aids, "|"), "Help at the step where the person is", 2, 2, func(act *bot.Act, args []string) (err error) {
		act.Kind = bot.ActAid
		act.Text, err = one(args[0], aids)
		return err
	})
}

func casesMark() *cobra.Command {
	return casesWith("mark CASE FLOW/STEP alone|with|for", "Correct how a step was done", 3, 3, func(act *bot.Act, args []string) (err error) {
		act.Kind = bot.ActMark
		place(act, args[0])
		act.Text, err = one(args[1], []string{bot.WayAlone, bot.WayWith, bot.WayFor})
		return err
	})
}

// casesFor asks before anything is done for somebody. A spoken yes does where the
// case's deadline is less than 24 hours away.
func casesFor() *cobra.Command {
	return casesWith("for CASE ask|spoken|done [FLOW/STEP]", "Do a step for the person: ask first, note a spoken yes (the case's deadline is less than 24 hours away), say that it is done", 2, 3, func(act *bot.Act, args []string) (err error) {
		act.Kind = bot.ActFor
		act.Text, err = one(args[0], []string{"ask", "spoken", "done"})
		if len(args) > 1 {
			place(act, args[1])
		}
		return err
	})
}

func casesRedo() *cobra.Command {
	return casesWith("redo CASE FLOW/STEP done|declined", "A step that was done for the person: done again together, or they do not want to", 3, 3, func(act *bot.Act, args []string) (err error) {
		act.Kind = bot.ActRedo
		place(act, args[0])
		act.Text, err = one(args[1], []string{"done", "declined"})
		return err
	})
}

// togetherLines are what "cases show" says of doing it together: a name and a
// value each.
func togetherLines(v *bot.CaseTogether) (lines [][2]string) {
	add := func(name, value string) { lines = append(lines, [2]string{name, value}) }
	if v.Step != "" {
		now := fmt.Sprintf("%s/%s, step %d of %d, try %d, since %s", v.Topic, v.Step, v.N, v.Of, v.Try, day(v.Since))
		if v.Paused {
			now += ", the bot waits"
		}
		add("now", now)
	}
	var done []string
	for _, s := range v.Done {
		done = append(done, s.Step+" "+s.Way)
	}
	add("done", strings.Join(done, ", "))
	if v.For.State != "" {
		add("for the person", v.For.Step+" "+v.For.State+" "+day(v.For.At))
	}
	var redo []string
	for _, s := range v.Redo {
		redo = append(redo, s.Step)
	}
	add("to do again together", strings.Join(redo, ", "))
	for _, s := range v.Skill {
		how := bot.WriteDoings(s.Past)
		if s.Progress {
			how += ": less help than before"
		}
		add("skill "+s.Topic, how)
	}
	return lines
}
