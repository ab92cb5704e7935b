package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"passerelle/bot"
)

// rounds: what is counted is checked in the commit that takes it, a list knows
// nothing but ids and numbers, and a lent device stays out whoever is forgotten.
func rounds(t *testing.T, f Fixture) {
	course, loan := bot.Round{Measure: "course", Day: 20_000}, bot.Round{Measure: "loan"}
	since := time.Unix(1_800_000_000, 0).UTC()
	who := map[int]bot.ContactID{}
	turns := 0
	takes := func(n int, seats ...bot.Seat) error {
		turns++
		a, id := bot.Address{Channel: bot.SMS, ID: fmt.Sprint("+4179000100", n)}, fmt.Sprint("s", turns)
		l := load(t, f, a, id)
		c := build(l, a, id, "one")
		for _, s := range seats {
			s.Since = since.Add(time.Duration(n) * time.Second)
			c.Seats = append(c.Seats, bot.SeatChange{Seat: s, Contact: l.Contact, Room: 2, Keep: time.Hour})
		}
		who[n] = l.Contact
		return f.Store.Commit(ctx, c)
	}
	taken := bot.Seat{Round: course, State: bot.SeatTaken, Units: 1}
	two := taken
	two.Units = 2
	if err := takes(1, taken); err != nil {
		t.Fatal(err)
	}
	if err := takes(2, two); !errors.Is(err, bot.ErrConflict) {
		t.Errorf("two seats where one is left: %v", err)
	}
	waits := two
	waits.State = bot.SeatWaiting
	if err := takes(2, waits); err != nil {
		t.Errorf("waiting: %v", err)
	}
	if err := takes(1, taken); err != nil {
		t.Errorf("the same seat again: %v", err)
	}
	if err := takes(3, bot.Seat{Round: loan, State: bot.SeatOut, Units: 1, Until: since}, taken); err != nil {
		t.Errorf("a loan and the last seat: %v", err)
	}
	all, err := f.Store.Filled(ctx)
	if err != nil || len(all) != 2 || all[0] != (bot.Filled{Round: course, Units: 2, Waiting: 2}) || all[1] != (bot.Filled{Round: loan, Units: 1}) {
		t.Errorf("filled: %+v, %v", all, err)
	}
	list, err := f.Store.Holders(ctx, course)
	if err != nil || len(list) != 3 || list[0].Contact != who[1] || list[1].State != bot.SeatWaiting || list[2].Contact != who[3] {
		t.Errorf("the list: %+v, %v", list, err)
	}
	if err := takes(1, bot.Seat{Round: course}); err != nil {
		t.Fatal(err)
	}
	gone, err := f.Store.LoadContact(ctx, who[3])
	if err != nil {
		t.Fatal(err)
	}
	erase := build(gone, bot.Address{}, "", "")
	erase.Erase = true
	if err := f.Store.Commit(ctx, erase); err != nil {
		t.Fatal(err)
	}
	if list, err := f.Store.Holders(ctx, loan); err != nil || len(list) != 1 || !list[0].Gone || !list[0].Until.Equal(since) {
		t.Errorf("a lent device of whom nobody knows: %+v, %v", list, err)
	}
	if err := f.Store.Returned(ctx, who[3], loan); err != nil {
		t.Error(err)
	}
	if err := f.Store.Returned(ctx, who[3], loan); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("brought back twice: %v", err)
	}
	if list, err := f.Store.Holders(ctx, course); err != nil || len(list) != 1 || list[0].Contact != who[2] {
		t.Errorf("who was to come and is erased is on no list: %+v, %v", list, err)
	}
}
