//go:build !linux

package store

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// ErrNoServer and ErrInUse are what Child refuses with on Linux.
var (
	ErrNoServer = errors.New("a Redis of our own runs on Linux only: name a running one with --redis")
	ErrInUse    = errors.New("another process uses this data folder")
)

// Child is there on Linux only.
func Child(context.Context, string, *slog.Logger) (db DB, stop func(), err error) {
	return nil, nil, ErrNoServer
}

// Join is there on Linux only.
func Join(context.Context, string, time.Duration) (DB, error) { return nil, ErrNoServer }

// Folder is what Look finds out on Linux.
type Folder struct{ There, Held, Data bool }

// Look is there on Linux only.
func Look(string) (Folder, error) { return Folder{}, ErrNoServer }

// Copy is there on Linux only.
func Copy(context.Context, string) (db DB, stop func(), err error) { return nil, nil, ErrNoServer }
