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
	"passerelle/store"
)

var raceKills = flag.Int("race.kills", 0, "how many masters of a Redis Cluster of the test's own are killed; 0: the test is left out")

// TestNobodySharesACaseOnACluster: as TestNobodySharesACase, while the masters of a
// cluster are killed in turn. An act may be told as failed; whoever was told that a
// case is theirs has it, and nobody else, until they give it up.
func TestNobodySharesACaseOnACluster(t *testing.T) {
	if *raceKills == 0 {
		t.Skip("make race-desk runs it")
	}
	c := startCluster(t)
	db, err := store.Open(t.Context(), c.urls())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var desks []*raced
	for _, agency := range agencies(t, db) { // one on each master
		nodes, cases := raceDesk(t, db, agency)
		desks = append(desks, &raced{nodes: nodes, cases: cases})
	}
	var done atomic.Bool
	racers := make([]*clusterRacer, raceCounsellors)
	var group sync.WaitGroup
	for i := range racers {
		d := desks[i%len(desks)]
		racers[i] = &clusterRacer{racer: racer{t: t, name: fmt.Sprintf("counsellor-%02d", i), node: d.nodes[i%len(d.nodes)], cases: d.cases, draw: rand.New(rand.NewPCG(uint64(i), 3))}}
		group.Go(func() {
			for !done.Load() && !t.Failed() {
				racers[i].tries()
			}
		})
	}
	began, draw := time.Now(), rand.New(rand.NewPCG(4, 4))
	for n := range *raceKills {
		time.Sleep(time.Duration(500+draw.IntN(1000)) * time.Millisecond)
		c.killMaster(n % len(c.shards))
	}
	time.Sleep(time.Second)
	done.Store(true)
	group.Wait()
	tell(t, racers, time.Since(began))
}

// raced is one agency's desk.
type raced struct {
	nodes []*assistant.Assistant
	cases []*owned
}

// agencies are names of agencies, one for each third of the slots.
func agencies(t *testing.T, db store.DB) (names []string) {
	t.Helper()
	for third := range 3 {
		for n := 0; ; n++ {
			name := fmt.Sprint("race-", n)
			slot, err := db.ClusterKeySlot(t.Context(), "p:{"+name+"}:queue").Result()
			if err != nil {
				t.Fatal(err)
			}
			if slot >= int64(third*16384/3) && slot < int64((third+1)*16384/3) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

func tell(t *testing.T, racers []*clusterRacer, took time.Duration) {
	t.Helper()
	var attempts, failed, held int
	var waits []time.Duration
	for _, r := range racers {
		attempts, failed, held, waits = attempts+r.attempts, failed+r.failed, held+r.held, append(waits, r.took...)
	}
	if len(waits) == 0 {
		t.Fatal("nobody ever had a case")
	}
	slices.Sort(waits)
	t.Logf("%d masters killed in %v: %d attempts, %d claims that were told as done, p50 %v, p99 %v; %d acts were told as failed, of which %d claims held all the same",
		*raceKills, took.Round(time.Millisecond), attempts, len(waits), waits[len(waits)/2], waits[len(waits)*99/100], failed, held)
}

// clusterRacer is a counsellor whose acts may fail.
type clusterRacer struct {
	racer
	attempts, failed, held int
}

// tries claims a case and, when it is theirs, looks whether it stays so, answers and
// gives it up again.
func (r *clusterRacer) tries() {
	c := r.cases[r.draw.IntN(len(r.cases))]
	r.attempts++
	began := time.Now()
	claim, err := r.node.Act(context.Background(), bot.Act{Kind: bot.ActClaim, Case: c.id, Staff: r.name, Name: r.name})
	var refused *assistant.Refused
	switch {
	case errors.As(err, &refused):
		return // somebody else's
	case err != nil:
		r.failed++
		if claim = r.look(c).Claim; claim == "" {
			return
		}
		r.held++
	default:
		r.took = append(r.took, time.Since(began))
	}
	if !c.owner.CompareAndSwap(nil, &r.name) {
		r.t.Errorf("%s was given a case that %s has", r.name, *c.owner.Load())
		return
	}
	r.acts(c, claim)
}

// acts does something under a claim, and gives it up.
func (r *clusterRacer) acts(c *owned, claim string) {
	ctx := context.Background()
	var refused *assistant.Refused
	if r.draw.IntN(3) == 0 {
		_, err := r.node.Act(ctx, bot.Act{Kind: bot.ActReply, Case: c.id, Claim: claim, Staff: r.name, Name: r.name, Text: "Bonjour"})
		if errors.As(err, &refused) {
			r.t.Errorf("%s, who has the case, is refused an answer: %v", r.name, err)
		} else if err != nil {
			r.failed++
		}
	}
	if now := r.look(c); now.Claim != claim {
		r.t.Errorf("the claim of %s is lost: %q has it", r.name, now.Staff)
	}
	c.owner.Store(nil) // from here on another one may have it
	for {
		_, err := r.node.Act(ctx, bot.Act{Kind: bot.ActRelease, Case: c.id, Claim: claim, Staff: r.name})
		if err == nil || errors.As(err, &refused) {
			return
		}
		r.failed++
		if r.look(c).Claim != claim { // it was given up all the same
			return
		}
	}
}

// look is what storage says of a case as soon as it answers; its claim is "" when
// somebody else has it.
func (r *clusterRacer) look(c *owned) bot.Case {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		now, err := r.node.Case(context.Background(), c.id, r.name)
		if err != nil {
			continue
		}
		if now.Staff != r.name {
			now.Claim = ""
		}
		return now
	}
	r.t.Error("storage did not come back")
	return bot.Case{}
}
