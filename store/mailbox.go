package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// Members of the due set begin with what is due: a mailbox, a timer, the end
// of an erasure.
const (
	dueMailbox = "m:"
	dueTimer   = "t:"
	dueErasure = "e:"
)

// glance is how many due members are looked at for one that can be leased.
const glance = 16

// Lease takes the next due mailbox or timer, or returns nil when none is due.
func (s *Store) Lease(ctx context.Context, owner string, length time.Duration) (*bot.Lease, error) {
	began := time.Now()
	now, err := s.db.Time(ctx).Result()
	if err != nil {
		return nil, fmt.Errorf("read Redis's clock: %w", err)
	}
	members, err := s.db.ZRangeByScore(ctx, s.keys.due(), &redis.ZRangeBy{Min: "-inf", Max: strconv.FormatInt(now.UnixMilli(), 10), Count: glance}).Result()
	if err != nil {
		return nil, fmt.Errorf("look for due mailboxes: %w", err)
	}
	for _, member := range members {
		contact := bot.ContactID(member[2:])
		if strings.HasPrefix(member, dueErasure) {
			if err := s.endErasure(ctx, contact); err != nil {
				return nil, err
			}
			continue
		}
		l, err := s.lease(ctx, member, contact, owner, length)
		if err != nil || l != nil {
			if l != nil {
				l.Ends = began.Add(length)
			}
			return l, err
		}
	}
	return nil, nil
}

func (s *Store) lease(ctx context.Context, member string, contact bot.ContactID, owner string, length time.Duration) (*bot.Lease, error) {
	keys := []string{s.keys.due(), s.keys.mailbox(contact), s.leaseKey(member, contact), s.keys.epoch()}
	got, err := scripts.lease.Run(ctx, s.db, keys, member, length.Milliseconds(), owner).Slice()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("lease a mailbox: %w", err)
	}
	epoch, _ := got[0].(int64)
	head, _ := got[1].(string)
	tries, _ := got[2].(int64)
	unsure, _ := got[3].(int64)
	since, _ := got[4].(int64)
	l := &bot.Lease{Contact: contact, Timer: strings.HasPrefix(member, dueTimer), Epoch: uint64(epoch), Tries: int(tries),
		Uncertain: unsure == 1, Since: time.UnixMilli(since)}
	if l.Timer {
		return l, nil
	}
	key, err := s.db.Get(ctx, s.keys.key(contact)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, s.endErasure(ctx, contact) // nobody can open it any more
	}
	if err != nil {
		return nil, fmt.Errorf("load the key of a mailbox: %w", err)
	}
	id, sealed, _ := strings.Cut(head, " ")
	if err := s.openJSON(key, s.keys.mailbox(contact), sealed, &l.Head); err != nil {
		return nil, fmt.Errorf("open the call %s: %w", id, err)
	}
	return l, nil
}

// leaseKey keeps a timer's lease apart from the mailbox's.
func (s *Store) leaseKey(member string, contact bot.ContactID) string {
	if strings.HasPrefix(member, dueTimer) {
		return s.keys.lease(contact) + ":timer"
	}
	return s.keys.lease(contact)
}

// Done acknowledges the head.
func (s *Store) Done(ctx context.Context, l *bot.Lease, providerID string, pause time.Duration) error {
	if l.Timer {
		return s.drop(ctx, l)
	}
	return s.settle(ctx, l, "done", pause, providerID, "")
}

// drop forgets a timer under its lease.
func (s *Store) drop(ctx context.Context, l *bot.Lease) error {
	member := dueTimer + string(l.Contact)
	result, err := scripts.drop.Run(ctx, s.db, []string{s.keys.due(), s.leaseKey(member, l.Contact)}, member, l.Epoch).Text()
	if err != nil {
		return fmt.Errorf("drop a timer: %w", err)
	}
	if result == "LOST" {
		return bot.ErrLeaseLost
	}
	return nil
}

// Again gives the lease back.
func (s *Store) Again(ctx context.Context, l *bot.Lease, pause time.Duration, uncertain bool) error {
	what := "again"
	if uncertain {
		what = "unsure"
	}
	return s.settle(ctx, l, what, pause, "", "")
}

// Park sets the head aside for good.
func (s *Store) Park(ctx context.Context, l *bot.Lease, reason string) error {
	return s.settle(ctx, l, "park", 0, "", reason)
}

func (s *Store) settle(ctx context.Context, l *bot.Lease, what string, pause time.Duration, providerID, reason string) error {
	keys := []string{s.keys.due(), s.keys.mailbox(l.Contact), s.keys.lease(l.Contact), s.keys.reply(l.Head.ID),
		s.keys.parked(l.Contact), s.keys.key(l.Contact), s.keys.trash(), s.keys.sent(l.Contact), s.keys.changes()}
	trash, list, err := s.accepted(&l.Head, providerID)
	if err != nil {
		return err
	}
	result, err := scripts.settle.Run(ctx, s.db, keys, dueMailbox+string(l.Contact), l.Epoch, l.Head.ID, what, pause.Milliseconds(),
		providerID, reason, ms(s.keep.Statuses), ms(s.keep.Parked), dueErasure+string(l.Contact),
		trash, list, ms(s.keep.Delivered), ms(s.keep.Unreported), ms(s.keep.Chats), string(l.Contact)).Text()
	if err != nil {
		return fmt.Errorf("settle the call %s: %w", l.Head.ID, err)
	}
	if result == "LOST" {
		return bot.ErrLeaseLost
	}
	if reason, refused := strings.CutPrefix(result, "REFUSED "); refused {
		return &bot.RefusedError{Reason: reason}
	}
	return nil
}

// Status notes a delivery state that a provider reported.
func (s *Store) Status(ctx context.Context, r bot.Report) (bot.ContactID, error) {
	trash := ""
	if r.State.Final() && r.Channel.Relayed() {
		trash = entry(r.Channel, r.Message)
	}
	contact, err := scripts.status.Run(ctx, s.db, []string{s.keys.reply(r.Call), s.keys.trash(), s.keys.changes()}, int(r.State), r.Message, r.Reason, ms(s.keep.Statuses),
		trash, ms(s.keep.Delivered), ms(s.keep.Unreported)).Text()
	if err != nil {
		return "", fmt.Errorf("note a delivery state: %w", err)
	}
	return bot.ContactID(contact), nil
}

func (s *Store) endErasure(ctx context.Context, contact bot.ContactID) error {
	keys := []string{s.keys.due(), s.keys.mailbox(contact), s.keys.lease(contact), s.keys.key(contact), s.keys.parked(contact)}
	if err := scripts.erase.Run(ctx, s.db, keys, dueErasure+string(contact), dueMailbox+string(contact)).Err(); err != nil {
		return fmt.Errorf("end an erasure: %w", err)
	}
	return nil
}
