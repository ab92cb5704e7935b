package studio_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/rights"
	"passerelle/channels/studio"
	"passerelle/flows/library"
)

const scan = "/studio/lien/file/help/scan-document.yaml"

// place is a studio with an agency's folder of its own.
type place struct {
	dir  string
	url  string
	who  string // "" asks for a login
	test *testing.T
}

func newPlace(t *testing.T, change func(agency string) string) *place {
	t.Helper()
	p := &place{dir: t.TempDir(), who: "ana", test: t}
	agency, err := library.Few.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.write("agency.yaml", change(string(agency)))
	enter := func(_ rights.Right, next studio.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if p.who == "" {
				http.Error(w, "who is there?", http.StatusUnauthorized)
				return
			}
			next(w, r, studio.Author{Login: p.who, Name: p.who, Role: bot.RoleAuthor})
		})
	}
	s, err := studio.New(studio.Options{Agencies: map[string]studio.Agency{"lien": {Dir: p.dir, Me: "/console/lien/me", Enter: enter}}, Library: library.Few})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	p.url = server.URL
	return p
}

func same(s string) string { return s }

func (p *place) write(name, content string) {
	p.test.Helper()
	at := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		p.test.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(content), 0o644); err != nil {
		p.test.Fatal(err)
	}
}

func (p *place) read(name string) string {
	content, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		return ""
	}
	return string(content)
}

