package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

var _ bot.Accounts = (*Store)(nil)

// failuresKept is how long a failed login counts.
const failuresKept = time.Hour

// Account returns the account of a login.
func (s *Store) Account(ctx context.Context, login string) (bot.Account, error) {
	plain, err := s.db.HGet(ctx, s.keys.staff(), login).Bytes()
	if errors.Is(err, redis.Nil) {
		return bot.Account{}, bot.ErrNotFound
	}
	if err != nil {
		return bot.Account{}, fmt.Errorf("read an account: %w", err)
	}
	var a bot.Account
	return a, json.Unmarshal(plain, &a)
}

// Accounts returns every account, by login.
func (s *Store) Accounts(ctx context.Context) ([]bot.Account, error) {
	all, err := s.db.HGetAll(ctx, s.keys.staff()).Result()
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	var list []bot.Account
	for login, plain := range all {
		var a bot.Account
		if err := json.Unmarshal([]byte(plain), &a); err != nil {
			return nil, fmt.Errorf("read the account %s: %w", login, err)
		}
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b bot.Account) int { return cmp.Compare(a.Login, b.Login) })
	return list, nil
}

// SaveAccount adds or replaces an account.
func (s *Store) SaveAccount(ctx context.Context, a bot.Account) error {
	plain, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if err := s.db.HSet(ctx, s.keys.staff(), a.Login, plain).Err(); err != nil {
		return fmt.Errorf("save an account: %w", err)
	}
	return nil
}

// Failed counts a failed login.
func (s *Store) Failed(ctx context.Context, names ...string) error {
	pipe := s.db.Pipeline()
	for _, n := range names {
		key := s.keys.failed(digest(n))
		pipe.HIncrBy(ctx, key, "count", 1)
		pipe.HSet(ctx, key, "last", time.Now().UnixMilli())
		pipe.PExpire(ctx, key, failuresKept)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return fmt.Errorf("count a failed login: %w", err)
	}
	return nil
}

// Failures returns the most failures of any of the names.
func (s *Store) Failures(ctx context.Context, names ...string) (count int, last time.Time, err error) {
	for _, n := range names {
		fields, err := s.db.HGetAll(ctx, s.keys.failed(digest(n))).Result()
		if err != nil {
			return 0, time.Time{}, fmt.Errorf("read failed logins: %w", err)
		}
		c, _ := strconv.Atoi(fields["count"])
		at, _ := strconv.ParseInt(fields["last"], 10, 64)
		if c > count {
			count, last = c, time.UnixMilli(at)
		}
	}
	return count, last, nil
}

// Forgive forgets failed logins.
func (s *Store) Forgive(ctx context.Context, names ...string) error {
	for _, n := range names {
		if err := s.db.Del(ctx, s.keys.failed(digest(n))).Err(); err != nil {
			return fmt.Errorf("forget failed logins: %w", err)
		}
	}
	return nil
}

// digest hides a name in a key.
func digest(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

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
