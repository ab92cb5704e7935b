package desk

import (
	"slices"

	"passerelle/bot"
)

// Barred reports whether somebody is kept away from a case: its person does not
// want them, or it is for others only. Both look the same to them.
func Barred(c *bot.Case, login string) bool {
	return c.Barred || slices.Contains(c.NotWith, login) || len(c.Only) > 0 && !slices.Contains(c.Only, login)
}

// Shown is a case as whoever has this login may see it: of one that they are kept
// away from, that it exists and since when.
func Shown(c bot.Case, login string) bot.Case {
	if !Barred(&c, login) {
		c.NotWith = nil // the desk obeys it; whom it names is for a lead
		return c
	}
	return Blank(&c)
}

// Blank is of a case that it exists and since when.
func Blank(c *bot.Case) bot.Case {
	return bot.Case{ID: c.ID, State: c.State, Requested: c.Requested, Due: c.Due, Answer: c.Answer, Barred: true}
}
