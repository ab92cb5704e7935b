package assistant

import (
	"context"
	"fmt"
	"slices"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// ErrKept stands for a case that is for others: there is one, and nothing in it is
// for the one who asks. It is a bot.ErrNotFound.
var ErrKept = fmt.Errorf("kept for others: %w", bot.ErrNotFound)

// Guarded is an open case as a lead sees it: who may have it, and nothing in it.
type Guarded struct {
	Case bot.Case // blank but for its state, its times, Staff, Only and NotWith
	Why  map[string]string
}

// Guarded returns the open cases for a lead, the most urgent first, with why
// somebody is kept away, by login. Those of who asked to be erased are their
// counsellor's alone.
func (a *Assistant) Guarded(ctx context.Context) ([]Guarded, error) {
	cases, err := a.options.Store.Cases(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(cases, func(a, b bot.Case) int { return desk.Order(&a, &b) })
	var list []Guarded
	for i := range cases {
		c := &cases[i]
		if c.Hidden {
			continue
		}
		g := Guarded{Case: desk.Blank(c)}
		g.Case.Staff, g.Case.Only, g.Case.NotWith = c.Staff, c.Only, c.NotWith
		if len(c.NotWith) > 0 {
			record, err := a.options.Store.Contact(ctx, c.Contact)
			if err != nil {
				return nil, err
			}
			g.Why = map[string]string{}
			for _, login := range c.NotWith {
				g.Why[login] = record.Fields[bot.FieldNotWith+login]
			}
		}
		list = append(list, g)
	}
	return list, nil
}

// Restrict gives a case to some of the team alone, none for everybody. Whoever has
// it and is not among them has it no more: it waits in the queue.
func (a *Assistant) Restrict(ctx context.Context, caseID string, only []string, who bot.Account) error {
	_, err := a.Do(ctx, bot.Act{Kind: bot.ActRestrict, Case: caseID, Only: only, Staff: who.Login, Name: who.Name})
	return err
}
