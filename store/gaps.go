package store

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// gapsFrom is by how many people a word must have been used before it is kept as
// it is: of fewer, only keyed hashes of the word and of who used it are known.
const gapsFrom = 5

// Unanswered counts the words of a message that no help answers, for authors.
func (s *Store) Unanswered(ctx context.Context, contact bot.ContactID, words []string, keep time.Duration) error {
	if len(words) == 0 {
		return nil
	}
	who, err := s.sealer.Hash(s.hashKey, bot.Address{ID: "who had no answer: " + string(contact)})
	if err != nil {
		return err
	}
	keys, args := []string{s.keys.gaps(), s.keys.gapsAt()}, []any{who, gapsFrom, ms(keep)}
	for _, w := range words {
		hash, err := s.sealer.Hash(s.hashKey, bot.Address{ID: "a word without an answer: " + w})
		if err != nil {
			return err
		}
		keys, args = append(keys, s.keys.gap(hash)), append(args, w)
	}
	return wrap(scripts.gaps.Run(ctx, s.db, keys, args...).Err(), "count words without an answer")
}

// Gaps returns the words that five people or more used and no help answers, the
// most used first.
func (s *Store) Gaps(ctx context.Context, keep time.Duration) ([]bot.Gap, error) {
	pipe := s.db.Pipeline()
	counted := pipe.ZRevRangeWithScores(ctx, s.keys.gaps(), 0, -1)
	used := pipe.ZRangeWithScores(ctx, s.keys.gapsAt(), 0, -1)
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, wrap(err, "read the words without an answer")
	}
	last := map[any]time.Time{}
	for _, z := range used.Val() {
		last[z.Member] = time.UnixMilli(int64(z.Score))
	}
	var all []bot.Gap
	for _, z := range counted.Val() {
		if at := last[z.Member]; time.Since(at) < keep {
			all = append(all, bot.Gap{Word: wordOf(z), People: int(z.Score), Last: at})
		}
	}
	return all, nil
}

func wordOf(z redis.Z) string {
	word, _ := z.Member.(string)
	return word
}
