package console

import (
	"context"
	"errors"
	"math"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"passerelle/bot"
	"passerelle/bot/rights"
	"passerelle/channels/page"
)

// A login is slowed after this many failures: one second, two, four … up to
// the longest.
const (
	freeFailures = 5
	mostFailures = 40 // from one address, before all accounts are slowed there
	longestWait  = 15 * time.Minute
)

// mostForm bounds a form, in bytes.
const mostForm = 256 << 10

// loginPage is what login.html shows.
type loginPage struct {
	Agency, Base, Login, Error string
	Wait                       string
	Demo                       bool
	Case                       string // where the login leads back to; "" for the queue
	Text                       string // what was being written there when the session ended
	Whose                      string // the mark of who wrote it: nobody else gets it
	Second                     bool   // the password was right, and the code is asked for
	Outside                    string // the address of the organisation's login; "" for none
	Mail                       string // the address that somebody has there, who is nobody's here
	Passkey                    string // the address at which a passkey may be asked for; "" for none
}

// caseName is what a case's id may look like; another one leads to the queue.
var caseName = regexp.MustCompile(`^[A-Za-z0-9]{1,64}$`)

func (r *room) showLogin(w http.ResponseWriter, req *http.Request) {
	r.loginAgain(w, req, http.StatusOK, loginPage{Case: req.URL.Query().Get("case")})
}

func (r *room) loginAgain(w http.ResponseWriter, req *http.Request, status int, p loginPage) {
	lang := page.Language(w, req)
	p.Agency, p.Base, p.Demo, p.Passkey, p.Outside = r.name(lang), r.base, r.options.Demo, r.passkeys(req), r.outside(oidcPath)
	if !caseName.MatchString(p.Case) {
		p.Case = ""
	}
	r.show(w, req, "login.html", status, page.Frame{Lang: lang, Title: words.In(lang, "login"), Still: p.Text != "", Page: p})
}

// loginFirst asks who is there before anything is shown or done. What was being
// written when the session ended goes along in the form, never in an address.
func (r *room) loginFirst(w http.ResponseWriter, req *http.Request) {
	id := req.PathValue("id")
	if r.fill != nil {
		http.Redirect(w, req, "/console/"+r.id+"/login", http.StatusSeeOther)
		return
	}
	if req.Method == http.MethodPost && r.read(w, req) {
		if typed := strings.TrimSpace(req.PostForm.Get("text")); typed != "" {
			p := loginPage{Error: "session_ended", Case: id, Text: typed, Whose: req.PostForm.Get("whose")}
			r.loginAgain(w, req, http.StatusUnauthorized, p)
			return
		}
	}
	http.Redirect(w, req, r.base+"/login"+either(id == "", "", "?case="+url.QueryEscape(id)), http.StatusSeeOther)
}

func (r *room) login(w http.ResponseWriter, req *http.Request) {
	if !r.read(w, req) {
		r.loginAgain(w, req, http.StatusBadRequest, loginPage{Error: "bad_form"})
		return
	}
	ctx, name := req.Context(), strings.ToLower(strings.TrimSpace(req.PostForm.Get("login")))
	again := loginPage{Login: name, Case: req.PostForm.Get("case"), Text: req.PostForm.Get("text"), Whose: req.PostForm.Get("whose")}
	if r.slow(w, req, name, &again) {
		return
	}
	me, err := r.check(ctx, name, req.PostForm.Get("password"))
	switch {
	case errors.Is(err, bot.ErrNotFound):
		r.failed(req, name)
		again.Error = "login_wrong"
		r.loginAgain(w, req, http.StatusUnauthorized, again)
	case err != nil:
		r.away(w, req, err)
	case me.Second != nil:
		r.askSecond(w, req, me, again)
	default:
		r.forgive(ctx, name)
		r.letIn(w, req, me, again)
	}
}

// slow answers, and reports true, when somebody has to wait after failures.
func (r *room) slow(w http.ResponseWriter, req *http.Request, name string, again *loginPage) bool {
	return r.slowFor(w, req, "account:"+name, again)
}

