package assistant

import (
	"context"
	"slices"

	"passerelle/bot"
)

// kept returns the words that a counsellor left to be sent by now. A session
// holds no text, so they lie with the contact's fields.
func (a *Assistant) kept(ctx context.Context, in *bot.Input, s *bot.Session, contact bot.ContactID) (string, error) {
	if at := s.Case.SendAt; in.Kind != bot.FromTimer || at.IsZero() || at.After(in.At) {
		return "", nil
	}
	record, err := a.options.Store.Contact(ctx, contact)
	return record.Fields[bot.FieldReply], err
}

// noted returns the contact's reminders where a turn may need their words: at a
// moment of theirs.
func (a *Assistant) noted(ctx context.Context, in *bot.Input, s *bot.Session, contact bot.ContactID) (map[uint32]bot.Reminder, error) {
	due := func(x bot.Timer) bool { return x.Kind == bot.TimerNote && !x.At.After(in.At) }
	if in.Kind != bot.FromTimer || !slices.ContainsFunc(s.Timers, due) {
		return nil, nil
	}
	record, err := a.options.Store.Contact(ctx, contact)
	return bot.Reminders(record.Fields), err
}

// Kept returns the words that are sent later to the contact of a case, for the
// one who works under its present claim and for nobody else.
func (a *Assistant) Kept(ctx context.Context, caseID, claim string) (string, error) {
	c, err := a.options.Store.Case(ctx, caseID)
	if err != nil || claim == "" || c.Claim != claim || c.SendAt.IsZero() {
		return "", err
	}
	record, err := a.options.Store.Contact(ctx, c.Contact)
	return record.Fields[bot.FieldReply], err
}
