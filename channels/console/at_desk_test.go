package console

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

const deskAt = "/console/lien/at-desk"

var (
	pressable = regexp.MustCompile(`name="press" value="([^"]+)"`)
)

// seated is marie with somebody at the desk, in a flow.
func seated(t *testing.T, p *place, flow string) *caller {
	t.Helper()
	marie := p.caller(t)
	marie.login("marie", password)
	marie.get(deskAt).must(t, 200, deskAt, "Nothing is kept", `value="`+flow+`"`)
	marie.post(deskAt, "flow", flow, "language", "de").must(t, 200, deskAt, "End and forget", `lang="de"`)
	return marie
}

// aHelp is the first help of the agency.
func (p *place) aHelp(t *testing.T) string {
	t.Helper()
	for _, e := range p.desk.Book().Editions() {
		if e.Check == nil {
			return e.ID
		}
	}
	t.Fatal("no help")
	return ""
}

func (p *place) talks(t *testing.T) (topics []string) {
	t.Helper()
	all, err := p.store.Events(context.Background(), time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Kind == bot.EventSpoke {
			topics = append(topics, e.Topic+" "+e.Value)
		}
	}
	return topics
}

// TestAtTheDesk: a help is gone through without a number, and at the end one
// meeting is counted and nothing else is left.
func TestAtTheDesk(t *testing.T) {
	p := newPlace(t)
	help := p.aHelp(t)
	before, err := p.store.Events(context.Background(), time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	marie := seated(t, p, help)
	first := marie.get(deskAt)
	next := marie.post(deskAt, "press", first.first(pressable)).must(t, 200, deskAt, "What came before", "Answer:")
	if next.first(pressable) == "" {
		t.Errorf("the second page has no choice:\n%s", next.text)
	}
	marie.post(deskAt, "do", "say", "words", "<b>fertig</b>").must(t, 200, deskAt, "&lt;b&gt;fertig&lt;/b&gt;")
	marie.post(deskAt, "press", "nonsense").must(t, 200, deskAt)
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if page := ahmed.get(deskAt).must(t, 200, deskAt, "Nothing is kept"); strings.Contains(page.text, "fertig") {
		t.Error("another login sees the sitting")
	}
	marie.post(deskAt, "end", "15").must(t, 200, deskAt, "Forgotten, and counted.", "What do you do together?")
	after, err := p.store.Events(context.Background(), time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.talks(t); len(after) != len(before)+1 || len(got) != 1 || got[0] != help+" met 15" {
		t.Errorf("%d events, talks %v", len(after)-len(before), got)
	}
	if again := marie.get(deskAt); strings.Contains(again.text, "fertig") {
		t.Error("it is not forgotten")
	}
	marie = seated(t, p, help)
	if marie.post(deskAt, "do", "drop").must(t, 200, deskAt, "Forgotten."); len(p.talks(t)) != 1 {
		t.Error("what is dropped is counted")
	}
}

// TestOneTap notes a talk from each page where one stands before or after it, and
// each reaches the same figure.
func TestOneTap(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia")
	const people = "/console/lien/people"
	marie.get(people).must(t, 200, people, "Talked? Note it", `value="nobody 5:spoke"`)
	marie.post(at, "do", "met 15:spoke", "back", "people").must(t, 200, people, "Talk noted")
	marie.post(at, "do", "spoke 5:spoke").must(t, 200, at, "Talk noted")
	marie.get(deskAt).must(t, 200, deskAt, `value="met 60"`)
	marie.post("/console/lien/spoke", "how", "met 60", "back", "at-desk").must(t, 200, deskAt, "Noted, without a name.")
	one := "/console/lien/case/" + marie.caseID()
	claim := marie.post(one, "do", "claim").first(claimOf)
	marie.post(one, "do", "met 30:spoke", "claim", claim, "text", "").must(t, 200, one)
	if got := p.talks(t); len(got) != 4 {
		t.Errorf("noted %v", got)
	}
}

// TestWhatLeadsOutOfTheRoom is not done: no case begins by a sitting.
func TestWhatLeadsOutOfTheRoom(t *testing.T) {
	p := newPlace(t)
	marie := seated(t, p, p.aHelp(t))
	page := marie.post(deskAt, "do", "say", "words", "rufen Sie mich an")
	if !strings.Contains(page.text, "you are together") {
		page = marie.post(deskAt, "do", "say", "words", "079 123 45 67")
	}
	page.must(t, 200, deskAt, "you are together")
	cases, err := p.store.Cases(context.Background())
	if err != nil || len(cases) != 1 { // the one that every place begins with
		t.Errorf("%d cases, %v", len(cases), err)
	}
	marie.post(deskAt, "end", "7").must(t, 404, deskAt)
}

// TestASittingIsKeptWithSomebody who agreed: the check's result is theirs then.
func TestASittingIsKeptWithSomebody(t *testing.T) {
	p := newPlace(t)
	check := p.checkOf(t).ID
	marie := seated(t, p, check)
	card := marie.post("/console/lien/enrol", "language", "de", "called", "Nadia")
	at := strings.TrimSuffix(card.path, "/card")
	id := strings.TrimPrefix(at, "/console/lien/person/")
	for range 100 {
		page := marie.get(deskAt)
		press := page.first(pressable)
		if press == "" || strings.Contains(page.text, `value="`+bot.Payload{Kind: bot.PayloadAsked, Step: uint16(bot.AskShare), Arg: 1}.String()+`"`) {
			break
		}
		marie.post(deskAt, "press", press)
	}
	marie.post(deskAt, "do", "attach", "contact", id).must(t, 409, deskAt, "not agreed that anything is kept")
	marie.post(deskAt, "do", "attach", "contact", "unknown").must(t, 404, deskAt)
	marie.post(at, "do", "keep", "language", "de", "called", "Nadia", "consent", "yes")
	marie.post(deskAt, "do", "attach", "contact", id).must(t, 200, at, "Talk noted")
	results, err := p.store.Results(context.Background(), bot.ContactID(id))
	if err != nil || len(results) != 1 || results[0].Check != check {
		t.Errorf("%+v, %v", results, err)
	}
	marie.get(deskAt).must(t, 200, deskAt, "What do you do together?")
	if got := p.talks(t); len(got) != 1 || !strings.HasPrefix(got[0], check+" met ") {
		t.Errorf("talks %v", got)
	}
}
