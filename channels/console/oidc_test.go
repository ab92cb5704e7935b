package console

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/channels/oidc"
	"passerelle/channels/oidc/oidctest"
)

const outside, outsideBack = "/console/lien/oidc", "/console/lien/oidc/back"

// withOutside is a desk whose agency has an identity provider, and who invites there.
func withOutside(t *testing.T) (*place, *caller, *oidctest.IDP) {
	t.Helper()
	p, admin := boss(t)
	idp := oidctest.New(t)
	p.outside(t, idp)
	return p, admin, idp
}

func (p *place) outside(t *testing.T, idp *oidctest.IDP) {
	t.Helper()
	it, err := oidc.New(oidc.Options{Issuer: idp.URL, ClientID: oidctest.Client, Secret: oidctest.Secret, Back: p.URL + OIDCBack("lien")})
	if err != nil {
		t.Fatal(err)
	}
	p.console.rooms["lien"].Outside = it
}

// invites makes a link for nina.
func invites(t *testing.T, admin *caller) string {
	t.Helper()
	return joins.FindStringSubmatch(admin.post(team, "do", "invite", "login", "nina", "name", "Nina", "role", "counsellor").must(t, 200, team).text)[1]
}

// goes follows a link as far as the callback, which is returned and not asked for.
func (c *caller) goes(path string) (callback string) {
	c.t.Helper()
	stop := *c.Client
	stop.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == outsideBack {
			callback = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	res, err := stop.Get(c.p.URL + path)
	if err != nil {
		c.t.Fatal(err)
	}
	res.Body.Close()
	return callback
}

// TestOutside: bound by an invitation, which is used up, and let in from then on.
func TestOutside(t *testing.T) {
	p, admin, _ := withOutside(t)
	link, nina := invites(t, admin), p.caller(t)
	nina.get(outside).must(t, 401, outsideBack, "opens nothing here", "anna@example.org") // nobody's yet
	nina.get(link).must(t, 200, link, `href="`+link+`/oidc"`, "New password")
	callback := nina.goes(link + "/oidc")
	p.caller(t).get(callback).must(t, 401, outsideBack, "did not succeed") // another browser
	nina.get(callback).must(t, 200, "/console/lien/")
	nina.get(mine).must(t, 200, mine, "account lets you in", `id="new-password"`)
	p.ahead = halfLasts + time.Minute
	nina.get(mine).must(t, 200, mine, "You have no password: you log in with your organisation")
	p.ahead = 0
	admin.get(team).must(t, 200, team, "organisation&#39;s account")
	nina.get(callback).must(t, 401, outsideBack, "did not succeed") // answered once
	nina.get(link+"/oidc").must(t, 410, link+"/oidc", "no longer good")
	again := p.caller(t)
	id := again.get("/console/lien/login").must(t, 200, "/console/lien/login", `href="`+outside+`"`).text
	if strings.Contains(id, "target=") {
		t.Error("another tab without need")
	}
	again.get(outside).must(t, 200, "/console/lien/")
	id = again.caseID()
	p.caller(t).get(outside+"?case="+id).must(t, 200, "/console/lien/case/"+id)
	a, err := p.store.Account(context.Background(), "nina")
	if err != nil || a.Role != bot.RoleCounsellor || string(a.Outside.Subject) != "anna" || a.Invited != nil || len(a.Hash) > 0 {
		t.Errorf("%+v, %v", a, err)
	}
	admin.post(team, "do", "reset", "who", "nina").must(t, 200, team)
	again.get("/console/lien/").must(t, 200, "/console/lien/login")
	again.get(outside).must(t, 401, outsideBack, "opens nothing here") // a new link takes it back
}

// TestOutsideLetsNobodyElseIn: what the provider says of others, a name or an address
// that is the same, and answers that were not asked for open nothing.
func TestOutsideLetsNobodyElseIn(t *testing.T) {
	p, admin, idp := withOutside(t)
	nina := p.caller(t)
	nina.get(invites(t, admin)+"/oidc").must(t, 200, "/console/lien/")
	refused := func(name string, claims map[string]any, change func(string) string) {
		t.Helper()
		idp.Set(func(i *oidctest.IDP) { i.Claims = claims })
		c := p.caller(t)
		callback := c.goes(outside)
		if change != nil {
			callback = change(callback)
		}
		if got := c.get(callback); got.status != 401 || got.path != outsideBack {
			t.Errorf("%s: %d %s", name, got.status, got.path)
		}
		c.get("/console/lien/").must(t, 200, "/console/lien/login")
	}
	refused("another state", nil, func(at string) string {
		u, _ := url.Parse(at)
		q := u.Query()
		q.Set("state", "another")
		return u.Path + "?" + q.Encode()
	})
	refused("nothing", nil, func(string) string { return outsideBack })
	refused("an error", nil, func(at string) string { return strings.Replace(at, "code=", "error=", 1) })
	refused("too late", nil, func(at string) string { p.ahead = halfLasts + time.Minute; return at })
	p.ahead = 0
	for name, claims := range map[string]map[string]any{
		"another nonce":    {"nonce": "another"},
		"another audience": {"aud": "another"},
		"over":             {"exp": time.Now().Add(-time.Hour).Unix()},
		"another subject":  {"sub": "berta", "email": "anna@example.org", "preferred_username": "nina"},
		"a login's name":   {"sub": "marie", "roles": []string{"admin"}},
	} {
		refused(name, claims, nil)
	}
	if _, err := p.store.ChangeAccount(context.Background(), "nina", func(a *bot.Account) error { a.Disabled = true; return nil }); err != nil {
		t.Fatal(err)
	}
	refused("closed", nil, nil)
}

// TestOutsideTaken: one person's account there lets in to one account here.
func TestOutsideTaken(t *testing.T) {
	p, admin, _ := withOutside(t)
	p.caller(t).get(invites(t, admin)+"/oidc").must(t, 200, "/console/lien/")
	link := joins.FindStringSubmatch(admin.post(team, "do", "reset", "who", "marie").text)[1]
	marie := p.caller(t)
	marie.get(link+"/oidc").must(t, 409, outsideBack, "another access here already")
	marie.post(link, "password", "marie's new words").must(t, 200, "/console/lien/login") // the link is good still
}

// TestOutsideAway: the page says so, and there are other ways in.
func TestOutsideAway(t *testing.T) {
	p, _, idp := withOutside(t)
	idp.Set(func(i *oidctest.IDP) { i.Down = true })
	c := p.caller(t)
	c.get(outside).must(t, 503, outside, "login does not answer", `id="password"`)
	for _, path := range []string{outside, outsideBack} {
		c.get(path+"?lang=de").must(t, 200, "/console/lien/login", "Mit dem Konto Ihrer Organisation")
	}
	c.get("/console/lien/login?lang=en").must(t, 200, "/console/lien/login")
	c.login("marie", password).must(t, 200, "/console/lien/")
}

// TestOutsideIsCounted: an address that keeps failing has to wait.
func TestOutsideIsCounted(t *testing.T) {
	p, _, _ := withOutside(t)
	c := p.caller(t)
	var seen []int
	for range mostFailures + 1 {
		seen = append(seen, c.get(outsideBack+"?state=x&code=y").status)
	}
	if seen[0] != 401 || seen[mostFailures] != 429 || slices.Contains(seen[:mostFailures], 429) {
		t.Errorf("%v", seen)
	}
	c.get(outside).must(t, 429, outside)
}

// TestOutsideNowhere: without a provider nothing is offered; with text at hand it is
// offered beside it.
func TestOutsideNowhere(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	for _, path := range []string{outside, outsideBack} {
		c.get(path).must(t, 404, path)
	}
	if got := c.get("/console/lien/login").text; strings.Contains(got, "/oidc") {
		t.Error("what is not there is offered")
	}
	p.outside(t, oidctest.New(t))
	at := "/console/lien/case/x"
	c.post(at, "do", "reply", "text", "half a sentence").must(t, 401, at, "half a sentence", `target="_blank"`, "Opens in another tab")
	c.get("/console/lien/login")
	c.login("marie", password) // as in another tab
	c.token = ""
	c.post(at, "do", "reply", "text", "half a sentence").must(t, 403, at, "half a sentence") // the page is loaded again
}
