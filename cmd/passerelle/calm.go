package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"passerelle/store"
)

// calm is a log that stays readable while Redis is away: one line when it goes,
// one when it is back, and one a minute meanwhile; the lines that only repeat it
// are counted.
type calm struct {
	slog.Handler
	state *calmState
}

type calmState struct {
	mu     sync.Mutex
	away   bool
	since  time.Time // when it went away
	said   time.Time // when that was logged last
	left   int       // lines left out since it went away
	client time.Time // when a line of the Redis library was logged last
}

// remind is how often a lasting trouble is told again.
const remind = time.Minute

func newCalm(h slog.Handler) *calm { return &calm{Handler: h, state: &calmState{}} }

// WithAttrs returns a handler that shares the state.
func (c *calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &calm{c.Handler.WithAttrs(attrs), c.state}
}

// WithGroup returns a handler that shares the state.
func (c *calm) WithGroup(name string) slog.Handler {
	return &calm{c.Handler.WithGroup(name), c.state}
}

// Handle writes a line, or counts it where it only says again that Redis is away.
func (c *calm) Handle(ctx context.Context, r slog.Record) error {
	if r.Level < slog.LevelWarn || !c.repeats(r) {
		return c.Handler.Handle(ctx, r)
	}
	s := c.state
	s.mu.Lock()
	s.left++
	left, away, again := s.left, r.Time.Sub(s.since), s.away && r.Time.Sub(s.said) >= remind
	if again {
		s.said = r.Time
	}
	s.mu.Unlock()
	if !again {
		return nil
	}
	still := slog.NewRecord(r.Time, slog.LevelWarn, "Redis still does not answer", 0)
	still.Add("for", away.Round(time.Second), "lines_left_out", left)
	return c.Handler.Handle(ctx, still)
}

// repeats reports whether a line only says again that Redis is away. The Redis
// library speaks before the commands fail: one line of it a minute is enough.
func (c *calm) repeats(r slog.Record) bool {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if r.Message == store.LibrarySays {
		again := c.state.away || r.Time.Sub(c.state.client) < remind
		if !again {
			c.state.client = r.Time
		}
		return again
	}
	found := false
	r.Attrs(func(a slog.Attr) bool {
		err, is := a.Value.Any().(error)
		var away *store.Away
		found = is && errors.As(err, &away)
		return !found
	})
	return found && c.state.away
}

// heard is told when Redis goes away, with the error, and when it is back, with nil.
func (c *calm) heard(err error) {
	log, now, s := slog.New(c.Handler), time.Now(), c.state
	s.mu.Lock()
	s.away = err != nil
	since, left := s.since, s.left
	if s.away {
		s.since, s.said, s.left = now, now, 0
	}
	s.mu.Unlock()
	if err != nil {
		log.Error("Redis does not answer: webhooks get 503 and come again, deliveries wait", "error", err)
		return
	}
	log.Info("Redis answers again", "away", now.Sub(since).Round(time.Second), "lines_left_out", left)
}
