package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// follow is a commit that puts a contact on the list.
func follow(t *testing.T, f Fixture, l bot.Loaded, a bot.Address, id string) {
	t.Helper()
	c := build(l, a, id, "one")
	c.Person = &bot.Person{Language: "fr", Referent: "marie", Deputies: bot.Deputies{1: "ahmed"}}
	c.Fields = map[string]string{bot.FieldCalled: "Nadia"}
	c.Looks = []bot.Look{{At: time.Unix(1_900_000_000, 0).UTC(), Staff: "marie", Name: "Marie"}}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
}

func people(t *testing.T, f Fixture) []bot.Person {
	t.Helper()
	list, err := f.Store.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func followed(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	follow(t, f, l, anna, "m1")
	list := people(t, f)
	if len(list) != 1 || list[0].Contact != l.Contact || list[0].Called != "Nadia" || list[0].Referent != "marie" || list[0].Deputies[1] != "ahmed" {
		t.Fatalf("got %+v", list)
	}
	for _, key := range f.Keys(string(l.Contact)) {
		if raw := f.Raw(key); contains(raw, "Nadia") || contains(raw, "marie") {
			t.Errorf("%s is not sealed", key)
		}
	}
	commit(t, f, load(t, f, anna, "m2"), anna, "m2", "two")
	if len(people(t, f)) != 1 {
		t.Error("a turn that says nothing of it took them off the list")
	}
	off := build(load(t, f, anna, "m3"), anna, "m3", "three")
	off.Unfollow = true
	if err := f.Store.Commit(ctx, off); err != nil {
		t.Fatal(err)
	}
	if list := people(t, f); len(list) != 0 || len(f.Keys("person:")) != 0 {
		t.Errorf("nobody follows them: %+v", list)
	}
	follow(t, f, load(t, f, anna, "m4"), anna, "m4")
	bye := build(load(t, f, anna, "m5"), anna, "m5", "")
	bye.Erase = true
	if err := f.Store.Commit(ctx, bye); err != nil {
		t.Fatal(err)
	}
	if keys := slices.Concat(f.Keys("person:"), f.Keys("looks:")); len(people(t, f)) != 0 || len(keys) != 0 || len(f.Keys("people")) != 0 {
		t.Errorf("an erasure leaves %v", keys)
	}
}

// enrolled people have no address: two of them are two, and words lead the first
// address to one of them.
func enrolled(t *testing.T, f Fixture) {
	one, two := bot.Loaded{Contact: "one", New: true}, bot.Loaded{Contact: "two", New: true}
	c := build(one, bot.Address{}, "", "first")
	c.Offers, c.OfferFor = "radio tango 482", 30*24*time.Hour
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	commit(t, f, two, bot.Address{}, "", "second")
	_, words, _ := strings.Cut(f.Keys("join:")[0], "join:")
	if left := f.Left("join:" + words); left < 29*24*time.Hour {
		t.Errorf("the words hold for %v", left)
	}
	l, err := f.Store.LoadJoin(ctx, anna, "m1", "radio tango 482")
	if err != nil || l.Contact != "one" || l.Join != bot.Joined {
		t.Fatalf("got %+v, %v", l, err)
	}
	join := build(l, anna, "m1", "joined")
	join.Joins = "radio tango 482"
	if err := f.Store.Commit(ctx, join); err != nil {
		t.Fatal(err)
	}
	guesses(t, f)
	if now := load(t, f, anna, "m2"); now.Contact != "one" || string(now.Session) != "joined" {
		t.Errorf("the address leads to %+v", now)
	}
	if _, err := f.Store.LoadJoin(ctx, annaToo, "m3", "radio tango 482"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("the words work twice: %v", err)
	}
}

// guesses: after ten wrong ones from an address, right words are wrong, too, from
// there only.
func guesses(t *testing.T, f Fixture) {
	t.Helper()
	c := build(bot.Loaded{Contact: "three", New: true}, bot.Address{}, "", "third")
	c.Offers = "radio polo 100"
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	far := bot.Address{Channel: bot.Telegram, ID: "66"}
	for range 10 {
		if _, err := f.Store.LoadJoin(ctx, far, "", "radio mambo 999"); !errors.Is(err, bot.ErrNotFound) {
			t.Fatal(err)
		}
	}
	if _, err := f.Store.LoadJoin(ctx, far, "", c.Offers); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("who guesses finds somebody: %v", err)
	}
	if _, err := f.Store.LoadJoin(ctx, annaToo, "", c.Offers); err != nil {
		t.Errorf("somebody else's guesses count: %v", err)
	}
}

func looked(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	follow(t, f, l, anna, "m1")
	session, key := "session:"+string(l.Contact), "key:"+string(l.Contact)
	f.Expire(session, time.Minute)
	f.Expire(key, time.Minute)
	c := build(load(t, f, anna, ""), bot.Address{}, "", "seen")
	c.Still, c.Looks = true, []bot.Look{{At: time.Unix(1_900_000_060, 0).UTC(), Staff: "ahmed", Name: "Ahmed"}}
	c.Person = &bot.Person{Referent: "marie"}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	for _, kept := range []string{session, key, "person:" + string(l.Contact)} {
		if left := f.Left(kept); left <= 0 || left > time.Minute {
			t.Errorf("a look keeps %s for %v", kept[:4], left)
		}
	}
	looks, err := f.Store.Looks(ctx, l.Contact)
	if err != nil || len(looks) != 2 || looks[0].Staff != "ahmed" || looks[1].Name != "Marie" {
		t.Errorf("who looked: %+v, %v", looks, err)
	}
	f.Delete(session)
	f.Delete("person:" + string(l.Contact))
	if len(people(t, f)) != 0 {
		t.Error("who is gone is on the list")
	}
	if _, err := f.Store.Looks(ctx, "nobody"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}
