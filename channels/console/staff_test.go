package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

const team = "/console/lien/staff"

var joins = regexp.MustCompile(`http://[^<]*(/console/lien/join/\w+)`)

func boss(t *testing.T) (*place, *caller) {
	t.Helper()
	p := newPlace(t)
	p.account(t, "boss", bot.RoleAdmin, password)
	admin := p.caller(t)
	admin.login("boss", password).must(t, 200, team, "Invite somebody")
	return p, admin
}

// TestInvitation: a link that works once, within seven days, and lets the person
// choose what nobody else sees.
func TestInvitation(t *testing.T) {
	p, admin := boss(t)
	for _, wrong := range [][3]string{{"ümlaut", "U", "lead"}, {"nina", "", "lead"}, {"nina", "Nina", "boss"}, {"marie", "Marie", "lead"}} {
		admin.post(team, "do", "invite", "login", wrong[0], "name", wrong[1], "role", wrong[2]).must(t, 422, team, `id="problem"`)
	}
	page := admin.post(team, "do", "invite", "login", "Nina", "name", "Nina <b>", "role", "counsellor").must(t, 200, team, "Nina &lt;b&gt;", "invitation open")
	link := joins.FindStringSubmatch(page.text)[1]
	if got := admin.get(team).text; strings.Contains(got, "/join/") {
		t.Error("the link is shown twice")
	}
	nina := p.caller(t)
	nina.login("nina", "").must(t, 401, "/console/lien/login")
	nina.get(link).must(t, 200, link, "nina", "Choose how to log in")
	nina.post(link, "password", "short").must(t, 422, link, "too short")
	p.ahead = 7*24*time.Hour + time.Minute
	nina.post(link, "password", "nina's own words").must(t, 410, link, "no longer good")
	p.ahead = 0
	nina.post(link, "password", "nina's own words").must(t, 200, "/console/lien/login")
	nina.get(link).must(t, 410, link, "no longer good")
	nina.post(link, "password", "another's words").must(t, 410, link)
	nina.login("nina", "nina's own words").must(t, 200, "/console/lien/")
}

// TestStaffPage: disabling and resetting end sessions at once, one's own account stays.
func TestStaffPage(t *testing.T) {
	p, admin := boss(t)
	marie := p.caller(t)
	marie.login("marie", password).must(t, 200, "/console/lien/")
	marie.get(team).must(t, 200, "/console/lien/")
	page := admin.post(team, "do", "reset", "who", "marie").must(t, 200, team, "Link for marie")
	marie.get("/console/lien/").must(t, 200, "/console/lien/login")
	marie.login("marie", password).must(t, 401, "/console/lien/login")
	link := joins.FindStringSubmatch(page.text)[1]
	admin.post(team, "do", "disable", "who", "marie").must(t, 200, team, "closed")
	marie.get(link).must(t, 410, link)
	admin.post(team, "do", "disable", "who", "boss").must(t, 422, team, "somebody else")
	admin.post(team, "do", "disable", "who", "nobody").must(t, 404, team)
	page = admin.post(team, "do", "reset", "who", "marie").must(t, 200, team)
	link = joins.FindStringSubmatch(page.text)[1]
	marie.post(link, "password", "marie's new words").must(t, 200, "/console/lien/login")
	marie.login("marie", "marie's new words").must(t, 200, "/console/lien/")
}

// TestForgetTheTelephone: the password stays, the code is asked for no more.
func TestForgetTheTelephone(t *testing.T) {
	p, marie, _, _ := withSecond(t)
	p.account(t, "boss", bot.RoleAdmin, password)
	admin := p.caller(t)
	admin.login("boss", password).must(t, 200, team, "two steps")
	admin.post(team, "do", "second", "who", "marie").must(t, 200, team)
	marie.get(mine).must(t, 200, "/console/lien/login")
	marie.login("marie", password).must(t, 200, "/console/lien/")
	if a, err := p.store.Account(context.Background(), "marie"); err != nil || a.Second != nil {
		t.Errorf("%+v, %v", a.Second, err)
	}
}
