package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/bot/live"
	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/store"
)

// desk is one agency at work.
type desk struct {
	id        string
	store     *store.Store
	assistant *assistant.Assistant
	set       atomic.Pointer[flows.Set] // in use
	changes   *store.Changes
	live      *live.Hub
}

// ways are an agency's platforms, out and in.
type ways struct {
	senders  map[bot.Channel]bot.Sender
	fetchers map[bot.Channel]bot.Fetcher
	practice bool // a practice room's: little is kept, and nobody is asked whether they are on duty
}

// openDesk publishes an agency's flows and makes its loop.
func openDesk(ctx context.Context, db store.DB, sealer bot.Sealer, set *flows.Set, ways ways, node string, log *slog.Logger) (*desk, error) {
	id := set.Agency.ID
	kept := keep(set.Agency)
	if ways.practice {
		kept = store.KeepFor(practiceDay)
	}
	state, err := store.New(ctx, db, id, sealer, kept)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	book, err := assistant.Publish(ctx, state, set)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	d := &desk{id: id, store: state}
	d.set.Store(set)
	again := func(ctx context.Context, last *dialogue.Book) (*dialogue.Book, error) {
		return assistant.Republish(ctx, state, d.set.Load(), last)
	}
	options := assistant.Options{Store: state, Accounts: state, Audit: state.Audit(), Voices: state, Senders: ways.senders, Fetchers: ways.fetchers, Book: book, Node: node, Log: log.With("agency", id), Again: again}
	if ways.practice {
		options.Audit, options.Voices = nil, nil
	}
	if node == demoNode || ways.practice {
		options.Accounts = nil
	}
	d.assistant = assistant.New(options)
	d.changes = state.Changes()
	d.live = live.New(d.changes, options.Log)
	return d, nil
}

// keep is the table of retention for an agency, whose consent says how long
// threads live.
func keep(a *flows.Agency) store.Keep {
	k := privacy.Keep
	threads := a.Consent.KeepFor.Duration()
	if threads == 0 {
		threads = k(privacy.Threads)
	}
	return store.Keep{
		Sessions: k(privacy.Sessions), Threads: threads, Results: k(privacy.Results), Events: k(privacy.Events), Cases: k(privacy.Cases),
		Seen: k(privacy.Seen), Statuses: k(privacy.Statuses), Parked: k(privacy.Parked), Flows: k(privacy.FlowTexts),
		Delivered: k(privacy.Delivered), Unreported: k(privacy.Unreported), Chats: k(privacy.Chats), Changes: k(privacy.Changes),
		Looks: k(privacy.Looks), Audit: k(privacy.Audit),
	}
}

// work runs the loops of some desks. The function that it returns ends them:
// no new turns, calls in flight finished, leases given back.
func work(desks []*desk) (stop func(context.Context) error) {
	now := make(chan struct{})
	close(now)
	return workFrom(now, desks)
}

// workFrom is work whose deliveries and timers wait until begin is closed.
func workFrom(begin <-chan struct{}, desks []*desk) (stop func(context.Context) error) {
	ctx, end := context.WithCancel(context.Background())
	var loops sync.WaitGroup
	for _, d := range desks {
		loops.Go(func() {
			select {
			case <-begin:
				d.assistant.Run(ctx)
			case <-ctx.Done():
			}
		})
		loops.Go(func() { d.assistant.Tidy(ctx) })
		loops.Go(func() {
			d.live.Run(ctx)
			_ = d.changes.Close()
		})
	}
	return func(ctx context.Context) error {
		var first error
		for _, d := range desks {
			if err := d.assistant.Close(ctx); err != nil && first == nil {
				first = fmt.Errorf("%s: turns still under way: %w", d.id, err)
			}
		}
		end()
		done := make(chan struct{})
		go func() { loops.Wait(); close(done) }()
		select {
		case <-done:
			return first
		case <-ctx.Done():
			return fmt.Errorf("calls still in flight: %w", ctx.Err())
		}
	}
}
