package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/cenkalti/backoff/v5"

	"passerelle/bot"
	"passerelle/channels"
)

// Times of polling: how long Telegram holds an empty answer back, and how much
// longer we wait for it.
const (
	pollFor   = 25 * time.Second
	pollExtra = 10 * time.Second
)

type getUpdates struct {
	Offset  int64    `json:"offset"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

// Poll asks for updates until the context ends, and applies them one after the
// other. An update is confirmed only once it is stored: what could not be
// stored is tried again before anything after it. One poller at a time is the
// caller's care.
func (t *Telegram) Poll(ctx context.Context, r channels.Receiver) {
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval, wait.MaxInterval = time.Second, time.Minute
	pause := func(what string, err error) {
		if ctx.Err() != nil {
			return
		}
		rest := wait.NextBackOff()
		var why *bot.SendError
		// A call waits long for a token to be put right; whoever polls looks sooner.
		if errors.As(err, &why) && why.Reason == channels.ReasonLimited {
			rest = max(rest, why.After)
		}
		t.options.Log.Warn(what, "platform", "telegram", "agency", t.options.Agency, "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(rest):
		}
	}
	for ctx.Err() == nil {
		// Telegram gives no updates to a poller while a webhook is set.
		if err := t.call(ctx, "deleteWebhook", map[string]bool{"drop_pending_updates": false}, nil); err == nil {
			break
		} else {
			pause("Telegram keeps its webhook", err)
		}
	}
	for next := int64(0); ctx.Err() == nil; {
		updates, err := t.updates(ctx, next)
		if err == nil {
			next, err = t.takeAll(ctx, r, updates, next)
		}
		if err != nil {
			pause("updates could not be fetched or stored", err)
			continue
		}
		wait.Reset()
	}
}

func (t *Telegram) updates(ctx context.Context, next int64) (updates []json.RawMessage, err error) {
	ctx, end := context.WithTimeout(ctx, pollFor+pollExtra)
	defer end()
	err = t.call(ctx, "getUpdates", getUpdates{next, int(pollFor / time.Second), wanted}, &updates)
	return updates, err
}

// takeAll applies updates in their order and returns the number after the last
// one that is stored.
func (t *Telegram) takeAll(ctx context.Context, r channels.Receiver, updates []json.RawMessage, next int64) (int64, error) {
	for _, u := range updates {
		var head struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(u, &head); err != nil {
			return next, errors.New("an update without a number")
		}
		// What is being stored is stored, even while we are told to stop.
		if err := t.take(context.WithoutCancel(ctx), r, u); err != nil {
			return next, err
		}
		next = head.ID + 1
		if ctx.Err() != nil {
			return next, nil
		}
	}
	return next, nil
}
