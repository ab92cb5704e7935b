package storetest

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// audit: the newest first, sealed, the same page once an hour, and filtered.
func audit(t *testing.T, f Fixture) {
	for _, e := range []bot.AuditEntry{
		{Kind: bot.AuditLogin, Staff: "marie"},
		{Kind: bot.AuditCase, Staff: "marie", Reference: "ABCD EFGH"},
		{Kind: bot.AuditCase, Staff: "marie", Reference: "ABCD EFGH"},
		{Kind: bot.AuditCase, Staff: "ahmed", Reference: "ABCD EFGH"},
		{Kind: bot.AuditErased, Reference: "QRSTUVWX"},
	} {
		if err := f.Audit.Note(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	for range 7 {
		if err := f.Audit.Note(ctx, bot.AuditEntry{Kind: bot.AuditRead, Staff: "dora", Reason: "a complaint of May"}); err != nil {
			t.Fatal(err)
		}
	}
	read := func(filter bot.AuditFilter) []bot.AuditEntry {
		t.Helper()
		list, err := f.Audit.Read(ctx, filter)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	all := read(bot.AuditFilter{})
	if len(all) != 4+7 || all[0].Kind != bot.AuditRead || all[0].Reason == "" || all[10].Kind != bot.AuditLogin || time.Since(all[10].At) > time.Minute {
		t.Errorf("everything: %+v", all)
	}
	for name, c := range map[string]struct {
		filter bot.AuditFilter
		want   int
	}{
		"staff": {bot.AuditFilter{Staff: "marie"}, 2}, "reference": {bot.AuditFilter{Reference: "abcdefgh"}, 2}, "both": {bot.AuditFilter{Staff: "ahmed", Reference: "ABCD  EFGH"}, 1},
		"yesterday": {bot.AuditFilter{Until: all[10].At.Add(-time.Hour)}, 0}, "before the first": {bot.AuditFilter{Until: all[10].At}, 0}, "from the first": {bot.AuditFilter{From: all[10].At}, 11},
		"tomorrow": {bot.AuditFilter{From: time.Now().Add(time.Hour)}, 0}, "most": {bot.AuditFilter{Most: 3}, 3},
	} {
		if got := read(c.filter); len(got) != c.want {
			t.Errorf("%s: %d entries, want %d", name, len(got), c.want)
		}
	}
	if last, err := f.Audit.Readings(ctx); err != nil || len(last) != 5 || last[0].Reason != "a complaint of May" || last[0].At.IsZero() {
		t.Errorf("readings: %+v, %v", last, err)
	}
	for _, key := range f.Keys("}:audit") {
		if strings.Contains(key, "audited:") {
			continue
		}
		if kept := f.Raw(key); kept == "" || strings.Contains(kept, "marie") || strings.Contains(kept, "complaint") || strings.Contains(kept, "ABCD") {
			t.Errorf("%s is not sealed: %.200q", key, kept)
		}
	}
	for _, mark := range f.Keys("audited:") {
		if strings.Contains(mark, "marie") || strings.Contains(mark, "ABCD") {
			t.Errorf("a mark speaks: %s", mark)
		}
	}
	f.Inject("audit")
	if err := f.Audit.Note(ctx, bot.AuditEntry{Kind: bot.AuditCase, Staff: "zoe", Reference: "X"}); err == nil {
		t.Error("an entry that could not be written was no error")
	}
	f.Delete("audit")
	if err := f.Audit.Note(ctx, bot.AuditEntry{Kind: bot.AuditCase, Staff: "zoe", Reference: "X"}); err != nil || len(read(bot.AuditFilter{})) != 1 {
		t.Errorf("what could not be written left a mark: %v", err)
	}
}
