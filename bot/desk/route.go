package desk

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// Route returns the team that gets a request: the team in which the contact's
// referent is alone, else the first routing line whose condition holds, else
// the first team. It returns nil when the agency has no teams.
func Route(talk *flows.Talk, referent string, facts flows.Facts) *flows.Team {
	if t := own(talk.Teams, referent); t != nil {
		return t
	}
	for _, route := range talk.Routing {
		if !route.When.Match(facts) {
			continue
		}
		if i := slices.IndexFunc(talk.Teams, func(t flows.Team) bool { return t.ID == route.To }); i >= 0 {
			return &talk.Teams[i]
		}
	}
	if len(talk.Teams) > 0 {
		return &talk.Teams[0]
	}
	return nil
}

// Visible reports whether a case may be shown to whoever has this login: one
// whose person asked to be erased is, once taken, its counsellor's alone
// (PEOPLE.md 9).
func Visible(c *bot.Case, login string) bool {
	return !c.Hidden || c.Staff == "" || c.Staff == login
}

// own finds the team of one that a referent is, else any team they belong to.
func own(teams []flows.Team, referent string) *flows.Team {
	if referent == "" {
		return nil
	}
	var member *flows.Team
	for i := range teams {
		if !slices.Contains(teams[i].Members, referent) {
			continue
		}
		if len(teams[i].Members) == 1 {
			return &teams[i]
		}
		if member == nil {
			member = &teams[i]
		}
	}
	return member
}
