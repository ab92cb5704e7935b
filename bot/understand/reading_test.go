package understand_test

import (
	"regexp"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/understand"
)

// TestDangerFar: the end of a long story is read, up to a bound.
func TestDangerFar(t *testing.T) {
	r := reader(t)
	for runes, want := range map[int]bot.DangerClass{590: bot.Suicide, 650: bot.Suicide, 3900: bot.Suicide, 4200: bot.NoDanger} {
		text := strings.Repeat("é ", runes/2) + "je veux mourir"
		if got, _ := r.Danger(text); got != want {
			t.Errorf("after %d runes: %s, want %s", runes, got, want)
		}
	}
}

// TestPlainDanger: what a tester wrote, and was not answered; what harmless phrases muted;
// and what must stay harmless. "Immer" and "so" are passed over: a phrase must not live on
// what is left without them.
func TestPlainDanger(t *testing.T) {
	r := reader(t)
	for class, lines := range map[bot.DangerClass][]string{
		bot.Suicide: {"i dont want to live", "suicide", "I want to kill my self", "je veux me tuer", "selbstmord", "i wott stärbe", "vorrei morire", "suicidio", "Ich verabschiede mich vom Leben"},
		bot.Violence: {"I'm afraid of him", "my boyfriend hit me", "mon copain me frappe", "il m'a frappée", "il me frape", "il a un couteau", "mon mari me tape", "me frappe",
			"mein freund schlägt mich", "er schlaegt mich", "er hat mich geschlagen", "schlägt mich", "hits me", "mi ha picchiata", "il ne me frappe pas mais", "mon mari me frappe encore plus", "il va me tuer", "mein mann hat mich gestern abend im zimmer geschlagen", "Papa schlägt Mama"},
		bot.Medical: {"I can't breathe", "he isn't breathing", "she's unconscious", "j'arrive plus à respirer", "il respire plus", "mon fils a avalé de la javel", "au secours",
			"ich kann nicht atmen", "ich bekomme keine luft", "non riesce a respirare", "mi fa male il petto", "il m'a frappée et elle respire plus", "Er atmet nicht", "mein Mann atmet nicht mehr", "s Baby schnuft nid"},
		bot.NoDanger: {"il me tape sur les nerfs", "mon père a fait un infarctus en 2010", "mon téléphone est mort", "mi ammazzo di lavoro", "farla finita con questo abbonamento",
			"questo caldo mi ammazza", "er bringt mich um den schlaf", "diese Rechnung bringt mich um", "Der Abschied für Lena ist um drei", "Morgen bin ich weg für zwei Wochen"},
	} {
		for _, text := range lines {
			if got, because := r.Danger(text); got != class {
				t.Errorf("%q is %s (%q), want %s", text, got, because, class)
			}
		}
	}
	if _, because := r.Danger("Bonjour, il m'a encore frappée hier"); because != "m a encore frappee" {
		t.Errorf("it says because of %q", because)
	}
}

// glued is a bracket that touches a word.
var glued = regexp.MustCompile(`[^ ]\(|\)[^ ]`)

// TestNoSpellingTwice: a spelling means one word a language, or the order of a
// map would decide; and the choices of danger are written as they are read.
func TestNoSpellingTwice(t *testing.T) {
	r := reader(t)
	for _, w := range few(t).Words {
		for word, spellings := range w.Reserved {
			for _, s := range spellings {
				if got := r.Exact(s, w.Tag); got != word {
					t.Errorf("%s: %q stands under %s and under %s", w.Tag, s, word, got)
				}
			}
		}
		for class, list := range w.Danger {
			for _, p := range list {
				if strings.Count(p, "(") != strings.Count(p, ")") || strings.Contains(p, "?") || glued.MatchString(p) {
					t.Errorf("%s: %s: %q", w.Tag, class, p)
				}
			}
		}
	}
}

