package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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
	at := map[string]int{} // by the result's id: where it is in the list
	for _, m := range messages {
		sealed, _ := m.Values["d"].(string)
		plain, err := s.sealer.Open(key, []byte(sealed), []byte(s.keys.results(contact)))
		if err != nil {
			return nil, fmt.Errorf("open a result: %w", err)
		}
		var r bot.CheckResult
		if json.Unmarshal(plain, &r) != nil || r.ID == "" || r.Check == "" {
			continue
		}
		if k, newer := at[r.ID]; newer {
			list[k].Words = joined(r.Words, list[k].Words)
			continue
		}
		at[r.ID] = len(list)
		list = append(list, r)
	}
	list = slices.DeleteFunc(list, func(r bot.CheckResult) bool { return r.Withdrawn })
	return list, nil
}

// joined are somebody's own words of two moments: none of them is lost.
func joined(earlier, later string) string {
	if earlier == "" || later == "" || earlier == later {
		return earlier + strings.TrimPrefix(later, earlier)
	}
	return earlier + "\n" + later
}
