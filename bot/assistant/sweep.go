package assistant

import (
	"context"
	"errors"
	"time"

	"passerelle/bot"
	"passerelle/channels"
)

// How the trash is emptied: beside the deliveries, so that neither waits for
// the other, and by few, for nothing in it is in a hurry.
const (
	sweepers  = 2
	sweepLook = 2 * time.Second // how often each looks, and how long it pauses after a failure
	sweepHeld = time.Minute     // how long nobody else takes the same message
	leastRest = time.Minute     // how long a message rests after a failure, doubling
	mostRest  = 6 * time.Hour
)

func (a *Assistant) sweep(ctx context.Context) {
	for ctx.Err() == nil {
		busy, err := a.Sweep(ctx)
		if err != nil && ctx.Err() == nil {
			a.options.Log.Warn("empty the trash", "error", err)
		}
		if busy && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(sweepLook):
		}
	}
}

// Sweep asks for one message of the trash to be deleted at its provider. It
// reports false when none is due, or when the provider failed and should be
// left in peace for a moment.
func (a *Assistant) Sweep(ctx context.Context) (busy bool, err error) {
	store := a.options.Store
	t, err := store.TrashDue(ctx, sweepHeld)
	if err != nil || t == nil {
		return false, err
	}
	// A stop must not tear what has begun: it ends by its own time limits.
	ctx = context.WithoutCancel(ctx)
	sender := a.options.Senders[t.Channel]
	if sender == nil {
		return true, a.unforgotten(ctx, t, unconnected())
	}
	asking, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := sender.Forget(asking, t.To, t.ID); err != nil {
		return false, a.unforgotten(ctx, t, err)
	}
	a.Stats.Forgotten.Add(1)
	return true, store.TrashGone(ctx, t)
}

// unforgotten lets a message that could not be deleted rest, as long as it has
// failed already, or gives it up.
func (a *Assistant) unforgotten(ctx context.Context, t *bot.Trashed, err error) error {
	why := &bot.SendError{Reason: channels.ReasonDown}
	errors.As(err, &why)
	kept, err := a.options.Store.TrashLater(ctx, t, max(why.After, min(max(t.Failing, leastRest), mostRest)))
	if err != nil {
		return err
	}
	if !kept {
		a.Stats.Unforgotten.Add(1)
		a.options.Log.Warn("a message could not be deleted at the provider and was given up", "channel", t.Channel.String(), "reason", why.Reason)
		return nil
	}
	a.options.Log.Info("a message could not be deleted at the provider and is tried again", "channel", t.Channel.String(), "reason", why.Reason)
	return nil
}