// client follows redirects in English.
func (p *place) client(r *http.Request) (int, string) {
	p.test.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.test.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en")
	answer, err := (&http.Client{Jar: jar, CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		next.Header.Set("Accept-Language", "en")
		return nil
	}}).Do(r)
	if err != nil {
		p.test.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.test.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func (p *place) get(path string) string {
	p.test.Helper()
	r, err := http.NewRequestWithContext(p.test.Context(), http.MethodGet, p.url+path, nil)
	if err != nil {
		p.test.Fatal(err)
	}
	code, body := p.client(r)
	if code != http.StatusOK {
		p.test.Fatalf("%s: %d %s", path, code, body)
	}
	return body
}

// post sends a form and returns the page that it leads to.
func (p *place) post(path string, form ...string) string {
	p.test.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	r, err := http.NewRequestWithContext(p.test.Context(), http.MethodPost, p.url+path, strings.NewReader(values.Encode()))
	if err != nil {
		p.test.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	code, body := p.client(r)
	if code != http.StatusOK {
		p.test.Fatalf("%s %v: %d %s", path, form, code, body)
	}
	return body
}

// has checks what a page holds, and with "!" in front what it does not.
func (p *place) has(body string, all ...string) {
	p.test.Helper()
	for _, words := range all {
		if not, negative := strings.CutPrefix(words, "!"); negative == strings.Contains(body, strings.TrimPrefix(words, "!")) {
			p.test.Errorf("%q: wanted %v in\n%s", not, !negative, body)
		}
	}
}

// TestAnAuthorChangesAText: it shows on the three phones at once, is a draft,
// is undone, and is published by bytes.
func TestAnAuthorChangesAText(t *testing.T) {
	p := newPlace(t, same)
	p.has(p.get("/studio/"), "Photo of a paper", "comes with the program", "!changed, not published", `href="/console/lien/me"`)
	p.has(p.get(scan), "Prenez un prospectus", `href="/console/lien/me"`, "No change is waiting", "Start of scan-document", "<svg", "the person sends")
	p.post(scan, "do", "try:light")
	body := p.post(scan, "do", "save:light", "text:steps/light/say/fr", "Allumez la lampe.\r\nPosez la feuille.")
	if n := strings.Count(body, `<div class="bubble">Allumez la lampe.`) + strings.Count(body, `<div class="bubble">1 Allumez la lampe. Posez la feuille.`); n != 3 {
		t.Errorf("it shows on %d phones\n%s", n, body)
	}
	p.has(body, "Changes: 1", "Last change: text light")
	p.has(p.get("/studio/lien/"), "changed, not published")
	if p.read("help/scan-document.yaml") != "" {
		t.Error("a draft was published")
	}
	p.has(p.post(scan, "do", "undo"), "The last change is undone", "!Allumez la lampe", "No change is waiting")
	p.post(scan, "do", "save:light", "text:steps/light/say/fr", "Allumez la lampe.")
	p.has(p.post(scan, "do", "publish"), "Published. People in the middle finish with the old text.", "Go back to the version before")
	ours, err := library.Few.ReadFile("help/scan-document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(string(ours), "        Posez la feuille sur une table.\n        Il faut de la lumière.\n", "        Allumez la lampe.\n", 1)
	if got := p.read("help/scan-document.yaml"); got != want {
		t.Errorf("published:\n%s", got)
	}
	p.has(p.post(scan, "do", "take_back"), "Il faut de la lumière", "version before")
}

// TestStepsInTheStudio are moved, copied, removed; what then is wrong shows,
// the phone stays on the last good version, and nothing wrong is published.
func TestStepsInTheStudio(t *testing.T) {
	p := newPlace(t, same)
	body := p.post(scan, "do", "up:light")
	if strings.Index(body, `id="steps-light"`) > strings.Index(body, `id="steps-channel"`) {
		t.Error("the step was not moved")
	}
	p.has(p.post(scan, "do", "copy:light"), `id="steps-light-2"`)
	p.has(p.post(scan, "do", "drop:light-2"), `!id="steps-light-2"`)
	body = p.post(scan, "do", "drop:by-sms")
	p.has(body, "which does not exist", "the phone shows the last version without errors", "^^^", `href="#steps-channel"`)
	p.has(p.post(scan, "do", "publish"), "There is still an error")
	if p.read("help/scan-document.yaml") != "" {
		t.Error("an error was published")
	}
	p.has(p.get("/studio/lien/"), "errors: 1")
	p.has(p.post(scan, "do", "save:light", "text:steps/light/say/fr", " "), "A text cannot be empty: the old one stays")
	p.post(scan, "do", "discard")
	p.post(scan, "do", "try:light")
	long := strings.Repeat("une lampe et ", 9) + "une fenêtre."
	p.has(p.post(scan, "do", "save:light", "text:steps/light/say/fr", long), "a sentence has", `<div class="bubble">une lampe et`, "!last version without errors")
	p.has(p.post(scan, "do", "publish"), "There is still an error")
	p.has(p.post(scan, "do", "discard"), "The changes are discarded", "!which does not exist")
}

// TestNothingTypedIsLost: a button of the step saves what was typed first, one
// empty field costs no other, and nobody is written over silently.
func TestNothingTypedIsLost(t *testing.T) {
	p := newPlace(t, same)
	const say, hint = "text:steps/light/say/fr", "text:steps/light/stuck/1/fr"
	body := p.post(scan, "do", "copy:light", say, "Allumez la lampe.")
	if n := strings.Count(body, "Allumez la lampe.</textarea>"); n != 2 {
		t.Errorf("the step and its copy say it %d times", n)
	}
	p.has(p.post(scan, "do", "save:light", say, " ", hint, "Ouvrez le rideau."), "A text cannot be empty", "Ouvrez le rideau.</textarea>", "Allumez la lampe.</textarea>")
	p.has(p.post(scan, "do", "save:light", say, "Le mien.", "was:steps/light/say/fr", "Un autre texte."), "Somebody changed this text", "!Le mien.</textarea>")
	p.has(p.post(scan, "do", "save:light", say, "Le mien.", "was:steps/light/say/fr", "Allumez la lampe."), "!Somebody changed", "Le mien.</textarea>")
}

// TestTwoAuthors: where a service publishes in twos, a colleague reads first.
func TestTwoAuthors(t *testing.T) {
	p := newPlace(t, func(agency string) string { return agency + "\nfour_eyes: true\n" })
	p.post(scan, "do", "save:light", "text:steps/light/say/fr", "Allumez la lampe.")
	p.has(p.post(scan, "do", "publish"), "ask a colleague to approve first")
	p.has(p.post(scan, "do", "ask"), "Approval asked by ana", "!I approve")
	p.who = "ben"
	body := p.get(scan)
	p.who = "ana"
	_, rest, _ := strings.Cut(body, `value="approve:`)
	sum, _, _ := strings.Cut(rest, `"`)
	p.has(p.post(scan, "do", "approve:"+sum), "somebody else must approve it")
	p.who = "ben"
	p.has(p.get("/studio/lien/"), "waits for approval")
	p.has(p.post(scan, "do", "approve:x"), "The text changed since you read it")
	p.has(p.post(scan, "do", "approve:"+sum), "Approved by ben")
	p.has(p.post(scan, "do", "publish"), "Published.")
	if !strings.Contains(p.read("help/scan-document.yaml"), "Allumez la lampe.") {
		t.Error("it was not published")
	}
}

// TestAFileChangedByAnEditor shows at once; its errors too, and whoever changed
// it is not overwritten.
func TestAFileChangedByAnEditor(t *testing.T) {
	p := newPlace(t, same)
	ours, err := library.Few.ReadFile("help/scan-document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.post(scan, "do", "save:light", "text:steps/light/say/fr", "Allumez la lampe.")
	p.write("help/scan-document.yaml", strings.Replace(string(ours), "Prenez un prospectus", "Prenez un journal", 1))
	p.has(p.get(scan), "Somebody changed this file meanwhile", `!<div class="bubble">Prenez un journal`)
	p.has(p.post(scan, "do", "publish"), "Nothing was published")
	p.has(p.post(scan, "do", "discard"), "Prenez un journal")
	p.write("help/scan-document.yaml", strings.Replace(string(ours), "    say:\n", "    dire:\n", 1))
	p.has(p.get(scan), "&#34;dire&#34; does not exist", "Prenez un journal", "last version without errors")
}

// TestTheTrial: what is written and pressed, time that passes, a new person.
func TestTheTrial(t *testing.T) {
	p := newPlace(t, same)
	const scam = "/studio/lien/file/help/scam-message.yaml"
	p.get(scam + "?in=de")
	p.has(p.post(scam, "do", "line:telegram:! press 1@1"), `class="mine"`)
	p.has(p.post(scam, "do", "text", "text", "Person", "line", "sms"), `<div class="bubble">Person</div>`, `id="on-sms" checked`, `!id="on-telegram" checked`)
	p.has(p.post(scam, "do", "happens:wait 3 days"), "Later: 3 days")
	p.has(p.post(scam, "do", "happens:send picture"), "[photo]")
	p.has(p.post(scam, "do", "new"), "New person")
	p.has(p.post(scam, "do", "line:telegram:! press 9@9"), "The talk ends here")
	p.has(p.post(scam, "do", "start"), "!The talk ends here", "Start of scam-message")
}

// TestANewHelp is a copy that nobody can ask for yet.
func TestANewHelp(t *testing.T) {
	p := newPlace(t, same)
	for _, id := range []string{"", "Ça va", "menu", "../x", "scan-document"} {
		p.has(p.post("/studio/lien/", "from", "help/scan-document.yaml", "id", id), "not possible, or is taken")
	}
	body := p.post("/studio/lien/", "from", "help/scan-document.yaml", "id", "Buy-Ticket")
	p.has(body, "help/buy-ticket.yaml", "draft", "Start of buy-ticket", `<div class="bubble">Prenez un prospectus`)
	p.has(p.post("/studio/lien/file/help/buy-ticket.yaml", "do", "status:published"), "· published")
	if _, err := os.Stat(filepath.Join(p.dir, "help", "buy-ticket.yaml")); err == nil {
		t.Error("it was published by itself")
	}
}

// TestALanguageIsAddedInTheStudio in its place in the file.
func TestALanguageIsAddedInTheStudio(t *testing.T) {
	p := newPlace(t, same)
	p.write("help/lamp.yaml", "passerelle: 1\nkind: help\nid: lamp\ntitle: {fr: La lampe}\nstatus: published\ngoal: {fr: Vous savez.}\nsteps:\n  - id: press\n    say: {fr: Appuyez.}\n")
	const lamp = "/studio/lien/file/help/lamp.yaml"
	p.has(p.get("/studio/lien/"), "missing: de it en")
	p.has(p.get(lamp+"?in=it"), `name="text:steps/press/say/it"`)
	p.post(lamp, "do", "save:press", "text:steps/press/say/it", "Prema.", "text:steps/press/id", "evil")
	p.post(lamp, "do", "publish")
	if got := p.read("help/lamp.yaml"); !strings.Contains(got, "say: {fr: Appuyez., it: Prema.}\n") {
		t.Errorf("%s", got)
	}
}

// TestTheStudioRefuses strangers, other sites and files that are none of its.
func TestTheStudioRefuses(t *testing.T) {
	p := newPlace(t, same)
	p.write(".hidden.yaml", "secret: 1\n")
	p.write("notes.txt", "secret\n")
	ask := func(method, path string, change func(*http.Request)) int {
		r, err := http.NewRequestWithContext(t.Context(), method, p.url+path, strings.NewReader("do=undo"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if change != nil {
			change(r)
		}
		code, _ := p.client(r)
		return code
	}
	for _, path := range []string{".hidden.yaml", "notes.txt", "%2e%2e/x.yaml", "help/nothing.yaml", "languages"} {
		if code := ask(http.MethodGet, "/studio/lien/file/"+path, nil); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code := ask(http.MethodPost, scan, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }); code != http.StatusForbidden {
		t.Errorf("another site: %d", code)
	}
	p.who = ""
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if code := ask(method, scan, nil); code != http.StatusUnauthorized {
			t.Errorf("%s by nobody: %d", method, code)
		}
	}
}
