package understand_test

import (
	"testing"
	"time"

	"passerelle/bot/understand"
)

// A Tuesday, half past ten.
var tuesday = time.Date(2026, 11, 10, 10, 30, 0, 0, time.UTC)

func TestReadWhen(t *testing.T) {
	for text, want := range map[string]struct{ at, what string }{
		"rappelle-moi le 4: preuves de recherche":         {"2026-12-04 09:00", "preuves de recherche"},
		"Rappelle-moi le 1er décembre d'appeler l'ORP":    {"2026-12-01 09:00", "appeler l'ORP"},
		"erinnere mich am 4. an die Arbeitsbemühungen":    {"2026-12-04 09:00", "die Arbeitsbemühungen"},
		"erinnern Sie mich am 12. Nov. : Brief":           {"2026-11-12 09:00", "Brief"},
		"ricordami il 4: prove di ricerca":                {"2026-12-04 09:00", "prove di ricerca"},
		"remind me on the 4th: proof of job search":       {"2026-12-04 09:00", "proof of job search"},
		"remind me tomorrow to call the office":           {"2026-11-11 09:00", "call the office"},
		"demain à 14h: appeler le médecin":                {"2026-11-11 14:00", "appeler le médecin"},
		"après-demain 14h30 rendez-vous":                  {"2026-11-12 14:30", "rendez-vous"},
		"in 3 Tagen: Formular schicken":                   {"2026-11-13 09:00", "Formular schicken"},
		"tra una settimana: modulo":                       {"2026-11-17 09:00", "modulo"},
		"dans deux heures: médicament":                    {"2026-11-10 12:30", "médicament"},
		"4.12. Nachweis":                                  {"2026-12-04 09:00", "Nachweis"},
		"4.12.2026: Nachweis":                             {"2026-12-04 09:00", "Nachweis"},
		"4/12 facture":                                    {"2026-12-04 09:00", "facture"},
		"Montag um 14 Uhr: Termin":                        {"2026-11-16 14:00", "Termin"},
		"mardi: poubelle":                                 {"2026-11-17 09:00", "poubelle"}, // today's nine is over
		"lunedì alle 15: colloquio":                       {"2026-11-16 15:00", "colloquio"},
		"tonight: pay the bill":                           {"2026-11-10 18:00", "pay the bill"},
		"December 4th at 2 pm: interview":                 {"2026-12-04 14:00", "interview"},
		"le 31: loyer":                                    {"2026-12-31 09:00", "loyer"}, // November has none
		"le 10: loyer":                                    {"2026-12-10 09:00", "loyer"},
		"am 4. um 8.30 Uhr Zahnarzt":                      {"2026-12-04 08:30", "Zahnarzt"},
		"vergiss nicht morgen den Brief":                  {"2026-11-11 09:00", "vergiss nicht den Brief"},
		"10.11. um 11:00 anrufen":                         {"2026-11-10 11:00", "anrufen"},
		"4 gennaio: dentista":                             {"2027-01-04 09:00", "dentista"},
		"chaque mois le 4 : preuves":                      {"2026-12-04 09:00", "preuves"},
		"le 4 de chaque mois : preuves":                   {"2026-12-04 09:00", "preuves"},
		"remind me on the 4th of every month: proof":      {"2026-12-04 09:00", "proof"},
		"erinnere mich jeden Monat am 4. an den Nachweis": {"2026-12-04 09:00", "den Nachweis"},
	} {
		w, ok := understand.ReadWhen(text, tuesday)
		if got := w.At.Format("2006-01-02 15:04"); !ok || got != want.at || w.What != want.what {
			t.Errorf("%q: %v %s %q, wanted %s %q", text, ok, got, w.What, want.at, want.what)
		}
	}
}

func TestReadWhenAsks(t *testing.T) {
	for text, want := range map[string][2]bool{
		"rappelle-moi le 4: x": {true, true}, "rappelez-moi le 4": {true, false}, "le 4: x": {false, false},
		"Erinnere mich am 4. an x": {true, true}, "ricordami domani": {true, true}, "please remind me tomorrow": {true, true},
	} {
		if w, _ := understand.ReadWhen(text, tuesday); w.Asked != want[0] || w.Sure != want[1] {
			t.Errorf("%q: %+v", text, w)
		}
	}
}

func TestReadWhenMonthly(t *testing.T) {
	w, ok := understand.ReadWhen("ogni mese il 31: affitto", tuesday)
	if !ok || w.Monthly != 31 {
		t.Fatalf("%+v", w)
	}
	at := understand.NextMonth(time.Date(2027, 1, 31, 9, 0, 0, 0, time.UTC), 31)
	if at.Format(time.DateOnly) != "2027-02-28" {
		t.Errorf("after January comes %v", at)
	}
	if at = understand.NextMonth(at, 31); at.Format(time.DateOnly) != "2027-03-31" {
		t.Errorf("after February comes %v", at)
	}
}

// TestNoDay: what names no day, or one that is over or that there is not.
func TestNoDay(t *testing.T) {
	for _, text := range []string{"", "rappelle-moi mes preuves", "le 45: x", "31.2. x", "4.12.2020 x", "j'ai 2 enfants", "10.11.2026 um 8:00", "…"} {
		if w, ok := understand.ReadWhen(text, tuesday); ok {
			t.Errorf("%q is %v", text, w.At)
		}
	}
}

// FuzzReadWhen: whatever is written, a moment that is found lies ahead.
func FuzzReadWhen(f *testing.F) {
	f.Add("rappelle-moi le 4: preuves de recherche")
	f.Add("in 3 Tagen ’é 4.12.")
	f.Fuzz(func(t *testing.T, text string) {
		w, ok := understand.ReadWhen(text, tuesday)
		if ok && !w.At.After(tuesday) || w.Monthly > 31 {
			t.Errorf("%q: %+v", text, w)
		}
	})
}

// TestAsksReminder reads the beginning as ReadWhen does.
func TestAsksReminder(t *testing.T) {
	for text, want := range map[string]bool{"rappelle-moi le 4": true, "Remind me tomorrow": true, "le 4: x": false, "": false, "merci de me rappeler": false} {
		if got := understand.AsksReminder(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func BenchmarkAsksReminder(b *testing.B) {
	for b.Loop() {
		understand.AsksReminder("bonjour j'ai reçu un message bizarre de la poste et je ne sais pas quoi faire")
	}
}

func BenchmarkReadWhen(b *testing.B) {
	for b.Loop() {
		understand.ReadWhen("rappelle-moi le 4 décembre à 14h: preuves de recherche", tuesday)
	}
}
