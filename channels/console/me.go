package console

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/rights"
	"passerelle/channels/page"
	"passerelle/flows/print"
)

// mePage is what me.html shows.
type mePage struct {
	Agency, Base, Back, Login, Name string

	Password bool           // there is one
	Outside  bool           // the organisation's account lets in
	Sure     bool           // a password is not asked for again just now
	Passkey  string         // the address at which passkeys can be added; "" for none
	Passkeys []passkeyShown // those that there are
	Device   string         // what a new one may be called

	Second   bool          // there is a second step
	Left     int           // recovery codes that are left
	Secret   string        // one that is being set up; "" for none
	Code     template.HTML // the same for a camera
	Codes    []string      // recovery codes, shown once
	Open     []openShown   // where one is logged in
	Desk     bool          // there is a desk, where keys may act
	Keys     bool          // they do
	Voices   bool          // steps may be recorded
	Readings []reading     // of the audit
	Problem  string        // a key of the words
	Done     string        // a key of the words
}

func (r *room) mePage(req *http.Request, lang string, me *bot.Account) mePage {
	ctx := req.Context()
	p := mePage{Password: len(me.Hash) > 0, Outside: me.Outside != nil, Sure: r.surely(ctx), Passkey: r.passkeys(req), Passkeys: r.ownPasskeys(me), Device: login.Device(req.UserAgent()), Open: r.openSessions(ctx, me), Agency: r.name(lang), Base: r.base, Back: r.home(*me), Login: me.Login, Name: me.Name, Keys: me.Keys, Desk: rights.May(me.Role, rights.CaseRead)}
	p.Readings = r.readings(ctx)
	p.Voices = rights.May(me.Role, rights.VoiceRecord)
	if p.Second = me.Second != nil; p.Second {
		p.Left = len(me.Second.Recovery)
	}
	return p
}

func (r *room) showMe(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	p := r.mePage(req, lang, &me)
	p.Secret = r.pending(req.Context())
	r.me(w, req, lang, http.StatusOK, p)
}

func (r *room) me(w http.ResponseWriter, req *http.Request, lang string, status int, p mePage) {
	if p.Secret != "" {
		code, err := print.QR(login.Address(p.Agency, p.Login, p.Secret))
		if err != nil {
			r.options.Log.Error("draw a second step", "error", err)
		}
		p.Code = code // without it there is still the text
	}
	r.show(w, req, "me.html", status, page.Frame{Lang: lang, Title: words.In(lang, "me_title"), Still: len(p.Codes) > 0, Page: p})
}

// changeMe does what a form of the page says. What weakens an account, or binds it
// to another telephone, takes the password again.
func (r *room) changeMe(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	if !r.read(w, req) {
		p := r.mePage(req, lang, &me)
		p.Problem = "bad_form"
		r.me(w, req, lang, http.StatusBadRequest, p)
		return
	}
	if req.PostForm.Has("remove") {
		r.removePasskey(w, req, me)
		return
	}
	ctx := req.Context()
	switch req.PostForm.Get("do") {
	case "begin":
		if r.sure(w, req, &me) {
			r.sessions.Put(ctx, "secret", login.Secret())
			r.sessions.Put(ctx, "secret-at", r.options.Now().Unix())
			http.Redirect(w, req, r.base+"/me#second", http.StatusSeeOther)
		}
	case "forget":
		r.sessions.Remove(ctx, "secret")
		http.Redirect(w, req, r.base+"/me#second", http.StatusSeeOther)
	case "keys-on", "keys-off":
		r.keepKeys(w, req, me, req.PostForm.Get("do") == "keys-on")
	case "passkey-add":
		r.addPasskey(w, req, me)
	case "passkey-confirm":
		r.confirmMe(w, req, me)
	case "password":
		r.changePassword(w, req, me)
	case "end", "others":
		r.endSessions(w, req, me)
	case "confirm":
		r.confirm(w, req, me)
	case "off":
		if r.sure(w, req, &me) {
			r.keepSecond(w, req, me, "second_is_off", func(a *bot.Account) ([]string, error) { a.Second = nil; return nil, nil })
		}
	case "codes":
		if r.sure(w, req, &me) {
			r.keepSecond(w, req, me, "codes_new", login.Renew)
		}
	default:
		http.Redirect(w, req, r.base+"/me", http.StatusSeeOther)
	}
}

