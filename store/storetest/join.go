package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

var annaToo = bot.Address{Channel: bot.Telegram, ID: "79000001"}

// offered is a contact who was given words.
func offered(t *testing.T, f Fixture) bot.Loaded {
	t.Helper()
	c := build(load(t, f, anna, "m1"), anna, "m1", "one")
	c.Offers = "radio tango 482"
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	return load(t, f, anna, "")
}

func joining(l bot.Loaded, id string) *bot.Commit {
	c := build(l, annaToo, id, "joined")
	c.Joins = "radio tango 482"
	return c
}

func joins(t *testing.T, f Fixture) {
	first := offered(t, f)
	old := build(load(t, f, annaToo, "t1"), annaToo, "t1", "old", "last")
	old.Thread = []bot.ThreadEntry{{Text: "x"}}
	old.Input.Message = "7"
	if err := f.Store.Commit(ctx, old); err != nil {
		t.Fatal(err)
	}
	l, err := f.Store.LoadJoin(ctx, annaToo, "t2", "radio tango 482")
	if err != nil || l.Join != bot.Joined || l.Contact != first.Contact || l.Other.Contact != old.Contact || string(l.Other.Session) != "old" {
		t.Fatalf("got %+v, %v", l, err)
	}
	if err := f.Store.Commit(ctx, joining(l, "t2")); err != nil {
		t.Fatal(err)
	}
	for i, a := range []bot.Address{anna, annaToo} {
		if now := load(t, f, a, "again"); now.Contact != first.Contact || string(now.Session) != "joined" {
			t.Errorf("address %d leads to %+v", i, now)
		}
	}
	record, err := f.Store.Contact(ctx, first.Contact)
	if err != nil || !slices.Contains(record.Addresses, anna) || !slices.Contains(record.Addresses, annaToo) {
		t.Errorf("the addresses are %d, %v", len(record.Addresses), err)
	}
	for _, part := range []string{"session:", "thread:", "contact:", "sent:"} {
		if keys := f.Keys(part + string(old.Contact)); len(keys) > 0 {
			t.Errorf("left of the one who dissolved: %v", keys)
		}
	}
	if head := lease(t, f, time.Minute); head == nil || head.Head.ID != "last" {
		t.Errorf("a reply on its way is lost: %+v", head)
	}
	if _, err := f.Store.LoadJoin(ctx, bot.Address{Channel: bot.SMS, ID: "+41790000009"}, "m9", "radio tango 482"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("the words work twice: %v", err)
	}
	bye := build(load(t, f, anna, "m3"), anna, "m3", "")
	bye.Erase = true
	if err := f.Store.Commit(ctx, bye); err != nil {
		t.Fatal(err)
	}
	if keys := f.Keys("addr:"); len(keys) > 0 {
		t.Errorf("an erasure leaves an address: %v", keys)
	}
	if _, there := f.Trash()["telegram 7"]; !there {
		t.Errorf("an erasure leaves a message in the joined chat: %v", f.Trash())
	}
}

func joinsOnce(t *testing.T, f Fixture) {
	first := offered(t, f)
	if l, err := f.Store.LoadJoin(ctx, anna, "m2", "radio tango 482"); err != nil || l.Join != bot.JoinSame {
		t.Errorf("from the same address: %+v, %v", l, err)
	}
	if _, err := f.Store.LoadJoin(ctx, annaToo, "t1", "radio tango 483"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("other words: %v", err)
	}
	l, err := f.Store.LoadJoin(ctx, annaToo, "t1", "radio tango 482")
	if err != nil || l.Other.Contact != "" {
		t.Fatalf("%+v, %v", l, err)
	}
	// Meanwhile somebody writes from there: they are not thrown away unseen.
	commit(t, f, load(t, f, annaToo, "t0"), annaToo, "t0", "new")
	if err := f.Store.Commit(ctx, joining(l, "t1")); !errors.Is(err, bot.ErrConflict) {
		t.Errorf("joined over a new contact: %v", err)
	}
	l, err = f.Store.LoadJoin(ctx, annaToo, "t1", "radio tango 482")
	if err != nil {
		t.Fatal(err)
	}
	commit(t, f, load(t, f, annaToo, "t2"), annaToo, "t2", "newer")
	if err := f.Store.Commit(ctx, joining(l, "t1")); !errors.Is(err, bot.ErrConflict) {
		t.Errorf("joined over what changed: %v", err)
	}
	key := f.Keys("join:")[0]
	key = key[strings.Index(key, "join:"):]
	if left := f.Left(key); left <= 0 || left > 15*time.Minute {
		t.Errorf("the words hold for %v", left)
	}
	f.Delete(key)
	if _, err := f.Store.LoadJoin(ctx, annaToo, "t3", "radio tango 482"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("words that are gone still work: %v", err)
	}
	if again := load(t, f, anna, "m5"); again.Contact != first.Contact {
		t.Error("the first one is lost")
	}
}

func unlinks(t *testing.T, f Fixture) {
	first := offered(t, f)
	l, err := f.Store.LoadJoin(ctx, annaToo, "t1", "radio tango 482")
	if err != nil {
		t.Fatal(err)
	}
	in := joining(l, "t1")
	in.Input.Message = "7"
	if err := f.Store.Commit(ctx, in); err != nil {
		t.Fatal(err)
	}
	c := build(load(t, f, anna, "m2"), anna, "m2", "hidden", "bye")
	c.Unlink, c.Forget, c.Ends, c.TTL = true, true, true, time.Hour
	c.Case = &bot.Case{ID: "case1", State: bot.CaseQueued, Hidden: true, Due: time.Unix(2_000_000_000, 0)}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	stranger := load(t, f, annaToo, "t2")
	if !stranger.New || !load(t, f, anna, "m3").New {
		t.Error("an address still leads there")
	}
	commit(t, f, stranger, annaToo, "t2", "somebody new")
	for _, key := range []string{"key:", "contact:", "session:"} {
		if left := f.Left(key + string(first.Contact)); left <= 0 || left > time.Hour {
			t.Errorf("%s lives for %v", key, left)
		}
	}
	if left := f.Left("case:case1"); left <= 0 || left > time.Hour {
		t.Errorf("the case lives for %v", left)
	}
	if _, there := f.Trash()["telegram 7"]; !there {
		t.Errorf("the chat keeps its messages: %v", f.Trash())
	}
	record, err := f.Store.Contact(ctx, first.Contact)
	if err != nil || len(record.Addresses) != 2 {
		t.Errorf("nobody can be called: %d addresses, %v", len(record.Addresses), err)
	}
	end, err := f.Store.LoadContact(ctx, first.Contact)
	if err != nil || string(end.Session) != "hidden" {
		t.Fatal(end, err)
	}
	last := build(end, bot.Address{}, "", "")
	last.Erase, last.Case = true, &bot.Case{ID: "case1", State: bot.CaseClosed}
	if err := f.Store.Commit(ctx, last); err != nil {
		t.Fatal(err)
	}
	if again := load(t, f, annaToo, "t3"); again.New || string(again.Session) != "somebody new" {
		t.Error("the erasure took the address from whoever writes there now")
	}
}
