package bot

import (
	"context"
	"errors"
	"time"
)

// Errors of a Store. Every other error means that storage could not answer and
// that nothing was stored.
var (
	// ErrSeen: this input was applied before; answer the provider and do nothing.
	ErrSeen = errors.New("this message was already applied")
	// ErrConflict: the session changed since it was loaded; load again.
	ErrConflict = errors.New("the session changed meanwhile")
	// ErrNotFound: there is no such contact, case or flow.
	ErrNotFound = errors.New("not found")
	// ErrLeaseLost: another node serves this mailbox now.
	ErrLeaseLost = errors.New("the lease is no longer ours")
)

// Loaded is what one look at the store brings: a contact's session and what
// Commit needs to put the next one in its place.
type Loaded struct {
	Contact  ContactID // random; new when the address was unknown
	New      bool      // nothing is stored about this contact yet
	Revision uint64    // of the stored session; 0 when there is none
	Session  []byte    // as Session.Append wrote it; nil when there is none
	Key      []byte    // the contact's wrapped data key; nil for a new contact

	// Join is set by LoadJoin: what words that join an address came to. Joined
	// means that this is the contact who was given the words, and Other the one
	// behind the address until now, if there is any.
	Join  Join
	Other Other
}

// Other is a contact who dissolves into another one when an address is joined.
type Other struct {
	Contact  ContactID // "" when the address was unknown
	Revision uint64
	Session  []byte
}

// Commit is everything that one turn changes. It is stored whole or not at all.
type Commit struct {
	Loaded                // what it builds on
	Input   Input         // Kind, ID and Address: the seen-before mark and a new contact's address
	Next    []byte        // the session after the turn
	TTL     time.Duration // how long the session is kept when nobody writes
	Wake    time.Time     // when the session wants a turn by itself; zero for never
	Calls   []Call        // appended to the contact's mailbox, in order
	Thread  []ThreadEntry // appended to the thread; only with consent
	Events  []Event
	Case    *Case             // the case's new projection; closed ones leave the queue
	Fields  map[string]string // the contact's fields that change; "" removes one
	Forget  bool              // consent refused or taken back: the thread and the fields are deleted
	Erase   bool              // everything is deleted; Calls holds the farewell only
	Leave   bool              // Input.Address points to nobody afterwards: its next message meets a new contact
	Unlink  bool              // no address points to the contact afterwards
	Ends    bool              // nothing of the contact outlives TTL
	Offers  string            // words that join an address to the contact from now on; "" for none
	Joins   string            // the words that join Input.Address to the contact now, in place of Other; "" for none
	At      time.Time
	Results []byte // a skills check's result to keep; nil for none

	Seats    []SeatChange  // what becomes of the contact's seats and loans
	Person   *Person       // the contact's line in the lists of those who follow them; nil leaves it
	Unfollow bool          // nobody follows them any more: the line goes
	Looks    []Look        // who opened their page
	Still    bool          // nothing is kept longer for it: a look is no sign of life
	OfferFor time.Duration // how long Offers hold; 0 for a quarter of an hour
}

// Store keeps the state of one agency. Its methods are safe for concurrent use.
type Store interface {
	// Load finds the contact behind an address. An unknown address brings a
	// new random contact. It returns ErrSeen when the input was applied before.
	Load(ctx context.Context, address Address, inputID string) (Loaded, error)
	// LoadJoin finds the contact who was given words that join an address, and
	// who is behind the address now. ErrNotFound: nobody was given them, or too
	// long ago.
	LoadJoin(ctx context.Context, address Address, inputID, words string) (Loaded, error)
	// LoadContact finds a contact by its id, for timers, staff and delivery.
	LoadContact(ctx context.Context, contact ContactID) (Loaded, error)
	// Commit stores a turn: ErrConflict, ErrSeen, or all of it.
	Commit(ctx context.Context, c *Commit) error
	// Tidy deletes what is too old and does not expire by itself.
	Tidy(ctx context.Context) error

	Mailboxes
	Trash
	Desk
	People
	Flows
	Rounds
	Gaps
}

// Gaps are the words that no help answers, for authors.
type Gaps interface {
	// Unanswered counts the words of a message; they are kept for so long, and as
	// they are only from five people on.
	Unanswered(ctx context.Context, contact ContactID, words []string, keep time.Duration) error
	// Gaps returns the words that five people or more used, the most used first.
	Gaps(ctx context.Context, keep time.Duration) ([]Gap, error)
}

// Gap is a word that no help answers.
type Gap struct {
	Word   string    `json:"word"`
	People int       `json:"people"`
	Last   time.Time `json:"last"` // when it was used last
}

