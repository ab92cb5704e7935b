package page

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// heartbeat is how often an idle stream says that it lives; the script takes
// two missed ones for a dead line and begins again.
const heartbeat = 10 * time.Second

// Stream tells a page over server-sent events that it changed. state returns a
// mark of what the page would show; it is asked every interval, so that a
// change made by another node is seen too.
func Stream(w http.ResponseWriter, r *http.Request, interval time.Duration, state func(context.Context) (string, error)) {
	out := http.NewResponseController(w)
	// The server's limit for reading a request would end the stream.
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		http.Error(w, "this server cannot stream", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	say := func(event string) bool {
		_, err := fmt.Fprintf(w, "event: %s\ndata:\n\n", event)
		return err == nil && out.Flush() == nil
	}
	last, err := state(r.Context())
	if err != nil || !say("alive") {
		return
	}
	tick := time.NewTicker(interval)
	defer tick.Stop()
	said := time.Now()
	for {
		select {
		case <-r.Context().Done():
			return
		case now := <-tick.C:
			mark, err := state(r.Context())
			event := ""
			switch {
			case err != nil:
				return // the script begins again
			case mark != last:
				last, event = mark, "changed"
			case now.Sub(said) >= heartbeat:
				event = "alive"
			}
			if event != "" {
				if said = now; !say(event) {
					return
				}
			}
		}
	}
}
