package understand_test

import (
	"strings"
	"testing"

	"passerelle/bot/understand"
)

// TestNumber: a number as people answer with one, and what is none.
func TestNumber(t *testing.T) {
	for line, want := range map[string]int{
		"fr 2": 2, "fr 2.": 2, "fr (2)": 2, "fr 2️⃣": 2, "fr 2️⃣ svp": 2, "fr ２": 2, "fr n° 2": 2, "fr N°2": 2, "fr nº 2": 2, "fr no 2": 2, "fr numéro 2": 2, "fr le 2": 2, "fr deux": 2, "fr choix 1": 1, "fr 1 oui": 1,
		"fr le numéro deux": 2, "fr je choisis le 2": 2, "fr 2 svp": 2, "fr un": 1, "fr numéro un": 1, "fr 0": 0, "fr zéro": 0, "fr c'est le 3": 3, "fr 1 c'est fait": 1,
		"de Nummer 2": 2, "de zwei": 2, "de fünf": 5, "de fuenf": 5, "de zwei bitte": 2, "de nr. 3": 3, "de ich nehme 2": 2, "de drü": 3, "it numero 2": 2, "it due": 2, "it il due": 2, "it scelgo 3": 3,
		"en number 2": 2, "en two": 2, "en option 3": 3, "en one please": 1, "en 2 please": 2, " deux": 2, " zwei": 2, " 12": 12, "fr 1 👍": 1,
	} {
		tag, text, _ := strings.Cut(line, " ")
		if got, ok := understand.Number(text, tag); !ok || got != want {
			t.Errorf("%q in %q is %d (%v), want %d", text, tag, got, ok, want)
		}
	}
	for _, line := range []string{"fr 5 enfants", "fr j'ai 2 enfants", "fr une personne", "fr un humain", "fr je veux un", "fr 117", "fr 2 mars", "fr le 5 mai 2026", "fr 10:30", "fr 1 2", "fr 5€", "fr 50%", "fr 1/3", "fr +41",
		"fr numéro", "fr le", "fr oui", "fr ", "fr 😀", "de zwei kinder", "en one more", "en two kids", "it due figli", "de due", "fr two", "fr deux trois", "fr menu", "fr a2",
		"fr c'est un", "fr 1 oui mais non je sais pas trop quoi faire"} {
		tag, text, _ := strings.Cut(line, " ")
		if got, ok := understand.Number(text, tag); ok {
			t.Errorf("%q in %s is %d", text, tag, got)
		}
	}
}
