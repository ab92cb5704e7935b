package bot

import (
	"context"
	"time"
)

// AuditKind is what somebody of the staff did that the audit keeps.
type AuditKind string

// The kinds of the audit. Each comes with a reference.
const (
	AuditCase     AuditKind = "case"     // opened a case; the case's reference
	AuditPerson   AuditKind = "person"   // opened a person's page; the person's reference
	AuditLogin    AuditKind = "login"    // logged in; none
	AuditInvited  AuditKind = "invited"  // gave an account with a role; its login
	AuditDisabled AuditKind = "disabled" // closed an account; its login
	AuditReset    AuditKind = "reset"    // gave a new link or password; the account's login
	AuditSecond   AuditKind = "second"   // made a second step be forgotten; the account's login
	AuditExported AuditKind = "exported" // wrote what is kept of a person to a file; the person's reference
	AuditErased   AuditKind = "erased"   // everything of a person was deleted; the person's reference
	AuditVoiced   AuditKind = "voiced"   // let people hear a recording; its spot
	AuditUnvoiced AuditKind = "unvoiced" // refused or deleted a recording; its spot
	AuditRead     AuditKind = "read"     // read the audit, for a reason; none
)

// AuditKinds are all kinds, in the order in which they are written here.
var AuditKinds = []AuditKind{AuditCase, AuditPerson, AuditLogin, AuditInvited, AuditDisabled, AuditReset, AuditSecond, AuditExported, AuditErased, AuditVoiced, AuditUnvoiced, AuditRead}

// AuditEntry is one line of the audit: who did what, to what, and when. Nothing of
// what a person said, no name and no number of theirs is in it.
type AuditEntry struct {
	At        time.Time `json:"at"` // the storage's own clock; Note does not read it
	Kind      AuditKind `json:"what"`
	Staff     string    `json:"staff,omitempty"`     // a login; "" for the person themself who was erased, else for the command line
	Reference string    `json:"reference,omitempty"` // as the kind says
	Reason    string    `json:"reason,omitempty"`    // of AuditRead
}

// AuditFilter says which entries to read. What is zero lets everything pass.
type AuditFilter struct {
	From, Until time.Time // from a moment on, and before another
	Staff       string    // a login
	Reference   string    // however it is spaced, in small letters or large
	Most        int       // the newest so many; 0 for all
}

// Audit keeps who of an agency's staff opened what. Its methods are safe for
// concurrent use; every error means that storage could not answer.
type Audit interface {
	// Note adds an entry. That somebody opened the same case or person's page is
	// added once an hour.
	Note(ctx context.Context, e AuditEntry) error
	// Read returns entries, the newest first. It notes nothing: whoever shows them
	// notes that before, with the reason.
	Read(ctx context.Context, f AuditFilter) ([]AuditEntry, error)
	// Readings returns the last five entries of AuditRead, the newest first.
	Readings(ctx context.Context) ([]AuditEntry, error)
}

// contactReference is how much of a contact's random id the audit names.
const contactReference = 8

// Reference is what the audit calls a contact: the beginning of the random id,
// which leads to nobody once the contact is erased.
func (c ContactID) Reference() string { return string(c[:min(len(c), contactReference)]) }

// AuditReason reports whether a reason for reading the audit is one: 10 to 300
// characters.
func AuditReason(reason string) bool {
	n := len([]rune(reason))
	return n >= 10 && n <= 300
}
