package console

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"

	"passerelle/bot"
	"passerelle/bot/rights"
	"passerelle/channels/page"
)

// Entry makes a path that logs a staff member in without a password, once.
func (c *Console) Entry(agency, login string) (path string, err error) {
	r, known := c.rooms[agency]
	if !known {
		return "", fmt.Errorf("there is no agency %q here", agency)
	}
	return r.entry(login), nil
}

// choose leads to the only agency, or lists them.
func (c *Console) choose(w http.ResponseWriter, r *http.Request) {
	ids := slices.Sorted(maps.Keys(c.rooms))
	if len(ids) == 1 {
		http.Redirect(w, r, "/console/"+ids[0]+"/", http.StatusSeeOther)
		return
	}
	lang := page.Language(w, r)
	var list [][2]string
	for _, id := range ids {
		list = append(list, [2]string{"/console/" + id + "/", c.rooms[id].name(lang)})
	}
	f := page.Frame{Lang: lang, Title: words.In(lang, "agencies"), Path: "/console/", Page: list}
	if err := page.Show(w, views["agencies.html"], http.StatusOK, f); err != nil {
		c.options.Log.Warn("show the agencies", "error", err)
	}
}

// demoAgency is an agency whose invented staff one can be, for demo.html.
type demoAgency struct {
	ID, Name string
	Staff    []bot.Account
}

// chooseStaff lets who tries the demonstration be one of the invented
// counsellors, and another one in a second browser.
func (c *Console) chooseStaff(w http.ResponseWriter, req *http.Request) {
	lang := page.Language(w, req)
	var list []demoAgency
	for _, id := range slices.Sorted(maps.Keys(c.rooms)) {
		r := c.rooms[id]
		accounts, err := r.Accounts.Accounts(req.Context())
		if err != nil {
			r.away(w, req, err)
			return
		}
		accounts = slices.DeleteFunc(accounts, func(a bot.Account) bool { return a.Disabled || !rights.May(a.Role, rights.CaseAct) })
		list = append(list, demoAgency{id, r.name(lang), accounts})
	}
	f := page.Frame{Lang: lang, Title: words.In(lang, "demo_who"), Band: words.In(lang, "band"), Path: "/console/", Page: list}
	if err := page.Show(w, views["demo.html"], http.StatusOK, f); err != nil {
		c.options.Log.Warn("show the invented staff", "error", err)
	}
}

// enterAs makes a link that works once and follows it. Only this machine may
// ask, by a name of its own: a page from elsewhere whose name was led here may not.
func (c *Console) enterAs(w http.ResponseWriter, req *http.Request) {
	if !here(req.RemoteAddr) || !here(req.Host) {
		http.Error(w, "only from this machine", http.StatusForbidden)
		return
	}
	req.Body = http.MaxBytesReader(w, req.Body, mostForm)
	path, err := c.Entry(req.PostFormValue("agency"), req.PostFormValue("login"))
	if err != nil {
		path = "/console/"
	}
	http.Redirect(w, req, path, http.StatusSeeOther)
}

// here reports whether an address, with a port or without, is this machine's.
func here(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
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
		r.away(w, req, err)
		return
	}
	r.letIn(w, req, me, loginPage{})
}
