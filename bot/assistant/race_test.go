package assistant_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
	"passerelle/store"
)

var (
	raceAttempts = flag.Int("race.attempts", 3000, "how often a counsellor tries to do something with a case")
	raceRedis    = flag.Bool("race.redis", false, "on a redis-server of the test's own, in place of the in-process one")
)

const raceCounsellors, raceCases, raceNodes = 64, 16, 3

// owned is who has a case, as those who were told "done" know it.
type owned struct {
	owner atomic.Pointer[string]
	id    string
}

// TestNobodySharesACase: counsellors on several nodes claim, answer, hand over and
// release the same few cases, all at once. Whoever was told that a case is theirs
// is its only owner, and stays it until they give it up.
func TestNobodySharesACase(t *testing.T) {
	db, stop := raceStore(t)
	t.Cleanup(stop)
	nodes, cases := raceDesk(t, db, "race")
	var left, done, claims atomic.Int64
	left.Store(int64(*raceAttempts))
	var waits sync.Map // how long claims took, by counsellor
	var group sync.WaitGroup
	for i := range raceCounsellors {
		group.Go(func() {
			r := &racer{t: t, name: fmt.Sprintf("counsellor-%02d", i), node: nodes[i%len(nodes)], cases: cases, draw: rand.New(rand.NewPCG(uint64(i), 3))}
			for left.Add(-1) >= 0 && !t.Failed() {
				r.tries()
				done.Add(1)
			}
			claims.Add(int64(len(r.took)))
			waits.Store(i, r.took)
		})
	}
	began := time.Now()
	group.Wait()
	if claims.Load() == 0 {
		t.Error("nobody ever had a case")
	}
	var all []time.Duration
	waits.Range(func(_, v any) bool { all = append(all, v.([]time.Duration)...); return true })
	slices.Sort(all)
	t.Logf("%d attempts, %d claims in %v: %.0f claims a second, p99 %v", done.Load(), claims.Load(), time.Since(began).Round(time.Millisecond),
		float64(claims.Load())/time.Since(began).Seconds(), all[len(all)*99/100])
}

// racer is one counsellor in a hurry.
type racer struct {
	t     *testing.T
	name  string
	node  *assistant.Assistant
	cases []*owned
	draw  *rand.Rand
	took  []time.Duration
}

// tries claims a case and, when it is theirs, does something with it and gives it
// up again.
func (r *racer) tries() {
	ctx, c := context.Background(), r.cases[r.draw.IntN(len(r.cases))]
	began := time.Now()
	claim, err := r.node.Act(ctx, bot.Act{Kind: bot.ActClaim, Case: c.id, Staff: r.name, Name: r.name})
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		return // somebody else's
	case err != nil:
		r.t.Error(err)
		return
	}
	r.took = append(r.took, time.Since(began))
	if !c.owner.CompareAndSwap(nil, &r.name) {
		r.t.Errorf("%s was given a case that %s has", r.name, *c.owner.Load())
		return
	}
	if r.draw.IntN(3) == 0 {
		if _, err := r.node.Act(ctx, bot.Act{Kind: bot.ActReply, Case: c.id, Claim: claim, Staff: r.name, Name: r.name, Text: "Bonjour"}); err != nil {
			r.t.Errorf("%s, who has the case, cannot answer: %v", r.name, err)
		}
	}
	if now, err := r.node.Case(ctx, c.id, r.name); err != nil || now.Claim != claim || now.Staff != r.name {
		r.t.Errorf("the claim of %s is lost: %q, %v", r.name, now.Staff, err)
	}
	c.owner.Store(nil) // from here on another one may have it
	if _, err := r.node.Act(ctx, bot.Act{Kind: bot.ActRelease, Case: c.id, Claim: claim, Staff: r.name}); err != nil {
		r.t.Errorf("%s, who has the case, cannot release it: %v", r.name, err)
	}
}

// raceDesk is a desk of several nodes before people who wait.
func raceDesk(t *testing.T, db store.DB, agency string) (nodes []*assistant.Assistant, cases []*owned) {
	t.Helper()
	ctx := context.Background()
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.New(ctx, db, agency, sealer, keep())
	if err != nil {
		t.Fatal(err)
	}
	for i := range raceNodes {
		nodes = append(nodes, newNode(t, s, &phone{}, fmt.Sprint("node-", i)))
	}
	for i := range raceCases {
		from := bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprintf("+4179000%04d", i)} // invented
		for k, words := range []string{"bonjour", "humain", "1"} {
			if err := nodes[0].Receive(ctx, bot.Input{ID: fmt.Sprint(i, "-", k), Address: from, Text: words, At: morning}); err != nil {
				t.Fatal(err)
			}
		}
	}
	waiting, err := nodes[0].Cases(ctx, "")
	if err != nil || len(waiting) != raceCases {
		t.Fatalf("%d wait: %v", len(waiting), err)
	}
	for i := range waiting {
		cases = append(cases, &owned{id: waiting[i].ID})
	}
	return nodes, cases
}

func raceStore(t *testing.T) (store.DB, func()) {
	t.Helper()
	if !*raceRedis {
		db, stop, err := store.InProcess()
		if err != nil {
			t.Fatal(err)
		}
		return db, stop
	}
	db, err := store.Open(t.Context(), startDurable(t).address())
	if err != nil {
		t.Fatal(err)
	}
	return db, func() { _ = db.Close() }
}
