package login

import (
	"crypto/subtle"
	"errors"
	"time"

	"passerelle/bot"
)

// ErrTaken says that who somebody is elsewhere lets in to another account already.
var ErrTaken = errors.New("this account of the organisation belongs to somebody else here")

// Bind binds an invited account to who somebody is at their organisation's identity
// provider, and uses the invitation up: only a link binds, never a name or an e-mail
// address that is the same. mark is the InviteMark of the link's token, all are the
// agency's accounts. The error is ErrCode when the invitation is not good any more, or
// ErrTaken.
func Bind(a *bot.Account, all []bot.Account, mark, issuer, subject string, now time.Time) error {
	if other := Known(all, issuer, subject); other != nil && other.Login != a.Login {
		return ErrTaken
	}
	if !InvitedBy(a, mark, now) {
		return ErrCode
	}
	a.Hash, a.Invited, a.Open = nil, nil, nil
	a.Outside = &bot.Outside{Issuer: issuer, Subject: []byte(subject)}
	return nil
}

// Known is the account to which a subject of an issuer was bound, closed ones too; nil
// for none.
func Known(all []bot.Account, issuer, subject string) *bot.Account {
	for i := range all {
		if IsOutside(&all[i], issuer, subject) {
			return &all[i]
		}
	}
	return nil
}

// IsOutside reports whether an account is bound to a subject of an issuer.
func IsOutside(a *bot.Account, issuer, subject string) bool {
	o := a.Outside
	return o != nil && issuer != "" && subject != "" && o.Issuer == issuer && subtle.ConstantTimeCompare(o.Subject, []byte(subject)) == 1
}
