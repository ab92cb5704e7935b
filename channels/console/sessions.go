package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/login"
)

// limits are when this desk's sessions end by themselves.
func (o *Options) limits() login.Limits {
	l := o.Limits
	if l.Idle <= 0 {
		l.Idle = login.Usual.Idle
	}
	if l.Lasts <= 0 {
		l.Lasts = login.Usual.Lasts
	}
	return l
}

// open begins a session under a new id, and notes it with the account: what is
// not noted there is no session, so that ending it there ends it everywhere.
func (r *room) open(req *http.Request, me bot.Account) error {
	ctx, now := req.Context(), r.options.Now()
	if err := r.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s := bot.OpenSession{ID: rand.Text(), Device: login.Device(req.UserAgent()), Began: now, Last: now}
	was := r.sessions.GetString(ctx, "session")
	_, err := r.Accounts.ChangeAccount(ctx, me.Login, func(a *bot.Account) error {
		login.End(a, was) // whoever logs in again has left what they had in this browser
		login.Open(a, s, r.options.limits())
		return nil
	})
	if err != nil {
		return err
	}
	r.sessions.Remove(ctx, "half")
	r.sessions.Remove(ctx, "token") // a page of whoever was logged in before sends nothing
	r.sessions.Remove(ctx, "secret")
	r.sessions.Remove(ctx, "audit-at") // a reason holds for whoever gave it
	r.sessions.Put(ctx, "login", me.Login)
	r.sessions.Put(ctx, "session", s.ID)
	return nil
}

// token is the session's, which every form of its pages carries.
func (r *room) token(ctx context.Context) string {
	token := r.sessions.GetString(ctx, "token")
	if token == "" {
		token = rand.Text()
		r.sessions.Put(ctx, "token", token)
	}
	return token
}

// whoIs returns the account of the session, bot.ErrNotFound when nobody is
// logged in, the account is closed, or the session was ended or is over.
func (r *room) whoIs(ctx context.Context) (bot.Account, error) {
	name := r.sessions.GetString(ctx, "login")
	if name == "" {
		return bot.Account{}, bot.ErrNotFound
	}
	me, err := r.Accounts.Account(ctx, name)
	if err != nil {
		return me, err
	}
	if _, ok := login.Find(&me, r.sessions.GetString(ctx, "session"), r.options.limits(), r.options.Now()); !ok {
		return bot.Account{}, bot.ErrNotFound
	}
	return me, nil
}

// looked notes now and then that the session is in use. A page that only keeps
// itself fresh uses nothing.
func (r *room) looked(req *http.Request, me *bot.Account) {
	ctx, now := req.Context(), r.options.Now()
	id := r.sessions.GetString(ctx, "session")
	s, _ := login.Find(me, id, r.options.limits(), now)
	if strings.HasSuffix(req.URL.Path, "/live") || now.Sub(s.Last) < login.Fresh {
		return
	}
	if _, err := r.Accounts.ChangeAccount(ctx, me.Login, func(a *bot.Account) error { login.Look(a, id, now); return nil }); err != nil {
		r.options.Log.Warn("note that a session is in use", "error", err)
	}
}

// logout ends the session, here and with the account.
func (r *room) logout(w http.ResponseWriter, req *http.Request) {
	ctx := req.Context()
	name, id := r.sessions.GetString(ctx, "login"), r.sessions.GetString(ctx, "session")
	if name != "" {
		if _, err := r.Accounts.ChangeAccount(ctx, name, func(a *bot.Account) error { login.End(a, id); return nil }); err != nil {
			r.options.Log.Warn("note that a session ended", "error", err)
		}
	}
	if err := r.sessions.Destroy(ctx); err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/login", http.StatusSeeOther)
}

// openShown is a session as its owner reads it.
type openShown struct {
	ID, Device, Began, Last string
	This                    bool
}

// openSessions are somebody's own, for nobody else to read: the last one used first.
func (r *room) openSessions(ctx context.Context, me *bot.Account) (list []openShown) {
	const form = "02.01.2006 15:04"
	here := func(t time.Time) string { return t.In(r.zone()).Format(form) }
	id, now := r.sessions.GetString(ctx, "session"), r.options.Now()
	for _, s := range me.Open {
		if _, ok := login.Find(me, s.ID, r.options.limits(), now); ok {
			list = append([]openShown{{s.ID, s.Device, here(s.Began), here(s.Last), s.ID == id}}, list...)
		}
	}
	return list
}

// endSessions ends one session or all others, as the form says.
func (r *room) endSessions(w http.ResponseWriter, req *http.Request, me bot.Account) {
	ctx := req.Context()
	id, which := r.sessions.GetString(ctx, "session"), req.PostForm.Get("which")
	_, err := r.Accounts.ChangeAccount(ctx, me.Login, func(a *bot.Account) error {
		if req.PostForm.Get("do") == "others" {
			login.EndOthers(a, id)
		} else {
			login.End(a, which)
		}
		return nil
	})
	if err != nil {
		r.away(w, req, err)
		return
	}
	http.Redirect(w, req, r.base+"/me#sessions", http.StatusSeeOther)
}
