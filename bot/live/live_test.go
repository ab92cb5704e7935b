package live

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
)

// stream is a stream of changes in memory, which can be trimmed and taken away.
type stream struct {
	mu      sync.Mutex
	all     []bot.Change
	trimmed bot.ChangeID
	away    error
	more    chan struct{}
}

func newStream() *stream { return &stream{more: make(chan struct{})} }

func (s *stream) add(ids ...uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.all = append(s.all, bot.Change{ID: bot.ChangeID{Ms: id}, Kind: bot.CaseChanged})
	}
	close(s.more)
	s.more = make(chan struct{})
}

func (s *stream) fails(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away = err
	close(s.more)
	s.more = make(chan struct{})
}

// becomes replaces all that there is, as a restore does.
func (s *stream) becomes(ids ...uint64) {
	s.mu.Lock()
	s.all = nil
	s.mu.Unlock()
	s.add(ids...)
}

// trim forgets all but the newest.
func (s *stream) trim(left int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.all) - left; n > 0 {
		s.trimmed, s.all = s.all[n-1].ID, s.all[n:]
	}
}

func (s *stream) LastChange(context.Context) (bot.ChangeID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) == 0 || s.away != nil {
		return bot.ChangeID{}, s.away
	}
	return s.all[len(s.all)-1].ID, nil
}

func (s *stream) ChangesSince(_ context.Context, after bot.ChangeID, most int) ([]bot.Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.away != nil:
		return nil, s.away
	case s.trimmed.After(after), len(s.all) > 0 && after.After(s.all[len(s.all)-1].ID):
		return nil, bot.ErrGap
	}
	return s.since(after, most), nil
}

func (s *stream) since(after bot.ChangeID, most int) (list []bot.Change) {
	for _, c := range s.all {
		if c.ID.After(after) && len(list) < most {
			list = append(list, c)
		}
	}
	return list
}

