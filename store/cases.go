package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Cases returns the open cases, the most urgent first. Most of them this node knows
// from the last time: it reads those that changed since. The lists inside a case
// belong to all who asked: nobody changes them.
func (s *Store) Cases(ctx context.Context) ([]bot.Case, error) {
	b := s.board
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return nil, fmt.Errorf("read the queue: %w", ctx.Err())
	}
	err := bot.ErrGap
	if age := time.Since(b.whole); age < 2*boardLasts {
		err = s.refresh(ctx, b)
		if age > boardLasts && !b.renewing {
			b.renewing = true
			go s.renew(b)
		}
	}
	if errors.Is(err, bot.ErrGap) {
		var fresh board
		if fresh, err = s.readWhole(ctx); err == nil {
			b.take(fresh)
		}
	}
	if err != nil {
		return nil, err
	}
	return b.sorted(), nil
}

// boardLasts is how long a board is kept before all is read again, beside those who
// look at it, and after twice as long before them: a program of before there were
// changes may write beside us while a service is renewed.
const boardLasts = 2 * time.Minute

// renewal bounds how long all may take to be read beside those who look.
const renewal = 30 * time.Second

// mostBehind is how many changes are looked at one by one.
const mostBehind = 1000

// board is what a node knows of the open cases. Whoever has the turn may use it.
type board struct {
	turn     chan struct{}
	renewing bool      // all is being read beside us
	whole    time.Time // when all was read; zero for never
	at       bot.ChangeID
	cases    map[string]*lasting
	order    []*lasting // the same, the most urgent first
}

// lasting is a case and until when it is kept, as this node saw it.
type lasting struct {
	bot.Case
	until time.Time
}

func newBoard() *board { return &board{turn: make(chan struct{}, 1)} }

// refresh reads what changed and what should have expired. ErrGap: read all.
func (s *Store) refresh(ctx context.Context, b *board) error {
	now := time.Now()
	changes, err := s.changesSince(ctx, b.at, mostBehind)
	if err != nil {
		return err
	}
	if len(changes) == mostBehind {
		return bot.ErrGap
	}
	again, people := map[string]bool{}, map[bot.ContactID]bool{}
	for i := range changes {
		switch c := &changes[i]; c.Kind {
		case bot.CaseChanged:
			again[c.Case] = true
		case bot.PersonChanged:
			people[c.Contact] = true
		}
	}
	for id, c := range b.cases {
		if people[c.Contact] || now.After(c.until) {
			again[id] = true
		}
	}
	if len(again) > 0 {
		if err := s.readAgain(ctx, b, again); err != nil {
			return err
		}
	}
	if len(changes) > 0 {
		b.at = changes[len(changes)-1].ID
	}
	return nil
}

// readAgain reads some cases of the board, and drops those that are not open.
func (s *Store) readAgain(ctx context.Context, b *board, which map[string]bool) error {
	ids := make([]string, 0, len(which))
	for id := range which {
		ids = append(ids, id)
	}
	cases, gone, err := s.cases(ctx, ids)
	if err != nil {
		return err
	}
	b.order = slices.DeleteFunc(b.order, func(c *lasting) bool { return which[c.ID] })
	for _, id := range ids {
		delete(b.cases, id)
	}
	for i := range cases {
		if c := &cases[i]; c.State != bot.CaseClosed {
			b.cases[c.ID] = c
			at, _ := slices.BinarySearchFunc(b.order, c, before)
			b.order = slices.Insert(b.order, at, c)
		}
	}
	return s.unqueue(ctx, gone)
}

// take puts what was read in place of what the board held.
func (b *board) take(fresh board) {
	b.whole, b.at, b.cases, b.order = fresh.whole, fresh.at, fresh.cases, fresh.order
}

// renew reads all again while others look. What cannot be read is tried again by
// whoever looks next.
func (s *Store) renew(b *board) {
	ctx, end := context.WithTimeout(context.Background(), renewal)
	defer end()
	fresh, err := s.readWhole(ctx)
	b.turn <- struct{}{}
	defer func() { <-b.turn }()
	b.renewing = false
	if err == nil {
		b.take(fresh)
	}
}

