package console

import (
	"errors"
	"net/http"

	"passerelle/bot"
	"passerelle/bot/login"
	"passerelle/channels/page"
)

// passkeyShown is a passkey as its owner reads it.
type passkeyShown struct{ ID, Name, Added, Last string }

func (r *room) ownPasskeys(me *bot.Account) (list []passkeyShown) {
	const form = "02.01.2006"
	for _, p := range me.Passkeys {
		s := passkeyShown{ID: p.ID, Name: p.Name, Added: p.Added.In(r.zone()).Format(form)}
		if !p.Last.IsZero() {
			s.Last = p.Last.In(r.zone()).Format(form)
		}
		list = append(list, s)
	}
	return list
}

// offerPasskey begins to add a passkey. The browser's script asks, so that what is
// wrong is said in words and not by a page.
func (r *room) offerPasskey(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang, s := page.Language(w, req), r.site(req)
	if s == nil || !r.read(w, req) {
		http.NotFound(w, req)
		return
	}
	problem, status, err := r.unsure(req, &me)
	if err != nil {
		r.away(w, req, err)
		return
	}
	options, question, err := s.Offer(&me)
	if errors.Is(err, login.ErrMany) && problem == "" {
		problem, status = "passkey_many", http.StatusUnprocessableEntity
	}
	switch {
	case problem != "":
		http.Error(w, words.In(lang, problem), status)
	case err != nil:
		r.away(w, req, err)
	default:
		r.asks(w, req, "add "+me.Login, options, question)
	}
}

// addPasskey keeps the passkey that was offered to whoever was sure then.
func (r *room) addPasskey(w http.ResponseWriter, req *http.Request, me bot.Account) {
	s, question, answer := r.site(req), r.asked(req.Context(), "add "+me.Login), []byte(req.PostForm.Get(answerField))
	name := req.PostForm.Get("name")
	r.keepMe(w, req, me, "passkey_is_on", "passkey_not", func(a *bot.Account) error {
		if s == nil || question == nil {
			return login.ErrPasskey
		}
		return s.Add(a, question, answer, name, r.options.Now())
	})
}

// confirmMe takes a passkey in place of the password, for a short while.
func (r *room) confirmMe(w http.ResponseWriter, req *http.Request, me bot.Account) {
	switch _, err := r.prove(req, me.Login); {
	case errors.Is(err, login.ErrPasskey):
		r.meAgain(w, req, me, http.StatusUnprocessableEntity, "passkey_wrong", "")
	case err != nil:
		r.away(w, req, err)
	default:
		r.isSure(req.Context())
		http.Redirect(w, req, r.base+"/me#passkeys", http.StatusSeeOther)
	}
}

// removePasskey takes a passkey away, while another way is left.
func (r *room) removePasskey(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.sure(w, req, &me) {
		return
	}
	id := req.PostForm.Get("remove")
	r.keepMe(w, req, me, "passkey_is_off", "passkey_last", func(a *bot.Account) error { return login.Remove(a, id) })
}

// keepMe keeps a change of one's own account, and says that it is done, or what the
// problem is when the change refuses.
func (r *room) keepMe(w http.ResponseWriter, req *http.Request, me bot.Account, done, problem string, change func(*bot.Account) error) {
	var refused error
	kept, err := r.Accounts.ChangeAccount(req.Context(), me.Login, func(a *bot.Account) error { refused = change(a); return refused })
	switch {
	case refused != nil:
		r.meAgain(w, req, me, http.StatusUnprocessableEntity, problem, "")
	case err != nil:
		r.away(w, req, err)
	default:
		r.meAgain(w, req, kept, http.StatusOK, "", done)
	}
}

// meAgain shows one's own page with what came of a form.
func (r *room) meAgain(w http.ResponseWriter, req *http.Request, me bot.Account, status int, problem, done string) {
	lang := page.Language(w, req)
	p := r.mePage(req, lang, &me)
	p.Secret, p.Problem, p.Done = r.pending(req.Context()), problem, done
	r.me(w, req, lang, status, p)
}
