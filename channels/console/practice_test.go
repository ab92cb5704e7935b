package console

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"passerelle/bot"
)

// TestThePracticeRoom has the same pages and the same login, and is another desk:
// what is done there is not at the agency's, and its band says what it is.
func TestThePracticeRoom(t *testing.T) {
	p, there := newPlace(t), newPlace(t)
	filled := 0
	agency := p.console.rooms["lien"].Agency
	agency.Practice = &Practice{Assistant: there.desk, Fill: func(ctx context.Context) error {
		filled++
		return there.desk.Receive(ctx, bot.Input{Address: bot.Address{Channel: bot.SMS, ID: "+41790000009"}, ID: fmt.Sprint("practice", filled), Text: "humain"})
	}}
	p.serve(t, New(Options{Agencies: map[string]Agency{"lien": agency}}))
	marie := p.caller(t)
	if a := marie.get("/console/lien/practice/"); a.path != "/console/lien/login" {
		t.Errorf("a stranger is led to %s", a.path)
	}
	marie.login("marie", password)
	if a := marie.get("/console/lien/"); !strings.Contains(a.text, `href="/console/lien/practice/"`) || strings.Contains(a.text, "Practice: invented people.") {
		t.Error("the queue does not lead there, or says that it is the practice room")
	}
	a := marie.get("/console/lien/practice/")
	if filled != 1 || !strings.Contains(a.text, "Practice: invented people.") || strings.Contains(a.text, `href="/console/lien/practice/me"`) {
		t.Errorf("filled %d times; the page is %s", filled, a.text)
	}
	at := marie.post("/console/lien/practice/", "do", "next").path
	if !strings.HasPrefix(at, "/console/lien/practice/case/") {
		t.Fatal(at)
	}
	if c, err := p.desk.Cases(t.Context(), ""); err != nil || len(c) != 1 || c[0].Staff != "" {
		t.Errorf("something was done at the agency: %v, %v", c, err)
	}
	for _, path := range []string{"/figures", "/me", "/hours", "/staff"} {
		if a := marie.get("/console/lien/practice" + path); a.status != 404 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := marie.get("/console/lien/first-day"); !strings.Contains(a.text, "Three invented people always wait there.") {
		t.Error("there is no first day")
	}
}
