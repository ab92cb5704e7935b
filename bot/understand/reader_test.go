package understand_test

import (
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/understand"
	"passerelle/flows"
	"passerelle/flows/library"
)

// few is what is shipped, with a few helps.
func few(t testing.TB) *flows.Set {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func reader(t testing.TB) *understand.Reader {
	t.Helper()
	set := few(t)
	var topics []understand.Topic
	for _, f := range set.Flows {
		topics = append(topics, understand.Topic{ID: f.ID, FoundBy: f.FoundBy})
	}
	return understand.New(understand.Source{Words: set.Words, Heard: set.Heard, Topics: topics})
}

// TestLanguage: by function words; unsure where two languages share them.
func TestLanguage(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]string{
		"bonjour":                               "fr",
		"je ne sais pas comment faire":          "fr",
		"jai recu un sms bizarre":               "fr",
		"J'AI BESOIN D'AIDE POUR MON TÉLÉPHONE": "fr",
		"guten tag":                             "de",
		"ich weiss nicht wie das geht":          "de",
		"hoi ich sött es dokument schicke und weiss nöd wie": "de",
		"grüezi":                               "de",
		"buongiorno":                           "it",
		"non so come si fa":                    "it",
		"ho bisogno di aiuto":                  "it",
		"hello":                                "en",
		"i do not know how to":                 "en",
		"can you help me with my phone please": "en",
	} {
		if tag, sure := r.Language(text); tag != want || !sure {
			t.Errorf("%q is %s (sure %v), want %s", text, tag, sure, want)
		}
	}
	for _, text := range []string{"", "ok", "la", "xyz", "123", "😀", "wifi", "sms"} {
		if tag, sure := r.Language(text); sure {
			t.Errorf("%q is surely %s", text, tag)
		}
	}
}

// TestReservedWords: with or without accents, capitals and punctuation.
func TestReservedWords(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ text, language, want string }{
		{"menu", "fr", "menu"}, {"MENU!", "fr", "menu"}, {"Menü", "de", "menu"}, {"menu", "de", "menu"},
		{"mes donnees", "fr", "my-data"}, {"Mes données", "fr", "my-data"}, {"toutes les etapes", "fr", "all-steps"},
		{"mensch", "de", "human"}, {"persona", "it", "human"}, {"arret", "fr", "stop"}, {"ARRÊT", "fr", "stop"},
		{"stopp", "de", "stop"}, {"basta", "it", "stop"}, {"stop", "en", "stop"}, {"effacer", "fr", "erase"},
		{"menu s'il vous plaît", "fr", "menu"}, {"mneu", "fr", ""}, {"", "fr", ""},
	} {
		if got := r.Exact(c.text, c.language); got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.text, c.language, got, c.want)
		}
	}
	for _, c := range []struct{ text, language, want string }{
		{"mneu", "fr", "menu"}, {"langu", "fr", "language"}, {"retuor", "fr", "back"}, {"mennsch", "de", "human"},
		{"stp", "fr", ""}, {"sto", "fr", ""}, {"efacer", "fr", ""}, {"löchen", "de", ""}, {"mn", "fr", ""},
	} {
		if got := r.Misspelt(c.text, c.language); got != c.want {
			t.Errorf("%q in %s is taken for %q, want %q", c.text, c.language, got, c.want)
		}
	}
}

// TestEveryStopWordIsKnown: CONTENT's list, in every language that is spoken.
func TestEveryStopWordIsKnown(t *testing.T) {
	r := reader(t)
	for _, word := range []string{"STOP", "ARRET", "ARRÊT", "STOPP", "BASTA", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"} {
		for _, language := range []string{"fr", "de", "it", "en"} {
			if got := r.Exact(word, language); got != "stop" {
				t.Errorf("%s in %s is %q", word, language, got)
			}
		}
	}
}

// TestDanger: exact phrases within a message, and near misses that must not fire.
func TestDanger(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]bot.DangerClass{
		"je veux mourir":                      bot.Suicide,
		"Bonjour, JE VEUX MOURIR aujourd'hui": bot.Suicide,
		"mon mari me frappe":                  bot.Violence,
		"il va me tuer":                       bot.Violence,
		"mio marito mi picchia":               bot.Violence,
		"mon père fait un infarctus":          bot.Medical,
		"je veux mourir de rire":              bot.Suicide, // a short list of exact phrases: better once too often
		"mon téléphone va mourir":             bot.NoDanger,
		"la batterie est morte":               bot.NoDanger,
		"je me tue à le dire":                 bot.NoDanger,
		"il frappe à la porte":                bot.NoDanger,
		"j'ai peur de me tromper":             bot.NoDanger,
		"":                                    bot.NoDanger,
		strings.Repeat("bonjour ", 500):       bot.NoDanger,
	} {
		if got, because := r.Danger(text); got != want {
			t.Errorf("%.40q is %s (%q), want %s", text, got, because, want)
		}
	}
}

// TestTopics: found as people ask for them, and nothing found in nothing.
func TestTopics(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]string{
		"je doit envoyé un papier par photo":     "scan-document",
		"scanner un document":                    "scan-document",
		"la poste me demande de payer un colis":  "scam-message",
		"ich habe eine komische sms bekommen":    "scam-message",
		"dove trovo qualcuno che mi aiuta":       "find-place",
		"i have to take a picture of a document": "scan-document",
	} {
		matches, decision := r.Topics(text)
		if decision == understand.Ask || len(matches) == 0 || matches[0].ID != want {
			t.Errorf("%q: %v %+v, want %s", text, decision, matches, want)
		}
	}
	for _, text := range []string{"", "xyz abc", "bonjour", "123", "il fait beau"} {
		if matches, decision := r.Topics(text); decision == understand.Confirm {
			t.Errorf("%q is surely %+v", text, matches)
		}
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"  Ça   VA ?! ": "ca va", "J’ai": understand.Normal("j'ai"), "ÉTÉ": "ete", "Straße": understand.Normal("strasse"), "œuvre": understand.Normal("oeuvre"), "un œil": "un oeil", "die ßa": "die ssa",
	} {
		if got := understand.Normal(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"menu", "menu", 0}, {"mneu", "menu", 1}, {"retuor", "retour", 1}} {
		if got := understand.Near(c.a, c.b); got != c.want {
			t.Errorf("%s and %s are %d apart, want %d", c.a, c.b, got, c.want)
		}
	}
}

func FuzzReader(f *testing.F) {
	r := reader(f)
	for _, s := range []string{"bonjour", "je veux mourir", "\xff\x00", "İstanbul ﬁ ǅ", strings.Repeat("a ", 3000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r.Language(text)
		r.Danger(text)
		if w := r.Misspelt(text, "fr"); w == "stop" || w == "erase" {
			t.Errorf("%q is taken for %s", text, w)
		}
		if matches, decision := r.Topics(text); decision != understand.Ask && len(matches) == 0 {
			t.Errorf("%q: %v without a match", text, decision)
		}
		if n := understand.Normal(text); understand.Normal(n) != n {
			t.Errorf("%q is %q, and that is %q", text, n, understand.Normal(n))
		}
	})
}
