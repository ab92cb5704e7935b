package dialogue_test

import (
	"slices"
	"testing"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// atItem is somebody before an item of the shipped check.
func atItem(t testing.TB, b *dialogue.Book, language, id string) *person {
	t.Helper()
	for _, e := range b.Editions() {
		if e.Kind != flows.KindCheck {
			continue
		}
		i := slices.IndexFunc(e.Check.Items, func(i flows.Item) bool { return i.ID == id })
		if i < 0 {
			t.Fatalf("there is no item %s", id)
		}
		p := newPerson(t, b)
		p.s.Language, p.s.State = language, bot.StateCheck
		p.s.Place, p.s.Check, p.s.Hints = bot.Place{Flow: e.Number, Step: uint16(i)}, bot.Place{Flow: e.Number}, []uint8{0}
		p.writes(map[string]string{"fr": "répéter", "de": "wiederholen", "it": "ripetere", "en": "repeat"}[language])
		return p
	}
	t.Fatal("there is no check")
	return nil
}

// graded is what became of an answer: right, wrong, unknown or not scored.
func graded(p *person) string {
	if len(p.s.Asked) == 0 {
		return "not scored"
	}
	switch p.s.Asked[0].Grade {
	case 0:
		return "wrong"
	case bot.GradeUnknown:
		return "unknown"
	}
	return "right"
}

// TestAnswersAreReadAsPeopleWriteThem: separators, units and words around a
// number do not count; a wrong number, or two, are not right; what is no answer
// is not scored.
func TestAnswersAreReadAsPeopleWriteThem(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		language, item, want string
		said                 []string
	}{
		{"fr", "find-hours", "right", []string{"18", "18h", "18 h", "18h00", "18:00", "18.00", "à 18 h", "à 18 heures.", "dix-huit heures", "Dix huit", "six", "6", "18 h ?", "1️⃣8️⃣", "ça ferme à 18h00"}},
		{"de", "find-hours", "right", []string{"18.00 Uhr", "um 18 Uhr", "achtzehn", "achtzehn Uhr", "sechs", "Um sechs", "18 uhr 00", "6 Uhr"}},
		{"it", "find-hours", "right", []string{"ore 18", "alle ore 18", "alle 18", "diciotto", "alle sei", "18.00"}},
		{"en", "find-hours", "right", []string{"6 pm", "at 18:00", "eighteen", "six o'clock", "18h"}},
		{"fr", "srv-bill", "right", []string{"84.50", "84,5", "84 50", "84.50 fr", "84fr50", "84.50.-", "CHF 84.50", "84 francs 50 centimes", "quatre-vingt-quatre francs cinquante"}},
		{"de", "srv-bill", "right", []string{"84 Franken 50", "84 Franken und 50 Rappen", "Fr. 84.50", "vierundachtzig Franken fünfzig"}},
		{"it", "srv-bill", "right", []string{"84 franchi e 50", "84,50 franchi"}},
		{"fr", "find-train", "right", []string{"5", "numéro 5", "n° 5", "no 5", "voie no 5", "la voie 5", "voie5", "cinq", "05", "c'est le 5"}},
		{"de", "find-train", "right", []string{"auf Gleis 5", "Gleis fünf", "Nummer 5", "fuenf"}},
		{"it", "find-train", "right", []string{"binario 5", "numero 5", "cinque"}},
		{"en", "find-train", "right", []string{"platform 5", "number 5", "five", "no. 5"}},

		{"fr", "srv-register", "right", []string{"1.7.", "1er juillet", "le premier juillet", "01.07.2027", "1/7", "1 juillet", "01/07/2026"}},
		{"de", "srv-register", "right", []string{"am 1. Juli", "1.7.27", "erster Juli"}},
		{"it", "srv-register", "right", []string{"il primo luglio", "1° luglio", "1 lug"}},
		{"en", "srv-register", "right", []string{"1 July", "July 1st", "the first of July"}},
		{"fr", "srv-register", "wrong", []string{"30 juin", "1er août", "1 juin", "31.7."}},
		{"fr", "srv-register", "not scored", []string{"1", "juillet", "quand ?", "bientôt"}},

		{"fr", "find-hours", "wrong", []string{"17", "10 h", "18h30", "dix-sept heures", "9 h à 17 h", "19 18"}},
		{"fr", "srv-bill", "wrong", []string{"84", "48.50", "8450"}},
		{"fr", "find-train", "wrong", []string{"3", "15", "55", "5.5"}},

		// a copied line, or two answers: asked once more
		{"fr", "find-hours", "not scored", []string{"10 h à 18 h", "18 ou 19"}},
		{"fr", "srv-bill", "not scored", []string{"84.50 et 30", "Fr. 84.50 jusqu'au 30 avril"}},
		{"fr", "find-train", "not scored", []string{"5 3", "voie 5, 14 h 12", "cinq ou trois", "14:12 voie 5"}},

		// in one's own words, as far as they name one choice only
		{"fr", "dev-volume", "right", []string{"le bouton", "bouton", "bouton de coté", "1 je crois mais bon je suis pas sûr", "1 je pense"}},
		{"fr", "dev-volume", "wrong", []string{"la prise", "la camera", "caméra"}},
		{"fr", "dev-volume", "not scored", []string{"pas le 1", "ni 1 ni 2", "les deux", "1 ou 3", "tous", "pas le bouton", "arnaque", "une photo de moi", "fait"}},
		{"fr", "saf-reply-link", "right", []string{"effacer", "j'efface", "j'efface le sms"}},
		{"de", "saf-reply-link", "right", []string{"löschen"}},
		{"it", "saf-reply-link", "right", []string{"cancellare"}},
		{"fr", "saf-parcel", "not scored", []string{"pas le 2", "2 est vrai", "les deux", "les 2 sont vrais", "c'est une arnaque", "arnaque", "effacer le sms"}},
		{"de", "saf-parcel", "not scored", []string{"nicht 2", "beide", "2 ist echt", "Betrug"}},
		{"fr", "find-hours", "unknown", []string{"o", "O", "jsp"}},
		{"it", "find-hours", "unknown", []string{"non so", "boh"}},
		{"fr", "com-voice", "not scored", []string{"fait", "c'est fait"}},

		{"fr", "find-hours", "not scored", []string{"c'est quoi ?", "pourquoi", "😀", "👍👍", "ok", "oui", "un moment", "c'est 17 ou 18 ?", "besoin d'aide", "j'y arrive pas", "aide",
			"j'ai 45 ans et je ne sais pas bien lire le français", "https://example.org/18"}},
		{"en", "find-train", "not scored", []string{"why do you ask", "help", "stuck", "what?", "one moment"}},
		{"de", "srv-bill", "not scored", []string{"ich brauche hilfe", "hilfe", "was ist das?", "???", "wieso"}},
		{"fr", "com-attach", "not scored", []string{"999", "12", "1234", "112", "4", "c'est quoi", "😀", "besoin d'aide"}},
		{"fr", "dev-volume", "not scored", []string{"999", "7", "c'est quoi ?", "😀", "besoin d'aide", "j'ai 2 téléphones à la maison", "1 ou 2", "une photo"}},
		{"fr", "saf-parcel", "not scored", []string{"3", "pourquoi ?", "je comprends pas"}},
		{"fr", "com-voice", "not scored", []string{"ok", "c'est fait", "je parle", "5", "😀"}},

		{"fr", "com-attach", "right", []string{"231", "2-3-1", "2, 3, 1", "2 3 1", "d'abord 2, puis 3, puis 1", "deux trois un"}},
		{"fr", "com-attach", "wrong", []string{"123", "321", "1 2 3"}},
		{"fr", "dev-volume", "right", []string{"1", "la 1", "réponse 1", "un", "Le bouton de côté", "le bouton de cote"}},
		{"fr", "dev-volume", "wrong", []string{"2", "la 3", "deux"}},
		{"de", "dev-volume", "wrong", []string{"Nummer 2", "zwei"}},
		{"fr", "find-hours", "unknown", []string{"0", "je ne sais pas", "sais pas"}},
	} {
		for _, said := range c.said {
			p := atItem(t, b, c.language, c.item)
			place := p.s.Place
			answer := p.writes(said)
			if got := graded(p); got != c.want {
				t.Errorf("%s %s: %q is %s, want %s\n%s", c.language, c.item, said, got, c.want, answer)
			}
			if c.want == "not scored" && (p.s.Place != place || answer == "") {
				t.Errorf("%s %s: %q moves on, or is met with silence: %q", c.language, c.item, said, answer)
			}
		}
	}
}

