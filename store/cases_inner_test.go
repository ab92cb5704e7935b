package store

import (
	"context"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// TestAnOldBoardIsRenewed: what a program wrote that tells nobody of changes is
// seen all the same, once all is read again beside those who look.
func TestAnOldBoardIsRenewed(t *testing.T) {
	ctx := context.Background()
	s := openInner(t, Keep{Sessions: time.Hour, Threads: time.Hour, Results: time.Hour, Events: time.Hour, Cases: time.Hour, Seen: time.Hour})
	from := bot.Address{Channel: bot.SMS, ID: "+41790000001"} // invented
	loaded, err := s.Load(ctx, from, "")
	if err == nil {
		err = s.Commit(ctx, &bot.Commit{Loaded: loaded, Input: bot.Input{Address: from}, Next: []byte("x"), TTL: time.Hour, Case: &bot.Case{ID: "case", State: bot.CaseQueued}})
	}
	if err != nil {
		t.Fatal(err)
	}
	see := func(want int) bool {
		t.Helper()
		cases, err := s.Cases(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return len(cases) == want
	}
	if !see(1) {
		t.Fatal("the case is not there")
	}
	if err := s.db.ZRem(ctx, s.keys.queue(), "case").Err(); err != nil {
		t.Fatal(err)
	}
	if !see(1) {
		t.Fatal("a look reads more than what changed")
	}
	for _, age := range []time.Duration{boardLasts + time.Second, 2*boardLasts + time.Second} {
		if err := s.db.ZAdd(ctx, s.keys.queue(), redis.Z{Score: 2, Member: "case"}).Err(); err != nil {
			t.Fatal(err)
		}
		s.board.whole = time.Time{}
		if !see(1) {
			t.Fatal("the case is not back")
		}
		if err := s.db.ZRem(ctx, s.keys.queue(), "case").Err(); err != nil {
			t.Fatal(err)
		}
		s.board.turn <- struct{}{}
		s.board.whole = time.Now().Add(-age)
		<-s.board.turn
		for n := 0; !see(0); n++ {
			if n == 1000 {
				t.Fatalf("a board of %v is not read again", age)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}
