// Package media serves the pictures and recorded voices of flows: WhatsApp fetches
// them from us, and the phone page shows them. Nothing that a person sent is here.
package media

import (
	"bytes"
	"net/http"
	"sync"
	"time"

	"passerelle/flows"
)

// Shelf holds the files of some agencies, by agency and by the sum of a file's
// contents. What was once there stays while the program runs: a message that is
// under way may still name it.
type Shelf struct {
	mu    sync.RWMutex
	files map[file]flows.Asset
	lent  map[string][]Lender // by agency
}

// Lender finds a file by its sum that is not kept in memory; false for none.
type Lender func(sum string) (flows.Asset, bool)

// Lend lets an agency's files that are not on the shelf come from elsewhere too: the
// machine's voices are many, and lie in a folder; what staff recorded lies in storage.
func (s *Shelf) Lend(agency string, from Lender) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lent == nil {
		s.lent = map[string][]Lender{}
	}
	s.lent[agency] = append(s.lent[agency], from)
}

type file struct{ agency, sum string }

// Put adds what an agency's flows name.
func (s *Shelf) Put(set *flows.Set) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = map[file]flows.Asset{}
	}
	for _, a := range set.Assets {
		s.files[file{set.Agency.ID, a.Sum}] = a
	}
}

// Get returns an agency's file by its sum.
func (s *Shelf) Get(agency, sum string) (flows.Asset, bool) {
	s.mu.RLock()
	a, ok := s.files[file{agency, sum}]
	lenders := s.lent[agency]
	s.mu.RUnlock()
	for i := 0; !ok && i < len(lenders); i++ {
		a, ok = lenders[i](sum)
	}
	return a, ok
}

// Of returns one agency's files by their sum.
func (s *Shelf) Of(agency string) func(sum string) (flows.Asset, bool) {
	return func(sum string) (flows.Asset, bool) { return s.Get(agency, sum) }
}

// Path is where the handler serves a file.
func Path(agency, sum string) string { return "/media/" + agency + "/" + sum }

// Handler serves GET /media/{agency}/{sum}. A file never changes under its name,
// so that it may be kept for ever; whatever else is asked for is not there.
func (s *Shelf) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /media/{agency}/{sum}", func(w http.ResponseWriter, r *http.Request) {
		a, ok := s.Get(r.PathValue("agency"), r.PathValue("sum"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		Serve(w, r, a)
	})
	return mux
}

// Serve answers with a file that never changes under its name.
func Serve(w http.ResponseWriter, r *http.Request, a flows.Asset) {
	h := w.Header()
	h.Set("Content-Type", a.Type)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'")
	h.Set("ETag", `"`+a.Sum+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.Data))
}
