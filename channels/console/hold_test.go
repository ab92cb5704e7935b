package console

import (
	"regexp"
	"strings"
	"testing"
)

// TestTwoCounsellorsHandOver: the next case by a button; offered, declined, offered
// again, accepted: the one who offers stays responsible until then. Put off, it
// stands by itself; closed, it can be taken up again.
func TestTwoCounsellorsHandOver(t *testing.T) {
	p := newPlace(t)
	marie, ahmed := p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)

	got := marie.post("/console/lien/", "do", "next")
	id := strings.TrimPrefix(got.path, "/console/lien/case/")
	if id == got.path || !strings.Contains(got.text, "goes back to the team") {
		t.Fatalf("next leads to %s", got.path)
	}
	if a := ahmed.post("/console/lien/", "do", "next"); a.path != "/console/lien/" || !strings.Contains(a.text, "Nobody waits in your languages.") {
		t.Errorf("the same case twice: %s", a.path)
	}
	at := "/console/lien/case/" + id
	claim := func(c *caller) string { return c.get(at).first(claimOf) }
	hers := claim(marie)
	if a := marie.post(at, "do", "offer", "to", "ahmed", "claim", hers); !strings.Contains(a.text, "It stays yours until they say yes.") {
		t.Error("the offer is not shown")
	}
	if a := ahmed.get("/console/lien/"); !strings.Contains(a.text, "Offered to you (1)") {
		t.Error("ahmed is not asked")
	}
	if a := ahmed.get(at); !strings.Contains(a.text, "Marie offers you this request.") || claim(ahmed) != "" {
		t.Error("the case is ahmed's already, or he does not see the offer")
	}
	ahmed.post(at, "do", "decline")
	if a := ahmed.post(at, "do", "accept"); !strings.Contains(a.text, "not offered to you") {
		t.Error("what was declined is accepted")
	}
	marie.post(at, "do", "offer", "to", "ahmed", "claim", hers)
	if a := ahmed.post(at, "do", "accept"); a.path != at || claim(ahmed) == "" || claim(ahmed) == hers {
		t.Error("ahmed does not have it")
	}
	if a := marie.post(at, "do", "reply", "text", "Encore moi", "claim", hers); !strings.Contains(a.text, "Encore moi") || claim(marie) != "" {
		t.Error("marie answers under a claim that is over, or her words are lost")
	}

	his := claim(ahmed)
	if a := ahmed.post(at, "do", "snooze", "claim", his); !strings.Contains(a.text, "Choose when to look again.") {
		t.Error("without a moment it is put off")
	}
	if a := ahmed.post(at, "do", "snooze", "later", "week", "claim", his); !strings.Contains(a.text, "put off until") {
		t.Error("it is not put off")
	}
	if a := ahmed.get("/console/lien/"); !strings.Contains(a.text, "Put off (1)") || !strings.Contains(a.text, "With me (0)") {
		t.Errorf("it does not stand by itself")
	}
	if a := ahmed.post(at, "do", "wake", "claim", his); strings.Contains(a.text, "put off until") {
		t.Error("it cannot be gone on with")
	}
	ahmed.post(at, "do", "close", "claim", his)
	if a := ahmed.get(at); !strings.Contains(a.text, "Take this request up again") {
		t.Error("a closed case cannot be taken up again")
	}
	if a := ahmed.post(at, "do", "reopen"); claim(ahmed) == "" || claim(ahmed) == his || a.path != at {
		t.Errorf("it is not open again: %s", a.path)
	}
}

// TestANoteIsAmongColleagues: it stands in the thread, the person never gets it,
// and none is kept of somebody who agreed to nothing.
func TestANoteIsAmongColleagues(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	id := strings.TrimPrefix(marie.post("/console/lien/", "do", "next").path, "/console/lien/case/")
	at := "/console/lien/case/" + id
	claim := marie.get(at).first(claimOf)
	if a := marie.post(at, "do", "note", "note", "  ", "claim", claim); !strings.Contains(a.text, "The note is empty.") {
		t.Error("an empty note")
	}
	a := marie.post(at, "do", "note", "note", "Sa fille <b>aide</b>.", "text", "un brouillon", "claim", claim)
	if !strings.Contains(a.text, "Note by Marie") || !strings.Contains(a.text, "Sa fille &lt;b&gt;aide&lt;/b&gt;.") || !strings.Contains(a.text, "un brouillon") {
		t.Error("the note, or the draft beside it, does not show")
	}
	c, err := p.desk.Case(t.Context(), id, "marie")
	if err != nil {
		t.Fatal(err)
	}
	_, states, err := p.desk.Thread(t.Context(), id)
	if err != nil || len(states) > 3 {
		t.Errorf("%v: %d replies", err, len(states))
	}
	if !c.Replied.IsZero() {
		t.Error("a note counts as a reply")
	}
}

// TestAReadySentence is chosen in one's own language and read in the person's;
// nothing is sent, and what was being written stays.
func TestAReadySentence(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	at := marie.post("/console/lien/", "do", "next").path
	shown := marie.get(at)
	text, claim := shown.text, shown.first(claimOf)
	for _, want := range []string{"You can come here: Rue de l&#39;Exemple 12", "Vous pouvez venir ici : Rue de l&#39;Exemple 12"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	box := func(text string) string {
		m := regexp.MustCompile(`(?s)<textarea id="text"[^>]*>(.*?)</textarea>`).FindStringSubmatch(text)
		return m[1]
	}
	a := marie.post(at, "do", "insert", "saying", "come-by", "text", "Bonjour,", "claim", claim)
	if got := box(a.text); !strings.HasPrefix(got, "Bonjour,\nVous pouvez venir ici") {
		t.Errorf("the box holds %q", got)
	}
	if c, err := p.desk.Case(t.Context(), strings.TrimPrefix(at, "/console/lien/case/"), "marie"); err != nil || !c.Replied.IsZero() {
		t.Errorf("it was sent: %v", err)
	}
	if a := marie.post(at, "do", "insert", "saying", "no-such", "text", "Bonjour,", "claim", claim); box(a.text) != "Bonjour," {
		t.Errorf("an unknown sentence: the box holds %q", box(a.text))
	}
}
