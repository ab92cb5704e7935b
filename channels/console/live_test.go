package console

import (
	"bufio"
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// openLine is an open page's event stream, as its browser reads it.
type openLine struct {
	t     *testing.T
	lines chan string // event and id
	last  string
}

// listen opens the stream of a page, or comes back to it.
func (c *caller) listen(page, last string) *openLine {
	c.t.Helper()
	live := regexp.MustCompile(`data-live="([^"]+)"`).FindStringSubmatch(c.get(page).text)
	if live == nil {
		c.t.Fatalf("%s has no stream", page)
	}
	return c.listenAt(live[1], last)
}

func (c *caller) listenAt(path, last string) *openLine {
	c.t.Helper()
	ctx, end := context.WithCancel(context.Background())
	c.t.Cleanup(end)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.p.URL+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := c.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	if kind := answer.Header.Get("Content-Type"); kind != "text/event-stream" {
		c.t.Fatalf("%s answers %s", path, kind)
	}
	l := &openLine{t: c.t, lines: make(chan string, 100)}
	go func() {
		defer answer.Body.Close()
		defer close(l.lines)
		id := ""
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
			case "id":
				id = value
			case "event":
				l.lines <- value + " " + id
				id = ""
			case "data":
				if value != "" {
					c.t.Errorf("an event carries %q", value)
				}
			}
		}
	}()
	return l
}

// next is the next event that is no sign of life; "" when there is none for a moment.
func (l *openLine) next(wait time.Duration) string {
	end := time.After(wait)
	for {
		select {
		case said, open := <-l.lines:
			event, id, _ := strings.Cut(said, " ")
			if !open {
				return "closed"
			}
			if id != "" {
				l.last = id
			}
			if event != "alive" {
				return event
			}
		case <-end:
			return ""
		}
	}
}

func (l *openLine) hears(what, want string) {
	l.t.Helper()
	wait := 10 * time.Second
	if want == "" {
		wait = 100 * time.Millisecond
	}
	if got := l.next(wait); got != want {
		l.t.Fatalf("%s: heard %q, want %q", what, got, want)
	}
}

func TestOpenPagesHear(t *testing.T) {
	p := newPlace(t)
	marie, ahmed := p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)
	id := marie.caseID()
	queue, one := marie.listen("/console/lien/", ""), marie.listen("/console/lien/case/"+id, "")
	queue.hears("nothing yet", "")
	ahmed.post("/console/lien/case/"+id, "do", "claim")
	queue.hears("a claim", "changed")
	one.hears("a claim", "changed")
	queue.hears("once", "")
	before := queue.last

	ahmed.post("/console/lien/case/"+id, "do", "release", "claim", claimAs(t, p, id, "ahmed"))
	queue.hears("a release", "changed")
	again := marie.listen("/console/lien/", before)
	again.hears("what a line missed", "changed")
	again.hears("and no more", "")
	if again.last != queue.last {
		t.Errorf("one line is at %s, another at %s", again.last, queue.last)
	}
	fresh := marie.listen("/console/lien/", "")
	fresh.hears("a page that shows it already", "")
	marie.listenAt("/console/lien/case/unknown/live?since=0-0", "").hears("a case that is not there", "reset")
	marie.listenAt("/console/lien/live?since=%27%22%3E&x", "nonsense").hears("forged ids are none", "changed")
}

// TestHiddenCasesAreNothingToOthers: whose person asked to be erased leaves the
// pages of all but their counsellor, and nobody else hears of it from then on.
func TestHiddenCasesAreNothingToOthers(t *testing.T) {
	p := newPlace(t)
	ctx := context.Background()
	from := bot.Address{Channel: bot.SMS, ID: "+41790000002"} // invented
	for i, words := range []string{"bonjour", "mon mari me frappe", "effacer", "1"} {
		if err := p.desk.Receive(ctx, bot.Input{Address: from, ID: "hidden-" + string(rune('a'+i)), Text: words}); err != nil {
			t.Fatal(err)
		}
	}
	id := ""
	cases, err := p.desk.Cases(ctx, "")
	for _, c := range cases {
		if c.Hidden {
			id = c.ID
		}
	}
	if err != nil || id == "" {
		t.Fatalf("no case is hidden among %d, %v", len(cases), err)
	}
	marie, ahmed := p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)
	hers, his := marie.listen("/console/lien/", ""), ahmed.listen("/console/lien/", "")
	marie.post("/console/lien/case/"+id, "do", "claim")
	hers.hears("her own claim", "changed")
	his.hears("it leaves his page", "changed")
	marie.post("/console/lien/case/"+id, "do", "snooze", "later", "week", "claim", claimAs(t, p, id, "marie"))
	hers.hears("her own act", "changed")
	his.hears("nothing of it", "")
	ahmed.listenAt("/console/lien/case/"+id+"/live", "").hears("he cannot watch it", "reset")
}

func claimAs(t *testing.T, p *place, id, login string) string {
	t.Helper()
	c, err := p.desk.Case(context.Background(), id, login)
	if err != nil {
		t.Fatal(err)
	}
	return c.Claim
}

// TestKeysAreOffUntilSwitchedOn: single keys are somebody's own wish.
func TestKeysAreOffUntilSwitchedOn(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password)
	const list = `<dialog id="shortcuts"`
	if strings.Contains(c.get("/console/lien/").text, list) {
		t.Error("keys act without being asked for")
	}
	c.get("/console/lien/me").must(t, 200, "/console/lien/me", "Shortcut keys", "They are off", "go to the reply box")
	c.post("/console/lien/me", "do", "keys-on").must(t, 200, "/console/lien/me", "They are on")
	for _, page := range []string{"/console/lien/", "/console/lien/case/" + c.caseID()} {
		c.get(page).must(t, 200, page, list, "<kbd>j</kbd>", `id="shortcuts-show"`)
	}
	other := p.caller(t)
	other.login("ahmed", password)
	if strings.Contains(other.get("/console/lien/").text, list) {
		t.Error("somebody else's wish")
	}
	c.post("/console/lien/me", "do", "keys-off").must(t, 200, "/console/lien/me", "They are off")
}
