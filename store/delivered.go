package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Delivered returns what is known of calls, in one round trip.
func (s *Store) Delivered(ctx context.Context, calls []string) (map[string]bot.DeliveryState, error) {
	states := map[string]bot.DeliveryState{}
	if len(calls) == 0 {
		return states, nil
	}
	pipe := s.db.Pipeline()
	read := make([]*redis.StringCmd, len(calls))
	for i, id := range calls {
		read[i] = pipe.HGet(ctx, s.keys.reply(id), "state")
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("read delivery states: %w", err)
	}
	for i, id := range calls {
		if n, err := read[i].Int(); err == nil {
			states[id] = bot.DeliveryState(n)
		}
	}
	return states, nil
}
