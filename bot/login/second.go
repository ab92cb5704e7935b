package login

import (
	"errors"
	"time"

	"passerelle/bot"
)

// ErrCode says that a code is wrong, too old, or was used before.
var ErrCode = errors.New("the code does not fit")

// Begin gives an account a second step once its first code shows that the
// telephone has the secret. It returns the recovery codes, to be shown once; the
// error is ErrCode.
func Begin(a *bot.Account, secret, code string, now time.Time) (codes []string, err error) {
	step, ok := Step(secret, Plain(code), now, 0)
	if !ok {
		return nil, ErrCode
	}
	codes, hashes := Recovery()
	a.Second = &bot.SecondStep{Secret: []byte(secret), Last: step, Recovery: hashes}
	return codes, nil
}

// Renew gives an account other recovery codes, and takes the old ones back. The
// error is ErrCode without a second step.
func Renew(a *bot.Account) (codes []string, err error) {
	if a.Second == nil {
		return nil, ErrCode
	}
	second := *a.Second
	codes, second.Recovery = Recovery()
	a.Second = &second
	return codes, nil
}

// Take uses a code of the telephone, or a recovery code; the account must be kept
// for it to count as used. The error is ErrCode; also without a second step.
func Take(a *bot.Account, code string, now time.Time) error {
	if a.Second == nil {
		return ErrCode
	}
	second := *a.Second
	if step, ok := Step(string(second.Secret), Plain(code), now, second.Last); ok {
		second.Last = step
	} else if left, ok := Recover(second.Recovery, code); ok {
		second.Recovery = left
	} else {
		return ErrCode
	}
	a.Second = &second
	return nil
}
