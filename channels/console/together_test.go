package console

import (
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
)

// writer is the person of newPlace.
var writer = bot.Address{Channel: bot.SMS, ID: "+41790000001"}

// TestDoItWithThem without a script: a step is sent and seen live, helped, taken
// over and handed back; what is done for somebody is asked first.
func TestDoItWithThem(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password)
	got := c.post("/console/lien/", "do", "next")
	at := got.path
	claim := got.first(claimOf)
	act := func(do string, form ...string) answer {
		t.Helper()
		return c.post(at, append([]string{"do", do, "claim", claim, "text", ""}, form...)...)
	}
	if !strings.Contains(got.text, "SMS: the person pays for each answer.") {
		t.Error("the page does not say what it costs the person")
	}
	act("flow:push", "flow", "find-place").must(t, 200, at, "Step 1 of", "first try", "Repeat the step", "Take over")
	act("repeat:aid").must(t, 200, at, "first try")
	act("picture:aid").must(t, 200, at, "This step has nothing of the kind.")
	act("step:push", "step", "scam-message/wait").must(t, 200, at, "Ne touchez aucun lien", "Step 1 of")
	act("x:aid").must(t, 200, at, "nothing of the kind")
	p.writes(t, writer, "fait")
	page := c.get(at)
	if !strings.Contains(page.text, "How each step was done") || !regexp.MustCompile(`class="plain on" name="do" value="scam-message/wait alone:mark" aria-pressed="true"`).MatchString(page.text) {
		t.Errorf("the step is not noted as done alone:\n%s", page.text)
	}
	if a := act("scam-message/wait with:mark"); !strings.Contains(a.text, `value="scam-message/wait with:mark" aria-pressed="true"`) {
		t.Error("one click does not correct it")
	}
	act("scam-message/wait for:mark").must(t, 200, at, "Ask first: the person has to say yes.")
	act("pause").must(t, 200, at, "the robot waits", "Go on at this step")
	act("go-on").must(t, 200, at, "Take over")
	act("ask:for").must(t, 200, at, "Asked at")
	p.writes(t, writer, "oui")
	done := regexp.MustCompile(`name="do" value="([^"]+ done:for)"`).FindStringSubmatch(c.get(at).text)
	if done == nil {
		t.Fatal("a yes is not shown")
	}
	act(done[1]).must(t, 200, at, "Done for them", "To do again together:", "Send it now")
	p.writes(t, writer, "pas juste")
	c.get(at).must(t, 200, at, "The person says: that is not right")
	act(strings.TrimSuffix(done[1], "done:for")+"declined:redo").must(t, 200, at, "How each step was done")
	if a := c.get(at); strings.Contains(a.text, "To do again together:") {
		t.Error("what they do not want stays")
	}
	act("hand-back").must(t, 200, "/console/lien/")
	c.get(at).must(t, 200, at, "partly for the person, with their yes")
}

// TestAllInWords: what the page says of doing it together has words in the four
// languages.
func TestAllInWords(t *testing.T) {
	for _, lang := range []string{"fr", "de", "it", "en"} {
		for _, states := range []string{"asked", "yes", "no", "spoken", "done", "objected", "owed"} {
			if words.In(lang, "for_"+states) == "" {
				t.Errorf("%s: for_%s", lang, states)
			}
		}
		for _, aid := range []string{bot.AidSimpler, bot.AidPicture, bot.AidVoice, bot.AidJoin, bot.AidRepeat} {
			if words.In(lang, "aid_"+aid) == "" {
				t.Errorf("%s: aid_%s", lang, aid)
			}
		}
	}
}
