package login

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"passerelle/bot"
)

// MostPasskeys bounds how many passkeys an account has, and longestName how a
// passkey is called, in characters.
const (
	MostPasskeys = 10
	longestName  = 40
)

var (
	// ErrPasskey says that a passkey's answer does not fit: to another question, from
	// another site, by another key, or of an account that is closed. It never says which.
	ErrPasskey = errors.New("the passkey does not fit")
	// ErrLastWay says that nothing would be left to log in with.
	ErrLastWay = errors.New("another way to log in must be there first")
	// ErrMany says that an account has MostPasskeys already.
	ErrMany = fmt.Errorf("an account has at most %d passkeys", MostPasskeys)
)

// Site is the address whose passkeys are taken (Web Authentication, Level 3,
// https://www.w3.org/TR/webauthn-3/). The browser of whoever answers signs which
// address it saw: a page that only looks like ours gets nothing that works here.
type Site struct{ at *webauthn.WebAuthn }

// NewSite makes a Site of an origin, https://host or http://localhost, and the name
// under which a device shows its passkeys. The error says that a passkey cannot be
// bound to such a host: a number is none, and only localhost goes without https.
func NewSite(origin, name string) (*Site, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, errors.New("passkeys: the address is no URL")
	}
	host := u.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	if _, err := netip.ParseAddr(host); err == nil || host == "" || u.Scheme != "https" && !local {
		return nil, errors.New("passkeys need https and the name of a host, not its number; only localhost goes without")
	}
	at, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference:  protocol.PreferNoAttestation, // which make it is, is nobody's business
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	return &Site{at}, nil
}

// Offer begins to add a passkey to an account. options is JSON for the browser;
// question is kept on our side until the answer comes, and is used once.
func (s *Site) Offer(a *bot.Account) (options, question []byte, err error) {
	if len(a.Passkeys) >= MostPasskeys {
		return nil, nil, ErrMany
	}
	who, err := holderOf(a)
	if err != nil {
		return nil, nil, err
	}
	if len(who.handle) == 0 {
		who.handle = make([]byte, 32)
		_, _ = rand.Read(who.handle) // never fails
	}
	creation, asked, err := s.at.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.keys).CredentialDescriptors()))
	if err != nil {
		return nil, nil, fmt.Errorf("offer a passkey: %w", err)
	}
	return both(creation.Response, asked)
}

// Add adds the passkey with which a browser answered an Offer, called name. The
// error is ErrPasskey or ErrMany.
func (s *Site) Add(a *bot.Account, question, answer []byte, name string, now time.Time) error {
	var asked webauthn.SessionData
	who, err := holderOf(a)
	if err != nil {
		return err
	}
	said, err1 := protocol.ParseCredentialCreationResponseBytes(answer)
	if err := errors.Join(err1, json.Unmarshal(question, &asked)); err != nil || a.Disabled {
		return ErrPasskey
	}
	if len(who.handle) == 0 {
		who.handle = asked.UserID
	}
	key, err := s.at.CreateCredential(who, asked, said)
	if err != nil || slices.ContainsFunc(who.keys, func(k webauthn.Credential) bool { return string(k.ID) == string(key.ID) }) {
		return ErrPasskey
	}
	if len(a.Passkeys) >= MostPasskeys {
		return ErrMany
	}
	key.Attestation = webauthn.CredentialAttestation{} // proves a make, and is long
	kept, err := json.Marshal(key)
	if err != nil {
		return fmt.Errorf("keep a passkey: %w", err)
	}
	a.Handle = who.handle
	a.Passkeys = append(slices.Clone(a.Passkeys), bot.Passkey{ID: rand.Text(), Name: called(name), Key: kept, Used: digest(asked.Challenge), Added: now})
	return nil
}

// Ask begins a login by whatever passkey somebody has: no name is needed.
func (s *Site) Ask() (options, question []byte, err error) {
	assertion, asked, err := s.at.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, nil, fmt.Errorf("ask for a passkey: %w", err)
	}
	return both(assertion.Response, asked)
}

// Whose says which handle an answer claims to be of, before anything is proved; the
// error is ErrPasskey.
func Whose(answer []byte) (handle []byte, err error) {
	said, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil || len(said.Response.UserHandle) == 0 {
		return nil, ErrPasskey
	}
	return said.Response.UserHandle, nil
}

// Prove takes an answer to Ask from an account's passkey, with its owner's finger,
// face or PIN. The account must be kept for the answer to count as used: in one
// change with what it is by then, or two of the same answer might both be taken. A
// counter that does not rise (section 7.2, step 22: there may be a copy of the key)
// is refused. The error is ErrPasskey.
func (s *Site) Prove(a *bot.Account, question, answer []byte, now time.Time) error {
	var asked webauthn.SessionData
	said, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err := errors.Join(err, json.Unmarshal(question, &asked)); err != nil || a.Disabled {
		return ErrPasskey
	}
	who, err := holderOf(a)
	if err != nil {
		return err
	}
	_, key, err := s.at.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		if len(who.handle) == 0 || string(handle) != string(who.handle) {
			return nil, ErrPasskey
		}
		return who, nil
	}, asked, said)
	if err != nil || key.Authenticator.CloneWarning {
		return ErrPasskey
	}
	i := slices.IndexFunc(who.keys, func(k webauthn.Credential) bool { return string(k.ID) == string(key.ID) })
	if i < 0 || a.Passkeys[i].Used == digest(asked.Challenge) {
		return ErrPasskey
	}
	kept, err := json.Marshal(key)
	if err != nil {
		return fmt.Errorf("keep a passkey: %w", err)
	}
	a.Passkeys = slices.Clone(a.Passkeys)
	p := &a.Passkeys[i]
	p.Key, p.Used, p.Last = kept, digest(asked.Challenge), now
	return nil
}

// Remove takes a passkey away. The error is ErrLastWay when there would be no other
// way to log in; a passkey that is not there is no error.
func Remove(a *bot.Account, id string) error {
	left := slices.DeleteFunc(slices.Clone(a.Passkeys), func(p bot.Passkey) bool { return p.ID == id })
	if len(left) == 0 && len(a.Passkeys) > 0 && len(a.Hash) == 0 && a.Outside == nil {
		return ErrLastWay
	}
	a.Passkeys = left
	return nil
}

// called is a name without what a page could not show, at most longestName long.
func called(name string) string {
	letters := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(name, "")), " "))
	return string(letters[:min(len(letters), longestName)])
}

func digest(challenge string) string {
	sum := sha256.Sum256([]byte("passkey " + challenge))
	return hex.EncodeToString(sum[:16])
}

func both(options, question any) (o, q []byte, err error) {
	o, err1 := json.Marshal(options)
	q, err2 := json.Marshal(question)
	return o, q, errors.Join(err1, err2)
}
