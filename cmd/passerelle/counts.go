package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"passerelle/bot/report"
	"passerelle/flows"
)

// Of an agency's journal, an author's page shows the newest facts, counted anew
// after a while: nobody needs them to the minute.
const (
	newestFacts = 100_000
	countEvery  = time.Minute
)

// counter counts an agency's journal for its authors.
type counter struct {
	desk *desk
	log  *slog.Logger

	mu      sync.Mutex
	at      time.Time
	counted map[string]*report.Flow
}

// drops is what may be told of a flow's steps. A journal that cannot be read
// leaves the page without numbers.
func (c *counter) drops(ctx context.Context, flow, lang string) map[string]flows.Drop {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.at) > countEvery {
		events, err := c.desk.store.Events(ctx, time.Time{}, newestFacts)
		if err != nil {
			c.log.Warn("count the journal for the studio", "agency", c.desk.id, "error", err)
			return nil
		}
		zone := c.desk.assistant.Book().Agency().Hours.Zone
		facts := make([]report.Fact, 0, len(events))
		for _, e := range events {
			facts = append(facts, report.FactOf(e, zone))
		}
		c.at, c.counted = time.Now(), report.Count(facts)
	}
	return dropsOf(c.counted[flow], lang)
}
