package voice

import (
	"context"
	"fmt"
	"maps"
	"os"
	"sync"
	"time"

	"passerelle/bot"
	"passerelle/flows"
)

// Voices are what one agency's people may hear by the machine.
type Voices struct {
	cache *Cache
	mu    sync.RWMutex
	known map[string]bot.Aloud // by the name of its file; what was once known stays
}

// Of makes an agency's voices; they know no text yet.
func (c *Cache) Of() *Voices { return &Voices{cache: c, known: map[string]bot.Aloud{}} }

// Limits of making texts ahead.
const (
	mostFailed = 3   // in a row: then the command is broken, not the text
	tellEvery  = 200 // new files, about as many as two topics have
)

// Fill reads the texts aloud that nobody has read yet, one after the other, and
// tells which can be heard: at once, now and then, and at the end. What it hands to
// tell is the receiver's own. It ends with the context, or with an error after some
// failures in a row; a single text that fails is only not heard.
func (v *Voices) Fill(ctx context.Context, texts []bot.Aloud, now time.Time, tell func(map[bot.Aloud]string)) (made int, err error) {
	there, missing := map[bot.Aloud]string{}, []bot.Aloud{}
	v.mu.Lock()
	for _, t := range texts {
		v.known[v.cache.Name(t)] = t
	}
	v.mu.Unlock()
	for _, t := range texts {
		name := v.cache.Name(t)
		if !v.cache.has(name) {
			missing = append(missing, t)
			continue
		}
		v.cache.used(name, now)
		there[t] = name
	}
	tell(maps.Clone(there))
	failed := 0
	for _, t := range missing {
		switch e := v.cache.make(ctx, t); {
		case ctx.Err() != nil:
			return made, ctx.Err()
		case e == nil:
			there[t], failed = v.cache.Name(t), 0
			made++
		default:
			if failed++; failed == mostFailed {
				return made, fmt.Errorf("the machine's voice: %w", e)
			}
			continue
		}
		if made%tellEvery == 0 {
			tell(maps.Clone(there))
		}
	}
	if made > 0 {
		tell(there)
	}
	return made, nil
}

// Get returns the file of that name. What another node has told somebody of and this
// one has not made yet is made now; a name of no text of the agency is nothing.
func (v *Voices) Get(name string) (flows.Asset, bool) {
	v.mu.RLock()
	t, ok := v.known[name]
	v.mu.RUnlock()
	if !ok {
		return flows.Asset{}, false
	}
	if !v.cache.has(name) {
		ctx, end := context.WithTimeout(context.Background(), mostTime)
		defer end()
		if v.cache.make(ctx, t) != nil {
			return flows.Asset{}, false
		}
	}
	data, err := os.ReadFile(v.cache.path(name))
	return flows.Asset{Sum: name, Type: "audio/ogg", Data: data}, err == nil
}
