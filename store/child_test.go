//go:build linux

package store_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/store"
)

func TestChildKeepsItsDataAndItsFolder(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	db, stop, err := store.Child(ctx, dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := store.Child(ctx, dir, slog.New(slog.DiscardHandler)); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second writer: %v", err)
	}
	joined, err := store.Join(ctx, dir, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer joined.Close()
	for name, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction", "slowlog-max-len": "0", "port": "0"} {
		if got := joined.ConfigGet(ctx, name).Val()[name]; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if err := db.Set(ctx, "kept", "yes", 0).Err(); err != nil {
		t.Fatal(err)
	}
	kill(t, joined.Info(ctx, "server").Val())
	if got := eventually(t, func() string { return joined.Get(ctx, "kept").Val() }); got != "yes" {
		t.Errorf("after a kill: %q", got)
	}
	stop()
	db, stop, err = store.Child(ctx, dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if got := db.Get(ctx, "kept").Val(); got != "yes" {
		t.Errorf("after a stop: %q", got)
	}
	if info, err := os.Stat(dir + "/redis.sock"); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the socket: %v %v", info, err)
	}
}

func TestChildRefuses(t *testing.T) {
	ctx, quiet := context.Background(), slog.New(slog.DiscardHandler)
	if _, _, err := store.Child(ctx, t.TempDir()+"/"+strings.Repeat("x", 120), quiet); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a long path: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, _, err := store.Child(ctx, t.TempDir(), quiet); !errors.Is(err, store.ErrNoServer) {
		t.Errorf("no server installed: %v", err)
	}
}

// kill ends the server that INFO describes, as a crash would.
func kill(t *testing.T, info string) {
	t.Helper()
	pid, err := strconv.Atoi(regexp.MustCompile(`process_id:(\d+)`).FindStringSubmatch(info)[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// eventually asks until something is answered, for at most a minute.
func eventually(t *testing.T, ask func() string) string {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got := ask(); got != "" {
			return got
		}
	}
	return ""
}
