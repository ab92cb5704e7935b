package live

import (
	"context"
	"errors"
	"time"

	"passerelle/bot"
)

// ErrAway means that storage is away and that what a subscriber missed cannot be
// read: it subscribes again, after the last id that it heard.
var ErrAway = errors.New("what this watcher missed cannot be read now")

// ErrSlow means that a subscriber was cut: more changed than it took. It
// subscribes again, after the last id that it heard.
var ErrSlow = errors.New("more changed than this watcher took")

// Told is what a subscriber hears next.
type Told struct {
	Change bot.Change // its ID is where the subscriber is now; zero while that is not known
	Reset  bool       // not all that changed is known: load whole
	Quiet  bool       // nothing changed for so long; Change holds the ID alone
	Away   bool       // storage is away: what a page shows may be old
}

// Subscription is one watcher's. It belongs to one goroutine.
type Subscription struct {
	hub     *Hub
	want    func(*bot.Change) bool
	since   bot.ChangeID // what came until then is known, or is in backlog
	backlog []Told
	said    bot.ChangeID // of the last one that Next returned
	told    chan Told
	wake    chan struct{} // storage went away or came back
	cut     bool          // under the hub's lock; told is closed
	lost    bool          // it cannot be told what it missed
}

// Subscribe registers a watcher of all that changes after an id and that want
// wants; nil wants everything. want is called under the hub's lock: it must be
// quick, and pure. Close ends it.
func (h *Hub) Subscribe(ctx context.Context, after bot.ChangeID, want func(*bot.Change) bool) *Subscription {
	if want == nil {
		want = func(*bot.Change) bool { return true }
	}
	s := &Subscription{hub: h, want: want, since: after, said: after, told: make(chan Told, h.buffer), wake: make(chan struct{}, 1)}
	h.mu.Lock()
	begun, joined := h.begun, h.position // a hub that has not begun says what it does not know when it does
	known := !begun || !h.base.After(after)
	h.subs[s] = struct{}{}
	if known {
		s.replay(h.after(after), joined)
	} else if joined.After(after) {
		s.since = joined // what came before is read beside the hub
	}
	h.mu.Unlock()
	switch {
	case !known:
		s.read(ctx, after, joined)
	case begun && after.After(joined): // another node was ahead of this one, or storage lost what it had told
		if last, err := h.source.LastChange(ctx); err == nil && after.After(last) {
			s.reset(last)
		}
	}
	return s
}

// replay notes what a watcher missed until it joined.
func (s *Subscription) replay(changes []bot.Change, joined bot.ChangeID) {
	for i := range changes {
		if !changes[i].ID.After(joined) && s.want(&changes[i]) {
			s.backlog = append(s.backlog, Told{Change: changes[i]})
		}
	}
}

// read replays from the stream what the ring does not hold any more. What is not
// known any more, or is too much, is loaded whole; while storage is away that could
// not be loaded either, and the watcher comes back.
func (s *Subscription) read(ctx context.Context, after, joined bot.ChangeID) {
	changes, err := s.hub.source.ChangesSince(ctx, after, mostReplay)
	if err != nil && !errors.Is(err, bot.ErrGap) {
		s.backlog, s.lost = []Told{{Away: true}}, true
		return
	}
	if err != nil || len(changes) == mostReplay && joined.After(changes[len(changes)-1].ID) {
		s.reset(joined)
		return
	}
	s.replay(changes, joined)
}

func (s *Subscription) reset(at bot.ChangeID) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.since = at
	s.backlog = []Told{{Reset: true, Change: bot.Change{ID: at}}}
}

// Close ends a subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	delete(s.hub.subs, s)
}

// put hands something to the watcher, or cuts it. The hub is locked.
func (s *Subscription) put(t Told) {
	select {
	case s.told <- t:
	default:
		s.cut = true
		close(s.told)
		delete(s.hub.subs, s)
	}
}

// nudge says that storage went away or came back. The hub is locked.
func (s *Subscription) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Next waits for what the watcher hears next, and says that all is quiet after so
// long. Its errors are ErrSlow, ErrAway and the context's.
func (s *Subscription) Next(ctx context.Context, quiet time.Duration) (Told, error) {
	if len(s.backlog) > 0 {
		t := s.backlog[0]
		s.backlog = s.backlog[1:]
		s.said = t.Change.ID
		return t, nil
	}
	if s.lost {
		return Told{}, ErrAway
	}
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	for {
		select {
		case t, open := <-s.told:
			if !open {
				return Told{}, ErrSlow
			}
			s.said = t.Change.ID
			return t, nil
		case <-ctx.Done():
			return Told{}, ctx.Err()
		case <-s.wake:
		case <-timer.C:
		}
		if t, some := s.nothing(); some {
			return t, nil
		}
		timer.Reset(quiet)
	}
}

// nothing says where a watcher is to whom nothing was told for long, or that
// storage is away; false when there is something to tell.
func (s *Subscription) nothing() (Told, bool) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if len(s.told) > 0 || s.cut {
		return Told{}, false
	}
	if !s.hub.up {
		return Told{Away: true}, true
	}
	if s.hub.position.After(s.said) {
		s.said = s.hub.position // nothing up to it was this watcher's, or it would be waiting
	}
	return Told{Quiet: true, Change: bot.Change{ID: s.said}}, true
}

// Event is what was told in the words of an event stream: the name of the event and
// the id that the watcher comes back with, "" for none.
func (t Told) Event() (event, id string) {
	if t.Change.ID != (bot.ChangeID{}) {
		id = t.Change.ID.String()
	}
	switch {
	case t.Away:
		return "away", ""
	case t.Quiet:
		return "alive", id
	case t.Reset:
		return "reset", id
	}
	return "changed", id
}

// Event is Next in the words of an event stream.
func (s *Subscription) Event(ctx context.Context, quiet time.Duration) (event, id string, err error) {
	t, err := s.Next(ctx, quiet)
	if err != nil {
		return "", "", err
	}
	event, id = t.Event()
	return event, id, nil
}

// Cases wants what changes of any case, as a queue shows them.
func Cases(c *bot.Change) bool { return c.Kind == bot.CaseChanged }

// OfCase wants what changes of one case and of its person.
func OfCase(id string, contact bot.ContactID) func(*bot.Change) bool {
	return func(c *bot.Change) bool { return c.Case == id || contact != "" && c.Contact == contact }
}

// OfPeople wants what changes of some people, such as those whom somebody follows.
func OfPeople(of func(bot.ContactID) bool) func(*bot.Change) bool {
	return func(c *bot.Change) bool { return c.Contact != "" && of(c.Contact) }
}
