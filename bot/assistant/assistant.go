// Package assistant is the loop with I/O around the pure turn: receive, load,
// turn, render, commit, deliver; timers and counsellors' acts go the same way.
//
// Any number of assistants may run on one store: whatever two of them do to one
// contact at once, one of them loads again.
package assistant

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// ErrClosing means that this node takes no new turns; another one will.
var ErrClosing = errors.New("this node is stopping")

// Options are what an assistant works with.
type Options struct {
	Store bot.Store
	// Accounts are the staff with their hours; nil: nobody is asked whether they
	// are on duty, and nobody is away.
	Accounts bot.Accounts
	Audit    bot.Audit                   // who opened what; nil: it is not kept
	Voices   bot.Voices                  // what staff recorded; nil: nobody records here
	Senders  map[bot.Channel]bot.Sender  // the channels that can send
	Fetchers map[bot.Channel]bot.Fetcher // the channels whose pictures and voice notes can be fetched
	Book     *dialogue.Book
	Node     string           // names this node in leases
	Now      func() time.Time // nil: time.Now
	Token    func() string    // random tokens of at least 20 characters; nil: crypto/rand
	Log      *slog.Logger     // nil: none
	Workers  int              // concurrent deliveries; 0: 8
	Lease    time.Duration    // how long one delivery may take; 0: 30 s
	// Again makes the book anew with what other nodes have published since;
	// nil: this node is alone.
	Again func(ctx context.Context, last *dialogue.Book) (*dialogue.Book, error)
}

// Assistant is one agency's loop on one node.
type Assistant struct {
	options Options
	book    atomic.Pointer[dialogue.Book]
	Stats   Stats
	turns   sync.Pool
	doors   doors
	unknown unknown
	outlook outlook
	rounds  glance[[]bot.Filled] // how full the courses are and what is lent
	voiced  glance[voiced]
	kick    chan struct{}

	mu      sync.Mutex
	closing bool
	inside  sync.WaitGroup // turns under way
}

// Stats counts what this node did since it started.
type Stats struct {
	Turns, Seen, Conflicts, Sent, Found, Retried, Unsure, Parked, Timers atomic.Int64
	Forgotten, Unforgotten                                               atomic.Int64 // messages deleted at a provider, and given up there
}

// New makes an assistant. Run starts its deliveries.
func New(o Options) *Assistant {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Token == nil {
		o.Token = newToken
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	if o.Lease == 0 {
		o.Lease = leaseLength
	}
	a := &Assistant{options: o, kick: make(chan struct{}, 1)}
	a.doors.wait = map[bot.Address]*door{}
	a.turns.New = func() any { return new(work) }
	a.book.Store(o.Book)
	return a
}

// Node returns the name of this node in leases.
func (a *Assistant) Node() string { return a.options.Node }

// Book returns the book in use.
func (a *Assistant) Book() *dialogue.Book { return a.book.Load() }

// SetBook puts another book in use; turns under way end with the old one.
func (a *Assistant) SetBook(b *dialogue.Book) { a.book.Store(b) }

// enter reports whether a new turn may begin, and counts it.
func (a *Assistant) enter() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closing {
		return ErrClosing
	}
	a.inside.Add(1)
	return nil
}

// Close lets no new turn begin and waits until those under way are committed,
// or until the context ends.
func (a *Assistant) Close(ctx context.Context) error {
	a.mu.Lock()
	a.closing = true
	a.mu.Unlock()
	done := make(chan struct{})
	go func() {
		a.inside.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// doors lets the messages of one address in one after the other, in the order
// in which they came.
type doors struct {
	mu   sync.Mutex
	wait map[bot.Address]*door
}

type door struct {
	sync.Mutex
	queue int
}

func (d *doors) enter(address bot.Address) (leave func()) {
	d.mu.Lock()
	one := d.wait[address]
	if one == nil {
		one = &door{}
		d.wait[address] = one
	}
	one.queue++
	d.mu.Unlock()
	one.Lock()
	return func() {
		one.Unlock()
		d.mu.Lock()
		defer d.mu.Unlock()
		if one.queue--; one.queue == 0 {
			delete(d.wait, address)
		}
	}
}
