package console

import (
	"context"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
)

// TestTheReportIsThereToConfirm: who closes a case reads its report, fills in
// nothing, and finds it again with the closed case. A colleague sees no draft.
func TestTheReportIsThereToConfirm(t *testing.T) {
	p, marie, at, claim := taken(t)
	got := marie.get(at).must(t, 200, at, "What happened (wrote itself)", "Copy for the file", "5 minutes", "Close and confirm")
	if strings.Contains(got.text, "required") {
		t.Error("something must be filled in")
	}
	ahmed := p.caller(t)
	ahmed.login("ahmed", password)
	if strings.Contains(ahmed.get(at).text, "wrote itself") {
		t.Error("a colleague sees the draft of a report")
	}
	marie.post(at, "do", "close", "claim", claim).must(t, 200, "/console/lien/")
	closed := ahmed.get(at).must(t, 200, at, "This request is closed", "wrote itself", "Request closed on", "nothing agreed by message").text
	paragraph := closed[strings.Index(closed, `id="for-file"`):]
	paragraph = paragraph[:strings.Index(paragraph, "</textarea>")]
	for _, wrong := range []string{"0790", "+41", "0000001", "marie", "Marie", "assurance"} {
		if strings.Contains(paragraph, wrong) {
			t.Errorf("the paragraph for the file has %q: %s", wrong, paragraph)
		}
	}
	id := strings.TrimPrefix(at, "/console/lien/case/")
	c, err := p.desk.Case(context.Background(), id, "")
	if err != nil || c.Report == nil || c.Report.Channel != bot.SMS {
		t.Errorf("%v %+v", err, c.Report)
	}
}

// TestTheParagraphInFourLanguages names what happened in words, on one line.
func TestTheParagraphInFourLanguages(t *testing.T) {
	p := newPlace(t)
	book := p.desk.Book()
	place := book.Agency().Places[0]
	r := &bot.CaseReport{Ended: time.Date(2026, 11, 10, 23, 30, 0, 0, time.UTC), Minutes: 25, Channel: bot.Telegram, Language: "it", Reason: "asked",
		Topics: []string{"scam-message", "gone-since"}, Tried: []string{"scam-message/gone"}, Offered: []string{"place/" + place.ID, "measure/none"}, Way: bot.WayAlone, Next: bot.NextRobot,
		Steps: bot.WayCounts{Alone: 7, For: 1}, Redo: []string{"scam-message/wait"}}
	for _, lang := range page.Languages {
		said := ReportText(book, r, lang, time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC))
		for _, want := range []string{"11.11.2026", "25", "Telegram", "Italiano", "gone-since", place.Name.In(lang, "fr"), words.In(lang, "way_alone"), words.In(lang, "next_robot"),
			"7 " + words.In(lang, "did_alone") + ", 1 " + words.In(lang, "did_for"), words.In(lang, "report_redo")} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in %s", lang, want, said)
			}
		}
		if strings.ContainsAny(said, "\n{}_") || strings.Contains(said, "report_") {
			t.Errorf("%s: %s", lang, said)
		}
	}
	d := newDescriber(book, "en", time.Now())
	for minutes, want := range map[int]string{25: "25 minutes", 180: "3 hours", 3 * 24 * 60: "3 days"} {
		if got := d.length(minutes); got != want {
			t.Errorf("%d: %s", minutes, got)
		}
	}
	r.Next = bot.NextOffer
	r.Offered = r.Offered[:1]
	if got := d.whereNext(r); got != place.Name.In("en", "fr") {
		t.Errorf("where next: %s", got)
	}
}
