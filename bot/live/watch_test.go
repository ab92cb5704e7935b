package live_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/live"
	"passerelle/channels/page"
)

var (
	watchers   = flag.Int("watch.watchers", 40, "how many watch at once")
	reconnects = flag.Int("watch.reconnects", 1000, "how often one of them loses its line, in all")
	pace       = flag.Duration("watch.pace", 5*time.Millisecond, "how long a writer rests between two changes")
	watchRedis = flag.Bool("watch.redis", false, "on a redis-server of the test's own, in place of the in-process one")
)

// TestNobodyMissesAChange: many watch while cases change, and lose their lines at
// random; each hears every change exactly once, in order, over the whole way from
// the commit to the browser's Last-Event-ID.
func TestNobodyMissesAChange(t *testing.T) {
	d := newDesk(t)
	urls := []string{d.node(t), d.node(t)} // a line may come back to another node
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var writers sync.WaitGroup
	for i := range 2 {
		writers.Go(func() {
			for ctx.Err() == nil {
				d.change(t, i)
				time.Sleep(*pace)
			}
		})
	}
	var left, resets atomic.Int64
	left.Store(int64(*reconnects))
	heard := make([]watcher, *watchers)
	var group sync.WaitGroup
	for i := range heard {
		w := &heard[i]
		w.urls, w.draw, w.resets = urls, rand.New(rand.NewPCG(uint64(i), 1)), &resets
		group.Go(func() {
			for left.Add(-1) >= 0 && !t.Failed() {
				if err := w.watch(w.draw.IntN(12)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	began := time.Now()
	group.Wait()
	stop()
	writers.Wait()
	last := d.last(t)
	for i := range heard { // the rest, without a break
		w := &heard[i]
		group.Go(func() {
			for w.at != last && !t.Failed() {
				if err := w.watch(100); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	all, total := d.log(t), 0
	for i := range heard {
		total += len(heard[i].heard)
		heard[i].check(t, all)
	}
	t.Logf("%d watchers, %d reconnects in %v, %d changes, %d times heard, %d times loaded whole", *watchers, *reconnects,
		time.Since(began).Round(time.Millisecond), len(all), total, resets.Load())
	if resets.Load() > 0 || len(all) == 0 {
		t.Errorf("%d times loaded whole, %d changes", resets.Load(), len(all))
	}
}

// watcher is a browser that remembers the last id.
type watcher struct {
	urls   []string
	draw   *rand.Rand
	at     string
	heard  []string
	resets *atomic.Int64
}

// watch opens a line, hears so many changes or a moment of nothing, and loses it.
func (w *watcher) watch(most int) error {
	ctx, end := context.WithTimeout(context.Background(), time.Duration(20+w.draw.IntN(60))*time.Millisecond)
	defer end()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.urls[w.draw.IntN(len(w.urls))], nil)
	if err != nil {
		return err
	}
	r.Header.Set("Last-Event-ID", w.at)
	answer, err := client.Do(r)
	if err != nil {
		return ignore(ctx, err)
	}
	defer answer.Body.Close()
	read, id := bufio.NewScanner(answer.Body), ""
	for most > 0 && read.Scan() {
		name, value, _ := strings.Cut(read.Text(), ": ")
		switch {
		case name == "id":
			id = value
		case name == "event" && value == "reset":
			w.resets.Add(1)
		case name == "event" && value == "changed":
			w.heard, w.at = append(w.heard, id), id
			most--
		}
	}
	return ignore(ctx, read.Err())
}

// ignore takes the end of a line for what it is.
func ignore(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

// check compares what a watcher heard with all that changed.
func (w *watcher) check(t *testing.T, all []string) {
	t.Helper()
	if len(w.heard) != len(all) {
		t.Errorf("a watcher heard %d of %d changes", len(w.heard), len(all))
		return
	}
	for i := range all {
		if w.heard[i] != all[i] {
			t.Errorf("change %d is %s, heard %s", i, all[i], w.heard[i])
			return
		}
	}
}

var nodes atomic.Int64

// node is one node's hub, behind a server.
func (d *desk) node(t testing.TB) (url string) {
	hub := live.New(d.changes, nil)
	ctx, end := context.WithCancel(context.Background())
	name := fmt.Sprint("node-", nodes.Add(1))
	door := lines.listen(name)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		after, _ := bot.ParseChangeID(page.Since(r))
		s := hub.Subscribe(r.Context(), after, nil)
		defer s.Close()
		page.Follow(w, r, s.Event)
	})}
	var run sync.WaitGroup
	run.Go(func() { hub.Run(ctx) })
	run.Go(func() { _ = server.Serve(door) })
	t.Cleanup(func() {
		end()
		_ = server.Close()
		run.Wait()
	})
	return "http://" + name
}
