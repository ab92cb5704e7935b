package assistant

import (
	"context"
	"errors"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// Next claims the case that a counsellor may take next: language and topic are
// constraints, and so is how many live talks they have. A colleague who is faster
// leaves them the one after it. A refusal is a *Refused: none_for_me, or
// enough_talks.
func (a *Assistant) Next(ctx context.Context, who bot.Account) (caseID, claim string, err error) {
	cases, err := a.Cases(ctx, who.Login)
	if err != nil {
		return "", "", err
	}
	list, full := desk.Pick(cases, desk.Someone{Login: who.Login, Languages: who.Languages}, &a.Book().Agency().Talk)
	for i := range list {
		claim, err := a.Act(ctx, bot.Act{Kind: bot.ActClaim, Case: list[i].ID, Staff: who.Login, Name: who.Name})
		var refused *Refused
		switch {
		case errors.Is(err, bot.ErrNotFound), errors.As(err, &refused) && refused.Code != "off_duty" && refused.Code != "last_minutes":
			continue
		case err != nil:
			return "", "", err
		}
		return list[i].ID, claim, nil
	}
	if full {
		return "", "", &Refused{"enough_talks"}
	}
	return "", "", &Refused{"none_for_me"}
}

// EndOf is the last minute of a day of the agency's.
func (a *Assistant) EndOf(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 23, 59, 0, 0, a.today().Location())
}

// Opening is the agency's first opening from a day on, else eight in the morning
// of that day.
func (a *Assistant) Opening(year int, month time.Month, day int) time.Time {
	hours := &a.Book().Agency().Hours
	zone := time.UTC
	if hours.Zone != nil {
		zone = hours.Zone
	}
	from := time.Date(year, month, day, 0, 0, 0, 0, zone)
	if open, ok := desk.NextOpen(hours, from); ok {
		return open
	}
	return from.Add(8 * time.Hour)
}
