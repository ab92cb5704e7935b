package page

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ query, cookie, accept, want string }{
		{"", "", "", "fr"}, {"", "", "de-CH,de;q=0.9", "de"}, {"", "", "pt-PT", "fr"}, {"", "", "en-GB", "en"},
		{"", "it", "de-CH", "it"}, {"en", "it", "de-CH", "en"}, {"xx", "", "de-CH", "de"}, {"", "<script>", "de-CH", "de"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/?lang="+c.query, nil)
		r.Header.Set("Accept-Language", c.accept)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: langCookie, Value: c.cookie})
		}
		w := httptest.NewRecorder()
		if got := Language(w, r); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
		if set := w.Header().Get("Set-Cookie"); (set != "") != (c.query == "en") {
			t.Errorf("%+v: cookie %q", c, set)
		}
	}
}

func TestWords(t *testing.T) {
	w, err := ReadWords([]byte(`{"a": {"fr": "f", "de": "d", "it": "i", "en": "e"}}`))
	if err != nil || w.In("de", "a") != "d" || w.In("de", "strange") != "strange" {
		t.Errorf("%v %v", w, err)
	}
	for _, wrong := range []string{`{`, `{"a": {"fr": "f"}}`, `{"a": {"fr": "f", "de": "d", "it": "", "en": "e"}}`} {
		if _, err := ReadWords([]byte(wrong)); err == nil {
			t.Errorf("%s was taken", wrong)
		}
	}
}

// TestShow: the frame has what a screen reader and a slow phone need, and
// escapes what it is given.
func TestShow(t *testing.T) {
	words, err := ReadWords([]byte(`{"hello": {"fr": "Bonjour", "de": "Hallo", "it": "Ciao", "en": "Hello"}}`))
	if err != nil {
		t.Fatal(err)
	}
	dir := fstest.MapFS{"x.html": {Data: []byte(`{{define "content"}}{{T .Lang "hello"}} {{.Page}} {{template "in" (dict "A" 1 "B" "<b>")}}{{end}}{{define "in"}}{{.A}}{{.B}}{{end}}`)}}
	w := httptest.NewRecorder()
	f := Frame{Lang: "it", Title: "T", Band: "B", Live: "/live", Path: "/p", Page: `<script>x</script>`}
	if err := Show(w, Template(dir, words, "x.html"), http.StatusTeapot, f); err != nil {
		t.Fatal(err)
	}
	body := w.Body.String()
	for _, want := range []string{`<html lang="it">`, "Ciao &lt;script&gt;", "1&lt;b&gt;", `data-live="/live"`, `href="/p?lang=de" lang="de"`, `name="viewport"`, `aria-current="true"><span class="whole">Italiano</span>`, "Niente è partito"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in the page:\n%s", want, body)
		}
	}
	if w.Code != http.StatusTeapot {
		t.Errorf("status %d", w.Code)
	}
}

func TestFence(t *testing.T) {
	w := httptest.NewRecorder()
	Fence(Static()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/static/style.css", nil))
	if w.Code != 200 || !strings.Contains(w.Header().Get("Content-Type"), "css") {
		t.Errorf("%d %s", w.Code, w.Header())
	}
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if !strings.Contains(w.Header().Get(name), want) {
			t.Errorf("%s: %q", name, w.Header().Get(name))
		}
	}
	if strings.Contains(w.Header().Get("Content-Security-Policy"), "unsafe") {
		t.Error("the fence has a hole")
	}
}

// stream opens an event stream over a real connection and gives its lines.
func stream(t *testing.T, state func(context.Context) (string, error)) *bufio.Scanner {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Stream(w, r, 5*time.Millisecond, state) }))
	server.Config.ReadTimeout = 100 * time.Millisecond // shorter than the stream lasts
	server.Start()
	t.Cleanup(server.Close)
	res, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("type %s", got)
	}
	return bufio.NewScanner(res.Body)
}

// TestStream: it says that it lives, then each change once, and outlives the
// server's limit for reading a request.
func TestStream(t *testing.T) {
	var asked atomic.Int32
	lines := stream(t, func(context.Context) (string, error) {
		switch n := asked.Add(1); {
		case n < 40:
			return "a", nil
		case n < 80:
			return "b", nil
		case n < 120:
			return "c", nil
		}
		return "", errors.New("redis is away")
	})
	var events []string
	for lines.Scan() {
		if e, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			events = append(events, e)
		}
	}
	if got := strings.Join(events, " "); got != "alive changed changed" {
		t.Errorf("heard %q", got)
	}
}
