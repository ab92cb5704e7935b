package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"passerelle/bot"
)

const (
	mostAudit    = 100_000   // entries at most: some 30 MB
	mostReadings = 5         // that the team sees
	sameAudit    = time.Hour // within which the same page opened again adds nothing
	auditBatch   = 1000      // entries of a round trip
)

// Audit is the agency's stream of who opened what, sealed under the agency's key of
// staff. The last readings stand in a stream of their own as well: everybody's own
// page shows them, and must not read the whole audit for it.
type Audit struct {
	s    *Store
	most int
}

var _ bot.Audit = (*Audit)(nil)

// Audit opens the audit.
func (s *Store) Audit() *Audit { return &Audit{s, mostAudit} }

// Note adds an entry, in one round trip.
func (a *Audit) Note(ctx context.Context, e bot.AuditEntry) error {
	e.At = time.Time{} // the stream's own id says it
	sealed, err := a.s.sealJSON(a.s.staffKey, a.s.keys.audit(), e)
	if err != nil {
		return fmt.Errorf("seal an entry of the audit: %w", err)
	}
	mark, lasts, reading := a.s.keys.audited(digest(strings.Join([]string{string(e.Kind), e.Staff, e.Reference}, "\n"))), int64(0), 0
	switch e.Kind {
	case bot.AuditCase, bot.AuditPerson:
		lasts = sameAudit.Milliseconds()
	case bot.AuditRead:
		reading = 1
	}
	keys := []string{a.s.keys.audit(), a.s.keys.readings(), mark}
	if err := scripts.audit.Run(ctx, a.s.db, keys, sealed, a.most, reading, mostReadings, lasts).Err(); err != nil {
		return fmt.Errorf("write the audit: %w", err)
	}
	return nil
}

// Read returns entries, the newest first.
func (a *Audit) Read(ctx context.Context, f bot.AuditFilter) ([]bot.AuditEntry, error) {
	from, end := "-", "+"
	if !f.From.IsZero() {
		from = strconv.FormatInt(f.From.UnixMilli(), 10)
	}
	if !f.Until.IsZero() {
		end = "(" + strconv.FormatInt(f.Until.UnixMilli(), 10) + "-0"
	}
	reference, list := plainReference(f.Reference), []bot.AuditEntry(nil)
	for {
		messages, err := a.s.db.XRevRangeN(ctx, a.s.keys.audit(), end, from, auditBatch).Result()
		if err != nil {
			return nil, fmt.Errorf("read the audit: %w", err)
		}
		for _, m := range messages {
			e, err := a.open(m)
			if err != nil {
				return nil, err
			}
			if f.Staff != "" && e.Staff != f.Staff || reference != "" && plainReference(e.Reference) != reference {
				continue
			}
			if list = append(list, e); len(list) == f.Most {
				return list, nil
			}
		}
		if len(messages) < auditBatch {
			return list, nil
		}
		end = "(" + messages[len(messages)-1].ID
	}
}

// Readings returns who read the audit last, and why.
func (a *Audit) Readings(ctx context.Context) ([]bot.AuditEntry, error) {
	messages, err := a.s.db.XRevRangeN(ctx, a.s.keys.readings(), "+", "-", mostReadings).Result()
	if err != nil {
		return nil, fmt.Errorf("read who read the audit: %w", err)
	}
	list := make([]bot.AuditEntry, len(messages))
	for i, m := range messages {
		if list[i], err = a.open(m); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (a *Audit) open(m redis.XMessage) (e bot.AuditEntry, err error) {
	sealed, _ := m.Values["d"].(string)
	if err := a.s.openJSON(a.s.staffKey, a.s.keys.audit(), sealed, &e); err != nil {
		return e, fmt.Errorf("open the audit: %w", err)
	}
	at, _, _ := strings.Cut(m.ID, "-")
	n, _ := strconv.ParseInt(at, 10, 64)
	e.At = time.UnixMilli(n)
	return e, nil
}

// plainReference is a reference without its spaces and in large letters.
func plainReference(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}

// trimAudit forgets what is older than the table of retention says.
func (s *Store) trimAudit(ctx context.Context) error {
	before := strconv.FormatInt(time.Now().Add(-s.keep.Audit).UnixMilli(), 10)
	for _, key := range []string{s.keys.audit(), s.keys.readings()} {
		if err := s.db.XTrimMinID(ctx, key, before).Err(); err != nil {
			return fmt.Errorf("trim the audit: %w", err)
		}
	}
	return nil
}
