package console

import (
	"context"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/desk"
	"passerelle/flows"
	"passerelle/flows/text"
)

// TestReasonsInWords, in the language of whoever looks.
func TestReasonsInWords(t *testing.T) {
	p := newPlace(t)
	r := desk.Reasons{Answer: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Place: 3, Rules: []desk.Reason{
		{Shift: bot.Shift{Minutes: -30, Why: map[string]string{"fr": "un SMS coûte", "en": "an SMS costs them"}}, Place: 4},
		{Shift: bot.Shift{Minutes: 120, Why: map[string]string{"fr": "ça peut attendre"}}, Place: 3},
	}}
	for lang, want := range map[string][]string{
		"en": {"today 11:00", "place 3 in the queue", "30 minutes earlier: an SMS costs them (without this rule: place 4)", "2 hours later: ça peut attendre"},
		"fr": {"aujourd'hui 11:00", "place 3 dans la file", "30 minutes plus tôt : un SMS coûte (sans cette règle : place 4)", "2 heures plus tard : ça peut attendre"},
		"de": {"11:00", "Platz 3", "30 Minuten früher: un SMS coûte (ohne diese Regel: Platz 4)", "2 Stunden später"},
		"it": {"11:00", "posto 3", "30 minuti prima: un SMS coûte (senza questa regola: posto 4)", "2 ore dopo"},
	} {
		d := newDescriber(p.desk.Book(), lang, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
		s := d.reasons(&r)
		said := strings.Join(append([]string{s.Answer, s.Place}, s.Why...), "\n")
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q lacks %q", lang, said, w)
			}
		}
		if strings.Count(said, "without") > 1 {
			t.Errorf("a rule that changes no place says so: %s", said)
		}
	}
	urgent := newDescriber(p.desk.Book(), "en", time.Now()).reasons(&desk.Reasons{Urgent: true})
	if len(urgent.Why) != 1 || !strings.Contains(urgent.Why[0], "danger") {
		t.Errorf("%+v", urgent)
	}
}

// TestRulesOrderTheQueue: a rule of the agency moves a case up, and its page says
// which one and what would be without it.
func TestRulesOrderTheQueue(t *testing.T) {
	p := newPlace(t)
	p.desk.Book().Agency().Talk.Priority = []flows.Priority{{When: flows.Condition{{Name: "channel", Values: []string{"whatsapp"}}}, Minutes: -30, Why: text.Localised{"en": "they wait <long>", "fr": "longtemps"}}}
	for i, words := range []string{"bonjour", "humain", "1"} { // a minute after the other one
		in := bot.Input{Address: bot.Address{Channel: bot.WhatsApp, ID: "+41790000002"}, ID: "later" + string(rune('a'+i)), Text: words, At: time.Now().Add(time.Minute)}
		if err := p.desk.Receive(context.Background(), in); err != nil {
			t.Fatal(err)
		}
	}
	cases, err := p.desk.Cases(context.Background(), "marie")
	if err != nil || len(cases) != 2 || cases[0].Channel != bot.WhatsApp || len(cases[0].Shifts) != 1 {
		t.Fatalf("%+v %v", cases, err)
	}
	marie := p.caller(t)
	marie.login("marie", password)
	at := "/console/lien/case/" + cases[0].ID
	marie.get(at).must(t, 200, at, "answer before:", "place 1 in the queue", "30 minutes earlier: they wait &lt;long&gt; (without this rule: place 2)")
	other := "/console/lien/case/" + cases[1].ID
	if got := marie.get(other).must(t, 200, other, "answer before:"); strings.Contains(got.text, "without this rule") {
		t.Error("a case without a rule has one")
	}
}
