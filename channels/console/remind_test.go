package console

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

var takeBack = regexp.MustCompile(`value="([0-9]+:unremind)"`)

// TestACounsellorReminds somebody they follow, sees it, takes it back; what
// could not be sent is not noted.
func TestACounsellorReminds(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia", "consent", "yes", "first", "yes")
	day := p.console.rooms["lien"].local().AddDate(0, 0, 10).Format(time.DateOnly)
	remind := func(what, day string) answer {
		return marie.post(at, "do", "remind", "what", what, "day", day, "monthly", "yes")
	}
	remind("Apporter la lettre", day).must(t, 200, at, "Not noted: nothing would be sent") // no number is known
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000077"}, marie.get(at+"/card").first(wordsOnCard))
	remind("Apporter la <lettre>", day).must(t, 200, at, "Reminder noted", "Apporter la &lt;lettre&gt; (Marie), every month")
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000077"}, "rappelle-moi demain: ordonnance")
	page := marie.get(at).must(t, 200, at, "own reminder")
	if strings.Contains(page.text, "ordonnance") {
		t.Error("the page shows what the person noted for themselves")
	}
	marie.post(at, "do", page.first(takeBack)).must(t, 200, at, "Reminder taken back")
	remind("", day).must(t, 400, at)
	remind("x", "never").must(t, 400, at)
	remind(strings.Repeat("x", 161), day).must(t, 400, at)
	remind("x", "2020-01-01").must(t, 200, at, "within the next 60 days")
}
