package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Case returns one case.
func (s *Store) Case(ctx context.Context, id string) (bot.Case, error) {
	cases, _, err := s.cases(ctx, []string{id})
	if err != nil {
		return bot.Case{}, err
	}
	if len(cases) == 0 {
		return bot.Case{}, bot.ErrNotFound
	}
	return cases[0].Case, nil
}

// Thread returns what was said, oldest first, with the state of each reply.
func (s *Store) Thread(ctx context.Context, contact bot.ContactID) ([]bot.ThreadEntry, map[string]bot.Fate, error) {
	key, err := s.db.Get(ctx, s.keys.key(contact)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, nil, bot.ErrNotFound
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read a thread's key: %w", err)
	}
	messages, err := s.db.XRange(ctx, s.keys.thread(contact), "-", "+").Result()
	if err != nil {
		return nil, nil, fmt.Errorf("read a thread: %w", err)
	}
	var thread []bot.ThreadEntry
	var calls []string
	for _, m := range messages {
		var e bot.ThreadEntry
		sealed, _ := m.Values["d"].(string)
		if err := s.openJSON(key, s.keys.thread(contact), sealed, &e); err != nil {
			return nil, nil, fmt.Errorf("open a thread: %w", err)
		}
		thread = append(thread, e)
		if e.Reply != "" {
			calls = append(calls, e.Reply)
		}
	}
	states, err := s.Delivered(ctx, calls)
	if err != nil {
		return nil, nil, err
	}
	return thread, states, nil
}

// Events returns the newest events, oldest first.
func (s *Store) Events(ctx context.Context, since time.Time, most int) ([]bot.Counted, error) {
	from := "-"
	if !since.IsZero() {
		from = strconv.FormatInt(since.UnixMilli(), 10)
	}
	messages, err := s.db.XRevRangeN(ctx, s.keys.events(), "+", from, int64(most)).Result()
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	slices.Reverse(messages)
	var list []bot.Counted
	for _, m := range messages {
		var e bot.Event
		plain, _ := m.Values["d"].(string)
		if err := json.Unmarshal([]byte(plain), &e); err != nil {
			return nil, fmt.Errorf("read an event: %w", err)
		}
		at, _, _ := strings.Cut(m.ID, "-")
		n, _ := strconv.ParseInt(at, 10, 64)
		list = append(list, bot.Counted{At: time.UnixMilli(n), Event: e})
	}
	return list, nil
}

// Note adds to the journal what is no turn of a contact's.
func (s *Store) Note(ctx context.Context, e bot.Event) error {
	plain, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if err := s.db.XAdd(ctx, &redis.XAddArgs{Stream: s.keys.events(), Values: []any{"d", plain}}).Err(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// Tidy trims the journal to the months that a report compares, the changes to what
// an open page may have missed, and the audit to its time.
func (s *Store) Tidy(ctx context.Context) error {
	before := time.Now().Add(-s.keep.Events).UnixMilli()
	if err := s.db.XTrimMinID(ctx, s.keys.events(), strconv.FormatInt(before, 10)).Err(); err != nil {
		return fmt.Errorf("trim the journal: %w", err)
	}
	return errors.Join(s.trimChanges(ctx), s.trimAudit(ctx))
}

// Contact returns a contact's fields and joined addresses.
func (s *Store) Contact(ctx context.Context, contact bot.ContactID) (bot.ContactRecord, error) {
	key, err := s.db.Get(ctx, s.keys.key(contact)).Bytes()
	if errors.Is(err, redis.Nil) {
		return bot.ContactRecord{}, bot.ErrNotFound
	}
	if err != nil {
		return bot.ContactRecord{}, fmt.Errorf("read a contact's key: %w", err)
	}
	fields, err := s.db.HGetAll(ctx, s.keys.contact(contact)).Result()
	if err != nil {
		return bot.ContactRecord{}, fmt.Errorf("read a contact: %w", err)
	}
	r := bot.ContactRecord{Fields: map[string]string{}}
	for name, sealed := range fields {
		var value string
		if err := s.openJSON(key, s.keys.contact(contact), sealed, &value); err != nil {
			return bot.ContactRecord{}, fmt.Errorf("open a contact: %w", err)
		}
		if !strings.HasPrefix(name, addressField) {
			r.Fields[name] = value
			continue
		}
		if a, err := bot.ParseAddress(value); err == nil {
			r.Addresses = append(r.Addresses, a)
		}
	}
	r.Threads = int(s.db.XLen(ctx, s.keys.thread(contact)).Val())
	r.Results = int(s.db.XLen(ctx, s.keys.results(contact)).Val())
	return r, nil
}

// PublishFlow stores a flow's source and returns its revision's number. One that
// is there is not sent again.
func (s *Store) PublishFlow(ctx context.Context, id string, source []byte) (uint32, error) {
	sum := sha256.Sum256(append([]byte(id+"\n"), source...))
	hash := hex.EncodeToString(sum[:16])
	for _, sent := range [][]byte{nil, source} {
		n, err := scripts.publish.Run(ctx, s.db, []string{s.keys.flows(), s.keys.flow(hash)}, hash, sent, ms(s.keep.Flows)).Int64()
		if err != nil {
			return 0, fmt.Errorf("publish the flow %s: %w", id, err)
		}
		if n > 0 {
			return uint32(n), nil
		}
	}
	return 0, fmt.Errorf("publish the flow %s: its file is empty", id)
}

// PublishedFlows returns every source still kept, by short number, in two round
// trips; of those that the caller knows only that they are there.
func (s *Store) PublishedFlows(ctx context.Context, known func(uint32) bool) (map[uint32][]byte, error) {
	numbers, err := s.db.HGetAll(ctx, s.keys.flows()).Result()
	if err != nil {
		return nil, fmt.Errorf("list published flows: %w", err)
	}
	pipe, sources, there := s.db.Pipeline(), map[uint32]*redis.StringCmd{}, map[uint32]*redis.IntCmd{}
	for hash, number := range numbers {
		n, err := strconv.ParseUint(number, 10, 32)
		switch {
		case hash == "#":
		case err != nil:
			return nil, fmt.Errorf("a published flow has no number: %w", err)
		case known != nil && known(uint32(n)):
			there[uint32(n)] = pipe.Exists(ctx, s.keys.flow(hash))
		default:
			sources[uint32(n)] = pipe.Get(ctx, s.keys.flow(hash))
		}
	}
	if len(sources)+len(there) > 0 {
		if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
			return nil, fmt.Errorf("read published flows: %w", err)
		}
	}
	all := map[uint32][]byte{}
	for n, exists := range there {
		if exists.Val() > 0 {
			all[n] = nil
		}
	}
	for n, get := range sources {
		source, err := get.Bytes()
		if err != nil && !errors.Is(err, redis.Nil) {
			return nil, fmt.Errorf("read a published flow: %w", err)
		}
		if err == nil {
			all[n] = source
		}
	}
	return all, nil
}