// readWhole reads all open cases, after it has noted which change they may lack.
func (s *Store) readWhole(ctx context.Context) (b board, err error) {
	b.whole = time.Now()
	if b.at, err = s.lastChange(ctx); err != nil {
		return b, err
	}
	ids, err := s.db.ZRange(ctx, s.keys.queue(), 0, -1).Result()
	if err != nil {
		return b, fmt.Errorf("read the queue: %w", err)
	}
	cases, gone, err := s.cases(ctx, ids)
	if err != nil {
		return b, err
	}
	b.order, b.cases = make([]*lasting, len(cases)), make(map[string]*lasting, len(cases))
	for i := range cases {
		b.order[i], b.cases[cases[i].ID] = &cases[i], &cases[i]
	}
	slices.SortFunc(b.order, before)
	return b, s.unqueue(ctx, gone)
}

// unqueue drops what expired or was erased: its random id never comes back.
func (s *Store) unqueue(ctx context.Context, gone []any) error {
	if len(gone) == 0 {
		return nil
	}
	if err := s.db.ZRem(ctx, s.keys.queue(), gone...).Err(); err != nil {
		return fmt.Errorf("tidy the queue: %w", err)
	}
	return nil
}

// before orders the queue. Of equal promises, who asked first comes first.
func before(a, b *lasting) int {
	return cmp.Or(cmp.Compare(urgency(&a.Case), urgency(&b.Case)), a.Requested.Compare(b.Requested), cmp.Compare(a.ID, b.ID))
}

// sorted is a copy of the board's cases in their order.
func (b *board) sorted() []bot.Case {
	list := make([]bot.Case, len(b.order))
	for i, c := range b.order {
		list[i] = c.Case
	}
	return list
}

// cases reads cases in two round trips, in the order of their ids, and tells
// which are gone, or shut for ever because their contact's key is.
func (s *Store) cases(ctx context.Context, ids []string) (cases []lasting, gone []any, err error) {
	now := time.Now()
	pipe := s.db.Pipeline()
	read, left := make([]*redis.MapStringStringCmd, len(ids)), make([]*redis.DurationCmd, len(ids))
	for i, id := range ids {
		read[i], left[i] = pipe.HGetAll(ctx, s.keys.oneCase(id)), pipe.PTTL(ctx, s.keys.oneCase(id))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, nil, fmt.Errorf("read cases: %w", err)
	}
	pipe = s.db.Pipeline()
	keys, keysLeft := make([]*redis.StringCmd, len(ids)), make([]*redis.DurationCmd, len(ids))
	for i := range ids {
		name := s.keys.key(bot.ContactID(read[i].Val()["contact"]))
		keys[i], keysLeft[i] = pipe.Get(ctx, name), pipe.PTTL(ctx, name)
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, nil, fmt.Errorf("read the keys of cases: %w", err)
	}
	for i, id := range ids {
		key, err := keys[i].Bytes()
		fields := read[i].Val()
		if len(fields) == 0 || errors.Is(err, redis.Nil) {
			gone = append(gone, id)
			continue
		} else if err != nil {
			return nil, nil, fmt.Errorf("read a case's key: %w", err)
		}
		c := lasting{until: now.Add(min(lives(left[i].Val()), lives(keysLeft[i].Val())))}
		if err := s.openJSON(key, s.keys.oneCase(id), fields["d"], &c.Case); err != nil {
			return nil, nil, fmt.Errorf("open a case: %w", err)
		}
		c.Contact = bot.ContactID(fields["contact"])
		cases = append(cases, c)
	}
	return cases, gone, nil
}

// lives reads how long a key lives, which is negative for one without an end.
func lives(left time.Duration) time.Duration {
	if left < 0 {
		return boardLasts
	}
	return left
}
