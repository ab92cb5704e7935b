package storetest

import (
	"errors"
	"testing"
	"time"

	"passerelle/bot"
)

// told returns what the stream says since a moment, and where it is now.
func told(t *testing.T, f Fixture, after bot.ChangeID) ([]bot.Change, bot.ChangeID) {
	t.Helper()
	list, err := f.Changes.ChangesSince(ctx, after, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if !c.ID.After(after) {
			t.Errorf("%s comes after %s", c.ID, after)
		}
		after = c.ID
	}
	return list, after
}

// tells checks the one change that an act told.
func tells(t *testing.T, f Fixture, at *bot.ChangeID, what string, want bot.Change) {
	t.Helper()
	list, now := told(t, f, *at)
	*at = now
	if len(list) != 1 {
		t.Errorf("%s: %d changes, %+v", what, len(list), list)
		return
	}
	got := list[0]
	got.ID = bot.ChangeID{}
	if got != want {
		t.Errorf("%s: told %+v, want %+v", what, got, want)
	}
}

// tellsDesks: each act that changes what a desk shows says so once, in ids alone.
func tellsDesks(t *testing.T, f Fixture) {
	var at bot.ChangeID
	if last, err := f.Changes.LastChange(ctx); err != nil || last != at {
		t.Fatalf("before anything: %v, %v", last, err)
	}
	c := came(t, f, anna, "", func(c *bot.Commit) {
		calls("c1")(c)
		c.Case = &bot.Case{ID: "case1", State: bot.CaseQueued, Due: time.Unix(2_000_000_000, 0)}
		c.Thread = []bot.ThreadEntry{{Text: "secret"}}
	})
	who := c.Contact
	tells(t, f, &at, "a case", bot.Change{Kind: bot.CaseChanged, Case: "case1", Contact: who})
	came(t, f, anna, "", nil)
	if list, _ := told(t, f, at); len(list) > 0 {
		t.Errorf("a turn that no desk shows told %+v", list)
	}
	came(t, f, anna, "", func(c *bot.Commit) { c.Thread = []bot.ThreadEntry{{Text: "secret"}} })
	tells(t, f, &at, "a line", bot.Change{Kind: bot.PersonChanged, Contact: who})
	sends(t, f, "SM1")
	tells(t, f, &at, "accepted", bot.Change{Kind: bot.DeliveryChanged, Contact: who})
	reports(t, f, "c1", "SM1", bot.DeliveryArrived)
	tells(t, f, &at, "arrived", bot.Change{Kind: bot.DeliveryChanged, Contact: who})
	reports(t, f, "c1", "SM1", bot.DeliverySent) // too late
	came(t, f, anna, "", func(c *bot.Commit) {
		c.Case = &bot.Case{ID: "case1", State: bot.CaseClaimed, Staff: "marie", Hidden: true}
	})
	tells(t, f, &at, "hidden", bot.Change{Kind: bot.CaseChanged, Case: "case1", Contact: who, Hidden: true})
	came(t, f, anna, "", erases)
	tells(t, f, &at, "erased", bot.Change{Kind: bot.PersonChanged, Contact: who})
	if last, err := f.Changes.LastChange(ctx); err != nil || last != at {
		t.Errorf("the last is %v, %v; want %v", last, err, at)
	}
	if left := f.Left("changes"); left <= 0 || left > 24*time.Hour {
		t.Errorf("the changes live for %v", left)
	}
}

// gaps: who asks for more than is known is told so.
func gaps(t *testing.T, f Fixture) {
	line := func(c *bot.Commit) { c.Thread = []bot.ThreadEntry{{Text: "x"}} }
	for range 3 {
		came(t, f, anna, "", line)
	}
	list, last := told(t, f, bot.ChangeID{})
	if len(list) != 3 {
		t.Fatalf("%d changes", len(list))
	}
	if some, err := f.Changes.ChangesSince(ctx, bot.ChangeID{}, 2); err != nil || len(some) != 2 {
		t.Errorf("at most two: %d, %v", len(some), err)
	}
	for _, after := range []bot.ChangeID{{Ms: 1}, {Ms: last.Ms + 1_000_000}} {
		if _, err := f.Changes.ChangesSince(ctx, after, 100); !errors.Is(err, bot.ErrGap) {
			t.Errorf("after %s: %v", after, err)
		}
	}
	f.Delete("changes")
	if _, err := f.Changes.ChangesSince(ctx, last, 100); !errors.Is(err, bot.ErrGap) {
		t.Errorf("after all is lost: %v", err)
	}
}

// waitsForChanges: the reader hears a change while it waits.
func waitsForChanges(t *testing.T, f Fixture) {
	if list, err := f.Changes.AwaitChanges(ctx, bot.ChangeID{}, 10, 20*time.Millisecond); err != nil || len(list) > 0 {
		t.Fatalf("heard %v, %v", list, err)
	}
	heard := make(chan []bot.Change)
	go func() {
		list, err := f.Changes.AwaitChanges(ctx, bot.ChangeID{}, 10, time.Minute)
		if err != nil {
			t.Error(err)
		}
		heard <- list
	}()
	time.Sleep(20 * time.Millisecond) // it may wait by then, and must hear it either way
	c := came(t, f, anna, "", func(c *bot.Commit) { c.Thread = []bot.ThreadEntry{{Text: "x"}} })
	if list := <-heard; len(list) != 1 || list[0].Contact != c.Contact {
		t.Errorf("heard %+v", list)
	}
}
