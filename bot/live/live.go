// Package live tells those who watch a page that what it shows has changed: one
// reader a node of an agency's changes, a bounded ring of the newest ones, and any
// number of subscribers. It does no I/O of its own and knows no page.
//
// How a page subscribes: it is shown with Position, taken before its data are read;
// its event stream calls Subscribe with that position, or with the last id that the
// browser saw, and says what Next returns. Whoever subscribes misses nothing and is
// told nothing twice: it is registered first, and then hears what it missed. A
// subscriber who is slower than the changes is cut, and comes back the same way.
package live

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"passerelle/bot"
)

// Sizes of a hub, in changes: how many the ring holds, how many may wait for a
// subscriber, and how many are replayed before loading whole is cheaper.
const (
	ringSize   = 4096
	bufferSize = 256
	mostReplay = 1000
)

// Times of the reader: how long it waits for a change, and before it tries again.
const (
	waits   = 500 * time.Millisecond
	soonest = 100 * time.Millisecond
	latest  = 5 * time.Second
)

// Hub is one agency's changes on one node. Its methods are safe for concurrent use.
type Hub struct {
	source bot.Changes
	log    *slog.Logger
	ring   []bot.Change // the last len(ring), at most ringSize, oldest at start
	start  int
	size   int
	buffer int

	mu       sync.Mutex
	begun    bool
	up       bool         // the reader reads
	base     bot.ChangeID // all that came after it is in the ring
	position bot.ChangeID // of the newest change that was told
	subs     map[*Subscription]struct{}
}

// New makes a hub over an agency's changes; Run begins to read. A nil log is none.
func New(source bot.Changes, log *slog.Logger) *Hub {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Hub{source: source, log: log, size: ringSize, buffer: bufferSize, subs: map[*Subscription]struct{}{}}
}

// Position is the newest change that this node knows. A page that was read after
// it was taken shows at least everything up to it.
func (h *Hub) Position() bot.ChangeID {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.position
}

// Watchers is how many subscribe.
func (h *Hub) Watchers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.subs)
}

// Run reads changes until the context ends; while storage is away it tries again,
// ever later, and subscribers are told nothing, not even that all is quiet.
func (h *Hub) Run(ctx context.Context) {
	pause := soonest
	for ctx.Err() == nil {
		began := time.Now()
		err := h.follow(ctx)
		was := h.setUp(false)
		if ctx.Err() != nil {
			return
		}
		if was { // once an outage
			h.log.Warn("the desk's changes cannot be read", "error", err)
		}
		if time.Since(began) > latest {
			pause = soonest
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(2*pause, latest)
	}
}

// follow reads until something fails.
func (h *Hub) follow(ctx context.Context) error {
	if err := h.catchUp(ctx); err != nil {
		return err
	}
	h.setUp(true)
	for {
		changes, err := h.source.AwaitChanges(ctx, h.Position(), mostReplay, waits)
		if err != nil {
			return err
		}
		h.publish(changes)
		if len(changes) == mostReplay { // far behind: what comes next may be gone already
			if err := h.catchUp(ctx); err != nil {
				return err
			}
		}
	}
}

// catchUp reads what came since the last change that was told. Where that is not
// known any more, or where storage lost what this node had seen, whoever
// subscribes loads whole.
func (h *Hub) catchUp(ctx context.Context) error {
	h.mu.Lock()
	begun, position := h.begun, h.position
	h.mu.Unlock()
	for begun {
		changes, err := h.source.ChangesSince(ctx, position, mostReplay)
		if errors.Is(err, bot.ErrGap) {
			break
		}
		if err != nil {
			return err
		}
		h.publish(changes)
		if len(changes) < mostReplay {
			return nil
		}
		position = changes[len(changes)-1].ID
	}
	last, err := h.source.LastChange(ctx)
	if err == nil {
		h.reset(last)
	}
	return err
}

// setUp notes whether the reader reads, and returns whether it did.
func (h *Hub) setUp(up bool) (was bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	was, h.up = h.up, up
	for s := range h.subs {
		if was != up {
			s.nudge()
		}
	}
	return was
}

// publish puts changes into the ring and tells those who want them.
func (h *Hub) publish(changes []bot.Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := range changes {
		c := changes[i]
		if !c.ID.After(h.position) {
			continue
		}
		h.position = c.ID
		if len(h.ring) < h.size {
			h.ring = append(h.ring, c)
		} else {
			h.base = h.ring[h.start].ID
			h.ring[h.start] = c
			h.start = (h.start + 1) % h.size
		}
		for s := range h.subs {
			if c.ID.After(s.since) && s.want(&c) {
				s.put(Told{Change: c})
			}
		}
	}
}

// reset begins anew at a position: nothing before it is known.
func (h *Hub) reset(at bot.ChangeID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ring, h.start, h.base, h.position = h.ring[:0], 0, at, at
	began := !h.begun
	h.begun = true
	for s := range h.subs {
		if began && s.since == at {
			continue
		}
		s.since = at
		s.put(Told{Reset: true, Change: bot.Change{ID: at}})
	}
}

// after returns what the ring holds after an id. The hub is locked.
func (h *Hub) after(id bot.ChangeID) (list []bot.Change) {
	for i := range h.ring {
		if c := h.ring[(h.start+i)%len(h.ring)]; c.ID.After(id) {
			list = append(list, c)
		}
	}
	return list
}
