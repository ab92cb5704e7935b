package assistant

import (
	"context"

	"passerelle/bot"
)

// erased notes that everything of somebody was deleted, at their own word or, where
// a person had to speak with them first, when their counsellor was done. It is done
// already: an audit that cannot be written undoes nothing, and is told to the operator.
func (a *Assistant) erased(ctx context.Context, in *bot.Input, contact bot.ContactID) {
	if a.options.Audit == nil {
		return
	}
	e := bot.AuditEntry{Kind: bot.AuditErased, Reference: contact.Reference()}
	if in.Kind == bot.FromStaff {
		e.Staff = in.Act.Staff
	}
	if err := a.options.Audit.Note(ctx, e); err != nil {
		a.options.Log.Error("note an erasure in the audit", "error", err)
	}
}
