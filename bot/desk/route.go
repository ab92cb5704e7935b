package desk

import (
	"slices"

	"passerelle/bot"
	"passerelle/flows"
)

// Route returns the team that gets a request: the team in which the contact's
// referent is alone; while they are away, that of the deputy of this weekday;
// else the first routing line whose condition holds, else the first team. Where
// all of a team are away, its backup is asked in its place, else the next team
// in this order; when everybody is away it is as if nobody were. It returns nil
// when the agency has no teams.
func Route(talk *flows.Talk, referent, deputy string, facts flows.Facts, away []string) *flows.Team {
	if t := own(talk.Teams, deputy); t != nil && Deputy(referent, deputy, away) != "" {
		return t
	}
	candidates := []*flows.Team{own(talk.Teams, referent)}
	for _, route := range talk.Routing {
		if route.When.Match(facts) {
			candidates = append(candidates, named(talk.Teams, route.To))
		}
	}
	if len(talk.Teams) > 0 {
		candidates = append(candidates, &talk.Teams[0])
	}
	var first *flows.Team
	for i, t := range candidates {
		if t == nil {
			continue
		}
		if first == nil {
			first = t
		}
		if here(t, away) && (i > 0 || !slices.Contains(away, referent)) {
			return t
		}
		if b := named(talk.Teams, t.Backup); b != nil && here(b, away) {
			return b
		}
	}
	return first
}

// Deputy returns who stands in for a referent: the deputy of the day while the
// referent is away and the deputy is not, else nobody. Where there is no
// referent any more the deputy goes on.
func Deputy(referent, deputy string, away []string) string {
	if deputy == "" || slices.Contains(away, deputy) || referent != "" && !slices.Contains(away, referent) {
		return ""
	}
	return deputy
}

// here reports whether somebody of a team is there.
func here(t *flows.Team, away []string) bool {
	return len(t.Members) == 0 || slices.ContainsFunc(t.Members, func(m string) bool { return !slices.Contains(away, m) })
}

// named finds a team by its id, nil for none.
func named(teams []flows.Team, id string) *flows.Team {
	if i := slices.IndexFunc(teams, func(t flows.Team) bool { return t.ID == id }); id != "" && i >= 0 {
		return &teams[i]
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
