package store

import (
	"context"
	"testing"
	"time"

	"passerelle/bot"
)

// BenchmarkAuditRead looks for what is not there in 10,000 entries: a tenth of the most.
func BenchmarkAuditRead(b *testing.B) {
	ctx := context.Background()
	s := openInner(b, Keep{Audit: time.Hour})
	a := s.Audit()
	for range 10_000 {
		if err := a.Note(ctx, bot.AuditEntry{Kind: bot.AuditLogin, Staff: "marie"}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if list, err := a.Read(ctx, bot.AuditFilter{Staff: "nobody"}); err != nil || len(list) > 0 {
			b.Fatal(list, err)
		}
	}
}
