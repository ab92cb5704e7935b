package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Opens reports whether the keys that an agency already has can be opened: with
// another master key its data stays shut. It writes nothing; nil when there is
// nothing yet.
func Opens(ctx context.Context, db DB, agency string, sealer bot.Sealer) error {
	k := keysOf(agency)
	for _, name := range []string{k.hashKey(), k.chatKey()} {
		key, err := db.Get(ctx, name).Bytes()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read a key of the agency %s: %w", agency, err)
		}
		if _, err := sealer.Hash(key, bot.Address{}); err != nil {
			return fmt.Errorf("the data of the agency %s: %w", agency, err)
		}
	}
	return nil
}