func (s *stream) AwaitChanges(ctx context.Context, after bot.ChangeID, most int, wait time.Duration) ([]bot.Change, error) {
	end := time.After(wait)
	for {
		s.mu.Lock()
		list, away, more := s.since(after, most), s.away, s.more
		s.mu.Unlock()
		if away != nil || len(list) > 0 {
			return list, away
		}
		select {
		case <-more:
		case <-end:
			return nil, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// hub is one that runs over a stream until the test ends.
func hub(t *testing.T, s *stream) *Hub {
	t.Helper()
	h := New(s, nil)
	ctx, end := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { h.Run(ctx); close(done) }()
	t.Cleanup(func() { end(); <-done })
	return h
}

func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 2000 {
		if done() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func at(t *testing.T, h *Hub, id uint64) {
	t.Helper()
	await(t, "the hub is there", func() bool { return h.Position() == bot.ChangeID{Ms: id} })
}

// hears checks what a watcher is told next: ids of changes, or 0 for load whole.
func hears(t *testing.T, s *Subscription, ids ...uint64) {
	t.Helper()
	for _, id := range ids {
		told, err := s.Next(context.Background(), time.Minute)
		if err != nil || told.Away || told.Quiet || told.Reset != (id == 0) || id != 0 && told.Change.ID.Ms != id {
			t.Fatalf("%+v, %v; want %d", told, err, id)
		}
	}
	if told, err := s.Next(context.Background(), time.Millisecond); err != nil || !told.Quiet {
		t.Fatalf("heard %+v, %v besides", told, err)
	}
}

func id(ms uint64) bot.ChangeID { return bot.ChangeID{Ms: ms} }

func TestReplay(t *testing.T) {
	s := newStream()
	s.add(1, 2, 3)
	h := hub(t, s)
	at(t, h, 3)
	s.add(4, 5, 6)
	at(t, h, 6)
	ctx := context.Background()
	for _, c := range []struct {
		what  string
		after uint64
		want  []uint64
	}{
		{"nothing missed", 6, nil},
		{"from the ring", 4, []uint64{5, 6}},
		{"all of the ring", 3, []uint64{4, 5, 6}},
		{"from the stream", 1, []uint64{2, 3, 4, 5, 6}},
		{"of another stream", 99, []uint64{0}},
	} {
		t.Run(c.what, func(t *testing.T) {
			one := h.Subscribe(ctx, id(c.after), nil)
			defer one.Close()
			hears(t, one, c.want...)
		})
	}
	s.trim(2)
	hears(t, h.Subscribe(ctx, id(1), nil), 0)
	hears(t, h.Subscribe(ctx, id(4), nil), 5, 6) // the ring still knows
	even := h.Subscribe(ctx, id(6), func(c *bot.Change) bool { return c.ID.Ms%2 == 0 })
	s.add(7, 8, 9)
	at(t, h, 9)
	hears(t, even, 8)
	if told, err := even.Next(ctx, time.Millisecond); err != nil || told.Change.ID != id(9) {
		t.Errorf("a watcher who waits is at %+v, %v", told, err)
	}
}

// TestAheadOfTheHub: a page that another node showed may know more than this one.
func TestAheadOfTheHub(t *testing.T) {
	s := newStream()
	s.add(1)
	h := New(s, nil)
	if err := h.catchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.add(2, 3)
	one := h.Subscribe(context.Background(), id(2), nil)
	if err := h.catchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.setUp(true)
	hears(t, one, 3)
}

func TestTheRingIsBounded(t *testing.T) {
	s := newStream()
	s.add(1)
	h := New(s, nil)
	h.size = 3
	for n := range uint64(9) {
		s.add(n + 2)
		if err := h.catchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	h.setUp(true)
	if len(h.ring) != 3 || h.base != id(7) {
		t.Fatalf("%d in the ring, after %s", len(h.ring), h.base)
	}
	hears(t, h.Subscribe(context.Background(), id(7), nil), 8, 9, 10)
	hears(t, h.Subscribe(context.Background(), id(5), nil), 6, 7, 8, 9, 10)
}

func TestSlowWatchersAreCutAndComeBack(t *testing.T) {
	s := newStream()
	s.add(1)
	h := hub(t, s)
	at(t, h, 1)
	slow := h.Subscribe(context.Background(), id(1), nil)
	const many = bufferSize + 50
	for n := range uint64(many) {
		s.add(n + 2)
	}
	at(t, h, many+1)
	last, count := id(1), 0
	for {
		told, err := slow.Next(context.Background(), time.Minute)
		if errors.Is(err, ErrSlow) {
			break
		}
		if err != nil || told.Change.ID.Ms != last.Ms+1 {
			t.Fatalf("%+v after %s: %v", told, last, err)
		}
		last, count = told.Change.ID, count+1
	}
	if count != bufferSize || h.Watchers() != 0 {
		t.Fatalf("it heard %d, and %d watch", count, h.Watchers())
	}
	again := h.Subscribe(context.Background(), last, nil)
	for range many - count {
		told, err := again.Next(context.Background(), time.Minute)
		if err != nil || told.Change.ID.Ms != last.Ms+1 {
			t.Fatalf("%+v after %s: %v", told, last, err)
		}
		last = told.Change.ID
	}
	hears(t, again)
}

func TestStorageGoesAway(t *testing.T) {
	s := newStream()
	s.add(1)
	h := hub(t, s)
	at(t, h, 1)
	one := h.Subscribe(context.Background(), id(1), nil)
	s.fails(errors.New("gone"))
	if told, err := one.Next(context.Background(), time.Minute); err != nil || !told.Away {
		t.Fatalf("%+v, %v", told, err)
	}
	s.mu.Lock()
	s.away = nil
	s.mu.Unlock()
	s.add(2)
	await(t, "it is told", func() bool {
		told, err := one.Next(context.Background(), time.Minute)
		return err == nil && told.Change.ID == id(2)
	})
	// What comes back is older than what was told, as after a restore.
	s.fails(errors.New("gone"))
	await(t, "it is away", func() bool { told, err := one.Next(context.Background(), time.Minute); return err == nil && told.Away })
	s.mu.Lock()
	s.away = nil
	s.mu.Unlock()
	s.becomes(1)
	await(t, "all is loaded", func() bool {
		told, err := one.Next(context.Background(), time.Minute)
		return err == nil && told.Reset
	})
	s.add(2)
	await(t, "it goes on", func() bool {
		told, err := one.Next(context.Background(), time.Minute)
		return err == nil && !told.Reset && told.Change.ID == id(2)
	})
}

// TestComingBackWhileStorageIsAway: who missed more than the ring knows is not told to
// load what cannot be loaded now, and misses nothing when they come back once more.
func TestComingBackWhileStorageIsAway(t *testing.T) {
	s := newStream()
	s.add(1, 2, 3)
	h := hub(t, s)
	at(t, h, 3)
	s.fails(errors.New("gone"))
	ctx := context.Background()
	one := h.Subscribe(ctx, id(1), nil)
	if told, err := one.Next(ctx, time.Minute); err != nil || !told.Away {
		t.Errorf("%+v, %v", told, err)
	}
	if told, err := one.Next(ctx, time.Minute); !errors.Is(err, ErrAway) {
		t.Errorf("%+v, %v", told, err)
	}
	one.Close()
	s.mu.Lock()
	s.away = nil
	s.mu.Unlock()
	s.add(4)
	at(t, h, 4)
	hears(t, h.Subscribe(ctx, id(1), nil), 2, 3, 4)
}

// TestBeforeTheHubBegan: a page may be shown before the reader has read anything.
func TestBeforeTheHubBegan(t *testing.T) {
	s := newStream()
	s.add(1, 2)
	h := New(s, nil)
	early := h.Subscribe(context.Background(), bot.ChangeID{}, nil)
	there := h.Subscribe(context.Background(), id(2), nil)
	if err := h.catchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	h.setUp(true)
	hears(t, early, 0)
	hears(t, there)
}
