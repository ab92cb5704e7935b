// Package storetest is the one suite that every Redis behind the store must
// pass: the in-process one, a real one, a cluster.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
)

// Run runs the suite. fresh makes an empty store.
func Run(t *testing.T, fresh func(t *testing.T) Fixture) {
	for name, test := range map[string]func(*testing.T, Fixture){
		"a session comes back":              comesBack,
		"a conflict changes nothing":        conflict,
		"twenty copies make one turn":       copies,
		"a wrong key leaves nothing torn":   torn,
		"no wrong key leaves anything torn": tornAnywhere,
		"calls leave in order":              inOrder,
		"a lost lease changes nothing":      lostLease,
		"a takeover is uncertain":           takeover,
		"a status never goes back":          status,
		"a refusal finds its contact":       refusedLater,
		"a case is in the queue":            queue,
		"an erasure leaves nothing":         erasure,
		"an address can be left":            leave,
		"refusing consent empties thread":   forget,
		"shared results come back":          results,
		"what belongs to nobody is counted": noted,
		"a flow keeps its number":           publish,
		"who is followed is on the list":    followed,
		"somebody without an address":       enrolled,
		"a look is no sign of life":         looked,
		"a timer comes when it is due":      timer,
		"a stranger's key does not open":    sealed,
		"staff accounts and failures":       accounts,
		"staff accounts change whole":       changes,
		"one node holds a right":            holds,
		"desks are told of changes":         tellsDesks,
		"a gap in the changes is said":      gaps,
		"the audit says who opened what":    audit,
		"a reader waits for changes":        waitsForChanges,

		"people are called by their names": named,
		"no seat is given twice":           rounds,
		"a word of few is not kept":        unanswered,

		"words join an address":              joins,
		"words join once, and nobody unseen": joinsOnce,
		"an erasure that waits for a person": unlinks,
		"a joined address lives on":          livesOn,
		"the queue drops what is gone":       queueDrops,
		"a final status deletes the copy":    finalStatus,
		"what may be looked for stays":       lookedFor,
		"what cannot be deleted rests":       rests,
		"an erasure empties the chat":        emptiesChat,
		"a call on its way at an erasure":    onItsWay,
		"media live as long as their thread": mediaLive,
		"the list of an erasure is bounded":  bounded,
		"a wrong trash leaves nothing torn":  tornTrash,
		"a code to record is used once":      recordCodes,
		"recordings are sealed and bounded":  recordings,
		"one ear decides":                    judgedOnce,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
}

// Fixture is an empty store and a look behind it.
type Fixture struct {
	Store    bot.Store
	Accounts bot.Accounts
	Rights   Rights
	Changes  bot.Changes
	Audit    bot.Audit
	Inject   func(key string)           // makes the key a list
	Become   func(key string)           // makes the key a string
	Keys     func(part string) []string // the keys whose name holds part
	Raw      func(key string) string    // everything that stands under a key

	Delete  func(key string)
	Expire  func(key string, left time.Duration)
	Left    func(key string) time.Duration  // until the key expires
	Trash   func() map[string]time.Duration // how long each message of the trash rests, by channel and id
	Ripen   func()                          // makes the whole trash due
	Failing func(ago time.Duration)         // whatever failed in the trash began to so long ago
}

// Rights is what one node does at a time.
type Rights interface {
	Hold(ctx context.Context, what, owner string, length time.Duration) (bool, error)
	LetGo(ctx context.Context, what, owner string) error
}

var ctx = context.Background()

var anna = bot.Address{Channel: bot.SMS, ID: "+41790000001"}

func load(t *testing.T, f Fixture, a bot.Address, id string) bot.Loaded {
	t.Helper()
	l, err := f.Store.Load(ctx, a, id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// commit stores a turn of a contact, with as many calls as ids.
func commit(t *testing.T, f Fixture, l bot.Loaded, a bot.Address, id, session string, calls ...string) *bot.Commit {
	t.Helper()
	c := build(l, a, id, session, calls...)
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	return c
}

func build(l bot.Loaded, a bot.Address, id, session string, calls ...string) *bot.Commit {
	c := &bot.Commit{Loaded: l, Input: bot.Input{ID: id, Address: a}, Next: []byte(session), TTL: time.Hour}
	for _, call := range calls {
		c.Calls = append(c.Calls, bot.Call{ID: call, Channel: a.Channel, To: a.ID, Text: "text of " + call})
	}
	return c
}

func comesBack(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	if !l.New || l.Contact == "" {
		t.Fatalf("got %+v", l)
	}
	commit(t, f, l, anna, "m1", "one")
	again := load(t, f, anna, "m2")
	if again.Contact != l.Contact || string(again.Session) != "one" || again.Revision != 1 || again.New {
		t.Errorf("got %+v", again)
	}
	commit(t, f, again, anna, "m2", "two")
	if last := load(t, f, anna, "m3"); string(last.Session) != "two" || last.Revision != 2 {
		t.Errorf("got %+v", last)
	}
	if _, err := f.Store.Load(ctx, anna, "m1"); !errors.Is(err, bot.ErrSeen) {
		t.Errorf("the first message again: %v", err)
	}
	if _, err := f.Store.LoadContact(ctx, "nobody"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

func conflict(t *testing.T, f Fixture) {
	commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one")
	l := load(t, f, anna, "m2")
	commit(t, f, l, anna, "m2", "two")
	if err := f.Store.Commit(ctx, build(l, anna, "m3", "three", "c9")); !errors.Is(err, bot.ErrConflict) {
		t.Errorf("got %v", err)
	}
	if got := load(t, f, anna, "m3"); string(got.Session) != "two" {
		t.Errorf("got %q", got.Session)
	}
	if keys := f.Keys("mailbox"); len(keys) > 0 {
		t.Errorf("a call was queued: %v", keys)
	}
}

func copies(t *testing.T, f Fixture) {
	var stored, other int
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			for {
				l, err := f.Store.Load(ctx, anna, "m1")
				if err == nil {
					err = f.Store.Commit(ctx, build(l, anna, "m1", fmt.Sprint("turn ", i), "c"))
				}
				if errors.Is(err, bot.ErrConflict) {
					continue
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					stored++
				} else if !errors.Is(err, bot.ErrSeen) {
					other++
					t.Error(err)
				}
				return
			}
		})
	}
	all.Wait()
	if stored != 1 || other != 0 {
		t.Errorf("%d turns were stored", stored)
	}
}

func torn(t *testing.T, f Fixture) {
	commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one")
	l := load(t, f, anna, "m2")
	f.Inject("thread:" + string(l.Contact))
	c := build(l, anna, "m2", "two", "c1")
	c.Events = []bot.Event{{Kind: bot.EventGreeted}}
	c.Thread = []bot.ThreadEntry{{Text: "x"}}
	if err := f.Store.Commit(ctx, c); err == nil {
		t.Fatal("a commit with a wrong key went through")
	}
	if got := load(t, f, anna, "m2"); string(got.Session) != "one" {
		t.Errorf("half a turn: %q", got.Session)
	}
	if keys := append(f.Keys("mailbox"), f.Keys("events")...); len(keys) > 0 {
		t.Errorf("half a turn: %v", keys)
	}
}

// tornAnywhere: whichever key has become something else, a turn that would use
// it fails whole.
func tornAnywhere(t *testing.T, f Fixture) {
	id := string(commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one").Contact)
	for i, key := range []string{"contact:" + id, "mailbox:" + id, "due", "thread:" + id, "events", "queue", "case:case1", "results:" + id, "changes", "people", "looks:" + id} {
		message := fmt.Sprint("n", i)
		l := load(t, f, anna, message)
		f.Delete(key)
		f.Inject(key)
		if key == "mailbox:"+id { // a list is what it should be
			f.Delete(key)
			f.Become(key)
		}
		c := build(l, anna, message, "two", "c1")
		c.Events, c.Thread = []bot.Event{{Kind: bot.EventGreeted}}, []bot.ThreadEntry{{Text: "x"}}
		c.Fields, c.Results = map[string]string{"a": "b"}, []byte("r")
		c.Case = &bot.Case{ID: "case1", State: bot.CaseQueued, Due: time.Unix(2_000_000_000, 0)}
		c.Person, c.Looks = &bot.Person{}, []bot.Look{{Staff: "marie"}}
		if err := f.Store.Commit(ctx, c); err == nil {
			t.Errorf("%s: a commit with a wrong key went through", key)
		}
		if got := load(t, f, anna, message); string(got.Session) != "one" {
			t.Errorf("%s: half a turn: %q", key, got.Session)
		}
		f.Delete(key)
	}
}

func sealed(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "a secret session", "c1")
	c.Thread = []bot.ThreadEntry{{Text: "a secret text"}}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	for _, key := range f.Keys("") {
		if raw := f.Raw(key); contains(raw, "secret") || contains(raw, anna.ID) || contains(raw, anna.ID[1:]) || contains(key, anna.ID[1:]) {
			t.Errorf("%s shows what it keeps", key)
		}
	}
}
