package console

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/rights"
)

var wordsOnCard = regexp.MustCompile(`<p class="word">([a-z]+ [a-z]+ [0-9]{3})</p>`)

// enrolled is somebody whom marie enrols, and the address of their page.
func enrolled(t *testing.T, form ...string) (p *place, marie *caller, at string) {
	t.Helper()
	p = newPlace(t)
	marie = p.caller(t)
	marie.login("marie", password).must(t, 200, "/console/lien/", "Enrol somebody")
	marie.get("/console/lien/enrol").must(t, 200, "/console/lien/enrol", "Only the language is needed")
	card := marie.post("/console/lien/enrol", append([]string{"language", "fr"}, form...)...)
	if !strings.HasSuffix(card.path, "/card") || card.status != 200 {
		t.Fatalf("%d %s\n%s", card.status, card.path, card.text)
	}
	return p, marie, strings.TrimSuffix(card.path, "/card")
}

// TestFromTheRoomToTheirPhone: enrolled, a card, its words sent, and they are on
// the list of whoever enrolled them, and on nobody else's.
func TestFromTheRoomToTheirPhone(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia <b>", "consent", "yes", "first", "yes", "secret", "Apfel")
	card := marie.get(at+"/card").must(t, 200, at+"/card", "Envoyez ces mots", `class="code"`)
	words := card.first(wordsOnCard)
	if strings.Contains(card.text, "Nadia") {
		t.Error("the card names the person: it may lie anywhere")
	}
	marie.get("/console/lien/people").must(t, 200, "/console/lien/people", "Nadia &lt;b&gt;", "enrolled", "has not written yet", at)
	marie.post(at, "do", "begin", "text", "Bonjour").must(t, 200, at, "no number is known", "Bonjour")
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000077"}, words)
	marie.get(at).must(t, 200, at, "&#43;41790000077", "said aloud", "Marie")
	marie.get(at+"/card").must(t, 200, at+"/card", "No card is out")
	marie.post(at, "do", "secret", "secret", " apfel ").must(t, 200, at, "That is the secret word")
	marie.post(at, "do", "secret", "secret", "der rote apfel").must(t, 200, at, "not the secret word")
	ahmed := p.caller(t)
	ahmed.login("ahmed", password).must(t, 200, "/console/lien/")
	ahmed.get("/console/lien/people").must(t, 200, "/console/lien/people", "You follow nobody yet")
	for _, path := range []string{at, at + "/card", "/console/lien/person/unknown"} {
		ahmed.get(path).must(t, 404, path)
	}
	for _, do := range []string{"keep", "depute", "follow", "invite", "begin", "secret", "met 30:spoke"} {
		ahmed.post(at, "do", do, "text", "Hello").must(t, 404, at)
	}
	looks, err := p.store.Looks(context.Background(), bot.ContactID(strings.TrimPrefix(at, "/console/lien/person/")))
	if err != nil || len(looks) == 0 || looks[0].Staff != "marie" {
		t.Errorf("who looked: %+v, %v", looks, err)
	}
	for _, l := range looks {
		if l.Staff == "ahmed" {
			t.Error("who was shown nothing looked at nothing")
		}
	}
}

// TestWhoStandsIn sees them today, and the page says so.
func TestWhoStandsIn(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia", "consent", "yes")
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	var form []string
	for _, key := range dayKeys {
		form = append(form, "deputy-"+key, "ahmed")
	}
	marie.post(at, append(form, "do", "depute")...).must(t, 200, at, "Saved", "selected>Ahmed")
	ahmed.get("/console/lien/people").must(t, 200, "/console/lien/people", "I stand in today", "Nadia", "for Marie")
	ahmed.get(at).must(t, 200, at, "Nadia", "Follow this person")
	marie.post(at, "do", "depute", "deputy-mon", "writer", "deputy-tue", "nobody").must(t, 200, at)
	ahmed.get(at).must(t, 404, at)
	marie.post(at, "do", "unfollow").must(t, 200, "/console/lien/people", "You follow nobody yet")
	marie.get(at).must(t, 404, at)
}

// TestANameIsLookedForByAForm, never by an address.
func TestANameIsLookedForByAForm(t *testing.T) {
	_, marie, _ := enrolled(t, "called", "Nadia")
	marie.post("/console/lien/people", "called", "NAD").must(t, 200, "/console/lien/people", "Nadia", "All")
	found := marie.post("/console/lien/people", "called", "Zoé").must(t, 200, "/console/lien/people", "Nobody of this name", `value="Zoé"`)
	if strings.Contains(found.text, "Nadia") {
		t.Error("who is called otherwise is found")
	}
	if all := marie.get("/console/lien/people?called=" + url.QueryEscape("Zoé")); !strings.Contains(all.text, "Nadia") {
		t.Error("a name in the address is looked for")
	}
}

// TestWhatIsAgreed is said in words with its date, and can change.
func TestWhatIsAgreed(t *testing.T) {
	_, marie, at := enrolled(t)
	page := marie.get(at).must(t, 200, at, "No name", "not asked yet")
	if strings.Contains(page.text, `name="first" value="yes" checked`) {
		t.Error("what was not heard is ticked")
	}
	marie.post(at, "do", "keep", "called", "Ali", "language", "de", "consent", "yes", "first", "yes", "from", "9", "to", "12", "safe-mon", "1").must(t, 200, at, "Saved", "Ali", "Deutsch", "said aloud", `<option value="9" selected>`)
	marie.post(at, "do", "keep", "language", "de", "from", "12", "to", "9").must(t, 200, at, "the end comes after the beginning")
	marie.post(at, "do", "keep", "language", "de", "called", strings.Repeat("x", 61)).must(t, 400, at)
	marie.post("/console/lien/enrol", "language", "xx").must(t, 422, "/console/lien/enrol", "Choose a language")
	marie.post(at, "do", "met 30:spoke").must(t, 200, at, "Talk noted", "spoken with")
	marie.post(at, "do", "else").must(t, 400, at)
}

// TestTheCasePageLeadsThere for those who may open it.
func TestTheCasePageLeadsThere(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "follow", "claim", claim).must(t, 200, at, "The person&#39;s page")
	to := regexp.MustCompile(`href="(/console/lien/person/\w+)"`).FindStringSubmatch(marie.get(at).text)
	marie.get(to[1]).must(t, 200, to[1], "Open case", "tel:&#43;41790000001", "Keep messages")
	marie.post(to[1], "do", "begin", "text", "Hello").must(t, 200, to[1], "A case is open already")
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if page := ahmed.get(at); strings.Contains(page.text, "/person/") {
		t.Error("a colleague is led to a page that is not theirs")
	}
	marie.post(at, "do", "drop:close", "claim", claim)
	p.ahead = 20 * time.Minute
	marie.get(to[1]).must(t, 200, to[1], "Request closed on", "Asks for a person")
}

// TestALeadSeesNobody: figures are theirs, people are not.
func TestALeadSeesNobody(t *testing.T) {
	p, _, at := enrolled(t, "called", "Nadia")
	for _, role := range rights.Roles {
		if role == bot.RoleCounsellor {
			continue
		}
		p.account(t, "boss", role, password)
		boss := p.caller(t)
		boss.login("boss", password)
		for _, path := range []string{at, "/console/lien/people", "/console/lien/enrol"} {
			if got := boss.get(path); strings.Contains(got.text, "Nadia") || got.path == path {
				t.Errorf("a %s is at %s", role, path)
			}
		}
	}
}
