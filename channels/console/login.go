package console

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"

	"passerelle/bot"
	"passerelle/channels/page"
)

// A login is slowed after this many failures: one second, two, four … up to
// the longest.
const (
	freeFailures = 5
	longestWait  = 15 * time.Minute
)

// mostForm bounds a form, in bytes.
const mostForm = 64 << 10

// shortestPassword is in characters; bcrypt reads no more than longestPassword bytes.
const (
	shortestPassword = 10
	longestPassword  = 72
)

// HashPassword makes the hash that an account keeps. Its error says what is
// wrong with the password.
func HashPassword(password string) ([]byte, error) {
	if len([]rune(password)) < shortestPassword {
		return nil, fmt.Errorf("a password has at least %d characters: three words that do not belong together are good", shortestPassword)
	}
	if len(password) > longestPassword {
		return nil, fmt.Errorf("a password has at most %d bytes", longestPassword)
	}
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
}

// nobody is compared with when there is no such account, so that the answer
// takes as long.
var nobody = sync.OnceValue(func() []byte {
	hash, err := bcrypt.GenerateFromPassword([]byte("no such account"), bcrypt.DefaultCost)
	if err != nil {
		panic(err) // the password above is short enough
	}
	return hash
})

// comparing lets few passwords be compared at once: that costs much, and
// people who write wait for the same processor.
var comparing = make(chan struct{}, 2)

func fits(hash []byte, password string) bool {
	comparing <- struct{}{}
	defer func() { <-comparing }()
	return bcrypt.CompareHashAndPassword(hash, []byte(password)) == nil
}

// loginPage is what login.html shows.
type loginPage struct {
	Agency, Login, Error string
	Wait                 string
}

func (r *room) showLogin(w http.ResponseWriter, req *http.Request) {
	r.loginAgain(w, req, http.StatusOK, loginPage{})
}

func (r *room) loginAgain(w http.ResponseWriter, req *http.Request, status int, p loginPage) {
	lang := page.Language(w, req)
	p.Agency = r.name(lang)
	r.show(w, req, "login.html", status, page.Frame{Lang: lang, Title: words.In(lang, "login"), Page: p})
}

func (r *room) login(w http.ResponseWriter, req *http.Request) {
	req.Body = http.MaxBytesReader(w, req.Body, mostForm)
	if err := req.ParseForm(); err != nil {
		r.loginAgain(w, req, http.StatusBadRequest, loginPage{Error: "bad_form"})
		return
	}
	ctx, login := req.Context(), strings.ToLower(strings.TrimSpace(req.PostForm.Get("login")))
	account, address := "account:"+login, "address:"+client(req)
	wait, err := r.mustWait(ctx, account, address)
	if err != nil {
		away(w, req, r.options, err)
		return
	}
	if wait > 0 {
		seconds := int(math.Ceil(wait.Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(seconds))
		r.loginAgain(w, req, http.StatusTooManyRequests, loginPage{Login: login, Error: "login_wait", Wait: strconv.Itoa(seconds)})
		return
	}
	me, err := r.check(ctx, login, req.PostForm.Get("password"))
	switch {
	case errors.Is(err, bot.ErrNotFound):
		if err := r.Accounts.Failed(ctx, account, address); err != nil {
			r.options.Log.Error("count a failed login", "error", err)
		}
		r.loginAgain(w, req, http.StatusUnauthorized, loginPage{Login: login, Error: "login_wrong"})
		return
	case err != nil:
		away(w, req, r.options, err)
		return
	}
	if err := r.Accounts.Forgive(ctx, account); err != nil {
		r.options.Log.Error("forget failed logins", "error", err)
	}
	r.letIn(w, req, me)
}

// check returns the account, bot.ErrNotFound when login and password do not fit.
func (r *room) check(ctx context.Context, login, password string) (bot.Account, error) {
	me, err := r.Accounts.Account(ctx, login)
	if errors.Is(err, bot.ErrNotFound) {
		fits(nobody(), password)
		return me, bot.ErrNotFound
	}
	if err != nil {
		return me, err
	}
	if !fits(me.Hash, password) || me.Disabled || me.Role != bot.RoleCounsellor {
		return bot.Account{}, bot.ErrNotFound
	}
	return me, nil
}

// mustWait returns how long the next try has to wait after earlier failures.
func (r *room) mustWait(ctx context.Context, names ...string) (time.Duration, error) {
	count, last, err := r.Accounts.Failures(ctx, names...)
	if err != nil || count < freeFailures {
		return 0, err
	}
	pause := longestWait
	if n := count - freeFailures; n < 10 {
		pause = min(pause, time.Second<<n)
	}
	return max(0, pause-r.options.Now().Sub(last)), nil
}

func (r *room) letIn(w http.ResponseWriter, req *http.Request, me bot.Account) {
	ctx := req.Context()
	page.Language(w, req) // remembers ?lang
	if err := r.sessions.RenewToken(ctx); err != nil {
		away(w, req, r.options, err)
		return
	}
	r.sessions.Put(ctx, "login", me.Login)
	r.sessions.Put(ctx, "mark", mark(me.Hash))
	http.Redirect(w, req, r.base+"/", http.StatusSeeOther)
}

func (r *room) logout(w http.ResponseWriter, req *http.Request) {
	if err := r.sessions.Destroy(req.Context()); err != nil {
		away(w, req, r.options, err)
		return
	}
	http.Redirect(w, req, r.base+"/login", http.StatusSeeOther)
}

// entry makes a link that works once.
func (r *room) entry(login string) string {
	token := rand.Text()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries[token] = login
	return r.base + "/enter/" + token
}

func (r *room) enter(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	login, known := r.entries[req.PathValue("token")]
	delete(r.entries, req.PathValue("token"))
	r.mu.Unlock()
	if !known {
		r.loginAgain(w, req, http.StatusGone, loginPage{Error: "entry_used"})
		return
	}
	me, err := r.Accounts.Account(req.Context(), login)
	if err != nil {
		away(w, req, r.options, err)
		return
	}
	r.letIn(w, req, me)
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
