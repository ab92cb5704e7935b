package store

import (
	"context"
	"testing"
	"time"

	"passerelle/bot"
)

// TestAuditIsTrimmed by its length and, when the store is tidied, by its age.
func TestAuditIsTrimmed(t *testing.T) {
	ctx := context.Background()
	s := openInner(t, Keep{Audit: time.Hour})
	a := s.Audit()
	a.most = 3
	for range 5 {
		if err := a.Note(ctx, bot.AuditEntry{Kind: bot.AuditRead, Staff: "dora", Reason: "a complaint"}); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (all, readings int) {
		list, err := a.Read(ctx, bot.AuditFilter{})
		last, bad := a.Readings(ctx)
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		return len(list), len(last)
	}
	tidy := func() {
		if err := s.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
	}
	tidy()
	if all, readings := kept(); all != 3 || readings != 5 {
		t.Errorf("%d entries and %d readings", all, readings)
	}
	s.keep.Audit = -time.Minute // as if a minute more than its time had gone
	tidy()
	if all, readings := kept(); all != 0 || readings != 0 {
		t.Errorf("too old, and there: %d and %d", all, readings)
	}
}
