package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Time limits of a request (INTERFACES): headers within 5 s, body within 10 s.
const (
	headerTime = 5 * time.Second
	bodyTime   = 10 * time.Second
	idleTime   = 2 * time.Minute
)

// web is a listener with its pages.
type web struct {
	server   *http.Server
	listener net.Listener
	streams  context.CancelFunc
	failed   chan error
}

// listen begins to serve.
func listen(address string, pages http.Handler, log *slog.Logger) (*web, error) {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	open, end := context.WithCancel(context.Background())
	w := &web{listener: listener, streams: end, failed: make(chan error, 1)}
	w.server = &http.Server{
		Handler: looksUntil(open, pages), ReadHeaderTimeout: headerTime, ReadTimeout: bodyTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	go func() {
		if err := w.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			w.failed <- err
		}
	}()
	return w, nil
}

// looksUntil ends requests that only look, event streams among them, when the
// server stops; what changes something is let finish.
func looksUntil(open context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			ctx, end := context.WithCancel(r.Context())
			defer end()
			defer context.AfterFunc(open, end)()
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(w, r)
	})
}

// url is where a browser on this machine finds a path.
func (w *web) url(path string) string { return "http://" + w.listener.Addr().String() + path }

// stop takes no new requests and waits for those under way.
func (w *web) stop(ctx context.Context) error {
	w.streams()
	if err := w.server.Shutdown(ctx); err != nil {
		return fmt.Errorf("requests still under way: %w", err)
	}
	return nil
}

// wait serves until the context ends or the listener fails, then stops.
func (w *web) wait(ctx context.Context) (err error) {
	select {
	case <-ctx.Done():
	case err = <-w.failed:
		return err
	}
	stopping, end := context.WithTimeout(context.Background(), patience)
	defer end()
	return w.stop(stopping)
}
