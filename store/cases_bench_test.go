package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/privacy"
	"passerelle/store"
)

// BenchmarkCases is the queue of 10,000 open cases as storage brings it, on a Redis
// of our own: whole, as a node reads it first and every two minutes, and when one
// of them changed since.
func BenchmarkCases(b *testing.B) {
	ctx, url := context.Background(), startRedis(b)
	db, err := store.Open(ctx, url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.New(ctx, db, "bench", sealer, keep)
	if err != nil {
		b.Fatal(err)
	}
	const many = 10_000
	for i := range many {
		fill(b, s, i, bot.CaseQueued)
	}
	look := func(b *testing.B, s *store.Store) {
		if cases, err := s.Cases(ctx); err != nil || len(cases) != many {
			b.Fatal(len(cases), err)
		}
	}
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			fresh, err := store.New(ctx, db, "bench", sealer, keep)
			if err != nil {
				b.Fatal(err)
			}
			look(b, fresh)
		}
	})
	look(b, s)
	b.Run("nothing changed", func(b *testing.B) {
		for b.Loop() {
			look(b, s)
		}
	})
	b.Run("one changed", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			fill(b, s, 7, bot.CaseQueued)
			b.StartTimer()
			look(b, s)
		}
	})
}

// fill stores a person's case.
func fill(b *testing.B, s *store.Store, i int, state bot.CaseState) {
	ctx, from := context.Background(), bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179%07d", i)} // invented
	loaded, err := s.Load(ctx, from, "")
	if err == nil {
		at := time.Unix(1_800_000_000+int64(i), 0)
		err = s.Commit(ctx, &bot.Commit{Loaded: loaded, Input: bot.Input{Address: from}, Next: []byte("session"), TTL: time.Hour,
			Case: &bot.Case{ID: fmt.Sprintf("case-%05d", i), State: state, Topic: "scan-document", Language: "fr", Team: "accueil", Reason: "asked", Requested: at, Due: at.Add(4 * time.Hour),
				Tried: []string{"scan-document/open", "scan-document/light"}}})
	}
	if err != nil {
		b.Fatal(err)
	}
}
