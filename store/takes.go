package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

var _ bot.Voices = (*Store)(nil)

// awaited is what the next voice note of an address is, and which input said so.
type awaited struct {
	bot.CodeFor
	Input string `json:"input"`
}

// GiveCode keeps what a code is for, under the code's keyed hash.
func (s *Store) GiveCode(ctx context.Context, code string, what bot.CodeFor, keep time.Duration) (bool, error) {
	key, err := s.codeKey(code)
	if err != nil {
		return false, err
	}
	sealed, err := s.sealJSON(s.staffKey, key, what)
	if err != nil {
		return false, err
	}
	given, err := s.db.SetNX(ctx, key, sealed, keep).Result()
	return given, wrap(err, "give a code")
}

func (s *Store) codeKey(code string) (string, error) {
	hash, err := s.sealer.Hash(s.hashKey, bot.Address{ID: "a code to record: " + code})
	return s.keys.recCode(hash), err
}

func (s *Store) nextKey(from bot.Address) (key, hash string, err error) {
	hash, err = s.sealer.Hash(s.hashKey, from)
	return s.keys.recNext(hash), hash, err
}

// UseCode uses a code up.
func (s *Store) UseCode(ctx context.Context, code string, from bot.Address, input string, keep time.Duration, most int) (bot.CodeFor, int, error) {
	codeKey, err := s.codeKey(code)
	if err != nil {
		return bot.CodeFor{}, 0, err
	}
	next, hash, err := s.nextKey(from)
	if err != nil {
		return bot.CodeFor{}, 0, err
	}
	var got bot.CodeFor
	err = s.db.Watch(ctx, func(tx *redis.Tx) error {
		if now, err := s.awaits(ctx, tx, next); err == nil && input != "" && now.Input == input {
			got = now.CodeFor // it came before
			return nil
		}
		wrong, err := tx.Get(ctx, s.keys.guessed(hash)).Int()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
		sealed, err := tx.Get(ctx, codeKey).Result()
		if err != nil || wrong > most {
			return cmp.Or(err, error(redis.Nil))
		}
		if err := s.openJSON(s.staffKey, codeKey, sealed, &got); err != nil {
			return err
		}
		again, err := s.sealJSON(s.staffKey, next, awaited{got, input})
		if err != nil {
			return err
		}
		_, err = tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			pipe.Del(ctx, codeKey)
			pipe.Set(ctx, next, again, keep)
			return nil
		})
		return err
	}, codeKey, next)
	if errors.Is(err, redis.Nil) || errors.Is(err, redis.TxFailedErr) { // another one was faster
		tries, err := s.countGuess(ctx, hash)
		return bot.CodeFor{}, tries, cmp.Or(err, bot.ErrNotFound)
	}
	return got, 0, wrap(err, "use a code")
}

func (s *Store) awaits(ctx context.Context, db redis.Cmdable, key string) (a awaited, err error) {
	sealed, err := db.Get(ctx, key).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return a, bot.ErrNotFound
	case err != nil:
		return a, fmt.Errorf("look for a voice that is awaited: %w", err)
	}
	return a, s.openJSON(s.staffKey, key, sealed, &a)
}

// Awaited returns what the next voice note of an address is.
func (s *Store) Awaited(ctx context.Context, from bot.Address) (bot.CodeFor, error) {
	key, _, err := s.nextKey(from)
	if err != nil {
		return bot.CodeFor{}, err
	}
	a, err := s.awaits(ctx, s.db, key)
	return a.CodeFor, err
}

// Arrived ends the waiting for a voice note of an address.
func (s *Store) Arrived(ctx context.Context, from bot.Address) error {
	key, _, err := s.nextKey(from)
	if err != nil {
		return err
	}
	return wrap(s.db.Del(ctx, key).Err(), "end the waiting for a voice")
}

// takeField is the field of a take: each spot has one that is used and one beside it.
func takeField(t *bot.Take) string {
	if t.State == bot.TakeUsed {
		return t.Spot.String() + " used"
	}
	return t.Spot.String() + " new"
}

// takes are all takes by their fields.
type takes map[string]bot.Take

// holds reports whether some take still needs a sound: one that was refused does not.
func (all takes) holds(file string) bool {
	for _, t := range all {
		if t.File == file && t.State != bot.TakeRefused {
			return true
		}
	}
	return false
}

func (s *Store) readTakes(ctx context.Context, db redis.Cmdable) (takes, error) {
	fields, err := db.HGetAll(ctx, s.keys.takes()).Result()
	if err != nil {
		return nil, fmt.Errorf("read the recordings: %w", err)
	}
	all := takes{}
	for name, sealed := range fields {
		var t bot.Take
		if err := s.openJSON(s.staffKey, s.keys.takes()+" "+name, sealed, &t); err != nil {
			return nil, fmt.Errorf("read a recording: %w", err)
		}
		all[name] = t
	}
	return all, nil
}

