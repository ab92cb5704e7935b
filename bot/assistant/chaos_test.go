package assistant_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

var (
	chaosFaults   = flag.Int("chaos.faults", 12, "how often something is killed or frozen")
	chaosMessages = flag.Int("chaos.messages", 4000, "how many messages are written")
	chaosSeed     = flag.Uint64("chaos.seed", 0, "seed of the faults; 0 draws one")
)

const chaosContacts, chaosNodes, chaosWorkers = 40, 2, 4

// message is one line of the load as the driver posts it.
type message struct {
	Contact, Number int
	At              time.Time
}

func (m message) id() string           { return fmt.Sprintf("message-%04d-%08d", m.Contact, m.Number) }
func (m message) address() bot.Address { return chaosAddress(m.Contact) }

func chaosAddress(n int) bot.Address {
	return bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprintf("+4179000%04d", n)} // invented
}

// TestChaos kills and freezes program and Redis under load, and then counts:
// nothing that was acknowledged is lost, nothing is applied twice, replies are
// in order; duplicates at the provider come from frozen processes only.
func TestChaos(t *testing.T) {
	seed := *chaosSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d, %d faults, %d messages", seed, *chaosFaults, *chaosMessages)
	draw := rand.New(rand.NewPCG(seed, 1))
	provider := newProvider(t, seed)
	master := privacy.NewMasterKey()
	redis := startDurable(t)
	var nodes [chaosNodes]*process
	for i := range nodes {
		nodes[i] = startNode(t, fmt.Sprint("node-", i), redis.address(), provider.url, master)
	}
	load := &load{nodes: &nodes, least: *chaosMessages / chaosContacts, enough: make(chan struct{})}
	driving := load.start(t)
	freezes := misbehave(t, draw, redis, nodes[:])
	close(load.enough)
	<-driving
	t.Logf("all %d messages are acknowledged after %d tries; %d freezes", load.acknowledged.Load(), load.tries.Load(), freezes)
	provider.await(t, int(load.acknowledged.Load()))
	load.compare(t, redis.address(), master)
	provider.check(t, freezes)
}

// misbehave does one fault after the other while the load runs.
func misbehave(t *testing.T, draw *rand.Rand, redis *process, nodes []*process) (freezes int) {
	for range *chaosFaults {
		time.Sleep(time.Duration(150+draw.IntN(350)) * time.Millisecond)
		switch what := draw.IntN(10); {
		case what < 4:
			redis.again(t)
		case what < 8:
			nodes[draw.IntN(len(nodes))].again(t)
		default:
			freezes++
			victim := nodes[draw.IntN(len(nodes))]
			victim.signal(t, syscall.SIGSTOP)
			time.Sleep(time.Duration(200+draw.IntN(int(1.5*float64(chaosLease.Milliseconds())))) * time.Millisecond)
			victim.signal(t, syscall.SIGCONT)
		}
	}
	return freezes
}

// load is the people who write: each waits for the acknowledgement and repeats
// a message that was not acknowledged, as a provider does.
type load struct {
	nodes               *[chaosNodes]*process
	least               int           // messages that each writes at least
	enough              chan struct{} // closed when the faults are over
	written             [chaosContacts]int
	acknowledged, tries atomic.Int64
}

func (l *load) start(t *testing.T) <-chan struct{} {
	done := make(chan struct{})
	var people sync.WaitGroup
	for c := range chaosContacts {
		people.Go(func() {
			for n := 0; n < l.least || !over(l.enough); n++ {
				l.write(t, message{c, n, morning.Add(time.Duration(n) * 5 * time.Second)})
				l.written[c] = n + 1
			}
		})
	}
	go func() {
		people.Wait()
		close(done)
	}()
	return done
}

