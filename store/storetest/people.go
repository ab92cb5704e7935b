package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"passerelle/bot"
)

func queue(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "one")
	c.Case = &bot.Case{ID: "case1", State: bot.CaseQueued, Topic: "scan-document", Language: "fr", Due: time.Unix(2_000_000_000, 0)}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	other := bot.Address{Channel: bot.Telegram, ID: "7"}
	urgent := build(load(t, f, other, "t1"), other, "t1", "one")
	urgent.Case = &bot.Case{ID: "case2", State: bot.CaseQueued, Danger: bot.Violence, Urgent: true, Due: time.Unix(2_100_000_000, 0)}
	if err := f.Store.Commit(ctx, urgent); err != nil {
		t.Fatal(err)
	}
	cases, err := f.Store.Cases(ctx)
	if err != nil || len(cases) != 2 || cases[0].ID != "case2" || cases[1].Topic != "scan-document" || cases[1].Contact != l.Contact {
		t.Fatalf("got %+v, %v", cases, err)
	}
	now, err := f.Store.LoadContact(ctx, l.Contact)
	if err != nil {
		t.Fatal(err)
	}
	closing := build(now, bot.Address{}, "", "two")
	closing.Case = &bot.Case{ID: "case1", State: bot.CaseClosed}
	if err := f.Store.Commit(ctx, closing); err != nil {
		t.Fatal(err)
	}
	if cases, err = f.Store.Cases(ctx); err != nil || len(cases) != 1 {
		t.Errorf("after closing: %+v, %v", cases, err)
	}
	if c, err := f.Store.Case(ctx, "case1"); err != nil || c.State != bot.CaseClosed {
		t.Errorf("the closed case: %+v, %v", c, err)
	}
	if _, err := f.Store.Case(ctx, "none"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("no case: %v", err)
	}
}

func erasure(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "one", "c1")
	c.Thread = []bot.ThreadEntry{{Text: "x"}}
	c.Fields = map[string]string{"answer.name": "y"}
	c.Case = &bot.Case{ID: "case1", State: bot.CaseQueued, Due: time.Unix(2_000_000_000, 0)}
	c.Wake = time.Now().Add(time.Hour)
	c.Results = []byte("z")
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	now := load(t, f, anna, "m2")
	bye := build(now, anna, "m2", "", "bye")
	bye.Erase, bye.Case = true, &bot.Case{ID: "case1", State: bot.CaseClosed}
	if err := f.Store.Commit(ctx, bye); err != nil {
		t.Fatal(err)
	}
	if again := load(t, f, anna, "m3"); !again.New {
		t.Error("the address still points to the erased contact")
	}
	farewell := lease(t, f, time.Minute)
	if farewell == nil || farewell.Head.ID != "bye" {
		t.Fatalf("the farewell is %+v", farewell)
	}
	if err := f.Store.Done(ctx, farewell, "p", 0); err != nil {
		t.Fatal(err)
	}
	if keys := f.Keys(string(l.Contact)); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
	if keys := append(f.Keys("case1"), f.Keys("addr:")...); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
	if cases, err := f.Store.Cases(ctx); err != nil || len(cases) > 0 {
		t.Errorf("the queue: %v, %v", cases, err)
	}
}

func leave(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	commit(t, f, l, anna, "m1", "one")
	c := build(load(t, f, anna, "m2"), anna, "m2", "two", "c1")
	c.Leave = true
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	if next := load(t, f, anna, "m3"); !next.New || next.Contact == l.Contact {
		t.Errorf("the next person met the first one: %+v", next)
	}
	if head := lease(t, f, time.Minute); head == nil || head.Head.ID != "c1" {
		t.Errorf("the last words to the first person: %+v", head)
	}
}

func forget(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "one")
	c.Thread = []bot.ThreadEntry{{Text: "x"}}
	c.Fields = map[string]string{"answer.name": "y", bot.ReminderField(7): "z"}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	no := build(load(t, f, anna, "m2"), anna, "m2", "two")
	no.Forget = true
	if err := f.Store.Commit(ctx, no); err != nil {
		t.Fatal(err)
	}
	if keys := f.Keys("thread:"); len(keys) > 0 {
		t.Errorf("the thread is still there: %v", keys)
	}
	// The address stays known, or a later erasure would miss it; a reminder was
	// asked for by itself.
	record, err := f.Store.Contact(ctx, l.Contact)
	if err != nil || len(record.Addresses) != 1 || len(record.Fields) != 1 || record.Fields[bot.ReminderField(7)] != "z" {
		t.Errorf("after a refusal the contact is %+v, %v", record, err)
	}
	if again := load(t, f, anna, "m3"); string(again.Session) != "two" {
		t.Errorf("got %+v", again)
	}
}

func publish(t *testing.T, f Fixture) {
	one, err := f.Store.PublishFlow(ctx, "scan", []byte("v1"))
	if err != nil {
		t.Fatal(err)
	}
	two, _ := f.Store.PublishFlow(ctx, "scan", []byte("v2"))
	again, _ := f.Store.PublishFlow(ctx, "scan", []byte("v1"))
	if one == 0 || one != again || one == two {
		t.Errorf("numbers %d %d %d", one, two, again)
	}
	all, err := f.Store.PublishedFlows(ctx, nil)
	if err != nil || string(all[one]) != "v1" || string(all[two]) != "v2" || len(all) != 2 {
		t.Errorf("got %v, %v", all, err)
	}
	all, err = f.Store.PublishedFlows(ctx, func(n uint32) bool { return n == one })
	if source, there := all[one]; err != nil || source != nil || !there || string(all[two]) != "v2" || len(all) != 2 {
		t.Errorf("of one that is known: %v, %v", all, err)
	}
	if _, err := f.Store.PublishFlow(ctx, "empty", nil); err == nil {
		t.Error("an empty source was published")
	}
}

func livesOn(t *testing.T, f Fixture) {
	key := "contact:" + string(commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one").Contact)
	f.Expire(key, time.Minute)
	commit(t, f, load(t, f, anna, "m2"), anna, "m2", "two")
	if left := f.Left(key); left < 24*time.Hour {
		t.Errorf("somebody who writes loses their addresses in %v", left)
	}
}

func queueDrops(t *testing.T, f Fixture) {
	var contacts []bot.ContactID
	for i, a := range []bot.Address{anna, {Channel: bot.Telegram, ID: "7"}, {Channel: bot.Telegram, ID: "8"}} {
		id := fmt.Sprint("m", i)
		c := build(load(t, f, a, id), a, id, "one")
		c.Case = &bot.Case{ID: fmt.Sprint("case", i), State: bot.CaseQueued, Due: time.Unix(2_000_000_000, 0)}
		if err := f.Store.Commit(ctx, c); err != nil {
			t.Fatal(err)
		}
		contacts = append(contacts, c.Contact)
	}
	f.Delete("case:case0")
	f.Delete("key:" + string(contacts[1]))
	if cases, err := f.Store.Cases(ctx); err != nil || len(cases) != 1 || cases[0].ID != "case2" || cases[0].Contact != contacts[2] {
		t.Errorf("got %+v, %v", cases, err)
	}
	if raw := f.Raw(f.Keys("queue")[0]); contains(raw, "case0") || contains(raw, "case1") || !contains(raw, "case2") {
		t.Errorf("the queue is %s", raw)
	}
}
