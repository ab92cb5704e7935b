package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// LoadJoin finds the contact who was given words that join an address.
func (s *Store) LoadJoin(ctx context.Context, address bot.Address, inputID, words string) (bot.Loaded, error) {
	hash, err := s.sealer.Hash(s.hashKey, address)
	if err != nil {
		return bot.Loaded{}, err
	}
	key, err := s.joinKey(words)
	if err != nil {
		return bot.Loaded{}, err
	}
	pipe := s.db.Pipeline()
	given, present := pipe.Get(ctx, key), pipe.Get(ctx, s.keys.address(hash))
	seen := pipe.Exists(ctx, s.keys.seen(address.Channel, inputID))
	guessed := pipe.Get(ctx, s.keys.guessed(hash))
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return bot.Loaded{}, fmt.Errorf("look for words that join: %w", err)
	}
	switch {
	case inputID != "" && seen.Val() > 0:
		return bot.Loaded{}, bot.ErrSeen
	case given.Val() == "":
		return bot.Loaded{}, s.guess(ctx, hash)
	}
	if wrong, _ := guessed.Int(); wrong >= mostGuesses {
		return bot.Loaded{}, bot.ErrNotFound
	}
	loaded, err := s.LoadContact(ctx, bot.ContactID(given.Val()))
	if err != nil {
		return bot.Loaded{}, err
	}
	if loaded.Join = bot.JoinSame; present.Val() == given.Val() {
		return loaded, nil
	}
	loaded.Join = bot.Joined
	if present.Val() == "" {
		return loaded, nil
	}
	other, err := s.LoadContact(ctx, bot.ContactID(present.Val()))
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return bot.Loaded{}, err
	}
	loaded.Other = bot.Other{Contact: bot.ContactID(present.Val()), Revision: other.Revision, Session: other.Session}
	return loaded, nil
}

// mostGuesses bounds how often somebody may send words that were given to nobody,
// from one address within guessesRest: a card's words hold for weeks, and 200
// cards among 3.7 million words are found after 9,000 guesses in the mean.
const (
	mostGuesses = 10
	guessesRest = time.Hour
)

// guess counts words that were given to nobody. It returns bot.ErrNotFound.
func (s *Store) guess(ctx context.Context, hash string) error {
	if _, err := s.countGuess(ctx, hash); err != nil {
		return err
	}
	return bot.ErrNotFound
}

// countGuess counts what was given to nobody, and returns how many came from an
// address within the hour.
func (s *Store) countGuess(ctx context.Context, hash string) (int, error) {
	pipe := s.db.TxPipeline()
	count := pipe.Incr(ctx, s.keys.guessed(hash))
	pipe.PExpire(ctx, s.keys.guessed(hash), guessesRest)
	if _, err := pipe.Exec(ctx); err != nil {
		return 0, fmt.Errorf("count what was given to nobody: %w", err)
	}
	return int(count.Val()), nil
}

// joinKey is where it stands who was given some words: under their keyed hash.
func (s *Store) joinKey(words string) (string, error) {
	hash, err := s.sealer.Hash(s.hashKey, bot.Address{ID: "words that join: " + words})
	return s.keys.join(hash), err
}

// joinKeys are a commit's keys for joining: the words that it offers or uses
// up, then everything of the contact who dissolves.
func (s *Store) joinKeys(c *bot.Commit) ([]string, error) {
	switch {
	case c.Offers != "":
		key, err := s.joinKey(c.Offers)
		return []string{key}, err
	case c.Joins == "":
		return []string{s.keys.join("-")}, nil
	}
	key, err := s.joinKey(c.Joins)
	o := c.Other.Contact
	return []string{key, s.keys.session(o), s.keys.contact(o), s.keys.thread(o), s.keys.results(o), s.keys.sent(o), s.keys.key(o), s.keys.person(o), s.keys.looks(o)}, err
}
