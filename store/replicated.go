package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

// A master of a Cluster, or behind Sentinel, answers before its replica has what was
// written: what it answered last is lost when it dies then, and the replica takes its
// place. Whoever is told that a case is theirs would have lost it, and another one be
// told the same. So what staff do is acknowledged once the replica has it, or else is
// told as failed (Redis, WAIT: "best-effort", exact where one server of a pair fails
// at a time). What contacts write does not wait: their providers bring it again only
// when it was not answered.

// settles is how long a replica may take.
const settles = time.Second

// errUnsettled means that something was stored and may yet be lost.
var errUnsettled = errors.New("no replica has it yet: it may hold or not")

// runCommit runs the commit's script. What staff do waits for a replica.
func (s *Store) runCommit(ctx context.Context, c *bot.Commit, keys []string, args []any) (string, error) {
	if c.Input.Kind == bot.FromStaff {
		switch db := s.db.(type) {
		case *redis.ClusterClient:
			return settledInCluster(ctx, db, keys, args)
		case *redis.Client:
			if db.Options().Addr == failover {
				return settled(ctx, db, keys, args)
			}
		}
	}
	return scripts.commit.Run(ctx, s.db, keys, args...).Text()
}

// failover is what the library calls the address of a client of Sentinel's.
const failover = "FailoverClient"

// settledInCluster finds the master; one that is it no more says so and does nothing.
func settledInCluster(ctx context.Context, db *redis.ClusterClient, keys []string, args []any) (result string, err error) {
	for range 3 {
		var master *redis.Client
		if master, err = db.MasterForKey(ctx, keys[0]); err != nil {
			return "", err
		}
		if result, err = settled(ctx, master, keys, args); !redis.HasErrorPrefix(err, "MOVED") {
			return result, err
		}
		db.ReloadState(ctx)
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return "", err
}

// settled runs the script and waits for a replica, where there is one, on the same
// connection: a server waits for what this connection wrote.
func settled(ctx context.Context, master *redis.Client, keys []string, args []any) (string, error) {
	conn := master.Conn()
	defer func() { _ = conn.Close() }()
	result, err := scripts.commit.Run(ctx, conn, keys, args...).Text()
	if err != nil || result != "OK" {
		return result, err
	}
	role, err := conn.Do(ctx, "ROLE").Slice()
	if err != nil {
		return "", fmt.Errorf("ask for replicas: %w", err)
	}
	if len(role) < 3 {
		return "", errUnsettled // it became a replica itself
	}
	if replicas, _ := role[2].([]any); len(replicas) == 0 {
		return result, nil
	}
	have, err := conn.Wait(ctx, 1, settles).Result()
	if err != nil {
		return "", fmt.Errorf("wait for a replica: %w", err)
	}
	if have < 1 {
		return "", errUnsettled
	}
	return result, nil
}
