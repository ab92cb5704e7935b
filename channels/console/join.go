package console

import (
	"context"
	"errors"
	"net/http"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/channels/page"
)

// joinPage is what join.html shows.
type joinPage struct {
	Agency, Base, Token, Login, Problem string
	Outside                             string // where the organisation's account may be chosen; "" for none
	Passkey                             string // the address at which a passkey may be chosen; "" for none
	Device                              string // what it is called
}

// invited is whose invitation a token is; bot.ErrNotFound when it is nobody's any more.
func (r *room) invited(ctx context.Context, token string) (bot.Account, error) {
	all, err := r.Accounts.Accounts(ctx)
	for _, a := range all {
		if login.Invited(&a, token, r.options.Now()) {
			return a, nil
		}
	}
	return bot.Account{}, errors.Join(err, bot.ErrNotFound)
}

// join lets somebody invited choose a passkey or a password, and leads to the login.
func (r *room) join(w http.ResponseWriter, req *http.Request) {
	token := req.PathValue("token")
	a, err := r.invited(req.Context(), token)
	if err != nil {
		r.loginAgain(w, req, http.StatusGone, loginPage{Error: "join_over"})
		return
	}
	if req.Method != http.MethodPost {
		r.joinAgain(w, req, a, http.StatusOK, "")
		return
	}
	problem := "bad_form"
	if r.read(w, req) {
		problem, err = r.chosen(req, a, token)
	}
	switch {
	case errors.Is(err, login.ErrCode):
		r.loginAgain(w, req, http.StatusGone, loginPage{Error: "join_over"})
	case err != nil:
		r.away(w, req, err)
	case problem != "":
		r.joinAgain(w, req, a, http.StatusUnprocessableEntity, problem)
	default:
		http.Redirect(w, req, r.base+"/login", http.StatusSeeOther)
	}
}

func (r *room) joinAgain(w http.ResponseWriter, req *http.Request, a bot.Account, status int, problem string) {
	lang := page.Language(w, req)
	p := joinPage{Agency: r.name(lang), Base: r.base, Token: req.PathValue("token"), Login: a.Login, Problem: problem, Outside: r.outside("/join/" + req.PathValue("token") + oidcPath), Passkey: r.passkeys(req), Device: login.Device(req.UserAgent())}
	r.show(w, req, "join.html", status, page.Frame{Lang: lang, Title: words.In(lang, "join_title"), Page: p})
}

// chosen keeps what somebody invited chose. problem is a key of the words; the error is
// login.ErrCode when the invitation is not good any more.
func (r *room) chosen(req *http.Request, a bot.Account, token string) (problem string, err error) {
	ctx, now := req.Context(), r.options.Now()
	if answer := req.PostForm.Get(answerField); answer != "" {
		s, question := r.site(req), r.asked(ctx, "join "+a.Login)
		if s == nil || question == nil {
			return "passkey_not", nil
		}
		_, err := r.Accounts.ChangeAccount(ctx, a.Login, func(a *bot.Account) error {
			if err := login.Join(a, token, nil, now); err != nil {
				return err
			}
			return s.Add(a, question, []byte(answer), req.PostForm.Get("name"), now)
		})
		if errors.Is(err, login.ErrPasskey) || errors.Is(err, login.ErrMany) {
			return "passkey_not", nil
		}
		return "", err
	}
	hash, err := login.Hash(req.PostForm.Get("password"))
	if err != nil {
		return "join_short", nil
	}
	_, err = r.Accounts.ChangeAccount(ctx, a.Login, func(a *bot.Account) error { return login.Join(a, token, hash, now) })
	return "", err
}

// joinOffer begins to make a passkey for somebody invited.
func (r *room) joinOffer(w http.ResponseWriter, req *http.Request) {
	a, err := r.invited(req.Context(), req.PathValue("token"))
	s := r.site(req)
	if err != nil || s == nil {
		http.Error(w, words.In(page.Language(w, req), "join_over"), http.StatusGone)
		return
	}
	options, question, err := s.Offer(&a)
	if err != nil {
		r.away(w, req, err)
		return
	}
	r.asks(w, req, "join "+a.Login, options, question)
}
