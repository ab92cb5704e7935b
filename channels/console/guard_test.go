package console

import (
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
)

const guardAt = "/console/lien/guard"

// TestALeadSaysWhoMayHaveACase: everybody else sees that there is one, and nothing
// in it, by no page and no act; the lead sees nothing in it either.
func TestALeadSaysWhoMayHaveACase(t *testing.T) {
	p, marie, at, claim := taken(t)
	p.account(t, "boss", bot.RoleLead, password)
	boss := p.caller(t)
	boss.login("boss", password)
	page := boss.get(guardAt).must(t, 200, guardAt, "Only for", "with Marie")
	if strings.Contains(page.text, "+4179") || strings.Contains(page.text, "assurance") {
		t.Error("a lead reads the case")
	}
	id := strings.TrimPrefix(at, "/console/lien/case/")
	boss.post(guardAt, "case", id, "only", "nobody").must(t, 400, guardAt)
	boss.post(guardAt, "case", id, "only", "ahmed").must(t, 200, guardAt, "Saved", `value="ahmed" checked`)
	if queue := marie.get("/console/lien/").must(t, 200, "/console/lien/", "Requests kept for others: 1"); strings.Contains(queue.text, id) {
		t.Error("marie's queue shows it")
	}
	for _, path := range []string{at, at + "/check", at + "/live"} {
		if got := marie.get(path); path != at+"/live" && got.path == path && got.status == 200 || strings.Contains(got.text, "assurance") {
			t.Errorf("marie reads %s: %d", path, got.status)
		}
	}
	marie.get(at).must(t, 200, "/console/lien/", "kept for others of the team")
	marie.post(at, "do", "reply", "claim", claim, "text", "Bonjour").must(t, 200, "/console/lien/", "kept for others of the team", "Bonjour")
	if got := marie.post(at, "do", "claim"); got.status == 200 && strings.Contains(got.text, "assurance") {
		t.Error("marie takes it")
	}
	if next := marie.post("/console/lien/", "do", "next"); strings.HasPrefix(next.path, "/console/lien/case/") {
		t.Error("the next one is theirs")
	}
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	ahmed.post(at, "do", "claim").must(t, 200, at, "assurance")
	boss.post(guardAt, "case", id).must(t, 200, guardAt, "Saved")
	marie.get(at).must(t, 200, at)
	boss.post(guardAt, "case", "gone", "only", "ahmed").must(t, 200, guardAt)
	marie.get(guardAt).must(t, 200, "/console/lien/") // a counsellor has no such page
}

// TestNotWithSomebody: noted on the person's page, it holds at once, and only a
// lead reads why.
func TestNotWithSomebody(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "follow", "claim", claim)
	to := regexp.MustCompile(`href="(/console/lien/person/\w+)"`).FindStringSubmatch(marie.get(at).text)[1]
	marie.post(to, "do", "not-with", "to", "writer").must(t, 400, to)
	page := marie.post(to, "do", "not-with", "to", "ahmed", "text", "Il connaît <mon> frère").must(t, 200, to, "It holds from now on", "No longer so: Ahmed")
	if strings.Contains(page.text, "frère") {
		t.Error("the reason is on the person's page")
	}
	marie.post(at, "do", "drop:release", "claim", claim)
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	ahmed.get("/console/lien/").must(t, 200, "/console/lien/", "Requests kept for others: 1")
	ahmed.get(at).must(t, 200, "/console/lien/", "kept for others of the team")
	p.account(t, "boss", bot.RoleLead, password)
	boss := p.caller(t)
	boss.login("boss", password)
	boss.get(guardAt).must(t, 200, guardAt, "Not with: Ahmed", "Il connaît &lt;mon&gt; frère")
}
