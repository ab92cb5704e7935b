package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Results returns the results of checks that a contact has shared, the newest
// first, each id once. What is sealed for somebody else is an error; what is no
// result of this program's is passed over: an older one kept less, and nothing
// can be told from it.
func (s *Store) Results(ctx context.Context, contact bot.ContactID) ([]bot.CheckResult, error) {
	key, err := s.db.Get(ctx, s.keys.key(contact)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, bot.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of results: %w", err)
	}
	messages, err := s.db.XRevRange(ctx, s.keys.results(contact), "+", "-").Result()
	if err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	var list []bot.CheckResult
	seen := map[string]bool{}
	for _, m := range messages {
		sealed, _ := m.Values["d"].(string)
		plain, err := s.sealer.Open(key, []byte(sealed), []byte(s.keys.results(contact)))
		if err != nil {
			return nil, fmt.Errorf("open a result: %w", err)
		}
		var r bot.CheckResult
		if json.Unmarshal(plain, &r) != nil || r.ID == "" || r.Check == "" || seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		list = append(list, r)
	}
	return list, nil
}
