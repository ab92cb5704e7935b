package console

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/channels/page"
)

// mostWhy bounds why somebody is kept away, in characters.
const mostWhy = 300

// guardPage is what guard.html shows to a lead: the open cases, who may have
// them, and nothing in them.
type guardPage struct {
	Agency, Base string
	Cases        []guardedCase
	Done         bool
}

type guardedCase struct {
	ID, Since string
	With      string // the name of the one who has it
	Staff     []guardedStaff
	NotWith   []unwanted
	Only      bool // it is for some alone
}

type guardedStaff struct {
	Login, Name string
	On          bool
}

// unwanted is somebody whom the person does not want, and why; "" for what was
// not said.
type unwanted struct{ Name, Why string }

func (r *room) showGuard(w http.ResponseWriter, req *http.Request, me bot.Account) {
	lang := page.Language(w, req)
	p := guardPage{Agency: r.name(lang), Base: r.base, Done: req.URL.Query().Has("done")}
	list, err := r.Assistant.Guarded(req.Context())
	var accounts []bot.Account
	if err == nil {
		accounts, err = r.Accounts.Accounts(req.Context())
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	d := r.describer(lang, me, accounts)
	for i := range list {
		p.Cases = append(p.Cases, d.guarded(&list[i], colleagues(accounts, "")))
	}
	r.show(w, req, "guard.html", http.StatusOK, page.Frame{Lang: lang, Title: words.In(lang, "guard"), Page: p})
}

func (d *describer) guarded(g *assistant.Guarded, staff []colleague) guardedCase {
	s := guardedCase{ID: g.Case.ID, Since: d.moment(g.Case.Requested), With: d.names[g.Case.Staff], Only: len(g.Case.Only) > 0}
	for _, c := range staff {
		s.Staff = append(s.Staff, guardedStaff{c.Login, c.Name, slices.Contains(g.Case.Only, c.Login)})
	}
	for _, login := range g.Case.NotWith {
		s.NotWith = append(s.NotWith, unwanted{d.names[login], g.Why[login]})
	}
	return s
}

// guard gives a case to those who are ticked alone; to everybody where nobody is.
func (r *room) guard(w http.ResponseWriter, req *http.Request, me bot.Account) {
	if !r.read(w, req) {
		http.Error(w, "400", http.StatusBadRequest)
		return
	}
	for _, login := range req.PostForm["only"] {
		if !r.isColleague(req.Context(), login) {
			http.Error(w, "400", http.StatusBadRequest)
			return
		}
	}
	err := r.Assistant.Restrict(req.Context(), req.PostForm.Get("case"), req.PostForm["only"], me)
	var refused *assistant.Refused
	switch {
	case errors.Is(err, bot.ErrNotFound) || errors.As(err, &refused): // it is over
		http.Redirect(w, req, r.base+"/guard", http.StatusSeeOther)
	case err != nil:
		r.away(w, req, err)
	default:
		http.Redirect(w, req, r.base+"/guard?done", http.StatusSeeOther)
	}
}

// isColleague reports whether a login is a counsellor of this agency.
func (r *room) isColleague(ctx context.Context, login string) bool {
	accounts, err := r.Accounts.Accounts(ctx)
	return err == nil && slices.ContainsFunc(colleagues(accounts, ""), func(c colleague) bool { return c.Login == login })
}
