// Package channels is the contract of a channel: how a reply becomes provider
// calls, what a channel needs of the loop behind it, and the reasons for which
// a provider refuses.
package channels

import (
	"context"
	"errors"
	"time"

	"passerelle/bot"
)

// Receiver takes what channels bring. It is the agency's loop.
type Receiver interface {
	// Receive applies an input. nil means that it is stored, or was before; any
	// error means that nothing was stored and that the provider may try again.
	Receive(ctx context.Context, in bot.Input) error
	// Status notes what a provider reports about a call.
	Status(ctx context.Context, r bot.Report) error
}

// ErrUnknownAgency means that there is no agency of that id here.
var ErrUnknownAgency = errors.New("there is no such agency here")

// The reasons of a bot.SendError, as codes; phrases say them in plain words.
const (
	ReasonBlocked     = "blocked"       // the person blocked us or said stop to the operator
	ReasonUnreachable = "unreachable"   // the number is wrong, off or cannot get this
	ReasonWindow      = "window-closed" // WhatsApp: more than 24 hours since their last message
	ReasonTooLong     = "too-long"
	ReasonLimited     = "limited" // too many at once; later
	ReasonDown        = "down"    // the provider or the network
	ReasonCredentials = "credentials"
	ReasonRefused     = "refused" // anything else that is final
)

// Mend is how long a call rests when the operator has something to put right:
// credentials, a number, a channel that is not connected. It waits, because
// nobody who wrote to us should pay for that with a lost answer.
const Mend = 30 * time.Minute
