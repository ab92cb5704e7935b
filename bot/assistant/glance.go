package assistant

import (
	"sync"
	"time"
)

// glance keeps the last look at something that others change.
type glance[T any] struct {
	mu   sync.Mutex
	at   time.Time
	last T
}

// of returns the last look, or another one where it is older than lasts or asked for
// anew. Nobody waits for a look that somebody else takes: they get the last one. A
// look that fails leaves the last one, and is told.
func (g *glance[T]) of(now time.Time, lasts time.Duration, anew bool, look func(last T) (T, error)) (T, error) {
	g.mu.Lock()
	age, last := now.Sub(g.at), g.last
	if !anew && age >= 0 && age < lasts {
		g.mu.Unlock()
		return last, nil
	}
	g.at = now
	g.mu.Unlock()
	next, err := look(last)
	if err != nil {
		return last, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = next
	return next, nil
}
