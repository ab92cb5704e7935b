package desk

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// Someone is a counsellor who asks for the next case.
type Someone struct {
	Login     string
	Languages []string // that they speak; none for all
}

// Live counts the cases that somebody has and that are not put off.
func Live(cases []bot.Case, login string) (n int) {
	for i := range cases {
		if cases[i].Staff == login && (cases[i].State == bot.CaseClaimed || cases[i].State == bot.CaseActive) {
			n++
		}
	}
	return n
}

// liveTalks is how many live talks are enough, where the agency does not say.
const liveTalks = 3

// Pick returns the cases that somebody may take next, the best first: danger, then
// those that they had before or whose person they follow, then those of their
// teams, then all others, each in the order of the queue. A language that they do
// not speak is no case for them; with enough live talks only danger is. full says
// that it is the number of talks that leaves them none.
func Pick(cases []bot.Case, who Someone, talk *flows.Talk) (list []bot.Case, full bool) {
	most := talk.LiveTalks
	if most == 0 {
		most = liveTalks
	}
	enough := Live(cases, who.Login) >= most
	for i := range cases {
		c := &cases[i]
		if c.State != bot.CaseQueued || !Visible(c, who.Login) || Barred(c, who.Login) || len(who.Languages) > 0 && c.Language != "" && !slices.Contains(who.Languages, c.Language) {
			continue
		}
		if enough && c.Danger == bot.NoDanger {
			full = true
			continue
		}
		list = append(list, *c)
	}
	slices.SortStableFunc(list, func(a, b bot.Case) int { return rank(&a, who.Login, talk) - rank(&b, who.Login, talk) })
	return list, full && len(list) == 0
}

// rank is how near a case is to somebody, from 0.
func rank(c *bot.Case, login string, talk *flows.Talk) int {
	switch {
	case c.Danger != bot.NoDanger:
		return 0
	case c.Before == login || c.Referent == login || c.Deputy == login:
		return 1
	}
	for i := range talk.Teams {
		if talk.Teams[i].ID == c.Team && slices.Contains(talk.Teams[i].Members, login) {
			return 2
		}
	}
	return 3
}
