package console

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestWhatIsWrittenFirstWaits: the page says why not now and from when on before
// anything is typed, and keeps the words until then in a case of the counsellor's.
func TestWhatIsWrittenFirstWaits(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia", "consent", "yes", "first", "yes")
	words := marie.get(at + "/card").first(wordsOnCard)
	marie.get(at).must(t, 200, at, "no number is known")
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000078"}, words)
	form := []string{"do", "keep", "called", "Nadia", "language", "fr", "first", "yes"}
	today := time.Now().In(zone(t)).Weekday()
	for day, key := range dayKeys {
		if time.Weekday(day) != today {
			form = append(form, "safe-"+key, "1")
		}
	}
	marie.post(at, form...).must(t, 200, at, "Saved", "this time was not agreed", "From:", "Keep and send:")
	held := marie.post(at, "do", "begin", "text", "Bonjour <Nadia>").must(t, 200, at, "Bonjour &lt;Nadia&gt;", "this time was not agreed")
	if strings.Contains(held.text, "Open case") {
		t.Error("a case without a word")
	}
	kept := marie.post(at, "do", "later", "text", "Bonjour <Nadia>")
	kept.must(t, 200, kept.path, "Leaves by itself:", "Bonjour &lt;Nadia&gt;")
	if !strings.HasPrefix(kept.path, "/console/lien/case/") {
		t.Errorf("leads to %s", kept.path)
	}
	page := marie.get(at).must(t, 200, at, "Open case")
	if strings.Contains(page.text, `id="text"`) {
		t.Error("two boxes to write in")
	}
}

// TestWhatNoWaitingHelps has no box to type in, and says what to do.
func TestWhatNoWaitingHelps(t *testing.T) {
	p, marie, at := enrolled(t, "called", "Nadia", "consent", "yes")
	words := marie.get(at + "/card").first(wordsOnCard)
	p.writes(t, bot.Address{Channel: bot.SMS, ID: "+41790000079"}, words)
	page := marie.get(at).must(t, 200, at, "Agreed: never write first")
	if strings.Contains(page.text, `id="text"`) {
		t.Error("a box for what cannot be sent")
	}
}

// zone is where the agency of the tests is.
func zone(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return z
}
