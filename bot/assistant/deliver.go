package assistant

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"passerelle/bot"
	"passerelle/channels"
)

// Times of a delivery. A send starts only with more than a third of the lease
// left, and its timeout ends inside the lease.
const (
	leaseLength = 30 * time.Second
	sendTimeout = 12 * time.Second
	look        = 250 * time.Millisecond // how often a node looks for due mailboxes unasked
	mostSends   = 40                     // failed attempts after which a call is parked: about six hours
)

// Run delivers, serves timers and empties the trash until the context ends;
// calls in flight are finished, and their leases settled, before it returns.
func (a *Assistant) Run(ctx context.Context) {
	var group sync.WaitGroup
	for range a.options.Workers {
		group.Go(func() { a.work(ctx) })
	}
	for range sweepers {
		group.Go(func() { a.sweep(ctx) })
	}
	group.Go(func() { a.offer(ctx) })
	group.Wait()
}

// wake lets one idle worker look at once.
func (a *Assistant) wake() {
	select {
	case a.kick <- struct{}{}:
	default:
	}
}

func (a *Assistant) work(ctx context.Context) {
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval, wait.MaxInterval = look, 5*time.Second
	for ctx.Err() == nil {
		busy, err := a.Step(ctx)
		pause := look
		switch {
		case err != nil && ctx.Err() == nil:
			pause = wait.NextBackOff()
			a.options.Log.Warn("delivery", "error", err)
		case busy:
			wait.Reset()
			a.wake() // there may be more: let a colleague look too
			continue
		default:
			wait.Reset()
		}
		select {
		case <-ctx.Done():
		case <-a.kick:
		case <-time.After(pause):
		}
	}
}

// Step takes one due mailbox or timer and serves it; false when none is due.
func (a *Assistant) Step(ctx context.Context) (busy bool, err error) {
	lease, err := a.options.Store.Lease(ctx, a.options.Node, a.options.Lease)
	if err != nil || lease == nil {
		return false, err
	}
	// A stop must not tear what has begun: it ends by its own time limits.
	ctx = context.WithoutCancel(ctx)
	if lease.Timer {
		return true, a.timer(ctx, lease)
	}
	return true, a.deliver(ctx, lease)
}

// timer gives the session the turn that it asked for.
func (a *Assistant) timer(ctx context.Context, lease *bot.Lease) error {
	a.Stats.Timers.Add(1)
	_, err := a.apply(ctx, bot.Input{Kind: bot.FromTimer}, a.loadContact(lease.Contact))
	if errors.Is(err, bot.ErrNotFound) {
		return a.options.Store.Done(ctx, lease, "", 0)
	}
	return err
}

func (a *Assistant) loadContact(id bot.ContactID) func(context.Context) (bot.Loaded, error) {
	return func(ctx context.Context) (bot.Loaded, error) { return a.options.Store.LoadContact(ctx, id) }
}

// deliver makes the head call of a leased mailbox and settles it.
func (a *Assistant) deliver(ctx context.Context, lease *bot.Lease) error {
	store := a.options.Store
	sender := a.options.Senders[lease.Head.Channel]
	if sender == nil {
		why := unconnected()
		if lease.Uncertain {
			why.Outcome = bot.SendUnknown // it stays so: nobody could be asked
		}
		return a.failed(ctx, lease, why)
	}
	left := time.Until(lease.Ends)
	if left < a.options.Lease/3 {
		return store.Again(ctx, lease, 0, lease.Uncertain)
	}
	sending, cancel := context.WithTimeout(ctx, min(left-a.options.Lease/10, sendTimeout))
	defer cancel()
	id, err := a.send(sending, sender, lease)
	if err == nil {
		a.Stats.Sent.Add(1)
		err = store.Done(ctx, lease, id, apart(lease.Head.Channel))
		var refused *bot.RefusedError
		if errors.As(err, &refused) && lease.Head.Kind != bot.ReplyFarewell {
			return a.undelivered(ctx, lease.Contact, lease.Head.ID, refused.Reason)
		}
		return err
	}
	return a.failed(ctx, lease, err)
}

// unconnected is why nothing can be asked of a channel that has no sender.
func unconnected() *bot.SendError {
	return &bot.SendError{Outcome: bot.SendRetry, Reason: channels.ReasonCredentials, After: channels.Mend, Err: errors.New("the channel is not connected")}
}

// apart is how far apart two messages to one person leave on a channel.
func apart(c bot.Channel) time.Duration {
	return time.Duration(channels.Limits(c).Apart) * time.Second
}

// send makes the call, unless an earlier attempt of unknown end is found to
// have reached the provider.
func (a *Assistant) send(ctx context.Context, sender bot.Sender, lease *bot.Lease) (string, error) {
	if lease.Uncertain {
		id, found, err := sender.Find(ctx, lease.Head, lease.Since)
		switch {
		case errors.Is(err, bot.ErrCannotTell):
		case err != nil:
			return "", stillUnknown(err)
		case found:
			a.Stats.Found.Add(1)
			return id, nil
		}
	}
	return sender.Send(ctx, lease.Head)
}

// stillUnknown is a provider that could not be asked: whether it has the call
// stays unknown, whatever became of the question.
func stillUnknown(err error) error {
	unknown := bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: err}
	var why *bot.SendError
	if errors.As(err, &why) {
		unknown.Reason, unknown.After = why.Reason, why.After
	}
	return &unknown
}

// failed decides what becomes of a call that was not accepted.
func (a *Assistant) failed(ctx context.Context, lease *bot.Lease, err error) error {
	var why *bot.SendError
	if !errors.As(err, &why) {
		why = &bot.SendError{Outcome: bot.SendUnknown, Reason: channels.ReasonDown, Err: err}
	}
	if why.Outcome == bot.SendNever || lease.Tries >= mostSends {
		return a.park(ctx, lease, why.Reason)
	}
	unsure := why.Outcome == bot.SendUnknown
	if unsure {
		a.Stats.Unsure.Add(1)
	} else {
		a.Stats.Retried.Add(1)
	}
	a.options.Log.Info("a call failed and is tried again", "channel", lease.Head.Channel.String(), "reason", why.Reason, "tries", lease.Tries+1)
	return a.options.Store.Again(ctx, lease, max(why.After, pauseAfter(lease.Tries)), unsure)
}

// pauseAfter is how long a call rests after so many failures: from half a
// second, doubling, to ten minutes.
func pauseAfter(tries int) time.Duration {
	return min(500*time.Millisecond<<min(tries, 12), 10*time.Minute)
}

// park sets the call aside and lets the session know. The session is told
// first: if this node dies between the two, it is told once all the same.
func (a *Assistant) park(ctx context.Context, lease *bot.Lease, reason string) error {
	a.Stats.Parked.Add(1)
	a.options.Log.Warn("a call was given up", "channel", lease.Head.Channel.String(), "reason", reason)
	if lease.Head.Kind != bot.ReplyFarewell {
		if err := a.undelivered(ctx, lease.Contact, lease.Head.ID, reason); err != nil {
			return err
		}
	}
	return a.options.Store.Park(ctx, lease, reason)
}