// slowFor is slow by another name than an account's.
func (r *room) slowFor(w http.ResponseWriter, req *http.Request, name string, again *loginPage) bool {
	wait, err := r.mustWait(req.Context(), name, "address:"+client(req))
	if err != nil {
		r.away(w, req, err)
		return true
	}
	if wait <= 0 {
		return false
	}
	seconds := int(math.Ceil(wait.Seconds()))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	again.Error, again.Wait = "login_wait", strconv.Itoa(seconds)
	r.loginAgain(w, req, http.StatusTooManyRequests, *again)
	return true
}

// failed counts a password or a code that was wrong.
func (r *room) failed(req *http.Request, name string) {
	if err := r.Accounts.Failed(req.Context(), "account:"+name, "address:"+client(req)); err != nil {
		r.options.Log.Error("count a failed login", "error", err)
	}
}

// forgive forgets failures once the whole login came right: a known password
// alone must not buy any number of guesses at the code.
func (r *room) forgive(ctx context.Context, name string) {
	if err := r.Accounts.Forgive(ctx, "account:"+name); err != nil {
		r.options.Log.Error("forget failed logins", "error", err)
	}
}

// mustWait returns how long the next try has to wait after earlier failures.
//
// An account is slowed by its own failures. An address is slowed by all that
// came from it, but somebody who did not fail is not made to wait for a
// colleague at the next desk who did: that leaves whoever guesses one free try
// an hour at each account. After mostFailures from one address everybody there
// waits, and a right password never clears an address, or one known password
// would buy any number of guesses.
func (r *room) mustWait(ctx context.Context, account, address string) (time.Duration, error) {
	own, ownLast, err := r.Accounts.Failures(ctx, account)
	if err != nil {
		return 0, err
	}
	all, allLast, err := r.Accounts.Failures(ctx, address)
	if err != nil {
		return 0, err
	}
	wait := r.slowed(own, ownLast)
	if own > 0 || all >= mostFailures {
		wait = max(wait, r.slowed(all, allLast))
	}
	return wait, nil
}

// slowed is the pause that so many failures bring, as much of it as is left.
func (r *room) slowed(count int, last time.Time) time.Duration {
	if count < freeFailures {
		return 0
	}
	pause := longestWait
	if n := count - freeFailures; n < 10 {
		pause = min(pause, time.Second<<n)
	}
	return max(0, pause-r.options.Now().Sub(last))
}

// letInSure lets in somebody who proved who they are by more than a password.
func (r *room) letInSure(w http.ResponseWriter, req *http.Request, me bot.Account, from loginPage) {
	r.isSure(req.Context())
	r.goIn(w, req, me, from)
}

// letIn lets in somebody who knew a password, or had a link.
func (r *room) letIn(w http.ResponseWriter, req *http.Request, me bot.Account, from loginPage) {
	r.sessions.Remove(req.Context(), "sure-at")
	r.goIn(w, req, me, from)
}

// goIn begins a session, and leads back to where the last one ended.
func (r *room) goIn(w http.ResponseWriter, req *http.Request, me bot.Account, from loginPage) {
	page.Language(w, req) // remembers ?lang
	err := r.audit(req.Context(), me, bot.AuditLogin, "")
	if err == nil {
		err = r.open(req, me)
	}
	if err != nil {
		r.away(w, req, err)
		return
	}
	switch {
	case !rights.May(me.Role, rights.CaseRead) || !caseName.MatchString(from.Case):
		http.Redirect(w, req, r.home(me), http.StatusSeeOther)
	case from.Text != "" && from.Whose == mark(me.Login):
		r.noted(w, req, from.Case, tray{Code: "session_back", Text: from.Text})
	default:
		http.Redirect(w, req, r.base+"/case/"+from.Case, http.StatusSeeOther)
	}
}

// client is the address that a request comes from. A proxy on this machine
// says whom it speaks for; nobody else is believed.
func client(req *http.Request) string {
	host, _, err := net.SplitHostPort(req.RemoteAddr)
	if err != nil {
		return req.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		hops := strings.Split(req.Header.Get("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(hops[len(hops)-1]); last != "" {
			return last
		}
	}
	return host
}