// Rounds are the lists of who comes to a course or has something lent.
type Rounds interface {
	// Filled returns how full the rounds are in which somebody has or wants a
	// seat, by measure and day.
	Filled(ctx context.Context) ([]Filled, error)
	// Holders returns who is on the list of a round, in the order in which they
	// came.
	Holders(ctx context.Context, r Round) ([]Holder, error)
	// Returned takes off a list what somebody had of whom nothing is known any more.
	Returned(ctx context.Context, contact ContactID, r Round) error
}

// Lease is the right to serve one mailbox, or one contact's timer, until Ends.
type Lease struct {
	Contact ContactID
	Timer   bool      // a timer is due, not a mailbox
	Epoch   uint64    // rises with every lease of this mailbox
	Ends    time.Time // by this node's clock, measured from before the request
	Head    Call      // the call to make
	Tries   int       // attempts so far that failed for sure
	// Uncertain: an earlier attempt was begun and nobody knows how it ended.
	Uncertain bool
	Since     time.Time // when the first attempt was begun
}

// Mailboxes is the delivery side of a Store.
type Mailboxes interface {
	// Lease takes the next due mailbox or timer, or returns nil when none is due.
	Lease(ctx context.Context, owner string, length time.Duration) (*Lease, error)
	// Done acknowledges the head: it was accepted as providerID. The next call
	// may leave after pause. A timer that nobody wants any more is dropped. A
	// *RefusedError says that all this was done, and that the provider reported
	// meanwhile that the call came to nothing.
	Done(ctx context.Context, l *Lease, providerID string, pause time.Duration) error
	// Again gives the lease back and makes the mailbox due after pause;
	// uncertain says that nobody knows whether the provider has it.
	Again(ctx context.Context, l *Lease, pause time.Duration, uncertain bool) error
	// Park sets the head aside for good, with the reason.
	Park(ctx context.Context, l *Lease, reason string) error
	// Status notes a delivery state that a provider reported. It never goes
	// backwards, and may come before Done. Once the state is final, a relayed
	// message goes to the trash. It returns whose reply was refused once it is
	// known, also when that was reported before; "" else.
	Status(ctx context.Context, r Report) (ContactID, error)
}

// RefusedError says that a call which a provider had accepted came to nothing.
type RefusedError struct{ Reason string } // a code from channels

// Error returns the reason.
func (e *RefusedError) Error() string { return "accepted, then refused: " + e.Reason }

// Report is what a provider says became of a call.
type Report struct {
	Call    string // our id of the call
	Channel Channel
	Message string // the provider's id of the message
	State   DeliveryState
	Reason  string // a code from channels, where it was refused
}

// Trash is what a provider still has and is to delete: copies at Twilio once
// their delivery is final, and at an erasure the messages in the person's chat.
// Deleting twice does no harm, so nothing here is fenced.
type Trash interface {
	// TrashDue takes the next message that is due, for so long; nil when none is.
	TrashDue(ctx context.Context, length time.Duration) (*Trashed, error)
	// TrashGone notes that the provider has it no more.
	TrashGone(ctx context.Context, t *Trashed) error
	// TrashLater makes it due again after pause. It reports false when the
	// message could not be deleted for too long and was given up.
	TrashLater(ctx context.Context, t *Trashed, pause time.Duration) (kept bool, err error)
}

// Trashed is a message to delete at its provider.
type Trashed struct {
	Channel Channel
	To      string        // the chat's identifier; empty on relayed channels, which need none
	ID      string        // the provider's id of the message
	Failing time.Duration // since the first attempt that failed; 0 when none did
	Entry   string        // what it is called in the store
}

// DeliveryState is what is known of a call. A higher one is never replaced by
// a lower one.
type DeliveryState uint8

// The delivery states, in their order.
const (
	DeliveryQueued DeliveryState = iota
	DeliveryUncertain
	DeliveryAccepted
	DeliverySent
	DeliveryArrived
	DeliveryRead
	DeliveryRefused
)

// Final reports whether nothing more can become of a call: it arrived, or was
// refused for good.
func (s DeliveryState) Final() bool { return s >= DeliveryArrived }

// Fate is what is known of a call.
type Fate struct {
	State  DeliveryState
	Reason string // a code from channels, where it was refused
}

