package console

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/alexedwards/scs/v2"

	"passerelle/bot"
	"passerelle/bot/live"
	"passerelle/bot/rights"
	"passerelle/channels/page"
)

type view = *template.Template

// room is one agency's desk.
type room struct {
	Agency
	id, base string
	options  *Options
	sessions *scs.SessionManager

	fetches chan struct{} // what is being fetched of what people sent

	fill func(context.Context) error // of a practice room: invents people; nil elsewhere

	mu      sync.Mutex
	entries map[string]string // token of a once-only link → login
}

func newRoom(id string, a Agency, o *Options) *room {
	// Not scs.New: it starts a store in memory whose cleaner cannot be stopped safely.
	m := &scs.SessionManager{
		Store: a.Sessions, Codec: scs.GobCodec{}, Lifetime: o.limits().Lasts, IdleTimeout: o.limits().Idle,
		Cookie: scs.SessionCookie{Name: "desk-" + id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: o.Secure},
	}
	if a.Live == nil {
		a.Live = live.New(nil, nil) // never begins: pages are as old as their last look
	}
	r := &room{Agency: a, id: id, base: "/console/" + id, options: o, sessions: m, fetches: make(chan struct{}, mostFetch), entries: map[string]string{}}
	m.ErrorFunc = r.away
	return r
}

// name is the agency's name.
func (r *room) name(lang string) string {
	agency := r.Assistant.Book().Agency()
	return agency.Name.In(lang, agency.Languages...)
}

// staffHandler is a handler for somebody who is logged in.
type staffHandler func(w http.ResponseWriter, req *http.Request, me bot.Account)

// only lets those in whose role has a right. Others are led to their own pages.
func (r *room) only(needs rights.Right, next staffHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		me, err := r.whoIs(req.Context())
		switch {
		case errors.Is(err, bot.ErrNotFound):
			r.loginFirst(w, req)
		case err != nil:
			r.away(w, req, err)
		case !rights.May(me.Role, needs):
			http.Redirect(w, req, r.home(me), http.StatusSeeOther)
		default:
			r.looked(req, &me)
			token := r.token(req.Context())
			req = req.WithContext(page.WithToken(req.Context(), token))
			if req.Method == http.MethodPost && !r.sent(w, req, token) {
				r.tooOld(w, req)
				return
			}
			next(w, req, me)
		}
	}
}

// sent reports whether a form comes from a page of this session. One that cannot
// be read stays so: its handler says so in its own way, and does nothing.
func (r *room) sent(w http.ResponseWriter, req *http.Request, token string) bool {
	if r.read(w, req) {
		return page.Sent(req, token)
	}
	req.Form, req.PostForm, req.Body = nil, nil, io.NopCloser(unreadable{})
	return true
}

type unreadable struct{}

func (unreadable) Read([]byte) (int, error) { return 0, errors.New("this form cannot be read") }

// mark is a short digest of anything, to see that it changed.
func mark(v any) string {
	plain, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:8])
}

// show writes a page of the room.
func (r *room) show(w http.ResponseWriter, req *http.Request, name string, status int, f page.Frame) {
	if r.options.Demo {
		f.Band = words.In(f.Lang, "band")
	}
	if r.fill != nil {
		f.Band = words.In(f.Lang, "practice_band")
	}
	f.Path, f.Token = req.URL.Path, page.Token(req.Context())
	if err := page.Show(w, views[name], status, f); err != nil {
		r.options.Log.Warn("show a page of the console", "page", name, "error", err)
	}
}

// awayPage is what away.html shows.
type awayPage struct {
	Path            string
	Old             bool   // the form was older than the session; else storage does not answer
	Do, Claim, Text string // of the form that came to nothing, to be sent again
}

// away says that storage does not answer, and gives back what was typed:
// nothing was changed.
func (r *room) away(w http.ResponseWriter, req *http.Request, err error) {
	r.options.Log.Error("the console's storage does not answer", "error", err)
	lang := page.Language(w, req)
	p := awayPage{Path: req.URL.Path}
	if r.givesBack(req) && r.read(w, req) {
		p.Do, p.Claim, p.Text = req.PostForm.Get("do"), req.PostForm.Get("claim"), req.PostForm.Get("text")
	}
	r.show(w, req, "away.html", http.StatusServiceUnavailable, page.Frame{Lang: lang, Title: words.In(lang, "away_title"), Still: p.Text != "", Page: p})
}

// tooOld says that a form was shown before the session began, such as in another
// tab before the last login; nothing was done, and what was typed is sent again
// with one tap.
func (r *room) tooOld(w http.ResponseWriter, req *http.Request) {
	lang := page.Language(w, req)
	p := awayPage{Path: req.URL.Path, Old: true}
	if r.givesBack(req) {
		p.Do, p.Claim, p.Text = req.PostForm.Get("do"), req.PostForm.Get("claim"), req.PostForm.Get("text")
	}
	r.show(w, req, "away.html", http.StatusForbidden, page.Frame{Lang: lang, Title: words.In(lang, "old_title"), Still: p.Text != "", Page: p})
}

// givesBack reports whether a form may stand on a page once more: not where a
// password may be in it.
func (r *room) givesBack(req *http.Request) bool {
	path := req.URL.Path
	return req.Method == http.MethodPost && !strings.Contains(path, "/login") && !strings.HasSuffix(path, "/me") && !strings.HasSuffix(path, "/staff") && !strings.Contains(path, "/join/")
}
