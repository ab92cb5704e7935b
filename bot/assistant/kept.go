package assistant

import (
	"context"

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
