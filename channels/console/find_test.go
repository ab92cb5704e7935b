package console

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
)

// fill gives the desk so many more cases that wait, or that somebody has, as storage
// holds them; the names are what their people want to be called.
func (p *place) fill(t testing.TB, from, count int, staff, topic string, names ...string) {
	t.Helper()
	ctx := context.Background()
	for i := from; i < from+count; i++ {
		address := bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprintf("+4179100%05d", i)} // invented
		loaded, err := p.store.Load(ctx, address, "")
		at := time.Now().Add(time.Duration(i) * time.Second)
		c := &bot.Case{ID: fmt.Sprintf("K%07dABCDEFGHIJKLMNOPQR", i), State: bot.CaseQueued, Topic: topic, Language: "fr", Channel: bot.WhatsApp, Reason: "asked",
			Requested: at, Wrote: at, Due: at.Add(4 * time.Hour), Consent: true, Tried: []string{"scan-document/open", "scan-document/light"}}
		if staff != "" {
			c.State, c.Staff, c.Claim, c.Replied = bot.CaseActive, staff, "claim-invented-00000000", at
		}
		commit := &bot.Commit{Loaded: loaded, Input: bot.Input{Address: address}, Next: (&bot.Session{State: bot.StateWaiting, Language: "fr", Case: bot.SessionCase{ID: c.ID, State: c.State, Staff: staff, Claim: c.Claim}}).Append(nil), TTL: time.Hour, Case: c}
		if i-from < len(names) {
			commit.Fields = map[string]string{bot.FieldCalled: names[i-from]}
		}
		if err == nil {
			err = p.store.Commit(ctx, commit)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

var rowOf = regexp.MustCompile(`id="row-(K[0-9]{7})`)

// rows are the cases that a page lists.
func rows(text string) (ids []string) {
	for _, found := range rowOf.FindAllStringSubmatch(text, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

// TestALongQueueComesInPages: each case is on one page, the most urgent first, and
// the way leads from one page to the next and back.
func TestALongQueueComesInPages(t *testing.T) {
	p := newPlace(t)
	p.fill(t, 0, 120, "", "scan-document")
	p.fill(t, 200, 60, "ahmed", "scan-document")
	marie := p.caller(t)
	marie.login("marie", password)
	next, before := regexp.MustCompile(`rel="next" href="([^"]*waiting=(\d+)[^"]*#h-waiting)"`), regexp.MustCompile(`rel="prev" href="([^"]+)#h-waiting"`)
	at, seen, pages := "/console/lien/", map[string]bool{}, 0
	for at != "" {
		page := marie.get(at).must(t, 200, "/console/lien/", "Waiting for a person (121)", "With colleagues (60)").text
		pages++
		for _, id := range rows(page) {
			if id < "K0000200" && seen[id] {
				t.Errorf("%s is there twice", id)
			}
			seen[id] = true
		}
		if pages > 1 && before.FindString(page) == "" {
			t.Errorf("no way back from page %d", pages)
		}
		at = ""
		if next := next.FindStringSubmatch(page); next != nil {
			at, _, _ = strings.Cut(strings.ReplaceAll(next[1], "&amp;", "&"), "#")
		}
	}
	if pages != 3 || len(seen) != 120+onePage {
		t.Errorf("%d cases on %d pages", len(seen), pages)
	}
	marie.get("/console/lien/?waiting=3&others=2").must(t, 200, "/console/lien/", "101–121 / 121", "51–60 / 60")
	for _, nonsense := range []string{"?waiting=99&others=-4", "?waiting=x", "?others=99999999999999999999"} {
		marie.get("/console/lien/"+nonsense).must(t, 200, "/console/lien/", "/ 121")
	}
}

// TestFind: by topic in any language, by reference, and by name only where one has
// the case or follows the person.
func TestFind(t *testing.T) {
	p := newPlace(t)
	p.fill(t, 0, 2, "", "scam-message", "Nadia Invented")
	p.fill(t, 10, 1, "marie", "scan-document", "Nadia Müller")
	p.fill(t, 20, 1, "ahmed", "scan-document", "Nadia Elsewhere")
	marie, ahmed := p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)
	for _, c := range []struct {
		who   *caller
		words string
		want  string
	}{
		{marie, "strange message", "K0000000 K0000001"},
		{marie, "Verdächtige", ""},
		{marie, "nadia", "K0000010"},
		{marie, "  MULLER ", "K0000010"},
		{marie, "nadia invented", ""},
		{ahmed, "nadia", "K0000020"},
		{ahmed, "k000 0001", "K0000001"},
		{ahmed, "K0000001ABC", "K0000001"},
		{ahmed, "K00", ""},
		{marie, "+4179100", ""},
		{marie, "<script>", ""},
		{marie, strings.Repeat("é", 400), ""},
		{marie, "\xff\xfe", ""},
	} {
		got := c.who.post("/console/lien/find", "words", c.words).must(t, 200, "/console/lien/find").text
		if list := strings.Join(rows(got), " "); list != c.want {
			t.Errorf("%q: found %q, want %q", c.words, list, c.want)
		}
		if strings.Contains(got, "Elsewhere") && c.who == marie || strings.Contains(got, "<script>") {
			t.Errorf("%q: a page that shows too much", c.words)
		}
	}
	marie.post("/console/lien/find", "words", "nadia").must(t, 200, "/console/lien/find", "Nadia Müller", "Requests found (1)")
	marie.post("/console/lien/find", "words", "").must(t, 200, "/console/lien/find", "Find a request")
	marie.get("/console/lien/find").must(t, 200, "/console/lien/find", "Find a request")
	id := "K0000010ABCDEFGHIJKLMNOPQR"
	marie.get("/console/lien/case/"+id).must(t, 200, "/console/lien/case/"+id, "Reference", desk.Reference(id))
	if desk.Reference(id) != "K000 0010" || desk.Reference("ab") != "AB" || desk.Reference("") != "" {
		t.Errorf("%q %q", desk.Reference(id), desk.Reference("ab"))
	}
	p.fill(t, 100, 60, "", "scan-document")
	got := marie.post("/console/lien/find", "words", "scan document").must(t, 200, "/console/lien/find", "the 50 most urgent", "(62)").text
	if len(rows(got)) != onePage {
		t.Errorf("%d are shown", len(rows(got)))
	}
}

// BenchmarkQueue is the queue's page with 10,000 open cases from the request to the
// last byte, and a search in them: of the topic that all of them have.
func BenchmarkQueue(b *testing.B) {
	p := newPlace(b)
	p.fill(b, 0, 9500, "", "scan-document")
	p.fill(b, 9500, 480, "ahmed", "scan-document")
	p.fill(b, 9980, 20, "marie", "scan-document", "Nadia")
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	marie := &http.Client{Jar: jar}
	read := func(b *testing.B, answer *http.Response, err error) string {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != 200 {
			b.Fatal(answer.StatusCode, err)
		}
		return string(text)
	}
	post := func(b *testing.B, path string, form url.Values) string {
		answer, err := marie.PostForm(p.URL+path, form)
		return read(b, answer, err)
	}
	post(b, "/console/lien/login", url.Values{"login": {"marie"}, "password": {password}})
	queue := func(b *testing.B) {
		answer, err := marie.Get(p.URL + "/console/lien/")
		if n := len(rows(read(b, answer, err))); n < 2*onePage {
			b.Fatal(n)
		}
	}
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			queue(b)
		}
	})
	b.Run("page after a change", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			p.fill(b, 7, 1, "", "scan-document")
			b.StartTimer()
			queue(b)
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			if n := len(rows(post(b, "/console/lien/find", url.Values{"words": {"scan document"}}))); n != onePage {
				b.Fatal(n)
			}
		}
	})
}
