package text

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEveryLanguageHasEveryWord(t *testing.T) {
	for tag, w := range byTag {
		src, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), `""`) {
			t.Errorf("%s: a word is missing: %s", tag, src)
		}
		for _, unit := range []string{"minute", "hour", "day", "week", "month", "year"} {
			if w.Units[unit][0] == "" || w.Units[unit][1] == "" {
				t.Errorf("%s: no word for %s", tag, unit)
			}
		}
	}
	for _, tag := range []string{"fr", "de", "it", "en"} {
		if _, ok := byTag[tag]; !ok {
			t.Errorf("no words for %s", tag)
		}
	}
}

func TestHalfDay(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 10, 8, 20, 0, 0, zone) // a Tuesday
	at := func(days, hour int) time.Time { return time.Date(2026, 11, 10+days, hour, 0, 0, 0, zone).UTC() }
	for _, c := range []struct {
		language, want string
		t              time.Time
	}{
		{"fr", "ce matin", at(0, 9)},
		{"fr", "cet après-midi", at(0, 14)},
		{"fr", "demain matin", at(1, 8)},
		{"fr", "jeudi après-midi", at(2, 13)},
		{"fr", "mardi 17 novembre, le matin", at(7, 9)},
		{"fr", "mardi 17 novembre, l'après-midi", at(7, 14)},
		{"de", "am Donnerstagvormittag", at(2, 9)},
		{"de", "am Dienstag, 17. November, vormittags", at(7, 9)},
		{"de", "am Dienstag, 17. November, nachmittags", at(7, 14)},
		{"it", "martedì 17 novembre, la mattina", at(7, 9)},
		{"en", "on Tuesday 17 November in the morning", at(7, 9)},
		{"it", "questa mattina", at(0, 9)},
		{"en", "on Thursday morning", at(2, 9)},
		{"xx", "tomorrow afternoon", at(1, 15)},
	} {
		if got := HalfDay(c.language, now, c.t); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
	if got := Day("it", now, at(30, 9)); got != "giovedì 10 dicembre" {
		t.Errorf("got %q", got)
	}
	if got := Day("fr", now, at(1, 9)); got != "demain" {
		t.Errorf("got %q", got)
	}
	if got := []string{Span("fr", 1, "month"), Span("de", 30, "day"), Weekday("it", time.Monday)}; !slices.Equal(got, []string{"1 mois", "30 Tage", "lunedì"}) {
		t.Errorf("got %q", got)
	}
}

func TestLocalisedFallsBack(t *testing.T) {
	l := Localised{"fr": "oui", "de": "ja"}
	for _, c := range []struct {
		tag  string
		back []string
		want string
	}{{"de", nil, "ja"}, {"it", []string{"fr"}, "oui"}, {"it", []string{"rm"}, "ja"}, {"it", nil, "ja"}} {
		if got := l.In(c.tag, c.back...); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.tag, c.back, got, c.want)
		}
	}
	if l.Has("it") || !l.Has("fr") || (Localised{"fr": " "}).Has("fr") {
		t.Error("Has is wrong")
	}
}