func over(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func (l *load) write(t *testing.T, m message) {
	body, err := json.Marshal(m)
	if err != nil {
		t.Error(err)
		return
	}
	for try := 0; ; try++ {
		l.tries.Add(1)
		node := l.nodes[(m.Contact+m.Number+try)%chaosNodes]
		if post("http://"+node.address()+"/receive", body) == nil {
			l.acknowledged.Add(1)
			return
		}
		time.Sleep(time.Duration(10+5*try) * time.Millisecond)
	}
}

var impatient = &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Second}}

func post(url string, body []byte) error {
	resp, err := impatient.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	return nil
}

// compare holds each contact's session against what was acknowledged.
func (l *load) compare(t *testing.T, url, master string) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	sealer, err := privacy.NewSealer(master, "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(ctx, db, "chaos", sealer, keep())
	if err != nil {
		t.Fatal(err)
	}
	for c := range chaosContacts {
		loaded, err := s.Load(ctx, chaosAddress(c), "")
		if err != nil {
			t.Fatal(err)
		}
		var session bot.Session
		if err := session.Decode(string(loaded.Session)); err != nil {
			t.Fatal(err)
		}
		if want := l.written[c]; int(session.Turns) != want {
			t.Errorf("contact %d: %d turns for %d acknowledged messages", c, session.Turns, want)
		}
	}
}

// provider is a stand-in: it accepts, now and then refuses before it keeps a
// call, now and then keeps it and lets the answer get lost.
type provider struct {
	url      string
	mu       sync.Mutex
	accepted map[string][]string // by recipient: call ids in the order of arrival
	known    map[string]bool
	draw     *rand.Rand
}

func newProvider(t *testing.T, seed uint64) *provider {
	p := &provider{accepted: map[string][]string{}, known: map[string]bool{}, draw: rand.New(rand.NewPCG(seed, 2))}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /send", p.send)
	mux.HandleFunc("POST /find", p.find)
	p.url = serve(t, mux)
	return p
}

func (p *provider) send(w http.ResponseWriter, r *http.Request) {
	var c bot.Call
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	luck := p.draw.IntN(200)
	if luck != 0 {
		p.accepted[c.To] = append(p.accepted[c.To], c.ID)
		p.known[c.ID] = true
	}
	p.mu.Unlock()
	switch luck {
	case 0:
		w.WriteHeader(http.StatusServiceUnavailable)
	case 1:
		panic(http.ErrAbortHandler) // kept, but the answer gets lost
	}
}

func (p *provider) find(w http.ResponseWriter, r *http.Request) {
	var c bot.Call
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.known[c.ID] {
		w.WriteHeader(http.StatusNotFound)
	}
}

// await waits until each message has its reply, as long as replies come.
func (p *provider) await(t *testing.T, messages int) {
	t.Helper()
	const patience = 30
	for last, still := 0, 0; still < patience; still++ {
		now := p.answered()
		if now >= messages {
			return
		}
		if now > last {
			last, still = now, 0
		}
		time.Sleep(time.Second)
	}
	t.Fatalf("%d of %d messages were answered, and no more came for %d s", p.answered(), messages, patience)
}

func (p *provider) answered() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	messages := map[string]bool{}
	for id := range p.known {
		message, _, _ := strings.Cut(id, ".")
		messages[message] = true
	}
	return len(messages)
}

// check looks at the order of the replies and counts duplicates.
func (p *provider) check(t *testing.T, freezes int) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	duplicates, replies := 0, 0
	for _, ids := range p.accepted {
		seen := map[string]bool{}
		var firsts []string
		for _, id := range ids {
			replies++
			if seen[id] {
				duplicates++
				continue
			}
			seen[id] = true
			firsts = append(firsts, id)
		}
		if !slices.IsSorted(firsts) {
			t.Errorf("replies to one contact arrived out of order")
		}
	}
	t.Logf("%d replies at the provider, %d of them duplicates", replies, duplicates)
	if most := freezes * chaosWorkers; duplicates > most {
		t.Errorf("%d duplicates: %d freezes of %d workers explain at most %d", duplicates, freezes, chaosWorkers, most)
	}
}
