package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/store"
	"passerelle/store/storetest"
)

// TestANodeSeesWhatOthersDo: a node that knows the queue from the last time, and
// reads only what changed, shows what one shows that reads all of it, whatever
// other nodes did in between.
func TestANodeSeesWhatOthersDo(t *testing.T) {
	ctx := context.Background()
	db, sealer := storetest.InProcess(t)
	node := func() *store.Store {
		s, err := store.New(ctx, db, "test", sealer, keep)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	looks, does := node(), node()
	draw, seen := rand.New(rand.NewPCG(1, 2)), 0
	for step := range 300 {
		for range draw.IntN(4) {
			anything(t, does, draw)
		}
		got, err := looks.Cases(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want, err := node().Cases(ctx)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d: %v\n got %+v\nwant %+v", step, err, got, want)
		}
		seen += len(want)
	}
	if seen < 1000 {
		t.Errorf("only %d cases were seen", seen)
	}
}

// anything does something with a case of one of twenty people.
func anything(t *testing.T, s *store.Store, draw *rand.Rand) {
	t.Helper()
	ctx, who := context.Background(), draw.IntN(20)
	from := bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179000%04d", who)} // invented
	loaded, err := s.Load(ctx, from, "")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Unix(1_800_000_000+draw.Int64N(5), 0).UTC()
	states := []bot.CaseState{bot.CaseQueued, bot.CaseClaimed, bot.CaseActive, bot.CaseClosed}
	c := &bot.Commit{Loaded: loaded, Input: bot.Input{Address: from}, Next: []byte("session"), TTL: time.Hour,
		Case: &bot.Case{ID: fmt.Sprint("case-", who), State: states[draw.IntN(len(states))], Requested: at, Due: at.Add(time.Hour)}}
	switch draw.IntN(10) {
	case 0:
		c.Erase, c.Case.State = true, bot.CaseClosed
	case 1:
		c.Case = nil
	case 2:
		c.Leave = true
	}
	if err := s.Commit(ctx, c); err != nil {
		t.Fatal(err)
	}
}
