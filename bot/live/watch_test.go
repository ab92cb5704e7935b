package live_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
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
	line       = flag.Duration("watch.line", 80*time.Millisecond, "how long a line lasts at most")
	outages    = flag.Int("watch.outages", 1, "how often the redis-server is killed meanwhile, and started again")
)

// TestNobodyMissesAChange: many watch while cases change, and lose their lines at
// random, and storage goes away and comes back; each hears every change exactly once,
// in order, over the whole way from the commit to the browser's Last-Event-ID.
func TestNobodyMissesAChange(t *testing.T) {
	d := newDesk(t)
	d.must(t, 0) // the pages show it; what comes after it is told
	shown := d.last(t)
	urls := []string{d.node(t), d.node(t)} // a line may come back to another node
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var writers sync.WaitGroup
	var failed atomic.Int64
	for i := range 2 {
		writers.Go(func() {
			for ctx.Err() == nil {
				if d.change(i) != nil {
					failed.Add(1)
				}
				time.Sleep(*pace)
			}
		})
	}
	c := &crowd{urls: urls, heard: make([]watcher, *watchers)}
	for i := range c.heard {
		c.heard[i].at = shown
	}
	began := time.Now()
	c.watch(t, d)
	stop()
	writers.Wait()
	c.finish(t, d.last(t))
	all, took := d.log(t)[1:], []time.Duration{}
	total := 0
	for i := range c.heard {
		total, took = total+len(c.heard[i].heard), append(took, c.heard[i].took...)
		c.heard[i].check(t, all)
	}
	slices.Sort(took)
	if len(took) == 0 || c.resets.Load() > 0 {
		t.Fatalf("%d times heard at once, %d times loaded whole", len(took), c.resets.Load())
	}
	t.Logf("%d watchers, %d reconnects and %d outages in %v: %d changes, %d times heard, %d could not be stored", *watchers, *reconnects, *outages,
		time.Since(began).Round(time.Millisecond), len(all), total, failed.Load())
	t.Logf("from the change to a watcher whose line was open, %d times: p50 %v, p99 %v, the longest %v", len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
}

// crowd is all who watch.
type crowd struct {
	urls   []string
	heard  []watcher
	left   atomic.Int64 // reconnects to come
	resets atomic.Int64
}

// watch lets all watch and lose their lines, while storage goes away now and then:
// at random moments, but as many times as was asked for.
func (c *crowd) watch(t *testing.T, d *desk) {
	c.left.Store(int64(*reconnects))
	var group sync.WaitGroup
	for i := range c.heard {
		w := &c.heard[i]
		w.urls, w.draw, w.resets = c.urls, rand.New(rand.NewPCG(uint64(i), 1)), &c.resets
		group.Go(func() {
			for c.left.Add(-1) >= 0 && !t.Failed() {
				if err := w.watch(w.draw.IntN(12)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	draw := rand.New(rand.NewPCG(9, 9))
	for n := range *outages {
		part := int64(*reconnects / *outages)
		at := int64(*reconnects) - int64(n)*part - draw.Int64N(max(1, part/2))
		for c.left.Load() > at {
			time.Sleep(time.Millisecond)
		}
		d.redis.kill()
		time.Sleep(time.Duration(50+draw.IntN(500)) * time.Millisecond)
		if err := d.redis.start(); err != nil {
			t.Error(err)
		}
		d.redis.open(t)
	}
	group.Wait()
}

// finish lets all hear the rest, without a break.
func (c *crowd) finish(t *testing.T, last string) {
	var group sync.WaitGroup
	for i := range c.heard {
		w := &c.heard[i]
		group.Go(func() {
			for w.at != last && !t.Failed() {
				if err := w.watch(100); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// watcher is a browser that remembers the last id.
type watcher struct {
	urls   []string
	draw   *rand.Rand
	at     string
	heard  []string
	took   []time.Duration // from changes to hearing them, on lines that were open before
	resets *atomic.Int64
}

// watch opens a line, hears so many changes or a moment of nothing, and loses it.
func (w *watcher) watch(most int) error {
	ctx, end := context.WithTimeout(context.Background(), *line/4+time.Duration(w.draw.Int64N(int64(*line)*3/4)))
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
	read, id, open := bufio.NewScanner(answer.Body), "", time.Now().Add(time.Millisecond) // an id has whole milliseconds
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
			if c, _ := bot.ParseChangeID(id); time.UnixMilli(int64(c.Ms)).After(open) {
				w.took = append(w.took, time.Since(time.UnixMilli(int64(c.Ms))))
			}
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

// node is one node's hub, behind a server, once it knows what there is.
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
	for hub.Position() == (bot.ChangeID{}) {
		time.Sleep(time.Millisecond)
	}
	return "http://" + name
}
