package desk

import "passerelle/bot"

// Agreed reports whether the person agreed that the team sees more than their
// question: the steps they tried, what was said before, the results of checks.
func Agreed(c *bot.Case) bool { return c.Shown == bot.ShownAll }

// Thread leaves of what was said what the person agreed to show: all of it, or
// what was said since they asked for a person.
func Thread(c *bot.Case, thread []bot.ThreadEntry) []bot.ThreadEntry {
	if Agreed(c) {
		return thread
	}
	var since []bot.ThreadEntry
	for i := range thread {
		if !thread[i].At.Before(c.Requested) || thread[i].From == bot.NotedByStaff {
			since = append(since, thread[i])
		}
	}
	return since
}
