package console

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"passerelle/bot"
	"passerelle/bot/login"
)

// nobody is compared with when there is no such account, so that the answer
// takes as long.
var nobody = sync.OnceValue(func() []byte {
	hash, err := login.Hash("no such account")
	if err != nil {
		panic(err) // the password above is long enough
	}
	return hash
})

// comparing lets few passwords be compared at once: that costs much, and
// people who write wait for the same processor.
var comparing = make(chan struct{}, 2)

// fits compares when it is its turn.
func fits(hash []byte, password string) (fits, old bool) {
	comparing <- struct{}{}
	defer func() { <-comparing }()
	return login.Fits(hash, password)
}

// check returns the account, bot.ErrNotFound when login and password do not fit.
// A hash of an older kind is made anew on the way.
func (r *room) check(ctx context.Context, name, password string) (bot.Account, error) {
	me, err := r.Accounts.Account(ctx, name)
	if errors.Is(err, bot.ErrNotFound) {
		fits(nobody(), password)
		return me, bot.ErrNotFound
	}
	if err != nil {
		return me, err
	}
	if len(me.Hash) == 0 { // invited, and has no password yet
		fits(nobody(), password)
		return bot.Account{}, bot.ErrNotFound
	}
	right, old := fits(me.Hash, password)
	if !right || me.Disabled {
		return bot.Account{}, bot.ErrNotFound
	}
	if old {
		return r.rehash(ctx, me, password)
	}
	return me, nil
}

// rehash makes the hash of a password that was just right anew. A password that
// would be too short today is left as it is: it is theirs to change.
func (r *room) rehash(ctx context.Context, me bot.Account, password string) (bot.Account, error) {
	hash, err := login.Hash(password)
	if err != nil {
		return me, nil
	}
	was := string(me.Hash)
	return r.Accounts.ChangeAccount(ctx, me.Login, func(a *bot.Account) error {
		if string(a.Hash) == was {
			a.Hash = hash
		}
		return nil
	})
}

// changePassword sets a password of one's own, and ends what is open elsewhere:
// whoever changes it may have a reason.
func (r *room) changePassword(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.sure(w, req, &me) {
		return
	}
	hash, err := login.Hash(req.PostForm.Get("new"))
	if err != nil {
		r.meAgain(w, req, me, http.StatusUnprocessableEntity, "join_short", "")
		return
	}
	here := r.sessions.GetString(req.Context(), "session")
	r.keepMe(w, req, me, "password_is_new", "bad_form", func(a *bot.Account) error {
		a.Hash = hash
		login.EndOthers(a, here)
		return nil
	})
}
