package console

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/rights"
)

// TestEveryRouteTakesARight that some role has; the doors alone take none, and no
// handler is hung up beside the two lists.
func TestEveryRouteTakesARight(t *testing.T) {
	r := newPlace(t).console.rooms["lien"]
	for _, x := range r.routes() {
		held := false
		for _, role := range rights.Roles {
			held = held || rights.May(role, x.needs)
		}
		if !held {
			t.Errorf("%s %s takes %q, which nobody has", x.method, x.path, x.needs)
		}
		if _, door := r.doors()[x.method+" "+x.path]; door {
			t.Errorf("%s %s is a door as well", x.method, x.path)
		}
	}
	for _, dir := range []string{".", "../studio"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			source, err := os.ReadFile(dir + "/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`mux\.Handle(?:Func)?\([^\n]*`).FindAllString(string(source), -1) {
				if !hung[m] {
					t.Errorf("%s/%s hangs up a handler beside the lists: %s", dir, f.Name(), m)
				}
			}
		}
	}
}

// hung are the lines that hang up the lists, and those that choose an agency.
var hung = map[string]bool{
	`mux.HandleFunc(method+" "+r.base+path, do)`:                                       true,
	`mux.HandleFunc(x.method+" "+r.base+x.path, r.only(x.needs, x.do))`:                true,
	`mux.Handle(x.method+" "+w.base+x.path, w.let(x.needs, x.do))`:                     true,
	`mux.Handle("/console/"+id+"/", r.handler())`:                                      true,
	`mux.Handle(p.base+"/", p.handler())`:                                              true, // the practice room
	`mux.Handle(w.base+"/", w.handler())`:                                              true,
	`mux.HandleFunc("GET /console/{$}", c.chooseStaff)`:                                true,
	`mux.HandleFunc("POST /console/{$}", c.enterAs)`:                                   true,
	`mux.HandleFunc("GET /console/{$}", c.choose)`:                                     true,
	`mux.HandleFunc("GET /console/accessibility", c.accessibility)`:                    true, // public, and speaks of nobody
	`mux.HandleFunc("GET /studio/{$}", s.choose)`:                                      true,
	`mux.Handle("GET /studio", http.RedirectHandler("/studio/", http.StatusSeeOther))`: true,
}

// TestRolesAtEveryRoute: whoever lacks the right is led home, to a page that is
// theirs, and nothing is done; whoever has it is not.
func TestRolesAtEveryRoute(t *testing.T) {
	p := newPlace(t)
	r := p.console.rooms["lien"]
	values := strings.NewReplacer("{$}", "", "{id}", "unknown", "{month}", "2026-01", "{which}", "exact", "{kind}", "csv")
	for _, role := range rights.Roles {
		p.account(t, "somebody", role, password)
		c := p.caller(t)
		c.login("somebody", password)
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		home := r.home(bot.Account{Role: role})
		for _, x := range r.routes() {
			req, err := http.NewRequestWithContext(t.Context(), x.method, p.URL+r.base+values.Replace(x.path), http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			if x.method == http.MethodGet && strings.HasSuffix(x.path, "/live") && rights.May(role, x.needs) {
				continue // it streams
			}
			res, err := c.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			led := res.StatusCode == http.StatusSeeOther && res.Header.Get("Location") == home
			if may := rights.May(role, x.needs); !may && !led {
				t.Errorf("%s at %s %s: %d", role, x.method, x.path, res.StatusCode)
			} else if may && x.method == http.MethodGet && led && role != bot.RoleCounsellor {
				t.Errorf("%s is sent away from %s", role, x.path)
			}
			if r.base+values.Replace(x.path) == home && !rights.May(role, x.needs) && x.method == http.MethodGet {
				t.Errorf("%s has a home that is not theirs", role)
			}
		}
	}
}
