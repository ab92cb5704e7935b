package assistant

import (
	"context"
	"errors"

	"passerelle/bot"
	"passerelle/bot/desk/notify"
)

// takes are the acts by which a counsellor gets a new case.
var takes = map[bot.ActKind]bool{bot.ActClaim: true, bot.ActAccept: true, bot.ActReopen: true}

// mayTake refuses a new case to a counsellor who is off duty, or in the last
// minutes of their day. What they have already goes on, and so does
// what they closed themselves and take up again. Whoever has no account,
// such as a person at the keyboard, is believed.
func (a *Assistant) mayTake(ctx context.Context, act *bot.Act, c *bot.Case) error {
	if a.options.Accounts == nil || !takes[act.Kind] || c.Staff == act.Staff || act.Kind == bot.ActReopen && c.Before == act.Staff {
		return nil
	}
	account, err := a.options.Accounts.Account(ctx, act.Staff)
	if errors.Is(err, bot.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	verdict := notify.Allow(notify.Claim, &account, &a.Book().Agency().Hours, a.options.Now(), c.Danger != bot.NoDanger)
	if !verdict.Allowed {
		return &Refused{verdict.Because}
	}
	return nil
}
