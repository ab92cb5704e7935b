package assistant_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels"
)

func TestWhatFailedForSureIsTriedAgainInOrder(t *testing.T) {
	v := newService(t, 1)
	v.phone.fail = []error{&bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonLimited, After: time.Millisecond}}
	v.writes("bonjour")
	first := v.phone.count()
	v.await(func() bool { return v.phone.count() > first })
	if v.nodes[0].Stats.Retried.Load() != 1 {
		t.Errorf("retried %d times", v.nodes[0].Stats.Retried.Load())
	}
	seen := map[string]bool{}
	for _, c := range v.phone.calls {
		if seen[c.ID] {
			t.Errorf("the call %s left twice", c.ID)
		}
		seen[c.ID] = true
	}
}

func TestAnUnknownEndIsLookedUpBeforeItIsSentAgain(t *testing.T) {
	v := newService(t, 1)
	v.phone.found = true
	v.phone.fail = []error{errors.New("the line went dead")}
	v.writes("bonjour")
	v.await(func() bool { return v.nodes[0].Stats.Found.Load() == 1 })
	for _, text := range v.phone.texts() {
		if text == "" {
			t.Error("an empty call")
		}
	}
	if n := v.nodes[0].Stats.Unsure.Load(); n != 1 {
		t.Errorf("%d unsure ends, want 1", n)
	}
}

func TestWhatIsRefusedForGoodIsSetAsideAndTheTeamSeesIt(t *testing.T) {
	v := newService(t, 1)
	for _, m := range []string{"bonjour", "humain", "1"} {
		v.writes(m)
	}
	v.phone.fail = []error{&bot.SendError{Outcome: bot.SendNever, Reason: channels.ReasonBlocked}}
	v.writes("menu")
	cases, err := v.nodes[0].Cases(context.Background(), "")
	if err != nil || len(cases) != 1 {
		t.Fatal(cases, err)
	}
	if cases[0].Notice != channels.ReasonBlocked {
		t.Errorf("the queue's notice is %q", cases[0].Notice)
	}
	if got := v.writes("menu"); len(got) != 1 {
		t.Errorf("after a parked call the mailbox brought %q", got)
	}
}

// TestAChannelThatIsNotConnectedLosesNoAnswer: it waits, and what was uncertain stays so.
func TestAChannelThatIsNotConnectedLosesNoAnswer(t *testing.T) {
	v := newService(t, 1)
	ctx := context.Background()
	if err := v.nodes[0].Receive(ctx, bot.Input{ID: "1", Address: someone, Text: "bonjour", At: morning}); err != nil {
		t.Fatal(err)
	}
	mute := assistant.New(assistant.Options{Store: v.store, Book: v.nodes[0].Book(), Node: "mute"})
	step := func(on *assistant.Assistant) {
		t.Helper()
		for _, member := range v.db.ZRange(ctx, "p:{test}:due", 0, -1).Val() {
			v.db.ZAdd(ctx, "p:{test}:due", redis.Z{Score: 1, Member: member})
		}
		if busy, err := on.Step(ctx); !busy || err != nil {
			t.Fatalf("%v %v", busy, err)
		}
	}
	step(mute)
	if busy, err := mute.Step(ctx); busy || err != nil || mute.Stats.Parked.Load() != 0 || mute.Stats.Retried.Load() != 1 {
		t.Errorf("it did not rest: %v, %d parked, %d retried", err, mute.Stats.Parked.Load(), mute.Stats.Retried.Load())
	}
	v.phone.fail, v.phone.found = []error{errors.New("the line went dead")}, true
	step(v.nodes[0])
	step(mute)
	step(v.nodes[0])
	if n := v.nodes[0].Stats.Found.Load(); n != 1 || mute.Stats.Unsure.Load() != 1 {
		t.Errorf("found %d times: a call of unknown outcome was made again", n)
	}
}

func TestARunEndsWithoutLosingAnything(t *testing.T) {
	v := newService(t, 2)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		v.nodes[0].Run(ctx)
		close(done)
	}()
	if err := v.nodes[1].Receive(ctx, bot.Input{ID: "1", Address: someone, Text: "bonjour", At: morning}); err != nil {
		t.Fatal(err)
	}
	for v.phone.count() == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	<-done
	before := v.phone.count()
	v.delivered()
	if got := v.phone.texts(); len(got) < before {
		t.Errorf("lost: %q", got)
	}
}

func TestATimerOfSomebodyWhoIsGoneIsDropped(t *testing.T) {
	v := newService(t, 1)
	v.writes("bonjour")
	loaded, err := v.store.Load(context.Background(), someone, "")
	if err != nil {
		t.Fatal(err)
	}
	// A wake that the session does not know of: the turn that it brings clears it.
	err = v.store.Commit(context.Background(), &bot.Commit{Loaded: loaded, Next: loaded.Session, TTL: time.Hour, Wake: time.Now().Add(-time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	v.delivered()
	if v.nodes[0].Stats.Timers.Load() != 1 {
		t.Errorf("%d timers were served", v.nodes[0].Stats.Timers.Load())
	}
	if busy, err := v.nodes[0].Step(context.Background()); busy || err != nil {
		t.Errorf("the timer is still due: %v %v", busy, err)
	}
}

// await delivers until something holds.
func (v *service) await(holds func() bool) {
	v.t.Helper()
	for range 2000 {
		if _, err := v.nodes[0].Step(context.Background()); err != nil {
			v.t.Fatal(err)
		}
		if holds() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	v.t.Fatal("it did not come to pass")
}
