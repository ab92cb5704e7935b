package assistant

import (
	"context"
	"slices"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// Sheet counts a check that somebody did on paper and a counsellor keyed in. It
// is nobody's: only the answers are counted, as of every check. bot.ErrNotFound:
// the agency does not offer this check.
func (a *Assistant) Sheet(ctx context.Context, check string, run bot.CheckRun) error {
	book := a.Book()
	offered := book.Agency().CheckUse != nil && slices.ContainsFunc(book.Editions(), func(e dialogue.Edition) bool { return e.ID == check && e.Flow.Check != nil })
	if !offered {
		return bot.ErrNotFound
	}
	return a.options.Store.Note(ctx, bot.Event{Kind: bot.EventCheckRun, Topic: check, Value: run.String()})
}
