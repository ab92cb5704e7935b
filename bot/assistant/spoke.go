package assistant

import (
	"context"

	"passerelle/bot"
)

// Spoke notes a talk with somebody who has no case here: it is nobody's, and
// nobody's of the staff. Topic is the id of the help or check that was gone
// through, "" for none.
func (a *Assistant) Spoke(ctx context.Context, s bot.Spoken, topic string) error {
	return a.options.Store.Note(ctx, bot.Event{Kind: bot.EventSpoke, Topic: topic, Value: s.String()})
}
