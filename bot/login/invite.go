package login

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"regexp"
	"time"

	"passerelle/bot"
)

// InviteLasts is how long an invitation is good.
const InviteLasts = 7 * 24 * time.Hour

// Name is how a login is written; flows name members of teams by it.
var Name = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// Invite gives an account a link's token, to be shown once, and takes password, passkeys,
// the organisation's account and all sessions away: whoever has the token chooses anew.
func Invite(a *bot.Account, now time.Time) (token string) {
	token = rand.Text()
	a.Hash, a.Passkeys, a.Handle, a.Outside, a.Open, a.Disabled = nil, nil, nil, nil, nil, false
	a.Invited = &bot.Invitation{Hash: InviteMark(token), Until: now.Add(InviteLasts)}
	return token
}

// Invited reports whether a token is the account's, and still good.
func Invited(a *bot.Account, token string, now time.Time) bool {
	return InvitedBy(a, InviteMark(token), now)
}

// InvitedBy is Invited by the mark of a token.
func InvitedBy(a *bot.Account, mark string, now time.Time) bool {
	return a.Invited != nil && !a.Disabled && now.Before(a.Invited.Until) && subtle.ConstantTimeCompare([]byte(a.Invited.Hash), []byte(mark)) == 1
}

// Join sets the hash of the password that somebody invited chose, and uses the
// invitation up. The error is ErrCode when it is not good any more.
func Join(a *bot.Account, token string, hash []byte, now time.Time) error {
	if !Invited(a, token, now) {
		return ErrCode
	}
	a.Hash, a.Invited, a.Open = hash, nil, nil
	return nil
}

// InviteMark is what an invitation is recognised by without its token, which is kept
// nowhere.
func InviteMark(token string) string {
	sum := sha256.Sum256([]byte("invite " + token))
	return hex.EncodeToString(sum[:])
}
