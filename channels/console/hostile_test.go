package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"passerelle/bot"
)

// TestHostileWords: whatever a person writes stands on the pages as words, all of
// it, and moves nothing of them.
func TestHostileWords(t *testing.T) {
	p := newPlace(t)
	hostile := []string{
		`<script>alert(1)</script><img src=x onerror=alert(1)>`, `"><svg/onload=alert(1)>`, `{{.Page}} ${7*7}`,
		"\u202edesrever\u202c \u2066isolated", "a\u200b\u200b\u200bb", strings.Repeat("x", 10_000), strings.Repeat("\u0301", 300), "javascript:alert(1)",
	}
	for i, words := range hostile {
		in := bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000001"}, ID: "hostile" + string(rune('a'+i)), Text: words}
		if err := p.desk.Receive(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	marie := p.caller(t)
	marie.login("marie", password)
	for _, path := range []string{"/console/lien/", "/console/lien/case/" + marie.caseID()} {
		a := marie.get(path)
		if a.status != 200 {
			t.Fatalf("%s: %d", path, a.status)
		}
		for _, bad := range []string{"<script>alert", "<img src=x", "<svg/onload", `href="javascript:`} {
			if strings.Contains(a.text, bad) {
				t.Errorf("%s: %q runs", path, bad)
			}
		}
	}
	text := marie.get("/console/lien/case/" + marie.caseID()).text
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "{{.Page}} ${7*7}"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is lost", want)
		}
	}
}

// TestForgedForms: a form without its session's token, with another session's, or
// from another site does nothing; what was typed comes back.
func TestForgedForms(t *testing.T) {
	p := newPlace(t)
	marie, ahmed := p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)
	at := "/console/lien/case/" + marie.caseID()
	for name, token := range map[string]string{"none": "", "another session's": ahmed.token} {
		res, err := marie.PostForm(p.URL+at, url.Values{"do": {"claim"}, "text": {"Mes <mots>"}, "session-token": {token}})
		a := marie.read(res, err)
		if a.status != http.StatusForbidden || !strings.Contains(a.text, "This page is too old") || !strings.Contains(a.text, "Mes &lt;mots&gt;") {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.URL+at, strings.NewReader(url.Values{"do": {"claim"}, "session-token": {marie.token}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := marie.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	c, err := p.desk.Case(t.Context(), marie.caseID(), "")
	if err != nil || res.StatusCode != http.StatusForbidden || c.Staff != "" {
		t.Errorf("from another site: %d, with %q", res.StatusCode, c.Staff)
	}
	for _, path := range []string{"/case/" + strings.Repeat("0", 26), "/case/..%2f..%2fetc", "/case/" + marie.caseID() + "/media/x"} {
		if a := marie.get("/console/lien" + path); a.status == 200 && strings.Contains(a.path, "/case/") {
			t.Errorf("%s is found", path)
		}
	}
}

// TestEveryFormHasItsToken, on each page.
func TestEveryFormHasItsToken(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	at := marie.post("/console/lien/", "do", "next").path
	total := 0
	for _, path := range []string{"/console/lien/", at, "/console/lien/hours", "/console/lien/me", "/console/lien/handover", "/console/lien/enrol", "/console/lien/people"} {
		text := marie.get(path).text
		if forms, marked := strings.Count(text, `<form method="post"`), strings.Count(text, `name="session-token"`); forms != marked {
			t.Errorf("%s: %d forms, %d with a token", path, forms, marked)
		} else {
			total += forms
		}
	}
	if total < 10 {
		t.Errorf("only %d forms were seen", total)
	}
}
