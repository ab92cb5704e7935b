package console

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/live"
	"passerelle/channels/page"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
	"passerelle/store/storetest"
)

const password = "three words apart"

// place is a console with one agency, two counsellors, an author and a person who waits.
type place struct {
	*httptest.Server
	console *Console
	desk    *assistant.Assistant
	store   *store.Store
	hub     *live.Hub
	ahead   time.Duration // of the clock
	count   int           // of messages
	sent    provider      // of what people send that is not text
}

func newPlace(t testing.TB) *place {
	t.Helper()
	var hubs sync.WaitGroup
	t.Cleanup(hubs.Wait) // after the storage is gone, which ends what they wait for
	ctx := context.Background()
	db, sealer := storetest.InProcess(t)
	state, err := store.New(ctx, db, "lien", sealer, store.KeepFor(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	book, err := assistant.Publish(ctx, state, set)
	if err != nil {
		t.Fatal(err)
	}
	p := &place{store: state, sent: provider{}}
	p.desk = assistant.New(assistant.Options{Store: state, Audit: state.Audit(), Book: book, Node: "test", Fetchers: map[bot.Channel]bot.Fetcher{bot.SMS: p.sent, bot.WhatsApp: p.sent}})
	for login, role := range map[string]string{"marie": bot.RoleCounsellor, "ahmed": bot.RoleCounsellor, "writer": bot.RoleAuthor} {
		p.account(t, login, role, password)
	}
	for i, words := range []string{"bonjour", "humain", "1", "C'est pour <b>mon</b> assurance."} {
		in := bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000001"}, ID: string(rune('a' + i)), Text: words}
		if err := p.desk.Receive(ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	changes := state.Changes()
	p.hub = live.New(changes, nil)
	ctx, end := context.WithCancel(ctx)
	hubs.Go(func() { p.hub.Run(ctx) })
	t.Cleanup(func() { end(); _ = changes.Close() })
	p.console = New(Options{Agencies: map[string]Agency{"lien": {Assistant: p.desk, Accounts: state, Sessions: state.Sessions(), Audit: state.Audit(), Live: p.hub}}, Now: func() time.Time { return time.Now().Add(p.ahead) }})
	p.serve(t, p.console)
	return p
}

// serve serves a console in place of the one before.
func (p *place) serve(t testing.TB, c *Console) {
	t.Helper()
	p.Server = httptest.NewServer(c.Handler())
	t.Cleanup(p.Server.Close)
}

func (p *place) account(t testing.TB, login, role, password string) {
	t.Helper()
	if err := p.store.SaveAccount(context.Background(), bot.Account{Login: login, Name: strings.ToUpper(login[:1]) + login[1:], Role: role, Hash: hashed(password)}); err != nil {
		t.Fatal(err)
	}
}

// hashed remembers hashes, and makes them as fast as they can be.
func hashed(password string) []byte {
	if known[password] == nil {
		hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
		if err != nil {
			panic(err)
		}
		known[password] = hash
	}
	return known[password]
}

var known = map[string][]byte{}

// english asks for pages in English.
type english struct{}

func (english) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Accept-Language", "en-GB")
	return http.DefaultTransport.RoundTrip(r)
}

// caller is a browser without a script.
type caller struct {
	t *testing.T
	p *place
	*http.Client
	token string // of the last page with a form
}

var tokens = regexp.MustCompile(`name="session-token" value="([^"]+)"`)

func (p *place) caller(t *testing.T) *caller {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{t: t, p: p, Client: &http.Client{Jar: jar, Transport: english{}}}
}

// answer is a page as it came.
type answer struct {
	status     int
	path, text string
}

func (c *caller) read(r *http.Response, err error) answer {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if found := tokens.FindSubmatch(text); found != nil {
		c.token = string(found[1])
	}
	return answer{r.StatusCode, r.Request.URL.Path, string(text)}
}

func (c *caller) get(path string) answer {
	c.t.Helper()
	return c.read(c.Get(c.p.URL + path))
}

func (c *caller) post(path string, form ...string) answer {
	c.t.Helper()
	values := url.Values{"session-token": {c.token}}
	for i := 0; i < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	return c.read(c.PostForm(c.p.URL+path, values))
}

func (c *caller) login(login, password string) answer {
	c.t.Helper()
	return c.post("/console/lien/login", "login", login, "password", password)
}

func (a answer) must(t *testing.T, status int, path string, words ...string) answer {
	t.Helper()
	if a.status != status || a.path != path {
		t.Fatalf("%d %s, want %d %s\n%s", a.status, a.path, status, path, a.text)
	}
	for _, w := range words {
		if !strings.Contains(a.text, w) {
			t.Fatalf("the page %s lacks %q:\n%s", path, w, a.text)
		}
	}
	return a
}

func (c *caller) caseID() string {
	c.t.Helper()
	cases, err := c.p.desk.Cases(context.Background(), "")
	if err != nil || len(cases) != 1 {
		c.t.Fatalf("%d cases, %v", len(cases), err)
	}
	return cases[0].ID
}

func TestNobodyLooksInWithoutALogin(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	id := c.caseID()
	for _, path := range []string{"/", "/live", "/case/" + id, "/case/" + id + "/live"} {
		c.get("/console/lien"+path).must(t, 200, "/console/lien/login")
	}
	c.get("/console/").must(t, 200, "/console/lien/login", "Espace Lien")
	c.post("/console/lien/case/"+id, "do", "claim").must(t, 200, "/console/lien/login")
	if got, err := p.desk.Case(context.Background(), id, ""); err != nil || got.Staff != "" {
		t.Errorf("somebody without a login took the case: %+v %v", got, err)
	}
	c.login("writer", password).must(t, 404, "/studio/lien/") // an author has pages of their own, which are not here
	c.get("/console/lien/case/"+id).must(t, 404, "/studio/lien/")
	c.get("/console/other/").must(t, 404, "/console/other/")
}

func TestCaseFromTakingToClosing(t *testing.T) {
	p := newPlace(t)
	marie, ahmed := p.caller(t), p.caller(t)
	at := "/console/lien/case/" + marie.caseID()
	marie.login("marie", password).must(t, 200, "/console/lien/")
	ahmed.login(" Ahmed ", password).must(t, 200, "/console/lien/")
	if got := ahmed.get(at).must(t, 200, at); strings.Contains(got.text, "+4179") {
		t.Error("the number shows to somebody who does not have the case")
	}
	taken := marie.post(at, "do", "claim").must(t, 200, at, "tel:&#43;41790000001", "C&#39;est pour &lt;b&gt;mon&lt;/b&gt; assurance.")
	claim := taken.first(claimOf)
	ahmed.post(at, "do", "claim").must(t, 200, at, "A colleague was faster", "Now with Marie")
	ahmed.post(at, "do", "reply", "claim", "guessed", "text", "Good evening").must(t, 200, at, "somebody else took it", "Good evening")
	if got := ahmed.get(at).text; strings.Contains(got, claim) {
		t.Error("the claim shows to somebody who does not have the case")
	}
	marie.post(at, "do", "reply", "claim", claim, "text", "  ").must(t, 200, at, "Write a reply first")
	long := strings.Repeat("é", mostReply+1)
	marie.post(at, "do", "reply", "claim", claim, "text", long).must(t, 200, at, "too long", long)
	marie.post(at, "do", "dance", "claim", claim).must(t, 200, at, "could not be read")
	marie.post(at, "do", "reply", "claim", claim, "text", "Bonsoir").must(t, 200, at, "Bonsoir", "will leave soon")
	marie.post(at, "do", "release", "claim", claim).must(t, 200, "/console/lien/")
	marie.post(at, "do", "reply", "claim", claim, "text", "Encore moi").must(t, 200, at, "Take it first", "Encore moi")
	ahmed.post(at, "do", "claim").must(t, 200, at)
	marie.get("/console/lien/").must(t, 200, "/console/lien/", "With colleagues (1)", "Ahmed")
	claim = ahmed.get(at).first(claimOf)
	ahmed.post(at, "do", "close", "claim", claim).must(t, 200, "/console/lien/", "Nobody is waiting")
	ahmed.post(at, "do", "reply", "claim", claim, "text", "zu spät").must(t, 200, at, "zu spät", "This request is closed")
	ahmed.get("/console/lien/case/unknown").must(t, 404, "/console/lien/case/unknown", "There is no request at this address")
}

func TestLoginSlowsDown(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	for range freeFailures {
		c.login("marie", "wrong").must(t, 401, "/console/lien/login", "do not belong together")
	}
	c.login("marie", password).must(t, 429, "/console/lien/login", "Too many tries")
	p.ahead = 2 * time.Second
	c.login("marie", "wrong").must(t, 401, "/console/lien/login")
	p.ahead = 30 * time.Minute
	c.login("marie", password).must(t, 200, "/console/lien/")
	c.login("nobody", "no such person").must(t, 401, "/console/lien/login")
}

func TestLoginEnds(t *testing.T) {
	p := newPlace(t)
	for name, end := range map[string]func(c *caller){
		"another password": func(*caller) { p.account(t, "marie", bot.RoleCounsellor, "another password") },
		"another role":     func(*caller) { p.account(t, "marie", bot.RoleAuthor, password) },
		"log out":          func(c *caller) { c.post("/console/lien/logout") },
		"a closed account": func(*caller) {
			a, _ := p.store.Account(context.Background(), "marie")
			a.Disabled = true
			if err := p.store.SaveAccount(context.Background(), a); err != nil {
				t.Fatal(err)
			}
		},
	} {
		p.account(t, "marie", bot.RoleCounsellor, password)
		c := p.caller(t)
		c.login("marie", password).must(t, 200, "/console/lien/")
		end(c)
		if got := c.get("/console/lien/"); got.path != "/console/lien/login" && (name != "another role" || got.path != "/studio/lien/") {
			t.Errorf("%s: still at %s", name, got.path)
		}
	}
}

func TestAnotherSiteCannotPost(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password).must(t, 200, "/console/lien/")
	at := "/console/lien/case/" + c.caseID()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.URL+at, strings.NewReader("do=claim"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	c.read(c.Do(req)).must(t, 403, at)
}

func TestStorageAway(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password).must(t, 200, "/console/lien/")
	p.console.rooms["lien"].Accounts = broken{}
	c.get("/console/lien/").must(t, 503, "/console/lien/", "Nothing was changed")
	c.login("marie", password).must(t, 503, "/console/lien/login", "Nothing was changed")
}

// broken is a store of accounts that does not answer.
type accounts = bot.Accounts

type broken struct{ accounts }

func (broken) Account(context.Context, string) (bot.Account, error) {
	return bot.Account{}, io.ErrUnexpectedEOF
}
func (broken) Failures(context.Context, ...string) (int, time.Time, error) {
	return 0, time.Time{}, io.ErrUnexpectedEOF
}

// TestEveryWordHasItsTexts finds keys that pages use and words.json lacks.
func TestEveryWordHasItsTexts(t *testing.T) {
	templates, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`T \$?\.?\w* "(\w+)"`)
	for _, f := range templates {
		if !strings.HasSuffix(f.Name(), ".html") {
			continue
		}
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(source), -1) {
			if words[m[1]] == nil {
				t.Errorf("%s uses %q, which words.json lacks", f.Name(), m[1])
			}
		}
	}
	keys := []string{"danger_" + bot.Suicide.String(), "danger_" + bot.Violence.String(), "danger_" + bot.Medical.String(), "title_" + bot.Suicide.String(), "title_" + bot.Violence.String(), "title_" + bot.Medical.String(), "title_call-back", "band", "login_wait", "entry_used", "second_wrong", "second_late", "second_is_on", "second_is_off", "codes_new", "password_wrong", "staff_wrong", "staff_there", "staff_self", "staff_done", "join_short", "join_over", "passkey_wrong", "passkey_not", "passkey_many", "passkey_last", "passkey_is_on", "passkey_is_off", "password_is_new", "role_counsellor", "role_lead", "role_author", "role_admin"}
	for r := bot.ReasonAsked; r <= bot.ReasonBegun; r++ {
		keys = append(keys, "reason_"+r.String())
	}
	for act := range leaves {
		keys = append(keys, "send_"+act.String(), "drop_"+act.String())
	}
	for m := bot.Picture; m <= bot.OtherMedia; m++ {
		keys = append(keys, "media_"+m.String())
	}
	for _, c := range bot.Channels {
		keys = append(keys, "channel_"+c.String())
	}
	for done := range doneWords {
		keys = append(keys, "person_done_"+done)
	}
	keys = append(keys, "people_reminder", "people_look-again", "people_no_address", "people_nameless", "people_begun", "people_replied", "people_spoke", "consent_not_asked", "consent_yes", "consent_no", "consent_heard", "consent_keep", "consent_share", "consent_first",
		"contact_safe", "contact_never", "contact_unwanted", "contact_no_address", "has_case", "no_language", "no_time", "you_stand_in", "enrol_long", "card_sms", "card_whatsapp", "card_telegram")
	for _, r := range []string{"stopped", "blocked", "unreachable", "window-closed", "too-long", "limited", "down", "credentials", "refused"} {
		keys = append(keys, "notice_"+r, "short_"+r)
	}
	for _, k := range append(keys, "case_gone", "not_yours", "already_claimed", "already_yours", "not_now", "contact_stopped", "contact_watched", "contact_window", "contact_quiet", "not_claimed", "session_ended", "session_back", "unsent_before", "sent_only", "wrote_last", "you_last", "cost_dear", "your_message") {
		for _, lang := range page.Languages {
			if words.In(lang, k) == k {
				t.Errorf("words.json lacks %q in %s", k, lang)
			}
		}
	}
}
