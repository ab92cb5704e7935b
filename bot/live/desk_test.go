package live_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

// desk is a store with a few people whose cases change, and its stream.
type desk struct {
	store   *store.Store
	changes *store.Changes
	redis   *server
}

const hour = time.Hour

func newDesk(t testing.TB) *desk {
	t.Helper()
	server := startRedis(t)
	db := server.open(t)
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(context.Background(), db, "live", sealer, store.KeepFor(hour))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{s, s.Changes(), server}
	t.Cleanup(func() { _ = d.changes.Close() })
	return d
}

// change stores a turn of one person's with their case. While storage is away it
// cannot, or does not know whether it did.
func (d *desk) change(person int) error {
	ctx, from := context.Background(), bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179000%04d", person)} // invented
	loaded, err := d.store.Load(ctx, from, "")
	if err == nil {
		err = d.store.Commit(ctx, &bot.Commit{Loaded: loaded, Input: bot.Input{Address: from}, Next: []byte("session"), TTL: hour,
			Case: &bot.Case{ID: fmt.Sprint("case-", person), State: bot.CaseQueued, Requested: time.Now()}})
	}
	return err
}

// must is change where nothing may fail.
func (d *desk) must(t testing.TB, person int) {
	t.Helper()
	if err := d.change(person); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) last(t testing.TB) string {
	t.Helper()
	id, err := d.changes.LastChange(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return id.String()
}

// log is the ids of all that changed.
func (d *desk) log(t testing.TB) (ids []string) {
	t.Helper()
	all, err := d.changes.ChangesSince(context.Background(), bot.ChangeID{}, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		ids = append(ids, all[i].ID.String())
	}
	return ids
}

// server is a redis-server of the test's own, with AOF always, which can be killed
// and started again on what it wrote.
type server struct {
	dir, port string
	mu        sync.Mutex
	cmd       *exec.Cmd
}

func startRedis(t testing.TB) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	l.Close()
	s := &server{dir: t.TempDir(), port: port}
	t.Cleanup(s.kill)
	if err := s.start(); err != nil {
		t.Fatal("redis-server is missing: apt-get install redis-server: ", err)
	}
	return s
}

func (s *server) start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cmd = exec.Command("redis-server", "--bind", "127.0.0.1", "--port", s.port, "--dir", s.dir, "--save", "", "--appendonly", "yes", "--appendfsync", "always")
	return s.cmd.Start()
}

// kill ends the server as a lost machine does.
func (s *server) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// open opens the server once it is up.
func (s *server) open(t testing.TB) store.DB {
	t.Helper()
	for range 400 {
		if db, err := store.Open(context.Background(), "redis://127.0.0.1:"+s.port); err == nil {
			t.Cleanup(func() { _ = db.Close() })
			return db
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("redis-server did not come up")
	return nil
}

// BenchmarkEventToScreen is the way from the call that stores a case to the line
// that a browser reads, alone and with a thousand others who watch.
func BenchmarkEventToScreen(b *testing.B) {
	for _, others := range []int{0, 1000} {
		b.Run(fmt.Sprint(others, " others"), func(b *testing.B) { eventToScreen(b, others) })
	}
}

func eventToScreen(b *testing.B, others int) {
	d := newDesk(b)
	d.must(b, 1)
	url := d.node(b)
	ctx, end := context.WithCancel(context.Background())
	b.Cleanup(end)
	for range others {
		lines := d.listen(ctx, b, url)
		go func() {
			for lines.Scan() {
			}
		}()
	}
	lines := d.listen(ctx, b, url)
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		began := time.Now()
		d.must(b, 1)
		for lines.Scan() && lines.Text() != "event: changed" {
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// listen opens a line that hears what changes from now on.
func (d *desk) listen(ctx context.Context, b *testing.B, url string) *bufio.Scanner {
	b.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"?since="+d.last(b), nil)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { answer.Body.Close() })
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "event: alive") {
	}
	return lines
}
