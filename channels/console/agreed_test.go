package console

import (
	"context"
	"strings"
	"testing"

	"passerelle/bot"
)

// TestTheirQuestionOnly: what the person does not agree to show is on no page of
// whoever has their case, and comes back with their word.
func TestTheirQuestionOnly(t *testing.T) {
	p, marie, at, _ := taken(t)
	from := bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	marie.get(at).must(t, 200, at, `id="h-tried"`, "assurance")
	p.writes(t, from, "seulement ma question")
	page := marie.get(at).must(t, 200, at, "They share their question only", "assurance")
	if strings.Contains(page.text, `id="h-tried"`) {
		t.Error("the steps tried have a place still")
	}
	id := strings.TrimPrefix(at, "/console/lien/case/")
	if c, err := p.desk.Case(context.Background(), id, "marie"); err != nil || c.Shown != bot.ShownQuestion {
		t.Errorf("the case: %s %v", c.Shown, err)
	}
	p.writes(t, from, "tout montrer")
	page = marie.get(at).must(t, 200, at, `id="h-tried"`, "assurance")
	if strings.Contains(page.text, "question only") {
		t.Error("it stays narrow")
	}
}