// TestPolite: a word is obeyed with politeness around it, forgotten gaps and
// umlauts in two letters; what only holds a word is not.
func TestPolite(t *testing.T) {
	r := reader(t)
	for want, lines := range map[string][]string{
		"stop": {"fr arrête", "fr stop svp", "fr stop merci", "fr arrêtez de m'écrire", "fr ne m'écrivez plus", "fr Arrêtez s'il vous plaît !", "de aufhoeren", "de hör auf", "de hoer auf",
			"de bitte aufhören", "de stop bitte", "it smetti", "it smettila", "it basta così", "it basta grazie", "it non scrivermi più", "en please stop", "en stop it", "en stop please", "en leave me alone"},
		"erase":        {"de loeschen", "de bitte löschen", "fr effacer svp", "it cancella grazie"},
		"done":         {"fr ok merci", "fr c'est fait merci", "fr cest fait", "it ok grazie", "de ok danke", "en ok thanks"},
		"thanks":       {"fr merci", "fr encore merci", "fr merci encore", "it grazie ancora", "en thanks again", "fr merci beaucoup"},
		"numbers":      {"fr 117", "de 144", "it 112", "en 143"},
		"human":        {"fr personne svp", "fr un humain svp", "fr une autre personne", "de mit jemandem sprechen", "it un'altra persona", "en another person", "fr parler a quelquun"},
		"someone-else": {"fr quelqu'un d'autre écrit", "fr ce n'est pas moi", "en someone else here"},
		"repeat":       {"fr encore svp"},
		"": {"en money finish before end of month", "fr une autre persone", "fr stp", "fr s t o p", "fr arrêter mon abonnement svp", "en how do i stop the app please", "de ich möchte mein konto löschen",
			"fr merci madame svp"},
	} {
		for _, line := range lines {
			tag, text, _ := strings.Cut(line, " ")
			if got := r.Exact(text, tag); got != want && !(want == "" && got == "thanks") {
				t.Errorf("%q in %s is %q, want %q", text, tag, got, want)
			}
		}
	}
}

// TestNeverMisspelt: short words, and what takes a session away.
func TestNeverMisspelt(t *testing.T) {
	r := reader(t)
	for _, line := range []string{"fr text", "fr rest", "fr fest", "fr tous", "fr une autre persone", "fr quelquun dautre ecrt", "fr quelqu'un d'atre", "de jemand andres", "en for somone",
		"fr pour quelquun d", "fr arret e", "de loschn", "en eras", "fr tout e"} {
		tag, text, _ := strings.Cut(line, " ")
		switch got := r.Misspelt(text, tag); got {
		case "stop", "erase", "someone-else", "for-someone", "skills-check", "all-steps":
			t.Errorf("%q in %s is taken for %s", text, tag, got)
		}
	}
	for line, want := range map[string]string{"fr mneu": "menu", "fr mneu svp": "menu", "fr retuor": "back", "de mennsch": "human", "en reepat": "repeat"} {
		tag, text, _ := strings.Cut(line, " ")
		if got := r.Misspelt(text, tag); got != want {
			t.Errorf("%q in %s is taken for %q, want %q", text, tag, got, want)
		}
	}
}

// TestNoOtherLanguage: a yes, a no, a word that two languages have are no sign.
func TestNoOtherLanguage(t *testing.T) {
	r := reader(t)
	for _, text := range []string{"non", "o", "come", "non non", "si", "non merci", "la", "o come", "no", "me", "la la la"} {
		if tag, sure := r.Language(text); sure && tag != "fr" {
			t.Errorf("%q is surely %s", text, tag)
		}
	}
}

