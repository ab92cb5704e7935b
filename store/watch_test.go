package store

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// TestWatch: one word when Redis goes, one when it is back, whatever is asked
// meanwhile; what it answers is no absence.
func TestWatch(t *testing.T) {
	ctx := context.Background()
	server := miniredis.RunT(t)
	db := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr()}, MaxRetries: -1, ContextTimeoutEnabled: true})
	defer db.Close()
	var changes []error
	now := time.Now()
	db.AddHook(&watch{change: func(err error) { changes = append(changes, err) }, now: func() time.Time { return now }})
	if err := db.Get(ctx, "nothing").Err(); !errors.Is(err, redis.Nil) {
		t.Errorf("nothing there: %v", err)
	}
	if err := db.Do(ctx, "NONSENSE").Err(); err == nil || errors.As(err, new(*Away)) {
		t.Errorf("an answer that refuses: %v", err)
	}
	done, end := context.WithCancel(ctx)
	end()
	if err := db.Get(done, "x").Err(); err == nil || errors.As(err, new(*Away)) {
		t.Errorf("we ended it ourselves: %v", err)
	}
	server.Close()
	for range 3 {
		if err := db.Get(ctx, "x").Err(); !errors.As(err, new(*Away)) {
			t.Errorf("away: %v", err)
		}
		_, err := db.Pipelined(ctx, func(p redis.Pipeliner) error { p.Get(ctx, "x"); return nil })
		var network net.Error
		if !errors.As(err, new(*Away)) || !errors.As(err, &network) {
			t.Errorf("a pipeline: %v", err)
		}
	}
	if len(changes) != 1 || changes[0] == nil {
		t.Fatalf("it went once: %v", changes)
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	db.Ping(ctx)
	if len(changes) != 1 {
		t.Errorf("one answer is not back yet: %v", changes)
	}
	now = now.Add(steady)
	db.Ping(ctx)
	db.Ping(ctx)
	if len(changes) != 2 || changes[1] != nil {
		t.Errorf("it came back once: %v", changes)
	}
}

// TestUnable: a Redis that answers that it cannot work is away too.
func TestUnable(t *testing.T) {
	server := miniredis.RunT(t)
	db := redis.NewUniversalClient(&redis.UniversalOptions{Addrs: []string{server.Addr()}, MaxRetries: -1})
	defer db.Close()
	gone := 0
	Watch(db, func(err error) {
		if err != nil {
			gone++
		}
	})
	server.SetError("LOADING Redis is loading the dataset in memory")
	if err := db.Get(context.Background(), "x").Err(); !errors.As(err, new(*Away)) || gone != 1 {
		t.Errorf("%v, %d times", err, gone)
	}
}
