package console

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/assistant"
)

// records is a console whose staff record, and the first text of its first help.
func records(t *testing.T) (p *place, spot bot.Spot, words string) {
	t.Helper()
	p = newPlace(t)
	desk := assistant.New(assistant.Options{Store: p.store, Voices: p.store, Book: p.desk.Book(), Node: "test", Fetchers: map[bot.Channel]bot.Fetcher{bot.WhatsApp: p.sent}})
	p.serve(t, New(Options{Agencies: map[string]Agency{"lien": {Assistant: desk, Accounts: p.store, Sessions: p.store.Sessions(), Audit: p.store.Audit()}}}))
	p.desk = desk
	for _, e := range desk.Book().Helps("en") {
		if texts := desk.Book().HeardOf(e.ID, "en"); len(texts) > 0 {
			return p, texts[0].Spot, texts[0].Words
		}
	}
	t.Fatal("nothing can be heard")
	return nil, bot.Spot{}, ""
}

var codeOf = regexp.MustCompile(`id="message">(voice \d{6})<`)

// TestRecordAndApprove: the code stands on the page that was asked for it and on no
// other; one's own voice waits for somebody else, who hears it beside the text.
func TestRecordAndApprove(t *testing.T) {
	p, spot, words := records(t)
	at := "/console/lien/voices/en/" + spot.Flow
	marie, ahmed, writer := p.caller(t), p.caller(t), p.caller(t)
	marie.login("marie", password)
	ahmed.login("ahmed", password)
	writer.login("writer", password)
	marie.get("/console/lien/voices").must(t, 200, "/console/lien/voices", at)
	marie.get(at).must(t, 200, at, words[:10], "Record with my phone")
	given := marie.post(at, "do", "record", "spot", spot.String()).must(t, 200, at, words[:10], "Write this with WhatsApp or Telegram")
	found := codeOf.FindStringSubmatch(given.text)
	if found == nil {
		t.Fatalf("no code: %s", given.text)
	}
	if marie.get(at).text == given.text || strings.Contains(marie.get(at).text, found[1]) {
		t.Error("the code stays on the page")
	}
	sound, err := os.ReadFile("../phone/voice.ogg")
	if err != nil {
		t.Fatal(err)
	}
	p.sent["note"] = string(sound)
	hers := bot.Address{Channel: bot.WhatsApp, ID: "+41790000009"}
	for i, in := range []bot.Input{{Text: found[1]}, {Media: []bot.Media{{Kind: bot.Voice, Ref: "note"}}}} {
		in.Address, in.ID = hers, "hers-"+string(rune('a'+i))
		if err := p.desk.Receive(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	takes, err := p.desk.Takes(t.Context())
	if err != nil || len(takes) != 1 {
		t.Fatalf("%+v, %v", takes, err)
	}
	file := takes[0].File
	if got := marie.get(at).must(t, 200, at, "Waits for a second ear", "This is your voice"); strings.Contains(got.text, `value="approve"`) || strings.Contains(got.text, "+4179") {
		t.Error("one's own can be approved, or the number shows")
	}
	marie.post(at, "do", "approve", "spot", spot.String(), "file", file).must(t, 200, at, "Nobody approves their own voice.")
	ahmed.get("/console/lien/voices").must(t, 200, "/console/lien/voices", "To listen to (1)", words[:10], "/console/lien/voice/"+file)
	if got := ahmed.get("/console/lien/voice/" + file); got.status != 200 || got.text != string(sound) {
		t.Errorf("the sound: %d", got.status)
	}
	ahmed.get("/console/lien/voice/unknown").must(t, 404, "/console/lien/voice/unknown")
	ahmed.get(at)
	ahmed.post(at, "do", "refuse", "spot", spot.String(), "file", file, "why", " ").must(t, 200, at, "Say why in one line")
	ahmed.post(at, "do", "approve", "spot", spot.String(), "file", file, "list", "1").must(t, 200, "/console/lien/voices/en", "Approved. This voice is heard from now on.")
	ahmed.post(at, "do", "approve", "spot", spot.String(), "file", file).must(t, 200, at, "somebody else has decided")
	writer.get(at).must(t, 200, at, "Heard: a recorded voice", "listened to by Ahmed")
	noted, err := p.store.Audit().Read(t.Context(), bot.AuditFilter{Reference: spot.String()})
	if err != nil || len(noted) != 1 || noted[0].Kind != bot.AuditVoiced || noted[0].Staff != "ahmed" {
		t.Errorf("the audit: %+v, %v", noted, err)
	}
	writer.post(at, "do", "drop", "spot", spot.String(), "file", file).must(t, 200, at, "Deleted.", "Nothing is heard")
}

// TestTheTextChanged: what was approved of another text says so, and is not said to be heard.
func TestTheTextChanged(t *testing.T) {
	p, spot, _ := records(t)
	keep := func(take bot.Take) {
		t.Helper()
		if _, err := p.store.KeepTake(t.Context(), take, []byte("OggS"), 1000); err != nil {
			t.Fatal(err)
		}
	}
	keep(bot.Take{Spot: spot, Words: "the sum of another text", File: "old", By: "marie", State: bot.TakeWaits})
	gone := spot
	gone.Step = "no-such-step"
	keep(bot.Take{Spot: gone, Words: "gone", File: "gone", By: "<b>somebody</b>", State: bot.TakeWaits})
	if err := p.store.JudgeTake(t.Context(), spot, "old", func(t *bot.Take) error { t.State = bot.TakeUsed; return nil }); err != nil {
		t.Fatal(err)
	}
	c := p.caller(t)
	c.login("ahmed", password)
	at := "/console/lien/voices/en/" + spot.Flow
	got := c.get(at).must(t, 200, at, "The text has changed: record it again.", "Voices without a text", "&lt;b&gt;somebody&lt;/b&gt;")
	if strings.Contains(got.text, "Heard: a recorded voice") || strings.Contains(got.text, `value="approve"`) {
		t.Error("it is said to be heard, or can be approved")
	}
	c.post(at, "do", "drop", "spot", gone.String(), "file", "gone").must(t, 200, at, "Deleted.")
	if takes, err := p.desk.Takes(t.Context()); err != nil || len(takes) != 1 {
		t.Errorf("%+v, %v", takes, err)
	}
	c.post(at, "do", "record", "spot", gone.String()).must(t, 409, at, "there no more")
	c.post(at, "do", "sing", "spot", spot.String()).must(t, 400, at)
	c.get("/console/lien/voices/en/nothing").must(t, 404, "/console/lien/voices/en/nothing", "There is no help at this address")
}

// TestNobodyRecords where storage for it is missing, as in a practice room.
func TestNobodyRecords(t *testing.T) {
	p := newPlace(t)
	c := p.caller(t)
	c.login("marie", password)
	c.get("/console/lien/voices").must(t, 200, "/console/lien/voices", "No voices are recorded here.")
}
