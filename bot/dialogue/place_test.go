package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// TestPlacesTellTheTruth about when they are open.
func TestPlacesTellTheTruth(t *testing.T) {
	b := book(t)
	zone := b.Agency().Hours.Zone
	for _, c := range []struct{ at, language, place, want string }{
		{"2026-11-10 09:00", "fr", "1", "Ouvert aujourd'hui : 10:00-18:00"},
		{"2026-11-10 12:00", "fr", "1", "Ouvert aujourd'hui : 10:00-18:00"},
		{"2026-11-10 20:00", "fr", "1", "Fermé maintenant. Ouvre : demain, 10:00"},
		{"2026-11-10 18:00", "de", "1", "Jetzt geschlossen. Offen: morgen, 10:00"},
		{"2026-11-14 17:00", "it", "1", "Ora è chiuso. Apre: lunedì, 10:00"},
		{"2026-11-15 17:00", "en", "1", "Closed today. Opens: tomorrow, 10:00"},
		{"2026-11-11 17:00", "fr", "2", "Fermé aujourd'hui. Ouvre : mardi, 13:30"},
		{"2026-11-10 17:00", "fr", "2", "Fermé maintenant. Ouvre : mardi 17 novembre, 13:30"},
		{"2026-12-29 14:00", "fr", "2", "Fermé aujourd'hui. Ouvre : mardi 5 janvier, 13:30"}, // the agency's own desk, over its closure
		{"2026-12-29 14:00", "de", "2", "Heute geschlossen. Offen: Dienstag, 5. Januar, 13:30"},
		{"2026-12-29 14:00", "fr", "1", "Ouvert aujourd'hui : 10:00-18:00"}, // the library does not close with us
	} {
		p := newPerson(t, b)
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		p.now, p.s.Language = at, c.language
		p.writes("menu")
		p.writes("1")
		wants(t, p.writes(c.place), c.want)
	}
}

// TestFindPlaceShowsAPlaceFirst: no text, and no number that was not offered,
// is taken for "I know where to go"; that is said when they say it.
func TestFindPlaceShowsAPlaceFirst(t *testing.T) {
	b := book(t)
	const goal = "Vous savez où aller"
	for _, said := range []string{"je parle portugais", "18", "5", "ok", "c'est fait", "😀", "merci"} {
		p := newPerson(t, b)
		p.writes("menu")
		p.writes("1")
		if answer := p.writes(said); strings.Contains(answer, goal) || answer == "" {
			t.Errorf("%q is taken for a place: %s", said, answer)
		}
	}
	p := newPerson(t, b)
	p.writes("menu")
	p.writes("1")
	wants(t, p.writes("1"), "[1 C'est fait] [2 Un autre lieu] [3 Parler à quelqu'un] [4 Menu]")
	wants(t, p.writes("un autre lieu"), "Choisissez un lieu", "Permanence")
	p.writes("2")
	wants(t, p.writes("ok"), goal)
	p = newPerson(t, b)
	p.writes("menu")
	p.writes("1")
	p.writes("2")
	if answer := p.writes("je parle portugais"); strings.Contains(answer, goal) {
		t.Errorf("a text under a place is taken for done: %s", answer)
	}
}

// TestNoUntrueGoal: who could not do it is not told that they can.
func TestNoUntrueGoal(t *testing.T) {
	b := book(t)
	sms := bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	for name, reach := range map[string]bot.Address{"by SMS": sms, "without a camera": anna} {
		for _, way := range [][]string{{"1"}, {"1", "retour"}, {"4"}, {"ok"}, {"c'est fait"}, {"menu"}} {
			p := newPerson(t, b)
			p.s.Reach, p.s.Device = reach, bot.BasicPhone
			does := func(words string) string {
				return p.does(bot.Input{Kind: bot.FromContact, Address: reach, Text: words})
			}
			does("menu")
			said := does("3")
			for range 2 {
				if reach.Channel != bot.SMS {
					said = does("ok")
				}
			}
			wants(t, said, "[1 Bibliothèque] [2 Permanence] [3 Parler à quelqu'un] [4 Menu]")
			for _, words := range way {
				if said = does(words); strings.Contains(said, "Vous savez") || strings.Contains(said, "plus tard") || said == "" {
					t.Errorf("%s, %v: %s", name, way, said)
				}
			}
		}
	}
}
