package console

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestWordsAreKeptForTheOpening: they stand on the page with their moment, a second
// message does not take their place, and they come back into the box.
func TestWordsAreKeptForTheOpening(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	at := marie.post("/console/lien/", "do", "next").path
	claim := marie.get(at).first(claimOf)
	if a := marie.post(at, "do", "later", "text", " ", "claim", claim); !strings.Contains(a.text, "Write a reply first.") {
		t.Error("nothing is kept for later")
	}
	a := marie.post(at, "do", "later", "text", "Apportez <votre> carte.", "claim", claim)
	if !strings.Contains(a.text, "Leaves by itself:") || !strings.Contains(a.text, "Apportez &lt;votre&gt; carte.") || strings.Contains(a.text, "goes back to the team") {
		t.Fatal("the kept words do not show, or the claim still lapses")
	}
	if a := marie.post(at, "do", "later", "text", "Et encore", "claim", claim); !strings.Contains(a.text, "waiting to leave already") || !strings.Contains(a.text, "Et encore") {
		t.Error("a second one takes the place of the first, or is lost")
	}
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if a := ahmed.get(at); strings.Contains(a.text, "Apportez") {
		t.Error("a colleague reads what is not sent")
	}
	a = marie.post(at, "do", "take-kept", "text", "Et encore", "claim", claim)
	box := regexp.MustCompile(`(?s)<textarea id="text"[^>]*>(.*?)</textarea>`).FindStringSubmatch(a.text)
	if box == nil || html.UnescapeString(box[1]) != "Et encore\n\nApportez <votre> carte." || strings.Contains(a.text, "Leaves by itself") {
		t.Errorf("the box has %q", box)
	}
}

// TestADeadlineStandsOnTheCase, and what is no day is said.
func TestADeadlineStandsOnTheCase(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	at := marie.post("/console/lien/", "do", "next").path
	claim := marie.get(at).first(claimOf)
	day := time.Now().AddDate(0, 0, 30).Format("2006-01-02")
	a := marie.post(at, "do", "deadline", "deadline", day, "claim", claim)
	if !strings.Contains(a.text, "deadline:") || !strings.Contains(a.text, `value="`+day+`"`) {
		t.Error("the deadline does not show")
	}
	if a := marie.post(at, "do", "deadline", "deadline", "soon", "claim", claim); !strings.Contains(a.text, "This is no date.") || !strings.Contains(a.text, `value="`+day+`"`) {
		t.Error("what is no day is taken")
	}
	if a := marie.post(at, "do", "deadline", "deadline", "2020-01-01", "claim", claim); !strings.Contains(a.text, "deadline:") {
		t.Error("a day that is over takes the deadline's place")
	}
	if a := marie.post(at, "do", "deadline", "deadline", "", "claim", claim); strings.Contains(a.text, "deadline:") {
		t.Error("it is not taken away")
	}
}
