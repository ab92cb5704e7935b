package assistant_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// looked counts the looks at the queue, and fails when it is told to.
type looked struct {
	bot.Store
	times atomic.Int64
	fails atomic.Bool
}

func (l *looked) Cases(ctx context.Context) ([]bot.Case, error) {
	l.times.Add(1)
	if l.fails.Load() {
		return nil, context.DeadlineExceeded
	}
	return l.Store.Cases(ctx)
}

// TestALookIsSharedByTurns: many turns at once make one look, another one is taken
// beside them when it is old, and one that fails stops nobody.
func TestALookIsSharedByTurns(t *testing.T) {
	v := newService(t, 1)
	seen := &looked{Store: v.store}
	var ahead atomic.Int64
	node := assistant.New(assistant.Options{Store: seen, Accounts: v.store, Book: v.nodes[0].Book(), Node: "looks",
		Now: func() time.Time { return morning.Add(time.Duration(ahead.Load())) }})
	turns := func(round int) {
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				in := bot.Input{ID: fmt.Sprint(round, "-", i), Address: bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+41790000%03d", i)}, Text: "bonjour", At: morning}
				if err := node.Receive(context.Background(), in); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	turns(1)
	if n := seen.times.Load(); n != 1 {
		t.Errorf("%d looks for the first turns", n)
	}
	seen.fails.Store(true)
	ahead.Store(int64(time.Minute))
	turns(2)
	if err := node.Close(context.Background()); err != nil { // waits for the look beside the turns
		t.Fatal(err)
	}
	if n := seen.times.Load(); n != 2 {
		t.Errorf("%d looks in all", n)
	}
}
