package bot

import (
	"context"
	"time"
)

// Account is a staff member's.
type Account struct {
	Login    string `json:"login"`
	Name     string `json:"name"` // as contacts read it
	Role     string `json:"role"` // one of the roles
	Hash     []byte `json:"hash"` // of the password, as bot/login makes it
	Disabled bool   `json:"disabled,omitempty"`
	// Second is what login asks for after the password; nil: nothing.
	Second *SecondStep `json:"second,omitempty"`
	// Handle names the account to its passkeys: random bytes that say nothing about
	// anybody; none before the first one.
	Handle []byte `json:"handle,omitempty"`
	// Passkeys let in alone: each counts as the password and the second step.
	Passkeys []Passkey `json:"passkeys,omitempty"`
	// Outside is who they are at their organisation's identity provider, which lets in
	// alone too; nil: nobody was bound.
	Outside *Outside `json:"outside,omitempty"`
	// Invited is a link that sets the password once; nil: there is none.
	Invited *Invitation `json:"invited,omitempty"`
	// Open are the sessions of the desk, for their owner to see and to end. Taking
	// them away ends them at once.
	Open []OpenSession `json:"open,omitempty"`
	// Languages are those in which "next for me" brings cases; none for all.
	Languages []string `json:"languages,omitempty"`

	// Pause is until when they rest after something hard; nobody else sees it.
	Pause time.Time `json:"pause,omitzero"`

	// Keys says that single keys act at the desk.
	Keys bool `json:"keys,omitempty"`

	Week [7][]Stretch `json:"week,omitzero"`  // own hours, by time.Weekday; all empty: the agency's
	Away []Absence    `json:"away,omitempty"` // by their first day
}

// SecondStep is a telephone that makes codes, as bot/login sets it up.
type SecondStep struct {
	Secret   []byte   `json:"secret"`   // shared with the telephone; a store keeps it sealed
	Last     int64    `json:"last"`     // the last step whose code was used, of 30 seconds since 1970
	Recovery []string `json:"recovery"` // hashes of the recovery codes that are left
}

// Passkey is a key that a device or a password manager keeps, as bot/login adds it.
type Passkey struct {
	ID    string    `json:"id"`   // of our own making
	Name  string    `json:"name"` // as its owner calls it
	Key   []byte    `json:"key"`  // what it is checked with; a store keeps it sealed
	Used  string    `json:"used"` // a digest of the last question that it answered
	Added time.Time `json:"added"`
	Last  time.Time `json:"last,omitzero"` // when it last let in; zero: never
}

// Outside is somebody as an identity provider knows them, for ever.
type Outside struct {
	Issuer  string `json:"issuer"`  // the provider's address
	Subject []byte `json:"subject"` // their name there; a store keeps it sealed
}

// Invitation is a link to set a password or a passkey, as bot/login makes it.
type Invitation struct {
	Hash  string    `json:"hash"` // of the link's token
	Until time.Time `json:"until"`
}

// OpenSession is a browser in which somebody is logged in.
type OpenSession struct {
	ID     string    `json:"id"`               // not the one in the browser's cookie
	Device string    `json:"device,omitempty"` // in words, as bot/login makes them
	Began  time.Time `json:"began"`
	Last   time.Time `json:"last"` // the last look, to a few minutes
}

// Stretch is a part of a day, in minutes after midnight of the agency's time
// zone; From < To.
type Stretch struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Absence is whole days on which somebody does not work, both included, written
// 2026-12-24 as the agency's calendar has them. Why is nobody's business.
type Absence struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// OwnHours reports whether the account has hours of its own.
func (a *Account) OwnHours() bool {
	for _, day := range a.Week {
		if len(day) > 0 {
			return true
		}
	}
	return false
}

// The roles of staff. bot/rights says what each may do.
const (
	RoleCounsellor = "counsellor"
	RoleAuthor     = "author"
	RoleLead       = "lead"  // reads figures; no person and no case
	RoleAdmin      = "admin" // looks after accounts; no person and no case
	RoleDPO        = "dpo"   // data protection officer: reads the audit; no person and no case
)

// Accounts keeps the staff of one agency.
type Accounts interface {
	// Account returns the account of a login, ErrNotFound when there is none.
	Account(ctx context.Context, login string) (Account, error)
	// Accounts returns every account, by login.
	Accounts(ctx context.Context) ([]Account, error)
	// SaveAccount adds an account or replaces the one of the same login.
	SaveAccount(ctx context.Context, a Account) error
	// ChangeAccount changes an account whole or not at all: when somebody else
	// changed it meanwhile, change is called again with what it is by then. It
	// returns the account as it is kept; ErrNotFound when there is none, and the
	// error of change, after which nothing is kept.
	ChangeAccount(ctx context.Context, login string, change func(*Account) error) (Account, error)
	// Failed counts a login that failed, for each of the names (an account, an
	// address) over an hour.
	Failed(ctx context.Context, names ...string) error
	// Failures returns the most failures of any of the names, and when the last was.
	Failures(ctx context.Context, names ...string) (count int, last time.Time, err error)
	// Forgive forgets the failures of the names.
	Forgive(ctx context.Context, names ...string) error
}
