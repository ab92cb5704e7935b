package console

import (
	"context"
	"errors"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/channels/oidc"
	"passerelle/channels/page"
)

// Where a ceremony with the organisation's identity provider begins and ends, under a
// room's base.
const (
	oidcPath = "/oidc"
	oidcBack = "/oidc/back"
)

// OIDCBack is the path of an agency to which its identity provider leads back.
func OIDCBack(agency string) string { return "/console/" + agency + oidcBack }

// outside is where a page may lead to the organisation's login; "" where there is none.
func (r *room) outside(path string) string {
	if r.Outside == nil {
		return ""
	}
	return r.base + path
}

// beginOIDC leads to the organisation's login.
func (r *room) beginOIDC(w http.ResponseWriter, req *http.Request) {
	r.toOIDC(w, req, "")
}

// joinOIDC leads somebody invited there. The mark of the invitation waits in the
// session; the invitation is used up when they come back.
func (r *room) joinOIDC(w http.ResponseWriter, req *http.Request) {
	token := req.PathValue("token")
	if _, err := r.invited(req.Context(), token); err != nil {
		r.loginAgain(w, req, http.StatusGone, loginPage{Error: "join_over"})
		return
	}
	r.toOIDC(w, req, login.InviteMark(token))
}

// toOIDC keeps with the session what the answer is recognised by, and leads there. The
// address is the provider's own, and nothing of the request's is in it.
func (r *room) toOIDC(w http.ResponseWriter, req *http.Request, invitation string) {
	again := loginPage{Case: req.URL.Query().Get("case")}
	if r.Outside == nil {
		http.NotFound(w, req)
		return
	}
	if r.inAnotherLanguage(w, req) || r.slowFor(w, req, notCounted, &again) {
		return
	}
	if !caseName.MatchString(again.Case) {
		again.Case = ""
	}
	ctx := req.Context()
	address, asked, err := r.Outside.Begin(ctx)
	if err != nil {
		r.options.Log.Warn("the organisation's login", "agency", r.id, "error", err)
		again.Error = "oidc_away"
		r.loginAgain(w, req, http.StatusServiceUnavailable, again)
		return
	}
	if r.sessions.GetString(ctx, "login") == "" {
		r.sessions.SetDeadline(ctx, time.Now().Add(halfLasts))
	}
	for name, value := range map[string]string{"state": asked.State, "nonce": asked.Nonce, "verifier": asked.Verifier, "invitation": invitation, "case": again.Case} {
		r.sessions.Put(ctx, "oidc-"+name, value)
	}
	r.sessions.Put(ctx, "oidc-at", r.options.Now().Unix())
	http.Redirect(w, req, address, http.StatusSeeOther)
}

// inAnotherLanguage leads to the login, and reports true, where a page that says what
// went wrong was asked for in another language: that begins and answers nothing.
func (r *room) inAnotherLanguage(w http.ResponseWriter, req *http.Request) bool {
	query := req.URL.Query()
	if !query.Has("lang") || query.Has("state") {
		return false
	}
	page.Language(w, req) // remembers it
	http.Redirect(w, req, r.base+"/login", http.StatusSeeOther)
	return true
}

// notCounted is where a login has no account's name to count failures under: those of
// the address count alone.
const notCounted = "oidc"

// askedOIDC takes what was asked out of the session, so that it is answered once; empty
// when there is nothing, or it is too old.
func (r *room) askedOIDC(ctx context.Context) (a oidc.Asked, invitation, theCase string) {
	pop := func(name string) string { return r.sessions.PopString(ctx, "oidc-"+name) }
	a = oidc.Asked{State: pop("state"), Nonce: pop("nonce"), Verifier: pop("verifier")}
	invitation, theCase = pop("invitation"), pop("case")
	at := time.Unix(r.sessions.GetInt64(ctx, "oidc-at"), 0)
	r.sessions.Remove(ctx, "oidc-at")
	if r.options.Now().Sub(at) > halfLasts {
		return oidc.Asked{}, "", theCase
	}
	return a, invitation, theCase
}

// backFromOIDC lets in whoever comes back as somebody who is known here, or binds who
// was invited.
func (r *room) backFromOIDC(w http.ResponseWriter, req *http.Request) {
	if r.Outside == nil {
		http.NotFound(w, req)
		return
	}
	if r.inAnotherLanguage(w, req) {
		return
	}
	ctx := req.Context()
	asked, invitation, theCase := r.askedOIDC(ctx)
	again := loginPage{Case: theCase}
	if r.slowFor(w, req, notCounted, &again) {
		return
	}
	who, err := r.Outside.Finish(ctx, asked, req.URL.Query())
	var me bot.Account
	if err == nil {
		me, err = r.ofOutside(ctx, who, invitation)
	}
	status := http.StatusUnauthorized
	switch {
	case err == nil:
		r.letInSure(w, req, me, again)
		return
	case errors.Is(err, oidc.ErrAway):
		r.options.Log.Warn("the organisation's login", "agency", r.id, "error", err)
		again.Error, status = "oidc_away", http.StatusServiceUnavailable
	case errors.Is(err, oidc.ErrRefused):
		r.options.Log.Warn("the organisation's login", "agency", r.id, "error", err)
		r.failedThere(req)
		again.Error = "oidc_not"
	case errors.Is(err, bot.ErrNotFound):
		r.failedThere(req)
		again.Error, again.Mail = "oidc_unknown", who.Mail
	case errors.Is(err, login.ErrTaken):
		again.Error, again.Mail, status = "oidc_taken", who.Mail, http.StatusConflict
	case errors.Is(err, login.ErrCode):
		again.Error, status = "join_over", http.StatusGone
	default:
		r.away(w, req, err)
		return
	}
	r.loginAgain(w, req, status, again)
}

// ofOutside is the account of somebody who came back: the one that is bound to them, or
// the invited one, which is bound now. bot.ErrNotFound: nobody's, or closed.
func (r *room) ofOutside(ctx context.Context, who oidc.Who, invitation string) (bot.Account, error) {
	all, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return bot.Account{}, err
	}
	if invitation == "" {
		if me := login.Known(all, who.Issuer, who.Subject); me != nil && !me.Disabled {
			return *me, nil
		}
		return bot.Account{}, bot.ErrNotFound
	}
	now := r.options.Now()
	for i := range all {
		if login.InvitedBy(&all[i], invitation, now) {
			return r.Accounts.ChangeAccount(ctx, all[i].Login, func(a *bot.Account) error {
				return login.Bind(a, all, invitation, who.Issuer, who.Subject, now)
			})
		}
	}
	return bot.Account{}, login.ErrCode
}

// failedThere counts an answer that let nobody in.
func (r *room) failedThere(req *http.Request) {
	if err := r.Accounts.Failed(req.Context(), "address:"+client(req)); err != nil {
		r.options.Log.Error("count a failed login", "error", err)
	}
}
