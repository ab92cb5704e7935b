package console

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/channels/page"
)

// answerField holds what a browser says of a passkey.
const answerField = "answer"

// origin is the address to which this desk's passkeys are bound: the public one, or
// this machine's own name where there is none. "" where nothing can be bound.
func (r *room) origin(req *http.Request) string {
	switch {
	case r.options.Public != "":
		return r.options.Public
	case here(req.Host):
		return "http://" + req.Host
	}
	return ""
}

// site is where this desk's passkeys are good, nil where there can be none.
func (r *room) site(req *http.Request) *login.Site {
	s, err := login.NewSite(r.origin(req), r.name(page.Languages[0]))
	if err != nil {
		return nil
	}
	return s
}

// passkeys is the address at which a page may offer passkeys; "" for none.
func (r *room) passkeys(req *http.Request) string {
	if r.site(req) == nil {
		return ""
	}
	return r.origin(req)
}

// asks keeps a question with the session of whoever was asked, and sends the options
// to their browser. Who is nobody yet keeps a session just for it, and not for long:
// whoever asks for thousands fills nothing.
func (r *room) asks(w http.ResponseWriter, req *http.Request, about string, options, question []byte) {
	ctx, now := req.Context(), r.options.Now()
	if r.sessions.GetString(ctx, "login") == "" {
		r.sessions.SetDeadline(ctx, time.Now().Add(halfLasts))
	}
	r.sessions.Put(ctx, "question", question)
	r.sessions.Put(ctx, "question-about", about)
	r.sessions.Put(ctx, "question-at", now.Unix())
	w.Header().Set("Content-Type", "application/json")
	if _, err := w.Write(options); err != nil {
		r.options.Log.Warn("ask for a passkey", "error", err)
	}
}

// asked takes the question out of the session, so that it is answered once; nil when
// there is none about that, or it is too old.
func (r *room) asked(ctx context.Context, about string) []byte {
	question, was := r.sessions.PopBytes(ctx, "question"), r.sessions.PopString(ctx, "question-about")
	if was != about || r.options.Now().Sub(time.Unix(r.sessions.GetInt64(ctx, "question-at"), 0)) > halfLasts {
		return nil
	}
	return question
}

// askPasskey asks for any passkey of this desk.
func (r *room) askPasskey(w http.ResponseWriter, req *http.Request) {
	s := r.site(req)
	if s == nil {
		http.NotFound(w, req)
		return
	}
	options, question, err := s.Ask()
	if err != nil {
		r.away(w, req, err)
		return
	}
	r.asks(w, req, "login", options, question)
}

// passkeyLogin lets in whoever answers with a passkey: that is both steps at once.
func (r *room) passkeyLogin(w http.ResponseWriter, req *http.Request) {
	if !r.read(w, req) {
		r.loginAgain(w, req, http.StatusBadRequest, loginPage{Error: "bad_form"})
		return
	}
	again := loginPage{Case: req.PostForm.Get("case"), Text: req.PostForm.Get("text"), Whose: req.PostForm.Get("whose")}
	me, err := r.prove(req, "")
	switch {
	case errors.Is(err, login.ErrPasskey):
		again.Error = "passkey_wrong"
		r.loginAgain(w, req, http.StatusUnauthorized, again)
	case err != nil:
		r.away(w, req, err)
	default:
		r.letInSure(w, req, me, again)
	}
}

// prove takes the answer of a form and returns whose it is: name's, or anybody's when
// it is "". login.ErrPasskey: nobody's.
func (r *room) prove(req *http.Request, name string) (bot.Account, error) {
	ctx, answer := req.Context(), []byte(req.PostForm.Get(answerField))
	s, question := r.site(req), r.asked(ctx, "login")
	if s == nil || question == nil {
		return bot.Account{}, login.ErrPasskey
	}
	handle, err := login.Whose(answer)
	if err != nil {
		return bot.Account{}, err
	}
	all, err := r.Accounts.Accounts(ctx)
	if err != nil {
		return bot.Account{}, err
	}
	for _, a := range all {
		if !bytes.Equal(a.Handle, handle) || name != "" && a.Login != name {
			continue
		}
		me, err := r.Accounts.ChangeAccount(ctx, a.Login, func(a *bot.Account) error { return s.Prove(a, question, answer, r.options.Now()) })
		if errors.Is(err, bot.ErrNotFound) {
			err = login.ErrPasskey
		}
		return me, err
	}
	return bot.Account{}, login.ErrPasskey
}

// isSure notes that whoever has the session just proved who they are by more than a
// password.
func (r *room) isSure(ctx context.Context) {
	r.sessions.Put(ctx, "sure-at", r.options.Now().Unix())
}

// surely reports whether they proved it a short while ago.
func (r *room) surely(ctx context.Context) bool {
	return r.options.Now().Sub(time.Unix(r.sessions.GetInt64(ctx, "sure-at"), 0)) <= halfLasts
}
