package assistant

import (
	"context"
	"io"

	"passerelle/bot"
)

// Media opens something that the contact of a case sent, by its Name; the caller
// reads at most bot.MostMedia and closes. bot.ErrNotFound: it does not belong to
// the case, is not for the eyes of who asks, or its provider has it no more.
func (a *Assistant) Media(ctx context.Context, caseID, login, name string) (bot.Media, io.ReadCloser, error) {
	if _, err := a.Case(ctx, caseID, login); err != nil {
		return bot.Media{}, nil, err
	}
	thread, _, err := a.Thread(ctx, caseID)
	if err != nil {
		return bot.Media{}, nil, err
	}
	for _, e := range thread {
		for _, m := range e.Media {
			if m.Name() == name && m.Kind != bot.Location {
				bytes, err := a.fetch(ctx, m)
				return m, bytes, err
			}
		}
	}
	return bot.Media{}, nil, bot.ErrNotFound
}

func (a *Assistant) fetch(ctx context.Context, m bot.Media) (io.ReadCloser, error) {
	from := a.options.Fetchers[m.Channel]
	if from == nil || m.Ref == "" {
		return nil, bot.ErrNotFound
	}
	return from.Fetch(ctx, m)
}
