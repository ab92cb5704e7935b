package console

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/report"
	"passerelle/channels/page"
)

// TestFiguresForTheTeam: exact in the house, small ones withheld in what is given
// away; a lead reads them and no case; an author does not.
func TestFiguresForTheTeam(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "close", "claim", claim)
	month := time.Now().In(p.desk.Book().Agency().Hours.Zone).Format(monthForm)
	base := "/console/lien/figures"
	marie.get("/console/lien/").must(t, 200, "/console/lien/", `href="/console/lien/figures"`)
	marie.get(base+"/"+month+"/public").must(t, 200, base+"/"+month+"/exact", "once the month is over")
	if got := marie.get(base + "/" + month + "/file/csv"); got.status != http.StatusNotFound {
		t.Errorf("a month that is not over leaves the house: %d", got.status)
	}
	exact := marie.get(base).must(t, 200, base, "Exact figures", "Requests for a person", "asks for a person", "It does not say", "Nothing is counted by member").text
	p.ahead = 32 * 24 * time.Hour
	marie.login("marie", password) // the session of last month is over
	public := marie.get(base+"/"+month+"/public").must(t, 200, base+"/"+month+"/public", "Public version", `title="withheld"`, "xlsx").text
	if strings.Contains(exact, `title="withheld"`) || strings.Contains(public, "<td>1</td>") {
		t.Error("what is small is withheld in the house, or told outside")
	}
	for kind, begins := range map[string]string{"csv": "table,row,column", "xlsx": "PK"} {
		got := marie.get(base + "/" + month + "/file/" + kind)
		if got.status != 200 || !strings.HasPrefix(got.text, begins) {
			t.Errorf("%s: %d %.80q", kind, got.status, got.text)
		}
	}
	for _, wrong := range []string{"/november/exact", "/2026-11/file/exe"} {
		if got := marie.get(base + wrong); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", wrong, got.status)
		}
	}
	p.account(t, "lena", bot.RoleLead, password)
	lead := p.caller(t)
	lead.login("lena", password)
	lead.get(at).must(t, 200, base, "Figures", "Log out")
	lead.get(base).must(t, 200, base, "Requests for a person")
	writer := p.caller(t)
	writer.login("writer", password)
	if got := writer.get(base); got.path == base {
		t.Error("an author reads the figures")
	}
}

// TestNoStaffInAnyFigure: after a day of two counsellors no word of an account
// stands in what is counted, shown, or given away, in any language.
func TestNoStaffInAnyFigure(t *testing.T) {
	p := newPlace(t)
	for login, name := range map[string]string{"zyxmarie": "Zyxmarie", "qwahmed": "Qwahmed"} {
		if err := p.store.SaveAccount(context.Background(), bot.Account{Login: login, Name: name, Role: bot.RoleCounsellor, Hash: hashed(password)}); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	cases, err := p.desk.Cases(ctx, "")
	if err != nil || len(cases) != 1 {
		t.Fatal(cases, err)
	}
	work := func(login, name string, kinds ...bot.ActKind) {
		claim := ""
		for _, kind := range kinds {
			done, err := p.desk.Do(ctx, bot.Act{Kind: kind, Case: cases[0].ID, Claim: claim, Staff: login, Name: name, Text: "Bonjour"})
			if err != nil {
				t.Fatal(err)
			}
			claim = done.Claim
		}
	}
	work("zyxmarie", "Zyxmarie", bot.ActClaim, bot.ActFollow, bot.ActReply, bot.ActRelease)
	work("qwahmed", "Qwahmed", bot.ActClaim, bot.ActReply, bot.ActClose)
	events, err := p.desk.Events(ctx, time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var facts []report.Fact
	for _, e := range events {
		facts = append(facts, report.FactOf(e, time.UTC))
	}
	for _, lang := range page.Languages {
		n := report.NewNames(p.desk.Book().Set(), lang)
		for _, f := range []*report.Figures{report.CountFigures(facts, true), report.CountGaps(facts, true)} {
			var b strings.Builder
			if f.Text(&b, n) != nil || f.HTML(&b, n, "") != nil || f.CSV(&b, n, nil) != nil {
				t.Fatal("it cannot be written")
			}
			for name := range f.Values {
				b.WriteString(name + "\n")
			}
			if said := strings.ToLower(b.String()); strings.Contains(said, "zyxmarie") || strings.Contains(said, "qwahmed") || !strings.Contains(said, "sms") {
				t.Errorf("%s: %s", lang, said)
			}
		}
	}
	kept, err := p.desk.Case(ctx, cases[0].ID, "")
	if err != nil || kept.Report == nil {
		t.Fatal(err)
	}
	if said := strings.ToLower(ReportText(p.desk.Book(), kept.Report, "fr", time.Now())); strings.Contains(said, "zyxmarie") || strings.Contains(said, "qwahmed") {
		t.Error(said)
	}
}
