package console

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/channels/page"
)

// TestASkillInWordsAndDots: less help lies higher, the table has what the drawing
// has, and every way has words in the four languages.
func TestASkillInWordsAndDots(t *testing.T) {
	p := newPlace(t)
	past := bot.ParseDoings("for@2025-12 with@2026-03*2 helped@2026-04 alone@2026-05*12")
	for _, lang := range page.Languages {
		d := newDescriber(p.desk.Book(), lang, time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC))
		s := d.skill(bot.Skill{Topic: "scan-document", Past: past, Progress: true})
		if len(s.Dots) != 4 || len(s.Rows) != 4 || len(s.Lines) != 4 || !s.Progress || strings.Count(s.Path, ",") != 4 {
			t.Fatalf("%s: %+v", lang, s)
		}
		for i, dot := range s.Dots {
			if i > 0 && (dot.X <= s.Dots[i-1].X || dot.Y >= s.Dots[i-1].Y) || dot.X+dot.R > s.Width || dot.Y < dot.R {
				t.Errorf("%s: dot %d of %+v", lang, i, s.Dots)
			}
			if s.Rows[i].Way == "" || s.Lines[len(s.Lines)-1-i].Words != s.Rows[i].Way || s.Lines[len(s.Lines)-1-i].Y != dot.Y {
				t.Errorf("%s: line %d says %q, the table %q", lang, i, s.Lines[len(s.Lines)-1-i].Words, s.Rows[i].Way)
			}
			if !strings.Contains(s.Words, s.Rows[i].Month) {
				t.Errorf("%s: no %s in %q", lang, s.Rows[i].Month, s.Words)
			}
		}
		if !strings.Contains(s.Words, "(12×)") || strings.Contains(s.Words, "(1×)") {
			t.Errorf("%s: %s", lang, s.Words)
		}
	}
}

// TestTheirSkillsStandOnBothPages, the case's and the person's, with the table of
// what is drawn; and nowhere once they have taken their consent back.
func TestTheirSkillsStandOnBothPages(t *testing.T) {
	p, marie, at, claim := taken(t)
	marie.post(at, "do", "flow:push", "claim", claim, "text", "", "flow", "scam-message").must(t, 200, at, "Step")
	for range 9 {
		p.writes(t, writer, "fait")
	}
	want := []string{`<svg class="trend" role="img" aria-label="`, "As a table", "from 2 times before"}
	marie.get(at).must(t, 200, at, append(want, "is finished. The person is with you.")...)
	marie.post(at, "do", "follow", "claim", claim)
	to := regexp.MustCompile(`href="(/console/lien/person/\w+)"`).FindStringSubmatch(marie.get(at).text)[1]
	marie.get(to).must(t, 200, to, want...)
	marie.post(to, "do", "keep", "language", "fr", "consent", "no")
	for _, page := range []string{at, to} {
		if a := marie.get(page); a.status != 200 || strings.Contains(a.text, `class="trend"`) {
			t.Errorf("%s: %d, or it tells what is not to be kept", page, a.status)
		}
	}
}
