package console

import (
	"errors"
	"net/http"
	"strings"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/bot/rights"
	"passerelle/channels/page"
)

// staffPage is what staff.html shows. It has no password, and no word about what
// somebody does or when.
type staffPage struct {
	Agency, Base, Me string
	Staff            []bot.Account
	Roles            []string
	Link             string // of an invitation, shown once
	For              string // whose it is
	Problem, Done    string // keys of the words
	Login, Name      string // as they were typed
}

func (r *room) showStaff(w http.ResponseWriter, req *http.Request, me bot.Account) {
	r.staffAgain(w, req, me, http.StatusOK, staffPage{})
}

func (r *room) staffAgain(w http.ResponseWriter, req *http.Request, me bot.Account, status int, p staffPage) {
	lang := page.Language(w, req)
	all, err := r.Accounts.Accounts(req.Context())
	if err != nil {
		r.away(w, req, err)
		return
	}
	p.Agency, p.Base, p.Me, p.Staff, p.Roles = r.name(lang), r.base, me.Login, all, rights.Roles
	r.show(w, req, "staff.html", status, page.Frame{Lang: lang, Title: words.In(lang, "staff_title"), Still: p.Link != "", Page: p})
}

// errSelf keeps whoever looks after accounts from locking themselves out.
var errSelf = errors.New("not one's own account")

// staffActs are what the audit calls the forms of the page.
var staffActs = map[string]bot.AuditKind{"disable": bot.AuditDisabled, "reset": bot.AuditReset, "second": bot.AuditSecond}

// changeStaff does what a form of the page says.
func (r *room) changeStaff(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		r.staffAgain(w, req, me, http.StatusBadRequest, staffPage{Problem: "bad_form"})
		return
	}
	ctx, do, who := req.Context(), req.PostForm.Get("do"), req.PostForm.Get("who")
	if do == "invite" {
		r.invite(w, req, me)
		return
	}
	p := staffPage{Done: "staff_done"}
	var token string
	_, err := r.Accounts.ChangeAccount(ctx, who, func(a *bot.Account) error {
		switch {
		case a.Login == me.Login:
			return errSelf
		case do == "disable":
			a.Disabled, a.Open, a.Invited = true, nil, nil
		case do == "reset":
			token = login.Invite(a, r.options.Now())
		case do == "second":
			a.Second, a.Open = nil, nil
		}
		return nil
	})
	switch {
	case errors.Is(err, errSelf):
		r.staffAgain(w, req, me, http.StatusUnprocessableEntity, staffPage{Problem: "staff_self"})
		return
	case errors.Is(err, bot.ErrNotFound):
		r.staffAgain(w, req, me, http.StatusNotFound, staffPage{Problem: "bad_form"})
		return
	case err != nil:
		r.away(w, req, err)
		return
	}
	r.auditDone(ctx, me, staffActs[do], who)
	if token != "" {
		p.For, p.Link = who, r.link(req, token)
	}
	r.staffAgain(w, req, me, http.StatusOK, p)
}

// invite adds an account without a password, and shows the link that sets one.
func (r *room) invite(w http.ResponseWriter, req *http.Request, me bot.Account) {
	form := req.PostForm
	a := bot.Account{Login: strings.ToLower(strings.TrimSpace(form.Get("login"))), Name: strings.TrimSpace(form.Get("name")), Role: form.Get("role")}
	again := staffPage{Login: a.Login, Name: a.Name}
	_, err := r.Accounts.Account(req.Context(), a.Login)
	switch {
	case !login.Name.MatchString(a.Login) || a.Name == "" || len(a.Name) > 100 || !rights.Known(a.Role):
		again.Problem = "staff_wrong"
	case err == nil:
		again.Problem = "staff_there"
	case !errors.Is(err, bot.ErrNotFound):
		r.away(w, req, err)
		return
	}
	if again.Problem != "" {
		r.staffAgain(w, req, me, http.StatusUnprocessableEntity, again)
		return
	}
	token := login.Invite(&a, r.options.Now())
	if err := r.Accounts.SaveAccount(req.Context(), a); err != nil {
		r.away(w, req, err)
		return
	}
	r.auditDone(req.Context(), me, bot.AuditInvited, a.Login)
	r.staffAgain(w, req, me, http.StatusOK, staffPage{Done: "staff_done", For: a.Login, Link: r.link(req, token)})
}

// link is an invitation's address, as the one who invites sees this desk.
func (r *room) link(req *http.Request, token string) string {
	scheme := "http"
	if r.options.Secure {
		scheme = "https"
	}
	return scheme + "://" + req.Host + r.base + "/join/" + token
}
