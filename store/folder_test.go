//go:build linux

package store_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/bot/privacy"
	"passerelle/store"
)

// TestLookMakesNothing and says what Child would find.
func TestLookMakesNothing(t *testing.T) {
	ctx, quiet := context.Background(), slog.New(slog.DiscardHandler)
	dir := filepath.Join(t.TempDir(), "a", "b")
	look := func(want store.Folder) {
		t.Helper()
		if f, err := store.Look(dir); err != nil || f != want {
			t.Errorf("%+v %v, want %+v", f, err, want)
		}
	}
	look(store.Folder{})
	if _, err := os.Stat(filepath.Dir(dir)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it was made: %v", err)
	}
	db, stop, err := store.Child(ctx, dir, quiet)
	if err != nil {
		t.Fatal(err)
	}
	look(store.Folder{There: true, Held: true, Data: true})
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Opens(ctx, db, "lien", sealer); err != nil {
		t.Errorf("nothing there yet: %v", err)
	}
	if n := db.DBSize(ctx).Val(); n != 0 {
		t.Errorf("looking made %d keys", n)
	}
	if _, err := store.New(ctx, db, "lien", sealer, store.Keep{}); err != nil {
		t.Fatal(err)
	}
	stop()
	look(store.Folder{There: true, Data: true})

	copied, end, err := store.Copy(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Opens(ctx, copied, "lien", sealer); err != nil {
		t.Errorf("with its key: %v", err)
	}
	other, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Opens(ctx, copied, "lien", other); !errors.Is(err, privacy.ErrSealed) {
		t.Errorf("with another key: %v", err)
	}
	copied.Set(ctx, "x", "in the copy", 0)
	end()
	again, end, err := store.Copy(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	if got := again.Get(ctx, "x").Val(); got != "" {
		t.Errorf("the copy wrote into the folder: %q", got)
	}
}

func TestLookRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{file: "is a file", filepath.Join(file, "below"): "not a directory", "/" + strings.Repeat("x", 120): "too long"} {
		if _, err := store.Look(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", dir, err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := store.Look(t.TempDir()); !errors.Is(err, store.ErrNoServer) {
		t.Errorf("no server installed: %v", err)
	}
}