// keepKeys switches single keys on or off.
func (r *room) keepKeys(w http.ResponseWriter, req *http.Request, me bot.Account, on bool) {
	_, err := r.Accounts.ChangeAccount(req.Context(), me.Login, func(a *bot.Account) error { a.Keys = on; return nil })
	if err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/me#keys", http.StatusSeeOther)
}

// sure reports whether whoever sent a form is who they say; else it answers itself.
func (r *room) sure(w http.ResponseWriter, req *http.Request, me *bot.Account) bool {
	problem, status, err := r.unsure(req, me)
	switch {
	case err != nil:
		r.away(w, req, err)
		return false
	case problem != "":
		lang := page.Language(w, req)
		p := r.mePage(req, lang, me)
		p.Problem = problem
		r.me(w, req, lang, status, p)
		return false
	}
	return true
}

// unsure is what is wrong, a key of the words, when neither the password came with a
// form nor a passkey or a code a short while ago; "" when all is well.
func (r *room) unsure(req *http.Request, me *bot.Account) (problem string, status int, err error) {
	if r.surely(req.Context()) {
		return "", 0, nil
	}
	wait, err := r.mustWait(req.Context(), "account:"+me.Login, "address:"+client(req))
	if err != nil {
		return "", 0, err
	}
	if wait > 0 {
		return "login_wait", http.StatusTooManyRequests, nil
	}
	if right, _ := fits(me.Hash, req.PostForm.Get("password")); !right {
		r.failed(req, me.Login)
		return "password_wrong", http.StatusUnprocessableEntity, nil
	}
	return "", 0, nil
}

// pending is the secret that is being set up since a short while; "" for none. An
// open page of yesterday must not bind a stranger's telephone.
func (r *room) pending(ctx context.Context) string {
	if r.options.Now().Sub(time.Unix(r.sessions.GetInt64(ctx, "secret-at"), 0)) > halfLasts {
		return ""
	}
	return r.sessions.GetString(ctx, "secret")
}

// confirm begins the second step when the telephone's first code is right.
func (r *room) confirm(w http.ResponseWriter, req *http.Request, me bot.Account) {
	secret, code := r.pending(req.Context()), req.PostForm.Get("code")
	if secret == "" {
		http.Redirect(w, req, r.base+"/me", http.StatusSeeOther)
		return
	}
	r.keepSecond(w, req, me, "second_is_on", func(a *bot.Account) ([]string, error) {
		return login.Begin(a, secret, code, r.options.Now())
	})
}

// keepSecond keeps a change of the second step, and shows the codes that came of it.
func (r *room) keepSecond(w http.ResponseWriter, req *http.Request, me bot.Account, done string, change func(*bot.Account) ([]string, error)) {
	lang := page.Language(w, req)
	var codes []string
	kept, err := r.Accounts.ChangeAccount(req.Context(), me.Login, func(a *bot.Account) (err error) {
		codes, err = change(a)
		return err
	})
	switch {
	case errors.Is(err, login.ErrCode):
		p := r.mePage(req, lang, &me)
		p.Secret, p.Problem = r.pending(req.Context()), "second_wrong"
		r.me(w, req, lang, http.StatusUnprocessableEntity, p)
	case err != nil:
		r.away(w, req, err)
	default:
		r.sessions.Remove(req.Context(), "secret")
		p := r.mePage(req, lang, &kept)
		p.Codes, p.Done = codes, done
		r.me(w, req, lang, http.StatusOK, p)
	}
}
