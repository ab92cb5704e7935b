package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

func contains(s, part string) bool { return strings.Contains(s, part) }

func lease(t *testing.T, f Fixture, length time.Duration) *bot.Lease {
	t.Helper()
	l, err := f.Store.Lease(ctx, "node", length)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func inOrder(t *testing.T, f Fixture) {
	commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one", "c1", "c2")
	commit(t, f, load(t, f, anna, "m2"), anna, "m2", "two", "c3")
	for _, want := range []string{"c1", "c2", "c3"} {
		l := lease(t, f, time.Minute)
		if l == nil || l.Head.ID != want || l.Head.Text != "text of "+want || l.Head.To != anna.ID || l.Uncertain {
			t.Fatalf("want %s, got %+v", want, l)
		}
		if second := lease(t, f, time.Minute); second != nil {
			t.Fatalf("the mailbox was leased twice: %+v", second)
		}
		if err := f.Store.Done(ctx, l, "provider", 0); err != nil {
			t.Fatal(err)
		}
	}
	if l := lease(t, f, time.Minute); l != nil {
		t.Errorf("something is left: %+v", l)
	}
	if keys := append(f.Keys("mailbox"), f.Keys("sending")...); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
}

func lostLease(t *testing.T, f Fixture) {
	commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one", "c1", "c2")
	first := lease(t, f, time.Millisecond)
	time.Sleep(5 * time.Millisecond) // the lease ends by Redis's clock
	second := lease(t, f, time.Minute)
	if first == nil || second == nil || second.Epoch <= first.Epoch {
		t.Fatalf("first %+v, second %+v", first, second)
	}
	for name, act := range map[string]error{
		"done": f.Store.Done(ctx, first, "p", 0), "again": f.Store.Again(ctx, first, 0, false), "park": f.Store.Park(ctx, first, "x"),
	} {
		if !errors.Is(act, bot.ErrLeaseLost) {
			t.Errorf("%s under a lost lease: %v", name, act)
		}
	}
	if err := f.Store.Done(ctx, second, "p", 0); err != nil {
		t.Error(err)
	}
	if l := lease(t, f, time.Minute); l == nil || l.Head.ID != "c2" {
		t.Errorf("next is %+v", l)
	}
}

func takeover(t *testing.T, f Fixture) {
	commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one", "c1")
	lease(t, f, time.Millisecond)
	time.Sleep(5 * time.Millisecond)
	l := lease(t, f, time.Minute)
	if l == nil || !l.Uncertain {
		t.Fatalf("after a takeover nobody knows what was sent: %+v", l)
	}
	if err := f.Store.Again(ctx, l, 0, false); err != nil { // looked up: certainly not sent
		t.Fatal(err)
	}
	if l = lease(t, f, time.Minute); l == nil || l.Uncertain || l.Tries != 1 {
		t.Fatalf("got %+v", l)
	}
	if err := f.Store.Again(ctx, l, 0, true); err != nil { // no answer came
		t.Fatal(err)
	}
	if l = lease(t, f, time.Minute); l == nil || !l.Uncertain || l.Tries != 2 {
		t.Fatalf("got %+v", l)
	}
	if err := f.Store.Park(ctx, l, "blocked"); err != nil {
		t.Fatal(err)
	}
	if keys := f.Keys("parked"); len(keys) != 1 {
		t.Errorf("parked: %v", keys)
	}
}

func status(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "one")
	c.Thread = []bot.ThreadEntry{{From: bot.SaidByBot, Text: "x", Reply: "c1"}}
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ report, want bot.DeliveryState }{
		{bot.DeliverySent, bot.DeliverySent}, {bot.DeliveryRead, bot.DeliveryRead},
		{bot.DeliveryArrived, bot.DeliveryRead}, {bot.DeliveryAccepted, bot.DeliveryRead}, {bot.DeliveryRefused, bot.DeliveryRead},
	} {
		if _, err := f.Store.Status(ctx, bot.Report{Call: "c1", Channel: bot.SMS, Message: "p1", State: step.report}); err != nil {
			t.Fatal(err)
		}
		thread, states, err := f.Store.Thread(ctx, l.Contact)
		if err != nil || len(thread) != 1 || states["c1"].State != step.want {
			t.Errorf("after %d: %v %v %v", step.report, thread, states, err)
		}
	}
}

// refusedLater: whose reply came to nothing is told, whichever comes first, the
// provider's report or our own acknowledgement.
func refusedLater(t *testing.T, f Fixture) {
	refused := bot.Report{Call: "c1", Channel: bot.SMS, Message: "p1", State: bot.DeliveryRefused, Reason: "unreachable"}
	l := commit(t, f, load(t, f, anna, "m1"), anna, "m1", "one", "c1", "c2").Contact
	if whose, err := f.Store.Status(ctx, refused); err != nil || whose != "" {
		t.Errorf("before it is acknowledged: %q, %v", whose, err)
	}
	var told *bot.RefusedError
	if err := f.Store.Done(ctx, lease(t, f, time.Minute), "p1", 0); !errors.As(err, &told) || told.Reason != "unreachable" {
		t.Errorf("acknowledged after the report: %v", err)
	}
	if whose, err := f.Store.Status(ctx, refused); err != nil || whose != l {
		t.Errorf("reported again: %q, %v", whose, err)
	}
	next := lease(t, f, time.Minute)
	if next == nil || next.Head.ID != "c2" {
		t.Fatalf("the next call is %+v", next)
	}
	if err := f.Store.Done(ctx, next, "p2", 0); err != nil {
		t.Fatal(err)
	}
	refused.Call, refused.Message = "c2", "p2"
	if whose, err := f.Store.Status(ctx, refused); err != nil || whose != l {
		t.Errorf("reported after it was acknowledged: %q, %v", whose, err)
	}
}

func timer(t *testing.T, f Fixture) {
	l := load(t, f, anna, "m1")
	c := build(l, anna, "m1", "one")
	c.Wake = time.Now().Add(-time.Second)
	if err := f.Store.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
	got := lease(t, f, time.Minute)
	if got == nil || !got.Timer || got.Contact != l.Contact {
		t.Fatalf("got %+v", got)
	}
	next, err := f.Store.LoadContact(ctx, l.Contact)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, f, next, bot.Address{}, "", "two")
	if keys := f.Keys("due"); len(keys) > 0 {
		t.Errorf("the timer is still set: %v", keys)
	}
}
