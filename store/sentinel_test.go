package store_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/store"
)

// TestSentinel: opened by its URL, and after the master ended the other one
// is written to without anybody doing something.
func TestSentinel(t *testing.T) {
	ctx := context.Background()
	master := portOf(t, startRedis(t))
	startRedis(t, "--replicaof", "127.0.0.1 "+master)
	old, err := store.Open(ctx, "redis://127.0.0.1:"+master)
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	follows := func() string {
		if strings.Contains(old.Info(ctx, "replication").Val(), "state=online") {
			return "yes"
		}
		return ""
	}
	if eventually(t, follows) == "" {
		t.Fatal("the replica does not follow")
	}
	db, err := store.Open(ctx, "redis+sentinel://127.0.0.1:"+startSentinel(t, master)+"/lien")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	wrote := func(value string) string {
		if err := db.Set(ctx, "kept", value, 0).Err(); err != nil {
			return ""
		}
		return db.Get(ctx, "kept").Val()
	}
	if got := eventually(t, func() string { return wrote("before") }); got != "before" {
		t.Fatalf("before: %q", got)
	}
	_ = old.ShutdownNoSave(ctx).Err() // it answers by closing the connection
	if got := eventually(t, func() string { return wrote("after") }); got != "after" {
		t.Errorf("after the master ended: %q", got)
	}
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}

// startSentinel watches a master, alone, and is quick to decide.
func startSentinel(t *testing.T, master string) string {
	t.Helper()
	port, dir := freePort(t), t.TempDir()
	config := filepath.Join(dir, "sentinel.conf")
	lines := fmt.Sprintf("port %s\nbind 127.0.0.1\ndir %s\nsentinel monitor lien 127.0.0.1 %s 1\nsentinel down-after-milliseconds lien 500\nsentinel failover-timeout lien 3000\n", port, dir, master)
	if err := os.WriteFile(config, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("redis-server", config, "--sentinel")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	awaitPort(t, port)
	return port
}
