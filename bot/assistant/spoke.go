package assistant

import (
	"context"

	"passerelle/bot"
)

// Spoke notes a talk with somebody who has no case here: it is nobody's, and
// nobody's of the staff.
func (a *Assistant) Spoke(ctx context.Context, s bot.Spoken) error {
	return a.options.Store.Note(ctx, bot.Event{Kind: bot.EventSpoke, Value: s.String()})
}
