package media

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"passerelle/flows"
)

func TestShelfServesOnlyWhatFlowsName(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	var s Shelf
	s.Put(&flows.Set{Agency: &flows.Agency{ID: "lien"}, Assets: map[string]flows.Asset{
		"pictures/circle.png": {Sum: sum, Type: "image/png", Data: []byte("a circle")},
	}})
	s.Put(&flows.Set{Agency: &flows.Agency{ID: "lien"}}) // the file is gone; a message under way still names it
	for name, c := range map[string]struct {
		method, path string
		want         int
	}{
		"there":          {"GET", Path("lien", sum), 200},
		"asked about":    {"HEAD", Path("lien", sum), 200},
		"another agency": {"GET", Path("other", sum), 404},
		"another sum":    {"GET", Path("lien", strings.Repeat("cd", 32)), 404},
		"by its name":    {"GET", "/media/lien/pictures/circle.png", 404},
		"the folder":     {"GET", "/media/lien/", 404},
		"upwards":        {"GET", "/media/lien/..%2f..%2fetc%2fpasswd", 404},
		"written to":     {"POST", Path("lien", sum), 405},
	} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest(c.method, c.path, nil))
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
		if w.Code != 200 {
			continue
		}
		for header, want := range map[string]string{"Content-Type": "image/png", "Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"} {
			if got := w.Header().Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		if body := w.Body.String(); c.method == http.MethodGet && body != "a circle" {
			t.Errorf("%s: %q", name, body)
		}
	}
	again := httptest.NewRequest("GET", Path("lien", sum), nil)
	again.Header.Set("If-None-Match", `"`+sum+`"`)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, again)
	if w.Code != http.StatusNotModified {
		t.Errorf("who has it gets it again: %d", w.Code)
	}
}

// TestShelfLends: what lies elsewhere is served the same way, to its agency alone,
// and what is on the shelf is not asked for elsewhere.
func TestShelfLends(t *testing.T) {
	here, there := strings.Repeat("ab", 32), strings.Repeat("ef", 32)
	var s Shelf
	s.Put(&flows.Set{Agency: &flows.Agency{ID: "lien"}, Assets: map[string]flows.Asset{"a.ogg": {Sum: here, Type: "audio/ogg", Data: []byte("OggS recorded")}}})
	s.Lend("lien", func(sum string) (flows.Asset, bool) {
		return flows.Asset{Sum: sum, Type: "audio/ogg", Data: []byte("OggS lent")}, sum == there
	})
	s.Lend("lien", func(sum string) (flows.Asset, bool) { // asked last
		return flows.Asset{Sum: sum, Type: "audio/ogg", Data: []byte("OggS by staff")}, sum == strings.Repeat("cd", 32)
	})
	for path, want := range map[string]string{
		Path("lien", here): "OggS recorded", Path("lien", there): "OggS lent", Path("other", there): "", Path("lien", strings.Repeat("cd", 32)): "OggS by staff", Path("lien", strings.Repeat("dc", 32)): "",
	} {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if got := w.Body.String(); want == "" && w.Code != 404 || want != "" && (got != want || w.Header().Get("Content-Type") != "audio/ogg") {
			t.Errorf("%s: %d %q, want %q", path, w.Code, got, want)
		}
	}
}
