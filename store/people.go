package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// line seals the contact's line for those who follow them, nil for none, and
// tells the script what becomes of it.
func (s *Store) line(c *bot.Commit, key []byte, p *plan) ([]byte, error) {
	switch {
	case c.Unfollow:
		p.Line = "drop"
	case c.Person != nil:
		p.Line = "keep"
		return s.sealJSON(key, s.keys.person(c.Contact), c.Person)
	}
	return nil, nil
}

// People returns everybody who is followed, with the name by which they want to
// be called, in two round trips. What ended meanwhile is taken off the list.
func (s *Store) People(ctx context.Context) ([]bot.Person, error) {
	ids, err := s.db.ZRange(ctx, s.keys.people(), 0, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("read who is followed: %w", err)
	}
	lines, keys, called := make([]*redis.StringCmd, len(ids)), make([]*redis.StringCmd, len(ids)), make([]*redis.StringCmd, len(ids))
	pipe := s.db.Pipeline()
	for i, id := range ids {
		contact := bot.ContactID(id)
		lines[i], keys[i] = pipe.Get(ctx, s.keys.person(contact)), pipe.Get(ctx, s.keys.key(contact))
		called[i] = pipe.HGet(ctx, s.keys.contact(contact), bot.FieldCalled)
	}
	if len(ids) > 0 {
		if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
			return nil, fmt.Errorf("read who is followed: %w", err)
		}
	}
	var list []bot.Person
	for i, id := range ids {
		key, _ := keys[i].Bytes()
		if len(key) == 0 || lines[i].Val() == "" {
			continue
		}
		p := bot.Person{}
		if err := s.openJSON(key, s.keys.person(bot.ContactID(id)), lines[i].Val(), &p); err != nil {
			return nil, fmt.Errorf("open the line of somebody who is followed: %w", err)
		}
		if p.Contact = bot.ContactID(id); called[i].Val() != "" {
			if err := s.openJSON(key, s.keys.contact(p.Contact), called[i].Val(), &p.Called); err != nil {
				return nil, fmt.Errorf("open a name: %w", err)
			}
		}
		list = append(list, p)
	}
	if len(list) == len(ids) {
		return list, nil
	}
	// By its time, not by what was found: a line may have been written meanwhile.
	over := fmt.Sprint("(", time.Now().UnixMilli())
	if err := s.db.ZRemRangeByScore(ctx, s.keys.people(), "-inf", over).Err(); err != nil {
		return nil, fmt.Errorf("tidy who is followed: %w", err)
	}
	return list, nil
}

// Looks returns who opened a contact's page, the newest first.
func (s *Store) Looks(ctx context.Context, contact bot.ContactID) ([]bot.Look, error) {
	key, err := s.db.Get(ctx, s.keys.key(contact)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, bot.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of who looked: %w", err)
	}
	messages, err := s.db.XRevRange(ctx, s.keys.looks(contact), "+", "-").Result()
	if err != nil {
		return nil, fmt.Errorf("read who looked: %w", err)
	}
	list := make([]bot.Look, len(messages))
	for i, m := range messages {
		sealed, _ := m.Values["d"].(string)
		if err := s.openJSON(key, s.keys.looks(contact), sealed, &list[i]); err != nil {
			return nil, fmt.Errorf("open who looked: %w", err)
		}
	}
	return list, nil
}
