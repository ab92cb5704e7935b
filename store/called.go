package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Called returns the names by which some contacts want to be called, in one round
// trip. A name whose key is gone is left out: its person was erased.
func (s *Store) Called(ctx context.Context, contacts []bot.ContactID) (map[bot.ContactID]string, error) {
	if len(contacts) == 0 {
		return nil, nil
	}
	pipe := s.db.Pipeline()
	keys, called := make([]*redis.StringCmd, len(contacts)), make([]*redis.StringCmd, len(contacts))
	for i, c := range contacts {
		keys[i], called[i] = pipe.Get(ctx, s.keys.key(c)), pipe.HGet(ctx, s.keys.contact(c), bot.FieldCalled)
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, fmt.Errorf("read what people are called: %w", err)
	}
	names := map[bot.ContactID]string{}
	for i, c := range contacts {
		key, err := keys[i].Bytes()
		if errors.Is(err, redis.Nil) || errors.Is(called[i].Err(), redis.Nil) {
			continue
		}
		if err = errors.Join(err, called[i].Err()); err != nil {
			return nil, fmt.Errorf("read what people are called: %w", err)
		}
		var name string
		if err := s.openJSON(key, s.keys.contact(c), called[i].Val(), &name); err != nil {
			return nil, fmt.Errorf("open what somebody is called: %w", err)
		}
		names[c] = name
	}
	return names, nil
}
