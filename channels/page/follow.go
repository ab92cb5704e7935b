package page

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Times of an event stream: how soon a browser comes back, and how long it may
// take to take one event before it is cut.
const (
	comeBack = time.Second
	takes    = 10 * time.Second
)

// Since is what the browser saw last of an event stream: the id of the last event,
// or else the one that its page was shown with; "" for neither.
func Since(r *http.Request) string {
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		return id
	}
	return r.URL.Query().Get("since")
}

// Follow tells a page over server-sent events what next says, until next fails or
// the browser leaves; then the browser comes back with the last id. next waits for
// the next event, at most as long as it is told, and returns its name and its id;
// an id of "" leaves the browser's as it is. The page's script knows "changed",
// "reset" and "alive", and "away" while storage is.
func Follow(w http.ResponseWriter, r *http.Request, next func(ctx context.Context, quiet time.Duration) (event, id string, err error)) {
	out := http.NewResponseController(w)
	// The server's limits for reading and writing would end the stream.
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		http.Error(w, "this server cannot stream", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	say := func(lines string) bool {
		if out.SetWriteDeadline(time.Now().Add(takes)) != nil {
			return false
		}
		_, err := fmt.Fprint(w, lines)
		return err == nil && out.Flush() == nil
	}
	if !say(fmt.Sprintf("retry: %d\nevent: alive\ndata:\n\n", comeBack.Milliseconds())) {
		return
	}
	for {
		event, id, err := next(r.Context(), heartbeat)
		if err != nil {
			return
		}
		lines := "event: " + event + "\ndata:\n\n"
		if id != "" {
			lines = "id: " + id + "\n" + lines
		}
		if !say(lines) {
			return
		}
	}
}