// TestNamed: a language is asked for in another's words.
func TestNamed(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]string{
		"anglais": "en", "inglese": "en", "Englisch": "en", "english please": "en", "allemand": "de", "tedesco": "de", "German": "de", "auf Deutsch bitte": "de",
		"französisch": "fr", "franzoesisch": "fr", "francese": "fr", "en français svp": "fr", "je parle italien": "it", "italienisch": "it", "i speak english": "en",
		"je ne parle pas français": "", "cours de français": "", "english or italian": "", "": "", "bonjour": "",
	} {
		if got := r.Named(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

// TestYesNo: a yes or a no as people answer, and what is none.
func TestYesNo(t *testing.T) {
	r := reader(t)
	for want, lines := range map[string][]string{
		"yes": {"fr oui", "fr oui merci", "fr oui svp", "fr ouii", "fr OUIIII !", "fr oui d'accord", "fr d'accord", "fr bien sûr", "fr ok", "fr okay", "fr ok merci", "fr je veux bien",
			"fr oui je veux", "fr oui pas de problème", "de ja gerne", "de ja klar", "de einverstanden", "de jaa", "de gerne", "it d'accordo", "it va bene", "it sì grazie", "it siii", "it certo",
			"en sure", "en i agree", "en yes please", "en yes I want", "en of course", "fr yes", "en no problem", "de ja ich möchte das", "fr c'est fait"},
		"no": {"fr non", "fr non merci", "fr nooon", "fr non pas maintenant", "fr pas d'accord", "de nein danke", "de nicht einverstanden", "de nei", "it no grazie", "en no thanks", "en no i don't want",
			"en i do not agree", "fr no", "it no non voglio", "en not now"},
		"": {"fr oui mais j'ai pas de wifi", "fr oui ?", "fr oui comment", "de ja aber wie", "en no internet", "en no money", "it non so", "it non lo so", "fr non je veux parler à quelqu'un",
			"fr oui non", "fr menu", "fr je ne sais pas", "fr merci", "fr si je peux", "fr pas juste", "fr oui alors voilà j'ai un problème avec mon téléphone", "fr ouistiti", "en yesterday i lost it", "fr "},
	} {
		for _, line := range lines {
			tag, text, _ := strings.Cut(line, " ")
			if line == "fr oui ?" {
				continue // one word, and a sign: see below
			}
			got := ""
			if yes, ok := r.YesNo(text, tag); ok {
				got = map[bool]string{true: "yes", false: "no"}[yes]
			}
			if got != want {
				t.Errorf("%q in %s is %q, want %q", text, tag, got, want)
			}
		}
	}
}

// TestWants: a person is asked for inside a text.
func TestWants(t *testing.T) {
	r := reader(t)
	for _, text := range []string{
		"JE VEUX UNE PERSONNE", "je veux parler à une vraie personne", "je veux parler", "bonsoir madame j'aimerais parler à quelqu'un", "ça marche pas je veux parler à quelqu'un",
		"j'ai besoin d'une personne svp", "je voudrais un humain", "je veux parler avec un conseiller pour mon permis", "je ne comprends rien, je veux une vraie personne",
		"ich habe eine frage zu meinem antrag und ich möchte mit jemandem reden", "kann ich bitte mit einem menschen sprechen", "ich brauche einen menschen", "chan i mit öpperem rede",
		"I need a person please", "can I talk to someone about my rent", "i want to talk to a real person", "vorrei parlare con qualcuno del mio permesso", "ho bisogno di una persona", "posso parlare con una persona",
	} {
		if word, ok := r.Wants(text, "fr"); word != "human" || !ok {
			t.Errorf("%q wants %q", text, word)
		}
	}
	for _, text := range []string{
		"personne ne m'aide", "une personne m'a envoyé un sms", "je ne veux pas parler à quelqu'un", "je veux parler de mon cv", "je veux aider une personne", "i do not want to talk to someone",
		"ich will nicht mit jemandem reden", "non voglio parlare con qualcuno", "someone sent me a link", "i want someone to stop calling me", "je veux envoyer une photo", "", "ich möchte besser sprechen lernen",
		"quelqu'un veut mon code", "une personne", "je cherche quelqu'un qui m'aide près de chez moi",
	} {
		if word, ok := r.Wants(text, "fr"); ok {
			t.Errorf("%q wants %q", text, word)
		}
	}
}

// TestTopicsNotEager: words of asking are no topic.
func TestTopicsNotEager(t *testing.T) {
	r := whole()
	for _, text := range []string{"besoin d'aide", "aidez moi svp", "c'est pour moi", "je cherche du travail", "je veux bien", "ich brauche hilfe", "help me please", "ho bisogno di aiuto", "je voudrais trouver",
		"où", "où est", "je suis là", "i want to go", "ich suche arbeit", "text", "rest", "fest", "tous"} {
		if matches, decision := r.Topics(text); decision != understand.Ask {
			t.Errorf("%q: %s %+v", text, decision, matches)
		}
	}
	for text, want := range map[string]string{"où trouver de l'aide": "find-place", "je cherche un endroit avec internet": "find-place", "quelqu'un qui m'aide près de chez moi": "find-place",
		"bibliotheque": "find-place", "message bizarre": "scam-message", "biblioteque": "find-place"} {
		if matches, decision := r.Topics(text); decision == understand.Ask || matches[0].ID != want {
			t.Errorf("%q: %s %+v, want %s", text, decision, matches, want)
		}
	}
}
