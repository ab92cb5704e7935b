package console

import (
	"context"
	"errors"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
)

// halfLasts is how long the code may be awaited after the password.
const halfLasts = 10 * time.Minute

// askSecond notes that the password was right, which opens nothing, and asks for
// the code.
func (r *room) askSecond(w http.ResponseWriter, req *http.Request, me bot.Account, again loginPage) {
	ctx := req.Context()
	if err := r.sessions.RenewToken(ctx); err != nil {
		r.away(w, req, err)
		return
	}
	r.sessions.Remove(ctx, "login")
	r.sessions.Put(ctx, "half", me.Login)
	r.sessions.Put(ctx, "half-mark", mark(me.Hash))
	r.sessions.Put(ctx, "half-at", r.options.Now().Unix())
	again.Second, again.Login = true, ""
	r.loginAgain(w, req, http.StatusOK, again)
}

// half is whose password was right a short while ago; "" for nobody.
func (r *room) half(ctx context.Context) string {
	at := time.Unix(r.sessions.GetInt64(ctx, "half-at"), 0)
	if r.options.Now().Sub(at) > halfLasts {
		return ""
	}
	return r.sessions.GetString(ctx, "half")
}

// showSecond asks again, in another language for instance.
func (r *room) showSecond(w http.ResponseWriter, req *http.Request) {
	if r.half(req.Context()) == "" {
		http.Redirect(w, req, r.base+"/login", http.StatusSeeOther)
		return
	}
	r.loginAgain(w, req, http.StatusOK, loginPage{Second: true, Case: req.URL.Query().Get("case")})
}

// second takes the code, and lets in.
func (r *room) second(w http.ResponseWriter, req *http.Request) {
	if !r.read(w, req) {
		r.loginAgain(w, req, http.StatusBadRequest, loginPage{Error: "bad_form"})
		return
	}
	ctx, name := req.Context(), r.half(req.Context())
	again := loginPage{Second: true, Case: req.PostForm.Get("case"), Text: req.PostForm.Get("text"), Whose: req.PostForm.Get("whose")}
	if name == "" {
		again.Second, again.Error = false, "second_late"
		r.loginAgain(w, req, http.StatusUnauthorized, again)
		return
	}
	if r.slow(w, req, name, &again) {
		return
	}
	me, err := r.takeCode(ctx, name, req.PostForm.Get("code"))
	switch {
	case errors.Is(err, login.ErrCode):
		r.failed(req, name)
		again.Error = "second_wrong"
		r.loginAgain(w, req, http.StatusUnauthorized, again)
	case errors.Is(err, bot.ErrNotFound):
		again.Second, again.Error = false, "second_late"
		r.loginAgain(w, req, http.StatusUnauthorized, again)
	case err != nil:
		r.away(w, req, err)
	default:
		r.forgive(ctx, name)
		r.letInSure(w, req, me, again)
	}
}

// takeCode uses a code up. login.ErrCode: it is wrong; bot.ErrNotFound: the
// account is no longer the one whose password was right.
func (r *room) takeCode(ctx context.Context, name, code string) (bot.Account, error) {
	right := r.sessions.GetString(ctx, "half-mark")
	return r.Accounts.ChangeAccount(ctx, name, func(a *bot.Account) error {
		if a.Disabled || a.Second == nil || mark(a.Hash) != right {
			return bot.ErrNotFound
		}
		return login.Take(a, code, r.options.Now())
	})
}
