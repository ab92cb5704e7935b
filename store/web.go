package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Sessions keeps the console's sessions, for any node to find. It has the
// methods of scs.CtxStore.
type Sessions struct{ s *Store }

// Sessions returns the agency's console sessions.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

// webTimeout bounds a request of the methods without a context.
const webTimeout = 5 * time.Second

// FindCtx returns a session's data; false when there is none.
func (w *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	data, err := w.s.db.Get(ctx, w.s.keys.web(digest(token))).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find a session of the console: %w", err)
	}
	return data, true, nil
}

// CommitCtx keeps a session's data until its end.
func (w *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if err := w.s.db.Set(ctx, w.s.keys.web(digest(token)), data, time.Until(expiry)).Err(); err != nil {
		return fmt.Errorf("keep a session of the console: %w", err)
	}
	return nil
}

// DeleteCtx forgets a session.
func (w *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if err := w.s.db.Del(ctx, w.s.keys.web(digest(token))).Err(); err != nil {
		return fmt.Errorf("forget a session of the console: %w", err)
	}
	return nil
}

// Find is FindCtx without a context.
func (w *Sessions) Find(token string) ([]byte, bool, error) {
	ctx, cancel := context.WithTimeout(context.Background(), webTimeout)
	defer cancel()
	return w.FindCtx(ctx, token)
}

// Commit is CommitCtx without a context.
func (w *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), webTimeout)
	defer cancel()
	return w.CommitCtx(ctx, token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (w *Sessions) Delete(token string) error {
	ctx, cancel := context.WithTimeout(context.Background(), webTimeout)
	defer cancel()
	return w.DeleteCtx(ctx, token)
}
