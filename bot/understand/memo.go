package understand

import (
	"crypto/sha256"
	"fmt"
	"io"
	"sync"
)

// memo keeps the last few things that were made, each by the sum of what it was made
// of: whoever comes with the same words takes what is there, and waits for one that
// is being made. What it holds is never changed.
type memo[T any] struct {
	mu   sync.Mutex
	kept map[[sha256.Size]byte]func() T
}

// mostKept is how many things one memo keeps.
const mostKept = 9

// of returns what make makes of what from writes.
func (m *memo[T]) of(from func(w io.Writer), make func() T) T {
	h := sha256.New()
	from(h)
	sum := [sha256.Size]byte(h.Sum(nil))
	m.mu.Lock()
	if m.kept == nil || len(m.kept) >= mostKept && m.kept[sum] == nil {
		m.kept = map[[sha256.Size]byte]func() T{}
	}
	made := m.kept[sum]
	if made == nil {
		made = sync.OnceValue(make)
		m.kept[sum] = made
	}
	m.mu.Unlock()
	return made()
}

// line writes values for a sum; maps come in the order of their keys.
func line(w io.Writer, values ...any) { _, _ = fmt.Fprintf(w, "%q\n", values) } // a hash takes everything