// Desk is the counsellors' side of a Store.
type Desk interface {
	// Cases returns the open cases, the most urgent first.
	Cases(ctx context.Context) ([]Case, error)
	// Case returns one case, open or not yet deleted.
	Case(ctx context.Context, id string) (Case, error)
	// Thread returns what was said, oldest first, with the state of each reply.
	Thread(ctx context.Context, contact ContactID) ([]ThreadEntry, map[string]Fate, error)
	// Delivered returns what is known of calls, by their ids. A call that nothing
	// is known of yet, or no more, is left out.
	Delivered(ctx context.Context, calls []string) (map[string]Fate, error)
	// Events returns the newest events since a moment (all of them for the zero
	// time), oldest first, at most max.
	Events(ctx context.Context, since time.Time, max int) ([]Counted, error)
	// Contact returns a contact's fields and joined addresses.
	Contact(ctx context.Context, contact ContactID) (ContactRecord, error)
	// Called returns the names by which some contacts want to be called; who has
	// none, or is gone, is left out.
	Called(ctx context.Context, contacts []ContactID) (map[ContactID]string, error)
	// Note adds to the journal what is no turn of a contact's.
	Note(ctx context.Context, e Event) error
	// Results returns the results of checks that a contact has shared, the newest
	// first. One that was said again under the same id is there once, as it was
	// said last; what this program cannot read is passed over.
	Results(ctx context.Context, contact ContactID) ([]CheckResult, error)
}

// Counted is an event in the journal.
type Counted struct {
	At time.Time
	Event
}

// FieldNumber is the contact's field that holds a telephone number which they
// gave to be called on.
const FieldNumber = "number"

// The contact's fields that a counsellor notes with them.
const (
	FieldCalled = "called" // by which name they want to be called
	FieldSecret = "secret" // the hash of their secret word
	// FieldNotWith and a login: why the person does not want them. Only a lead sees it.
	FieldNotWith = "not-with:"
	FieldCard    = "card" // the words of the invitation card that is out, a space and until when (Unix seconds)
)

// FieldReply is the contact's field that holds a counsellor's words until they
// are sent.
const FieldReply = "reply"

// ContactRecord is what is kept of a contact besides the session.
type ContactRecord struct {
	Fields    map[string]string
	Addresses []Address
	Threads   int // lines kept
	Results   int // results kept
}

// Flows keeps the sources of published flows while a session may point at them.
type Flows interface {
	// PublishFlow stores a source and returns its revision's short number, the
	// same one whenever the same source is published.
	PublishFlow(ctx context.Context, id string, source []byte) (uint32, error)
	// PublishedFlows returns every source still kept, by short number; nil for
	// those that the caller knows. A nil known knows none.
	PublishedFlows(ctx context.Context, known func(number uint32) bool) (map[uint32][]byte, error)
}

// Sealer encrypts what a Store keeps. Each contact has a data key; a sealed
// key is useless without the operator's master key.
type Sealer interface {
	// NewKey makes a data key and returns it wrapped by the master key.
	NewKey() (wrapped []byte, err error)
	// Seal encrypts plain under a wrapped key, bound to its context.
	Seal(wrapped, plain, context []byte) ([]byte, error)
	// Open decrypts what Seal wrote with the same key and context.
	Open(wrapped, sealed, context []byte) ([]byte, error)
	// Hash returns the keyed hash of an address under a wrapped hash key.
	Hash(wrapped []byte, address Address) (string, error)
}

// Sender is a channel as delivery sees it.
type Sender interface {
	// Send makes one call to the provider and returns the provider's id of the
	// message. Its errors are *SendError.
	Send(ctx context.Context, c Call) (providerID string, err error)
	// Find looks for a call whose outcome is unknown among what the provider
	// accepted since a moment. ErrCannotTell where the platform has no way.
	Find(ctx context.Context, c Call, since time.Time) (providerID string, found bool, err error)
	// Forget deletes a message at the provider. nil means that it is gone, or
	// that the provider will never delete it; any error, that it may be asked again.
	Forget(ctx context.Context, to, providerID string) error
}

// ErrCannotTell means that the platform cannot be asked whether it accepted a call.
var ErrCannotTell = errors.New("the provider cannot be asked")

// SendOutcome says what may be done after a failed Send.
type SendOutcome uint8

// The outcomes of a failed Send.
const (
	SendRetry   SendOutcome = iota + 1 // certainly not sent; try again
	SendNever                          // refused for good
	SendUnknown                        // nobody knows whether it was sent
)

// SendError is why a Send failed. It names no address and no text.
type SendError struct {
	Outcome SendOutcome
	Reason  string        // a code: blocked, unreachable, window-closed, too-long, limited, down, credentials
	After   time.Duration // what the provider asked to wait; 0 when it said nothing
	Err     error
}

// Error returns the reason and the provider's own error.
func (e *SendError) Error() string {
	if e.Err == nil {
		return "send: " + e.Reason
	}
	return "send: " + e.Reason + ": " + e.Err.Error()
}

// Unwrap returns the provider's own error.
func (e *SendError) Unwrap() error { return e.Err }
