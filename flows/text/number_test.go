package text

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestNumbers: one number has one spelling, however a person writes it.
func TestNumbers(t *testing.T) {
	for want, spellings := range map[string][]string{
		"18": {"18", "18h", "18 h", "18h00", "18 h 00", "18:00", "18.00", "18.00 Uhr", "18,00", "à 18 heures", "ore 18", "alle ore 18", "um 18 Uhr",
			"dix-huit heures", "DIX HUIT", "achtzehn Uhr", "le diciotto", "diciotto", "eighteen", "18!", "1️⃣8️⃣", "１８", "18 h, oui 18"},
		"6":     {"sechs", "six", "sei", "6 pm", "Um sechs Uhr", "6h00"},
		"84.50": {"84.50", "84,50", "84.5", "84 50", "84.50 fr", "84.50 fr.", "fr. 84.50", "CHF84.50", "84 Franken 50", "84fr50", "84 francs et 50 centimes", "84 fr. 50", "vierundachtzig Franken fünfzig", "quatre-vingt-quatre francs cinquante", "ottantaquattro franchi e cinquanta", "eighty-four francs and fifty", "84.50.-"},
		"5":     {"5", "numéro 5", "n° 5", "no 5", "voie no 5", "la voie 5", "auf Gleis 5", "05", "voie5", "cinq", "c'est un 5", "fünf", "fuenf", "5️⃣"},
		"1":     {"1", "un", "eins", "one", "01", "numéro 1"},
		"1250":  {"1250", "1'250", "1’250.00"},
		"71":    {"soixante et onze", "septante et un", "einundsiebzig", "settantuno", "seventy one"},
		"95":    {"quatre-vingt-quinze", "nonante-cinq", "fünfundneunzig", "novantacinque", "ninety-five"},
		"30":    {"dreißig", "dreissig", "trente"},
		"":      {"", "?", "je ne sais pas", "😀", "Einkaufen", "attention", "un moment", "noch eine Frage", "one moment please"},
	} {
		for _, said := range spellings {
			got := slices.Compact(Numbers(said))
			if strings.Join(got, " ") != want {
				t.Errorf("%q: %q, want %q", said, got, want)
			}
		}
	}
}

// TestSeveralNumbers are told apart.
func TestSeveralNumbers(t *testing.T) {
	for said, want := range map[string]string{
		"18 ou 19": "18 19", "10 h à 18 h": "10 18", "84.50, 30 avril": "84.50 30", "14:12 voie 5": "14.12 5", "5 3": "5 3", "3-1-2": "3 1 2",
		"drei, eins, zwei": "3 1 2", "drei eins zwei": "3 1 2", "deux trois un": "2 3 1", "3 1 2": "3 1 2", "vingt ou trente": "20 30", "18h30": "18.30",
	} {
		if got := strings.Join(Numbers(said), " "); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// TestEveryLanguageCounts from nought to ninety-nine.
func TestEveryLanguageCounts(t *testing.T) {
	for tag, w := range byTag {
		have := map[string]bool{}
		c := w.Counting
		for n := range c.Units {
			have[strconv.Itoa(n)] = true
		}
		for digits := range c.Tens {
			ten, err := strconv.Atoi(digits)
			if err != nil || ten%10 != 0 {
				t.Errorf("%s: the ten %q", tag, digits)
			}
			for n := range 20 {
				have[strconv.Itoa(ten+n)] = true
			}
		}
		for n := range 100 {
			if !have[strconv.Itoa(n)] {
				t.Errorf("%s cannot count to %d", tag, n)
			}
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("84 Franken 50")
	f.Add("٣ 1️⃣ ß 1'000")
	f.Fuzz(func(t *testing.T, said string) {
		for _, n := range Numbers(said) {
			if strings.Trim(n, "0123456789.") != "" {
				t.Errorf("%q is no number", n)
			}
		}
	})
}
