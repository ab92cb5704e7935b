package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Delivered returns what is known of calls, in one round trip.
func (s *Store) Delivered(ctx context.Context, calls []string) (map[string]bot.Fate, error) {
	fates := map[string]bot.Fate{}
	if len(calls) == 0 {
		return fates, nil
	}
	pipe := s.db.Pipeline()
	read := make([]*redis.SliceCmd, len(calls))
	for i, id := range calls {
		read[i] = pipe.HMGet(ctx, s.keys.reply(id), "state", "reason")
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("read delivery states: %w", err)
	}
	for i, id := range calls {
		var is struct {
			State  uint8  `redis:"state"`
			Reason string `redis:"reason"`
		}
		if err := read[i].Scan(&is); err != nil {
			return nil, fmt.Errorf("read delivery states: %w", err)
		}
		if read[i].Val()[0] == nil {
			continue
		}
		fate := bot.Fate{State: bot.DeliveryState(is.State)}
		if fate.State == bot.DeliveryRefused {
			fate.Reason = is.Reason
		}
		fates[id] = fate
	}
	return fates, nil
}
