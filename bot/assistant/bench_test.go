package assistant_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

// bare is the least that a commit has to do, without sealing, preconditions on
// types, or a thread: what Receive is compared with on the same Redis.
var bare = redis.NewScript(`
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], '1', 'PX', 604800000)
redis.call('XADD', KEYS[3], '*', 'd', ARGV[2])
redis.call('RPUSH', KEYS[4], ARGV[3])
redis.call('ZADD', KEYS[5], ARGV[4], ARGV[5])
return 1`)

// BenchmarkReceive is the way from a parsed webhook to its commit, by 64
// callers on 2,000 contacts, on a Redis of our own; beside it the bare script.
func BenchmarkReceive(b *testing.B) {
	db, stop, err := store.Child(b.Context(), b.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer stop()
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		b.Fatal(err)
	}
	state, err := store.New(b.Context(), db, "bench", sealer, keep())
	if err != nil {
		b.Fatal(err)
	}
	node := newNode(b, state, &phone{}, "bench")
	var n atomic.Int64
	text := strings.Repeat("x", 120)
	for _, fsync := range []string{"always", "everysec"} {
		if err := db.ConfigSet(b.Context(), "appendfsync", fsync).Err(); err != nil {
			b.Fatal(err)
		}
		b.Run(fsync+"/receive", func(b *testing.B) {
			timed(b, func(ctx context.Context) error {
				i := n.Add(1)
				return node.Receive(ctx, bot.Input{ID: fmt.Sprint("m", i), Text: words(i), Address: bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179000%04d", i%2000)}})
			})
		})
		b.Run(fsync+"/commit", func(b *testing.B) {
			timed(b, committer(b, state, &n))
		})
		b.Run(fsync+"/bare", func(b *testing.B) {
			timed(b, func(ctx context.Context) error {
				i := n.Add(1)
				c := i % 2000
				keys := []string{fmt.Sprint("p:{b}:s:", c), fmt.Sprint("p:{b}:n:", i), "p:{b}:e", fmt.Sprint("p:{b}:m:", c), "p:{b}:due"}
				return bare.Run(ctx, db, keys, text, text, text, i, c).Err()
			})
		})
	}
}

// committer stores turns like those of Receive, one after the other on contacts
// of its own, without loading them: what the bare script is compared with.
func committer(b *testing.B, state *store.Store, n *atomic.Int64) func(context.Context) error {
	free := make(chan *bot.Loaded, 200)
	for range cap(free) {
		l, err := state.Load(b.Context(), bot.Address{Channel: bot.Telegram, ID: fmt.Sprint(n.Add(1))}, "")
		if err != nil {
			b.Fatal(err)
		}
		first := bot.Commit{Loaded: l, Input: bot.Input{Address: bot.Address{Channel: bot.Telegram, ID: fmt.Sprint(n.Load())}}, Next: make([]byte, 100), TTL: time.Hour}
		if err := state.Commit(b.Context(), &first); err != nil {
			b.Fatal(err)
		}
		if l, err = state.LoadContact(b.Context(), l.Contact); err != nil {
			b.Fatal(err)
		}
		free <- &l
	}
	session, text := make([]byte, 100), strings.Repeat("x", 120)
	return func(ctx context.Context) error {
		l := <-free
		id := fmt.Sprint("c", n.Add(1))
		err := state.Commit(ctx, &bot.Commit{
			Loaded: *l, Input: bot.Input{ID: id, Address: bot.Address{Channel: bot.SMS, ID: "+41790000001"}}, Next: session, TTL: time.Hour,
			Calls:  []bot.Call{{ID: id, Channel: bot.SMS, To: "+41790000001", Text: text}},
			Events: []bot.Event{{Kind: bot.EventStepShown, Topic: "scan-document", Step: "light", Channel: bot.SMS}},
		})
		l.Revision++
		free <- l
		return err
	}
}

// words greet the first time around, then ask for the menu.
func words(i int64) string {
	if i <= 2000 {
		return "bonjour"
	}
	return "menu"
}

// timed runs do by 64 callers at once, and reports the median and the slowest
// hundredth.
func timed(b *testing.B, do func(context.Context) error) {
	var mu sync.Mutex
	var all []time.Duration
	b.SetParallelism(32)
	b.RunParallel(func(p *testing.PB) {
		var own []time.Duration
		for p.Next() {
			at := time.Now()
			if err := do(context.Background()); err != nil {
				b.Error(err)
				return
			}
			own = append(own, time.Since(at))
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, own...)
	})
	slices.Sort(all)
	if len(all) > 0 {
		b.ReportMetric(float64(all[len(all)/2].Microseconds()), "p50-µs")
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-µs")
		b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "per-second")
	}
}