// TestWhatIsNoAnswerIsAskedAgain, kindly; the second time comes help.
func TestWhatIsNoAnswerIsAskedAgain(t *testing.T) {
	p := atItem(t, book(t), "fr", "find-hours")
	wants(t, p.writes("😀"), "un nombre", "Quand ferme")
	wants(t, p.writes("c'est quoi ?"), "Répéter", "Je ne sais pas", "Parler à quelqu'un")
	wants(t, p.writes("1"), "Quand ferme")
	wants(t, p.writes("besoin d'aide"), "Prenez votre temps", "[1 Répéter] [2 Je ne sais pas] [3 Parler à quelqu'un]")
	if len(p.s.Asked) != 0 {
		t.Errorf("a question was scored: %+v", p.s.Asked)
	}
	p.writes("2")
	if len(p.s.Asked) != 1 || p.s.Asked[0].Grade != bot.GradeUnknown {
		t.Errorf("“I do not know”: %+v", p.s.Asked)
	}
	wants(t, atItem(t, book(t), "de", "com-attach").writes("999"), "in der richtigen Reihenfolge")
}

// TestAnotherTopicInACheck is still taken up.
func TestAnotherTopicInACheck(t *testing.T) {
	p := atItem(t, book(t), "fr", "find-hours")
	wants(t, p.writes("la poste me demande de payer"), "Message bizarre ?")
	if len(p.s.Asked) != 0 {
		t.Error("it was scored")
	}
}
