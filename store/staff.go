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
	return s.openAccount(plain)
}

// Accounts returns every account, by login.
func (s *Store) Accounts(ctx context.Context) ([]bot.Account, error) {
	all, err := s.db.HGetAll(ctx, s.keys.staff()).Result()
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	var list []bot.Account
	for login, plain := range all {
		a, err := s.openAccount([]byte(plain))
		if err != nil {
			return nil, fmt.Errorf("read the account %s: %w", login, err)
		}
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b bot.Account) int { return cmp.Compare(a.Login, b.Login) })
	return list, nil
}

// SaveAccount adds or replaces an account.
func (s *Store) SaveAccount(ctx context.Context, a bot.Account) error {
	kept, err := s.sealAccount(a)
	if err != nil {
		return err
	}
	if err := s.db.HSet(ctx, s.keys.staff(), a.Login, kept).Err(); err != nil {
		return fmt.Errorf("save an account: %w", err)
	}
	return nil
}

// sealAccount makes what is kept of an account: who reads the database has no
// second step, no passkey and nobody's name elsewhere by that, and who writes there
// cannot add one.
func (s *Store) sealAccount(a bot.Account) (kept []byte, err error) {
	about := []byte(s.keys.staff() + ":" + a.Login)
	if a.Second != nil {
		second := *a.Second
		if second.Secret, err = s.sealer.Seal(s.staffKey, second.Secret, about); err != nil {
			return nil, fmt.Errorf("seal an account: %w", err)
		}
		a.Second = &second
	}
	if a.Outside != nil {
		outside := *a.Outside
		if outside.Subject, err = s.sealer.Seal(s.staffKey, outside.Subject, outsideOf(about, outside.Issuer)); err != nil {
			return nil, fmt.Errorf("seal an account: %w", err)
		}
		a.Outside = &outside
	}
	a.Passkeys = slices.Clone(a.Passkeys)
	for i := range a.Passkeys {
		p := &a.Passkeys[i]
		if p.Key, err = s.sealer.Seal(s.staffKey, p.Key, passkeyOf(about, p.ID)); err != nil {
			return nil, fmt.Errorf("seal an account: %w", err)
		}
	}
	return json.Marshal(a)
}

func (s *Store) openAccount(kept []byte) (a bot.Account, err error) {
	if err := json.Unmarshal(kept, &a); err != nil {
		return a, err
	}
	about := []byte(s.keys.staff() + ":" + a.Login)
	if a.Second != nil {
		if a.Second.Secret, err = s.sealer.Open(s.staffKey, a.Second.Secret, about); err != nil {
			return a, fmt.Errorf("open an account: %w", err)
		}
	}
	if a.Outside != nil {
		if a.Outside.Subject, err = s.sealer.Open(s.staffKey, a.Outside.Subject, outsideOf(about, a.Outside.Issuer)); err != nil {
			return a, fmt.Errorf("open an account: %w", err)
		}
	}
	for i := range a.Passkeys {
		p := &a.Passkeys[i]
		if p.Key, err = s.sealer.Open(s.staffKey, p.Key, passkeyOf(about, p.ID)); err != nil {
			return a, fmt.Errorf("open an account: %w", err)
		}
	}
	return a, nil
}

// passkeyOf keeps a sealed passkey from being moved to another account or name.
func passkeyOf(account []byte, id string) []byte {
	return fmt.Appendf(nil, "%s:passkey:%s", account, id)
}

// outsideOf keeps a sealed subject from being moved to another account or issuer.
func outsideOf(account []byte, issuer string) []byte {
	return fmt.Appendf(nil, "%s:outside:%s", account, issuer)
}

// mostTries bounds how often a change of an account begins again. The accounts of
// an agency are few and change seldom.
const mostTries = 100

// ChangeAccount changes an account whole or not at all.
func (s *Store) ChangeAccount(ctx context.Context, login string, change func(*bot.Account) error) (bot.Account, error) {
	var a bot.Account
	try := func(tx *redis.Tx) error {
		plain, err := tx.HGet(ctx, s.keys.staff(), login).Bytes()
		if errors.Is(err, redis.Nil) {
			return bot.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("read an account: %w", err)
		}
		if a, err = s.openAccount(plain); err != nil {
			return err
		}
		if err := change(&a); err != nil {
			return err
		}
		changed, err := s.sealAccount(a)
		if err != nil {
			return err
		}
		_, err = tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			return pipe.HSet(ctx, s.keys.staff(), login, changed).Err()
		})
		return err
	}
	for range mostTries {
		err := s.db.Watch(ctx, try, s.keys.staff())
		if err == nil {
			return a, nil
		}
		if !errors.Is(err, redis.TxFailedErr) {
			return bot.Account{}, err
		}
	}
	return bot.Account{}, fmt.Errorf("change an account: others change accounts all the time")
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