// changeTakes changes the takes whole or not at all, and forgets the sounds that no
// take needs any more. more goes into the same transaction.
func (s *Store) changeTakes(ctx context.Context, change func(takes) error, more func(redis.Pipeliner) error) error {
	try := func(tx *redis.Tx) error {
		before, err := s.readTakes(ctx, tx)
		if err != nil {
			return err
		}
		after := maps.Clone(before)
		if err := change(after); err != nil {
			return err
		}
		_, err = tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			if more != nil {
				if err := more(pipe); err != nil {
					return err
				}
			}
			return s.writeTakes(ctx, pipe, before, after)
		})
		return err
	}
	for range mostTries {
		err := s.db.Watch(ctx, try, s.keys.takes())
		if !errors.Is(err, redis.TxFailedErr) {
			return err
		}
	}
	return errors.New("change the recordings: others change them all the time")
}

func (s *Store) writeTakes(ctx context.Context, pipe redis.Pipeliner, before, after takes) error {
	for name, t := range before {
		if _, there := after[name]; !there {
			pipe.HDel(ctx, s.keys.takes(), name)
		}
		if !after.holds(t.File) {
			pipe.Del(ctx, s.keys.sound(t.File))
		}
	}
	for name, t := range after {
		if t == before[name] {
			continue
		}
		sealed, err := s.sealJSON(s.staffKey, s.keys.takes()+" "+name, t)
		if err != nil {
			return err
		}
		pipe.HSet(ctx, s.keys.takes(), name, sealed)
	}
	pipe.Incr(ctx, s.keys.takesMark())
	return nil
}

// errFull means that there is no room for another sound.
var errFull = errors.New("no room for another recording")

// KeepTake keeps a take that waits, with its sound.
func (s *Store) KeepTake(ctx context.Context, t bot.Take, sound []byte, most int) (bool, error) {
	key := s.keys.sound(t.File)
	sealed, err := s.sealer.Seal(s.staffKey, sound, []byte(key))
	if err != nil {
		return false, err
	}
	err = s.changeTakes(ctx, func(all takes) error {
		all[takeField(&t)] = t
		together := 0
		for _, other := range all {
			if other.State != bot.TakeRefused {
				together += other.Size
			}
		}
		if together > most {
			return errFull
		}
		return nil
	}, func(pipe redis.Pipeliner) error { return pipe.Set(ctx, key, sealed, 0).Err() })
	if errors.Is(err, errFull) {
		return false, nil
	}
	return err == nil, err
}

// JudgeTake changes the take of a spot that waits.
func (s *Store) JudgeTake(ctx context.Context, spot bot.Spot, file string, change func(*bot.Take) error) error {
	return s.changeTakes(ctx, func(all takes) error {
		name := takeField(&bot.Take{Spot: spot})
		t, there := all[name]
		if !there || t.File != file || t.State != bot.TakeWaits {
			return bot.ErrNotFound
		}
		if err := change(&t); err != nil {
			return err
		}
		delete(all, name)
		all[takeField(&t)] = t
		return nil
	}, nil)
}

// DropTake forgets a take.
func (s *Store) DropTake(ctx context.Context, spot bot.Spot, file string) error {
	return s.changeTakes(ctx, func(all takes) error {
		maps.DeleteFunc(all, func(_ string, t bot.Take) bool { return t.Spot == spot && t.File == file })
		return nil
	}, nil)
}

// Takes returns all takes, by spot.
func (s *Store) Takes(ctx context.Context) ([]bot.Take, error) {
	all, err := s.readTakes(ctx, s.db)
	if err != nil {
		return nil, err
	}
	list := slices.Collect(maps.Values(all))
	slices.SortFunc(list, func(a, b bot.Take) int {
		return cmp.Or(cmp.Compare(a.Spot.String(), b.Spot.String()), cmp.Compare(b.State, a.State))
	})
	return list, nil
}

// TakesMark changes whenever a take does.
func (s *Store) TakesMark(ctx context.Context) (int64, error) {
	mark, err := s.db.Get(ctx, s.keys.takesMark()).Result()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look whether a recording changed: %w", err)
	}
	return strconv.ParseInt(mark, 10, 64)
}

// Sound returns the sound of a take.
func (s *Store) Sound(ctx context.Context, file string) ([]byte, error) {
	key := s.keys.sound(file)
	sealed, err := s.db.Get(ctx, key).Bytes()
	switch {
	case errors.Is(err, redis.Nil):
		return nil, bot.ErrNotFound
	case err != nil:
		return nil, fmt.Errorf("read a recording's sound: %w", err)
	}
	return s.sealer.Open(s.staffKey, sealed, []byte(key))
}
