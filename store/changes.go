package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// mostChanges is how many changes the stream keeps at least, as telling.lua bounds
// it, and changesKept how long it keeps them; telling.lua lets a quiet one go by then.
const (
	mostChanges = 10_000
	changesKept = 24 * time.Hour
)

// Changes is the agency's stream of changes. Waiting has a connection of its own,
// so that it never keeps one of those that turns need.
type Changes struct {
	s     *Store
	waits redis.UniversalClient
}

var _ bot.Changes = (*Changes)(nil)

// Changes opens the stream of changes; Close lets its connection go.
func (s *Store) Changes() *Changes { return &Changes{s, apart(s.db)} }

// apart is a client of the same Redis with one connection, made when it is needed.
func apart(db redis.UniversalClient) redis.UniversalClient {
	switch c := db.(type) {
	case *redis.ClusterClient:
		o := *c.Options()
		o.PoolSize, o.MinIdleConns, o.ContextTimeoutEnabled = 1, 0, true
		return redis.NewClusterClient(&o)
	case *redis.Client: // of Sentinel too: its dialler looks for the master
		o := *c.Options()
		o.PoolSize, o.MinIdleConns, o.ContextTimeoutEnabled = 1, 0, true
		return redis.NewClient(&o)
	}
	return db
}

// Close lets the connection go.
func (c *Changes) Close() error {
	if c.waits == c.s.db {
		return nil
	}
	return c.waits.Close()
}

// LastChange returns the newest change's id.
func (c *Changes) LastChange(ctx context.Context) (bot.ChangeID, error) {
	return c.s.lastChange(ctx)
}

func (s *Store) lastChange(ctx context.Context) (bot.ChangeID, error) {
	last, err := s.db.XRevRangeN(ctx, s.keys.changes(), "+", "-", 1).Result()
	if err != nil {
		return bot.ChangeID{}, fmt.Errorf("look for the last change: %w", err)
	}
	if len(last) == 0 {
		return bot.ChangeID{}, nil
	}
	return read(last[0]).ID, nil
}

// ChangesSince returns what changed after a moment.
func (c *Changes) ChangesSince(ctx context.Context, after bot.ChangeID, most int) ([]bot.Change, error) {
	return c.s.changesSince(ctx, after, most)
}

// changesSince takes one round trip. There is no gap while the entry that it begins
// after is still there, for the oldest go first; a stream that never had one is whole
// until it is full. One that does not hold it lost what it had told, as a replica may
// that becomes the master.
func (s *Store) changesSince(ctx context.Context, after bot.ChangeID, most int) ([]bot.Change, error) {
	begins := after == bot.ChangeID{}
	pipe := s.db.Pipeline()
	list := pipe.XRangeN(ctx, s.keys.changes(), after.String(), "+", int64(most)+1)
	length := pipe.XLen(ctx, s.keys.changes())
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, fmt.Errorf("read what changed: %w", err)
	}
	all := readAll(list.Val())
	switch {
	case begins && length.Val() < mostChanges:
		return all[:min(most, len(all))], nil
	case begins, len(all) == 0, all[0].ID != after:
		return nil, bot.ErrGap
	}
	return all[1:], nil
}

// AwaitChanges waits for the first change after a moment.
func (c *Changes) AwaitChanges(ctx context.Context, after bot.ChangeID, most int, wait time.Duration) ([]bot.Change, error) {
	// A master that was cut off answers nothing at all.
	ctx, end := context.WithTimeout(ctx, wait+callTimeout)
	defer end()
	got, err := c.waits.XRead(ctx, &redis.XReadArgs{Streams: []string{c.s.keys.changes(), after.String()}, Count: int64(most), Block: wait}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("wait for changes: %w", err)
	}
	return readAll(got[0].Messages), nil
}

// trimChanges forgets what no open page can have missed.
func (s *Store) trimChanges(ctx context.Context) error {
	before := time.Now().Add(-cmp.Or(s.keep.Changes, changesKept)).UnixMilli()
	if err := s.db.XTrimMinID(ctx, s.keys.changes(), strconv.FormatInt(before, 10)).Err(); err != nil {
		return fmt.Errorf("trim the changes: %w", err)
	}
	return nil
}

func readAll(messages []redis.XMessage) []bot.Change {
	list := make([]bot.Change, len(messages))
	for i := range messages {
		list[i] = read(messages[i])
	}
	return list
}

// read reads an entry; what an older or a newer program wrote otherwise is a change
// all the same.
func read(m redis.XMessage) bot.Change {
	text := func(name string) string { s, _ := m.Values[name].(string); return s }
	kind, _ := strconv.ParseUint(text("k"), 10, 8)
	c := bot.Change{Kind: bot.ChangeKind(kind), Case: text("c"), Contact: bot.ContactID(text("p")), Hidden: text("h") == "1"}
	c.ID, _ = bot.ParseChangeID(m.ID)
	return c
}
