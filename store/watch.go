package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// Away means that Redis did not answer, or that it cannot work now: it is
// loading, or its cluster has no master.
type Away struct{ Err error }

// Error says what came in place of an answer.
func (a *Away) Error() string { return fmt.Sprintf("Redis does not answer: %v", a.Err) }

// Unwrap returns what came in place of an answer.
func (a *Away) Unwrap() error { return a.Err }

// steady is how long Redis answers before it counts as back: one answer between
// two failures is no change.
const steady = time.Second

// Watch calls change once when Redis goes away, with the error, and once when
// it is back, with nil. From then on the errors of a Redis that is away are
// *Away. It asks nothing of its own: it listens to what is asked anyway.
func Watch(db DB, change func(error)) { db.AddHook(&watch{change: change, now: time.Now}) }

type watch struct {
	change func(error)
	now    func() time.Time

	mu     sync.Mutex
	away   bool
	failed time.Time // when it failed last
}

// DialHook changes nothing.
func (w *watch) DialHook(next redis.DialHook) redis.DialHook { return next }

// ProcessHook listens to one command.
func (w *watch) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		late := ctx.Err() != nil // it was not asked in time, which says nothing of Redis
		err := next(ctx, cmd)
		if late || !w.heard(err) {
			return err
		}
		err = &Away{err}
		cmd.SetErr(err)
		return err
	}
}

// ProcessPipelineHook listens to commands that go together.
func (w *watch) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		late := ctx.Err() != nil
		err := next(ctx, cmds)
		if late || !w.heard(err) {
			return err
		}
		for _, cmd := range cmds {
			if isAway(cmd.Err()) {
				cmd.SetErr(&Away{cmd.Err()})
			}
		}
		return &Away{err}
	}
}

// heard notes how a command ended, and reports whether Redis is away.
func (w *watch) heard(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, redis.ErrClosed) {
		return false // we ended it ourselves
	}
	away, now, changed := isAway(err), w.now(), false
	w.mu.Lock()
	switch {
	case away:
		w.failed = now
		changed = !w.away
		w.away = true
	case w.away && now.Sub(w.failed) >= steady:
		changed = true
		w.away = false
	}
	w.mu.Unlock()
	if changed && away {
		w.change(err)
	} else if changed {
		w.change(nil)
	}
	return away
}

// unable begin the answers of a Redis that cannot work now.
var unable = []string{"LOADING", "MASTERDOWN", "CLUSTERDOWN", "READONLY", "NOREPLICAS", "MISCONF"}

// isAway reports whether an error is no answer of Redis's about the command.
func isAway(err error) bool {
	if err == nil || errors.Is(err, redis.Nil) {
		return false
	}
	var answer redis.Error
	if !errors.As(err, &answer) {
		return errors.Is(err, context.DeadlineExceeded) || isNetwork(err)
	}
	for _, prefix := range unable {
		if strings.HasPrefix(answer.Error(), prefix) {
			return true
		}
	}
	return false
}

func isNetwork(err error) bool {
	var network net.Error
	if errors.As(err, &network) {
		return true
	}
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, syscall.EPIPE, redis.ErrPoolTimeout, redis.ErrPoolExhausted} {
		if errors.Is(err, end) {
			return true
		}
	}
	return false
}
