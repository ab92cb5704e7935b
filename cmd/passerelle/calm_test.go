package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"passerelle/store"
)

// TestCalm: what only repeats that Redis is away is counted, all else is told.
func TestCalm(t *testing.T) {
	var out lines
	c := newCalm(slog.NewTextHandler(&out, nil))
	log := slog.New(c).With("agency", "lien")
	away := fmt.Errorf("load a contact: %w", &store.Away{Err: errors.New("refused")})
	at := func(after time.Duration, message string, err error) {
		r := slog.NewRecord(time.Now().Add(after), slog.LevelWarn, message, 0)
		r.Add("error", err)
		if err := log.Handler().Handle(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	count := func(words string, want int) {
		t.Helper()
		if got := strings.Count(out.String(), words); got != want {
			t.Errorf("%q is there %d times, want %d:\n%s", words, got, want, out.String())
		}
	}
	at(0, "delivery", away)
	count("msg=delivery", 1) // a single failure, and nobody said that it went
	c.heard(away)
	for range 50 {
		at(0, "delivery", away)
		at(0, store.LibrarySays, nil)
	}
	at(0, "a call was given up", errors.New("blocked"))
	log.Info("stopping")
	count("msg=delivery", 1)
	count(store.LibrarySays, 0)
	count("a call was given up", 1)
	count("msg=stopping", 1)
	count(`msg="Redis does not answer`, 1)
	at(remind+time.Second, "delivery", away)
	at(remind+time.Second, "delivery", away)
	count("still does not answer", 1)
	count("lines_left_out=101", 1)
	c.heard(nil)
	count("Redis answers again", 1)
	count("lines_left_out=102", 1)
	at(0, "delivery", away)
	count("msg=delivery", 2)
	at(0, store.LibrarySays, nil)
	at(0, store.LibrarySays, nil)
	count(store.LibrarySays, 1)
}
