package assistant

import (
	"context"
	"errors"
	"slices"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// How old a look at the rounds may be, and how often it is looked whether there
// is room for somebody who waits. The count itself is checked where a seat is stored.
const (
	roundsLast  = 5 * time.Second
	offersEvery = 30 * time.Second
)

// filled returns how full the rounds are, read anew where that is asked for; nil
// where the agency counts none.
func (a *Assistant) filled(ctx context.Context, anew bool) []bot.Filled {
	if !slices.ContainsFunc(a.Book().Agency().Measures, func(m flows.Measure) bool { return m.Room() > 0 }) {
		return nil
	}
	// Who does not wait for the look may take a seat that is gone: that is a conflict, and looked for anew.
	all, err := a.rounds.of(a.options.Now(), roundsLast, anew, func([]bot.Filled) ([]bot.Filled, error) { return a.options.Store.Filled(ctx) })
	if err != nil {
		a.options.Log.Warn("the seats cannot be looked at", "error", err)
	}
	return all
}

// seats lays out what a turn changes of seats: first what the contact had who
// dissolves.
func seats(in *bot.Input, loaded *bot.Loaded, changes []bot.SeatChange, joins bool) []bot.SeatChange {
	var all []bot.SeatChange
	if joins {
		for _, x := range in.Seats {
			all = append(all, bot.SeatChange{Seat: bot.Seat{Round: x.Round}, Contact: loaded.Other.Contact})
		}
	}
	for _, c := range changes {
		c.Contact = loaded.Contact
		all = append(all, c)
	}
	return all
}

// othersSeats are those of the contact who dissolves.
func othersSeats(loaded *bot.Loaded) []bot.Seat {
	var other bot.Session
	if loaded.Join != bot.Joined || len(loaded.Other.Session) == 0 || other.Decode(string(loaded.Other.Session)) != nil {
		return nil
	}
	return other.Seats
}

func (a *Assistant) offer(ctx context.Context) {
	for ctx.Err() == nil {
		if err := a.OfferSeats(ctx); err != nil && ctx.Err() == nil {
			a.options.Log.Warn("offer what is free", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(offersEvery):
		}
	}
}

// OfferSeats offers what is free to those who wait for it, in their order. Who
// cannot be told now keeps their place on the list, and the next one is asked.
func (a *Assistant) OfferSeats(ctx context.Context) error {
	for _, f := range a.filled(ctx, true) {
		m := a.Book().Agency().Measure(f.Measure)
		if m == nil || f.Waiting == 0 || f.Units >= m.Room() {
			continue
		}
		if err := a.offerRound(ctx, f, m.Room()-f.Units); err != nil {
			return err
		}
	}
	return nil
}

func (a *Assistant) offerRound(ctx context.Context, f bot.Filled, free int) error {
	holders, err := a.options.Store.Holders(ctx, f.Round)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.State != bot.SeatWaiting || int(h.Units) > free {
			continue
		}
		err := a.DoFor(ctx, bot.Act{Kind: bot.ActFree, Contact: h.Contact, To: f.Round.String()})
		var refused *Refused
		switch {
		case err == nil:
			free -= int(h.Units)
			a.filled(ctx, true)
		case errors.As(err, &refused), errors.Is(err, bot.ErrNotFound):
		default:
			return err
		}
	}
	return nil
}

// Rounds returns how full the rounds are now, by measure and day.
func (a *Assistant) Rounds(ctx context.Context) []bot.Filled { return a.filled(ctx, true) }

// Holders returns who is on the list of a round, in the order in which they came, and
// the names by which they want to be called.
func (a *Assistant) Holders(ctx context.Context, r bot.Round) ([]bot.Holder, map[bot.ContactID]string, error) {
	holders, err := a.options.Store.Holders(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]bot.ContactID, len(holders))
	for i := range holders {
		ids[i] = holders[i].Contact
	}
	names, err := a.options.Store.Called(ctx, ids)
	return holders, names, err
}

// Returned notes that a device is back, whoever of the team stands at the desk. Of
// somebody of whom nothing is known any more only the list knows.
func (a *Assistant) Returned(ctx context.Context, who bot.Account, contact bot.ContactID, r bot.Round) error {
	err := a.DoFor(ctx, bot.Act{Kind: bot.ActSeat, Contact: contact, Staff: who.Login, Name: who.Name, To: r.String(), Text: dialogue.SeatReturn})
	var refused *Refused
	if errors.Is(err, bot.ErrNotFound) || errors.As(err, &refused) && refused.Code == "seat_gone" {
		err = a.options.Store.Returned(ctx, contact, r)
	}
	a.filled(ctx, true)
	return err
}
