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

// seating is a change of a seat as the script reads it. Keep is in ms.
type seating struct {
	Who   bot.ContactID `json:"who"`
	Seat  string        `json:"seat"`
	Units int           `json:"units"`
	Room  int           `json:"room"`
	Round string        `json:"round"`
	Keep  int64         `json:"keep"`
}

func seatings(changes []bot.SeatChange) []seating {
	list := make([]seating, len(changes))
	for i, c := range changes {
		x := seating{Who: c.Contact, Room: c.Room, Round: c.Round.String(), Keep: max(1, ms(c.Keep))}
		if c.State != bot.NoSeat {
			x.Seat = c.Stored()
		}
		if c.State.Counts() {
			x.Units = int(c.Units)
		}
		list[i] = x
	}
	return list
}

// roundKeys are a commit's keys for its changes of seats, none without any.
func (s *Store) roundKeys(changes []bot.SeatChange) (keys []string) {
	if len(changes) == 0 {
		return nil
	}
	keys = append(keys, s.keys.rounds())
	for i := range changes {
		keys = append(keys, s.keys.round(changes[i].Round))
	}
	return keys
}

// Filled returns how full the rounds are, in two round trips. What ended meanwhile
// is taken off the list.
func (s *Store) Filled(ctx context.Context) ([]bot.Filled, error) {
	names, err := s.db.ZRange(ctx, s.keys.rounds(), 0, -1).Result()
	if err != nil || len(names) == 0 {
		return nil, wrap(err, "read the rounds")
	}
	pipe := s.db.Pipeline()
	lists := make([]*redis.MapStringStringCmd, len(names))
	for i, name := range names {
		r, _ := bot.ParseRound(name)
		lists[i] = pipe.HGetAll(ctx, s.keys.round(r))
	}
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, wrap(err, "read the rounds")
	}
	var all []bot.Filled
	for i, name := range names {
		r, ok := bot.ParseRound(name)
		if len(lists[i].Val()) == 0 || !ok {
			continue
		}
		f := bot.Filled{Round: r}
		for _, stored := range lists[i].Val() {
			seat, err := bot.ParseSeat(r, stored)
			switch {
			case err != nil:
				return nil, wrap(err, "read a round")
			case seat.State.Counts():
				f.Units += int(seat.Units)
			default:
				f.Waiting += int(seat.Units)
			}
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b bot.Filled) int {
		return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Day, b.Day))
	})
	if len(all) < len(names) {
		over := fmt.Sprint("(", time.Now().UnixMilli())
		err = s.db.ZRemRangeByScore(ctx, s.keys.rounds(), "-inf", over).Err()
	}
	return all, wrap(err, "tidy the rounds")
}

// Holders returns who is on the list of a round, in two round trips. Who waited or
// was to come and is not known any more is left out.
func (s *Store) Holders(ctx context.Context, r bot.Round) ([]bot.Holder, error) {
	list, err := s.db.HGetAll(ctx, s.keys.round(r)).Result()
	if err != nil || len(list) == 0 {
		return nil, wrap(err, "read a round")
	}
	all := make([]bot.Holder, 0, len(list))
	for contact, stored := range list {
		seat, err := bot.ParseSeat(r, stored)
		if err != nil {
			return nil, wrap(err, "read a round")
		}
		all = append(all, bot.Holder{Contact: bot.ContactID(contact), Seat: seat})
	}
	slices.SortFunc(all, func(a, b bot.Holder) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Contact, b.Contact))
	})
	pipe := s.db.Pipeline()
	known := make([]*redis.IntCmd, len(all))
	for i := range all {
		known[i] = pipe.Exists(ctx, s.keys.session(all[i].Contact))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, wrap(err, "read who is on a list")
	}
	for i := range all {
		all[i].Gone = known[i].Val() == 0
	}
	return slices.DeleteFunc(all, func(h bot.Holder) bool { return h.Gone && h.State != bot.SeatOut }), nil
}

// Returned takes what somebody had off a list, where nothing else is known of them.
func (s *Store) Returned(ctx context.Context, contact bot.ContactID, r bot.Round) error {
	n, err := s.db.HDel(ctx, s.keys.round(r), string(contact)).Result()
	if err == nil && n == 0 {
		err = bot.ErrNotFound
	}
	return wrap(err, "take somebody off a list")
}

// wrap says what was tried, of an error; nil stays nil.
func wrap(err error, what string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
