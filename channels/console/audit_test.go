package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

const auditAt = "/console/lien/audit"

// officer is somebody who reads the audit.
func officer(t *testing.T, p *place) *caller {
	t.Helper()
	p.account(t, "dora", bot.RoleDPO, password)
	dora := p.caller(t)
	dora.login("dora", password).must(t, 200, auditAt, "Why read it?")
	return dora
}

// TestTheAuditTakesAReason: nothing is shown without one, it holds for half an
// hour, it is an entry itself, and everybody of the team sees it.
func TestTheAuditTakesAReason(t *testing.T) {
	p, marie, at, _ := taken(t)
	marie.get(at).must(t, 200, at)
	marie.get("/console/lien/me").must(t, 200, "/console/lien/me")
	dora := officer(t, p)
	for _, reason := range []string{"", "too short", " a          b ", strings.Repeat("é", 301)} {
		page := dora.post(auditAt, "do", "open", "text", reason).must(t, 422, auditAt, `id="problem"`)
		if strings.Contains(page.text, "opened a request") {
			t.Errorf("open for %q", reason)
		}
	}
	if page := dora.post(auditAt, "do", "filter", "who", "marie").must(t, 200, auditAt, "Why read it?"); strings.Contains(page.text, "opened a request") {
		t.Error("a filter opens it")
	}
	reference := desk.Reference(strings.TrimPrefix(at, "/console/lien/case/"))
	page := dora.post(auditAt, "do", "open", "text", "A complaint <of> May").must(t, 200, auditAt, "opened a request · "+reference, "read this log<br>A complaint &lt;of&gt; May", "<strong>marie</strong> · logged in")
	if strings.Count(page.text, "opened a request") != 1 {
		t.Error("one page within an hour is more than one line")
	}
	for _, private := range []string{"+4179", "41790000001", "assurance", strings.TrimPrefix(at, "/console/lien/case/")} {
		if strings.Contains(page.text, private) {
			t.Errorf("the audit shows %q", private)
		}
	}
	marie.get("/console/lien/me").must(t, 200, "/console/lien/me", "A complaint &lt;of&gt; May", "counts nobody")
	p.ahead = 31 * time.Minute
	dora.get(auditAt).must(t, 200, auditAt, "Why read it?")
	p.ahead = 0
	dora.get(auditAt).must(t, 200, auditAt, reference)
	dora.login("dora", password).must(t, 200, auditAt, "Why read it?") // a new session, a new reason
}

// TestTheAuditIsFiltered by plain forms.
func TestTheAuditIsFiltered(t *testing.T) {
	p, marie, at, _ := taken(t)
	marie.get(at)
	dora := officer(t, p)
	dora.post(auditAt, "do", "open", "text", "A yearly review").must(t, 200, auditAt)
	reference := strings.ToLower(desk.Reference(strings.TrimPrefix(at, "/console/lien/case/")))
	zone := p.console.rooms["lien"].zone()
	entries := func(form ...string) string {
		page := dora.post(auditAt, append([]string{"do", "filter"}, form...)...).must(t, 200, auditAt, `id="filter"`)
		_, list, _ := strings.Cut(page.text, "</form>\n<ul")
		return list
	}
	if got := entries("who", "dora"); strings.Contains(got, "marie") || !strings.Contains(got, "read this log") {
		t.Error("by login: " + got)
	}
	if got := entries("reference", strings.ReplaceAll(reference, " ", "")); strings.Contains(got, "logged in") || !strings.Contains(got, "opened a request") {
		t.Error("by reference: " + got)
	}
	if got := entries("day", time.Now().In(zone).AddDate(0, 0, -1).Format(time.DateOnly)); got != "" {
		t.Error("yesterday: " + got)
	}
	if got := entries("day", "soon"); !strings.Contains(got, "marie") {
		t.Error("no day: " + got)
	}
}

// TestWhatTheAuditNotes: each act of the desk, with whom it was done to.
func TestWhatTheAuditNotes(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "follow", "claim", claim)
	to := regexp.MustCompile(`href="(/console/lien/person/(\w+))"`).FindStringSubmatch(marie.get(at).text)
	marie.get(to[1]).must(t, 200, to[1])
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	ahmed.get("/console/lien/person/unknown")
	p.account(t, "boss", bot.RoleAdmin, password)
	boss := p.caller(t)
	boss.login("boss", password)
	boss.get(auditAt).must(t, 200, team) // not for who looks after accounts
	boss.post(team, "do", "invite", "login", "nina", "name", "Nina", "role", "dpo").must(t, 200, team, "Data protection")
	boss.post(team, "do", "reset", "who", "nina")
	boss.post(team, "do", "second", "who", "nina")
	boss.post(team, "do", "disable", "who", "nina")
	boss.post(team, "do", "disable", "who", "boss")
	boss.post(team, "do", "nothing", "who", "nina")
	if err := p.desk.Receive(t.Context(), bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000009"}, ID: "x1", Text: "bonjour"}); err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"effacer", "oui"} {
		if err := p.desk.Receive(t.Context(), bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000009"}, ID: "y" + string(rune('a'+i)), Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := p.store.Audit().Read(context.Background(), bot.AuditFilter{})
	if err != nil {
		t.Fatal(err)
	}
	noted := map[bot.AuditEntry]int{}
	for _, e := range all {
		if e.At = (time.Time{}); e.Kind == bot.AuditErased {
			if len(e.Reference) != 8 {
				t.Errorf("%+v", e)
			}
			e.Reference = ""
		}
		noted[e]++
	}
	for _, want := range []bot.AuditEntry{
		{Kind: bot.AuditLogin, Staff: "marie"}, {Kind: bot.AuditLogin, Staff: "ahmed"}, {Kind: bot.AuditLogin, Staff: "boss"},
		{Kind: bot.AuditCase, Staff: "marie", Reference: desk.Reference(strings.TrimPrefix(at, "/console/lien/case/"))},
		{Kind: bot.AuditPerson, Staff: "marie", Reference: to[2][:8]},
		{Kind: bot.AuditInvited, Staff: "boss", Reference: "nina"}, {Kind: bot.AuditReset, Staff: "boss", Reference: "nina"},
		{Kind: bot.AuditSecond, Staff: "boss", Reference: "nina"}, {Kind: bot.AuditDisabled, Staff: "boss", Reference: "nina"}, {Kind: bot.AuditErased},
	} {
		if noted[want] != 1 {
			t.Errorf("%d times %+v", noted[want], want)
		}
		delete(noted, want)
	}
	if len(noted) > 0 {
		t.Errorf("also noted: %+v", noted)
	}
}

// TestEveryKindOfTheAuditHasWords in four languages.
func TestEveryKindOfTheAuditHasWords(t *testing.T) {
	for _, kind := range bot.AuditKinds {
		for _, lang := range []string{"fr", "de", "it", "en"} {
			if words["audit_"+string(kind)][lang] == "" {
				t.Errorf("%s has no words in %s", kind, lang)
			}
		}
	}
}
