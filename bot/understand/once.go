package understand

import (
	"crypto/sha256"
	"fmt"
	"sync"
)

// learnOnce learns from a source, or takes what was learned from the same words
// lately: to compare them costs next to nothing.
func (r *Reader) learnOnce(s *Source) {
	h := sha256.New()
	for _, t := range s.Topics {
		fmt.Fprintln(h, t.ID, t.FoundBy) // maps are printed in the order of their keys
	}
	for _, x := range s.Heard {
		fmt.Fprintln(h, x.Tag, x.Asked, x.Danger, x.Other, x.Spelled)
	}
	for _, w := range s.Words {
		fmt.Fprintln(h, w.Tag, w.Reserved, w.Function)
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	learnedMu.Lock()
	known, ok := learnedLately[sum]
	learnedMu.Unlock()
	if ok {
		r.learned = known
		return
	}
	r.learnExamples(s)
	learnedMu.Lock()
	defer learnedMu.Unlock()
	if len(learnedLately) >= mostLists {
		clear(learnedLately)
	}
	learnedLately[sum] = r.learned
}

// What was learned lately.
var (
	learnedLately = map[[sha256.Size]byte]learned{}
	learnedMu     sync.Mutex
)
