package storetest

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

// share commits a turn of Anna's that keeps something.
func share(t *testing.T, f Fixture, id string, kept []byte) bot.ContactID {
	t.Helper()
	l := load(t, f, anna, id)
	c := build(l, anna, id, "one")
	c.Results = kept
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	return l.Contact
}

// results: the newest first; one that was said again is there once, as it was
// said last; what an older program kept, and what is no result, is passed over.
func results(t *testing.T, f Fixture) {
	plain := func(r bot.CheckResult) []byte {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	at := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	first := bot.CheckResult{ID: "r1", Check: "first-steps", At: at, Language: "fr", Items: []bot.GradedItem{{Item: "dev-volume", Grade: 1}, {Item: "find-hours", Unknown: true}}}
	second := bot.CheckResult{ID: "r2", Check: "first-steps", At: at.Add(time.Hour), Said: "alone", Rules: []string{"others"}}
	first.Words = "fatiguée"
	disputed := first
	disputed.Disputed, disputed.Words = true, "pas juste"
	contact := share(t, f, "m1", plain(first))
	for i, kept := range [][]byte{
		[]byte(`{"check":"first-steps","version":1,"band":"alone","items":[{"item":"dev-volume","grade":255}]}`), // as it was kept once
		[]byte("z"), []byte(`"a word"`), plain(second), plain(disputed),
	} {
		if share(t, f, "m1"+string(rune('a'+i)), kept) != contact {
			t.Fatal("another contact")
		}
	}
	list, err := f.Store.Results(ctx, contact)
	if err != nil || len(list) != 2 {
		t.Fatalf("got %+v, %v", list, err)
	}
	if r := list[0]; r.ID != "r1" || !r.Disputed || r.Words != "fatiguée\npas juste" || len(r.Items) != 2 || !r.Items[1].Unknown || !r.At.Equal(at) {
		t.Errorf("said again: %+v", r)
	}
	if r := list[1]; r.ID != "r2" || r.Said != "alone" || len(r.Rules) != 1 {
		t.Errorf("said once: %+v", r)
	}
	if record, err := f.Store.Contact(ctx, contact); err != nil || record.Results != 6 {
		t.Errorf("%+v, %v", record, err)
	}
	share(t, f, "m2", plain(bot.CheckResult{ID: "r1", Check: "first-steps", Withdrawn: true}))
	if list, err := f.Store.Results(ctx, contact); err != nil || len(list) != 1 || list[0].ID != "r2" {
		t.Errorf("taken back: %+v, %v", list, err)
	}
	if _, err := f.Store.Results(ctx, "nobody"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
	other := bot.Address{Channel: bot.Telegram, ID: "9"}
	l := load(t, f, other, "t1")
	if err := f.Store.Commit(ctx, build(l, other, "t1", "one")); err != nil {
		t.Fatal(err)
	}
	if none, err := f.Store.Results(ctx, l.Contact); err != nil || len(none) != 0 {
		t.Errorf("of somebody who shared nothing: %v, %v", none, err)
	}
}

// noted: an event that is no turn stands in the journal, and nothing else is
// stored of it.
func noted(t *testing.T, f Fixture) {
	before := len(f.Keys(""))
	e := bot.Event{Kind: bot.EventCheckRun, Topic: "first-steps", Value: "fr ended | dev-volume=1"}
	if err := f.Store.Note(ctx, e); err != nil {
		t.Fatal(err)
	}
	list, err := f.Store.Events(ctx, time.Time{}, 10)
	if err != nil || len(list) != 1 || list[0].Event != e || list[0].At.IsZero() {
		t.Errorf("got %+v, %v", list, err)
	}
	if keys := f.Keys(""); len(keys) != before+1 {
		t.Errorf("stored besides: %v", keys)
	}
}
