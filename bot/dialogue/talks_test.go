package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

// talk is a short conversation and what its last reply must and must not hold.
type talk struct {
	name, lang string
	channel    bot.Channel
	says       string // lines joined by " / "; [voice], [picture] are sent, [marie …] is the counsellor
	want, not  string // each joined by " | "
}

// play begins at the menu at ten at night and returns what the last line brought.
func (c talk) play(t *testing.T, p *person) string {
	t.Helper()
	p.s.Language = c.lang
	if c.channel != bot.NoChannel {
		p.s.Reach.Channel = c.channel
	}
	p.now = time.Date(2026, 11, 10, 22, 0, 0, 0, time.UTC)
	said := ""
	for line := range strings.SplitSeq(c.says, " / ") {
		in := bot.Input{Kind: bot.FromContact, Address: bot.Address{Channel: p.s.Reach.Channel, ID: anna.ID}, Text: line}
		switch line {
		case "[voice]":
			in.Text, in.Media = "", []bot.Media{{Kind: bot.Voice, Ref: "v"}}
		case "[picture]":
			in.Text, in.Media = "", []bot.Media{{Kind: bot.Picture, Ref: "p"}}
		case "[marie claims]":
			in = bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActClaim, Case: p.s.Case.ID, Staff: "marie", Name: "Marie"}}
		case "[marie says]":
			in = bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActReply, Case: p.s.Case.ID, Claim: p.s.Case.Claim, Staff: "marie", Name: "Marie", Text: "Bonjour"}}
		}
		said = p.does(in)
		p.now = p.now.Add(20 * time.Second)
	}
	return said
}

func (c talk) check(t *testing.T) {
	p := newPerson(t, book(t))
	said := c.play(t, p)
	for w := range strings.SplitSeq(c.want, " | ") {
		if !strings.Contains(said, w) {
			t.Errorf("%s: %q is not said:\n%s", c.name, w, said)
		}
	}
	for w := range strings.SplitSeq(c.not, " | ") {
		if w != "" && strings.Contains(said, w) {
			t.Errorf("%s: %q is said:\n%s", c.name, w, said)
		}
	}
	if said == "" && c.want != "" {
		t.Errorf("%s: silence", c.name)
	}
}

const numbersFr = "117"

// TestDangerIsNeverLost: whatever is answered to the neutral question, in any
// state, the way to the numbers stays open.
func TestDangerIsNeverLost(t *testing.T) {
	for _, c := range []talk{
		{"a yes in words", "fr", 0, "mon mari me frappe / oui je suis seule", numbersFr, "garder"},
		{"alone", "de", 0, "er schlägt mich / ich bin allein", "117", ""},
		{"now", "it", 0, "mio marito mi picchia / adesso", "117", ""},
		{"no in words", "fr", 0, "mon mari me frappe / non il est là", "Je peux lire", "117 | garder"},
		{"after a no, yes", "fr", 0, "mon mari me frappe / non il est là / 1", numbersFr, ""},
		{"after later, yes in a word", "fr", 0, "mon mari me frappe / 2 / oui", numbersFr, "garder"},
		{"after later, an old yes", "fr", 0, "mon mari me frappe / 2 / menu / 1 / je peux lire", "", ""},
		{"something else keeps the question", "fr", 0, "mon mari me frappe / je ne sais plus quoi faire", "Pouvez-vous lire", "garder | 117"},
		{"a voice note keeps the question", "it", 0, "mio marito mi picchia / [voice]", "Può leggere", "117"},
		{"a word does what it says", "fr", 0, "mon mari me frappe / numéros", "117", ""},
		{"with a counsellor", "fr", 0, "personne / oui / [marie claims] / [marie says] / mon mari me frappe / 1", "117 | Marie lit", "Menu"},
		{"with a counsellor, by word", "fr", 0, "personne / oui / [marie claims] / urgence", "117", "Menu"},
		{"with a counsellor, despair", "fr", 0, "personne / oui / [marie claims] / je veux mourir", "143 | Marie lit ces messages", "Menu"},
		{"no form for who despairs", "fr", bot.SMS, "je veux mourir / je suis seul et j'ai peur", "143", "garder"},
		{"no form for who despairs, ok", "de", bot.SMS, "ich will sterben / ok", "143", "behalten"},
	} {
		c.check(t)
	}
}

func TestDangerIsHeardAboveThirtyAMinute(t *testing.T) {
	p := newPerson(t, book(t))
	for range 40 {
		p.writes("bonjour")
	}
	wants(t, p.writes("je veux mourir"), "143")
	if said := p.writes("je veux mourir"); said != "" {
		t.Errorf("the same words cost another message: %s", said)
	}
}

// TestStopHolds: only a word that asks to go on undoes a stop.
func TestStopHolds(t *testing.T) {
	for _, c := range []talk{
		{"thanks", "fr", 0, "stop / merci", "Vous avez tout arrêté", "Que voulez-vous"},
		{"a check", "fr", 0, "stop / test", "Vous avez tout arrêté", ""},
		{"menu", "fr", 0, "stop / menu", "Que voulez-vous", ""},
		{"numbers", "fr", 0, "stop / urgence", "117", ""},
		{"a counsellor has the case", "fr", 0, "personne / oui / [marie claims] / stop / menu", "Marie lit ces messages", "Que voulez-vous"},
	} {
		c.check(t)
	}
}

// TestYesAndNo answer every question of the bot's, whatever its choices are
// called, and never undo anything.
func TestYesAndNo(t *testing.T) {
	for _, c := range []talk{
		{"ok to consent", "fr", 0, "personne / ok", "L'équipe", "Avec plaisir"},
		{"thanks keeps the question", "fr", 0, "personne / merci", "Puis-je garder", ""},
		{"is it this", "fr", 0, "j'ai reçu un sms bizarre / oui", "Ne touchez aucun lien", ""},
		{"it is not this", "fr", 0, "j'ai reçu un sms bizarre / non", "Que voulez-vous faire", "italiano"},
		{"a person, yes", "de", 0, "menu / 2 / ich brauche hilfe / ich brauche hilfe / ich brauche hilfe / ja", "behalten", "nicht verstanden"},
		{"a link, yes", "fr", 0, "https://example.org/x / oui", "Ne touchez aucun lien", ""},
		{"another language, no", "fr", 0, "ich habe eine Frage und brauche das / nein", "Que voulez-vous", ""},
		{"a step is done", "fr", 0, "menu / 3 / oui", "Posez la feuille", ""},
		{"a step is not done", "fr", 0, "menu / 3 / non", "", "italiano | pas compris"},
		{"the author's own yes", "fr", bot.Telegram, "menu / 2 / ok / ok / ok / oui", "", "pas compris"},
		{"erase, said twice", "fr", 0, "effacer / effacer", "Tout est effacé", ""},
	} {
		c.check(t)
	}
}

// TestARefusalIsNoWall and can be taken back.
func TestARefusalIsNoWall(t *testing.T) {
	for _, c := range []talk{
		{"taken back", "fr", 0, "personne / non / gardez mes messages", "Puis-je garder", ""},
		{"taken back, yes", "fr", 0, "personne / non / 2 / oui", "L'équipe", "Puis-je"},
		{"a call without a number", "fr", bot.Telegram, "personne / non / 1", "numéro de téléphone", "vous appelle"},
		{"a call with a number", "fr", bot.Telegram, "personne / non / 1 / 079 000 00 01", "vous appelle", ""},
		{"no number", "fr", bot.Telegram, "personne / non / 1 / je n'en ai pas", "numéro de téléphone", "vous appelle"},
		{"what is added is not kept", "fr", bot.SMS, "personne / non / 1 / c'est pour mon bail", "Je ne garde pas", "noté"},
		{"asked three times without an answer", "fr", 0, "personne / bla / blu / blo", "quelqu'un peut vous appeler", "Puis-je garder"},
	} {
		c.check(t)
	}
	p := newPerson(t, book(t))
	talk{lang: "fr", says: "personne / oui / rappelez-moi"}.play(t, p)
	if p.s.Case.Reason != bot.ReasonCallBack || p.out.Case.Reason != "call-back" {
		t.Errorf("who waits and asks for a call is noted as %q", p.out.Case.Reason)
	}
	p = newPerson(t, book(t))
	talk{lang: "fr", channel: bot.Telegram, says: "personne / non / 1 / +41 79 000 00 01"}.play(t, p)
	if got := p.out.Fields[bot.FieldNumber]; got != "+41790000001" {
		t.Errorf("the number to call is kept as %q", got)
	}
}

// TestNeverSilent: whoever waits gets an answer to everything.
func TestNeverSilent(t *testing.T) {
	for _, what := range []string{"j'ai une question", "[picture]", "[voice]", "https://example.org/x", "", "😀", "9", "ok"} {
		talk{"waiting: " + what, "fr", 0, "personne / oui / j'ai une question / " + what, "1 Menu", ""}.check(t)
	}
	talk{"a picture is dropped, and that is said", "fr", 0, "personne / oui / [picture]", "ne le garde pas", "noté"}.check(t)
	talk{"a voice note is listened to", "fr", 0, "personne / oui / [voice]", "Une personne écoute", ""}.check(t)
	talk{"who answers by voice is called", "fr", bot.SMS, "[voice] / [voice]", "vous appelle", ""}.check(t)
}

// TestMediaIsDropped unless a counsellor speaks with the person and the channel
// may carry it.
func TestMediaIsDropped(t *testing.T) {
	p := newPerson(t, book(t))
	talk{lang: "fr", says: "personne / oui / [picture]"}.play(t, p)
	if len(p.out.Media) > 0 {
		t.Errorf("a picture is kept: %v", p.out.Media)
	}
	talk{lang: "fr", says: "[voice]"}.play(t, p)
	if len(p.out.Media) != 1 {
		t.Error("a voice note is not kept for the team")
	}
	talk{lang: "fr", says: "[marie claims] / [picture]"}.play(t, p)
	if len(p.out.Media) != 1 {
		t.Error("a picture for the counsellor is not kept")
	}
	p.s.Reach.Channel = bot.SMS // which may not carry pictures here
	said := talk{lang: "fr", channel: bot.SMS, says: "[picture]"}.play(t, p)
	if len(p.out.Media) > 0 || !strings.Contains(said, "ne le garde pas") {
		t.Errorf("kept %v, said %q", p.out.Media, said)
	}
}

// TestAStranger who does not answer in writing is not asked for ever.
func TestAStranger(t *testing.T) {
	for _, c := range []talk{
		{"voice only", "", 0, "[voice] / [voice] / [voice]", "garder", "Welche Sprache"},
		{"another language", "", 0, "xyz / xyz / xyz", "[2 Menu]", "Welche Sprache"}, // a person is offered, in whichever language that looks like
		{"a person, in a word of two languages", "", 0, "person / 2", "Team", "Was möchten Sie tun"},
	} {
		p := newPerson(t, book(t))
		p.s.State = bot.StateWelcome
		said := c.play(t, p)
		wants(t, said, strings.Split(c.want, " | ")...)
		if strings.Contains(said, c.not) {
			t.Errorf("%s: %s", c.name, said)
		}
	}
}

func TestForSomeoneAndBack(t *testing.T) {
	for _, c := range []talk{
		{"the way back is shown", "fr", 0, "pour ma mère", "C'est pour moi", "Où j'en suis"},
		{"and works", "fr", 0, "pour ma mère / c'est pour moi", "Où j'en suis", "C'est pour moi"},
		{"my data is the person's", "fr", 0, "pour ma mère / mes données", "elle-même", "Langue :"},
		{"nothing is asked to be kept", "fr", 0, "pour ma mère / personne", "vous appeler", "garder nos messages"},
	} {
		c.check(t)
	}
}

func TestRepeatShowsItAgain(t *testing.T) {
	for _, c := range []talk{
		{"the numbers", "fr", 0, "urgence / répéter", "117", ""},
		{"a place", "fr", 0, "trouver un lieu / oui / 1 / encore", "Place de l'Exemple", ""},
		{"thanks for a place", "fr", 0, "trouver un lieu / oui / 1 / merci", "Place de l'Exemple", ""},
		{"a step", "fr", 0, "menu / 3 / encore", "prospectus", ""},
	} {
		c.check(t)
	}
}

func TestNumbersAreTwoStepsAway(t *testing.T) {
	talk{"from the menu", "fr", 0, "menu / 0", "1 Numéros d'urgence", ""}.check(t)
	talk{"and there", "fr", 0, "menu / 0 / 1", "117", ""}.check(t)
}

func TestPhonesByName(t *testing.T) {
	for typed, want := range map[string]bot.Device{"samsung": bot.Android, "un iphone 12": bot.IPhone, "nokia": bot.BasicPhone} {
		p := newPerson(t, book(t))
		talk{lang: "fr", says: "menu / 3 / ok / ok / " + typed}.play(t, p)
		if p.s.Device != want {
			t.Errorf("%s: %s", typed, p.s.Device)
		}
	}
	talk{"help with that", "fr", 0, "menu / 3 / ok / ok / besoin d'aide", "Parler à quelqu'un", "pas compris"}.check(t)
}

// TestOnlyAClearYesOpensTheNumbers: a word such as "here" or "now" inside
// another answer must not put them on a phone that somebody else reads.
func TestOnlyAClearYesOpensTheNumbers(t *testing.T) {
	first := map[string]string{"fr": "mon mari me frappe", "de": "mein mann schlägt mich", "it": "mio marito mi picchia", "en": "my husband hits me"}
	for lang, answers := range map[string][2]string{
		"fr": {"il est là maintenant|il est à côté de moi en ce moment|je ne suis plus seule|jamais seule|mon fils est seul avec lui|pas maintenant|plus tard svp|demain|attends|personne",
			"oui|je suis seule|oui je suis seule|non je suis seule|je peux lire|maintenant|il n'est pas là"},
		"de": {"er ist jetzt da|er sitzt gerade neben mir|nöd jetzt|morgen", "ja|ich bin allein|nein ich bin allein|kann lesen|er ist nicht da"},
		"it": {"adesso è qui|lui è qui ora|solo un attimo|tra un'ora|dopo", "sì|sono sola|posso leggere|non c'è"},
		"en": {"he is here now|i can't right now|i am never alone|later", "yes|i am alone|i can read|no one is here"},
	} {
		for answer := range strings.SplitSeq(answers[0], "|") {
			talk{lang + ": " + answer, lang, 0, first[lang] + " / " + answer, "", "117 | garder"}.check(t)
		}
		for answer := range strings.SplitSeq(answers[1], "|") {
			talk{lang + ": " + answer, lang, 0, first[lang] + " / " + answer, "117", ""}.check(t)
			talk{lang + ", put off, then " + answer, lang, 0, first[lang] + " / 2 / menu / " + answer, map[bool]string{true: "117"}[strings.Contains(answer, " ")], ""}.check(t)
		}
	}
	for _, c := range []talk{
		{"not asked for ever", "fr", 0, "mon mari me frappe / bla bla / bla bla / bla bla", "Je peux lire", "Pouvez-vous lire"},
		{"nor by voice", "it", 0, "mio marito mi picchia / [voice] / [voice] / [voice]", "Posso leggere", "Può leggere"},
		{"beside a counsellor, after later", "fr", 0, "personne / oui / [marie claims] / mon mari me frappe / 2 / 1", "117", "Menu"},
		{"beside a counsellor, the numbers' own choice", "fr", 0, "personne / oui / [marie claims] / je veux mourir / 1", "117", "Menu"},
		{"a number for the counsellor is not the bot's", "fr", 0, "personne / oui / [marie claims] / je veux mourir / [marie says] / 1", "", "117"},
		{"thanks tell nobody that a request exists", "en", 0, "my husband hits me / later / thank you", "Write whenever", "telling"},
		{"thanks do not hide the ambulance", "it", 0, "non respira / grazie", "144", "Avviso"},
		{"after another language", "de", 0, "mein mann schlägt mich / sprache / 1", "Je peux lire", "préviens"},
		{"another wish is heard", "fr", 0, "mon mari me frappe / 2 / trouver un lieu", "Trouver un lieu", ""},
	} {
		c.check(t)
	}
}

func TestWrongTurns(t *testing.T) {
	for _, c := range []talk{
		{"why is no word", "fr", 0, "menu / 3 / pourquoi ?", "prospectus", "Que voulez-vous faire"},
		{"back, and back again", "de", 0, "menu / 2 / ok / ok / zurück / zurück", "Tippen Sie auf keinen Link", ""},
		{"done is no erasure", "fr", 0, "effacer / fini", "Tout effacer", "Tout est effacé"},
		{"ok is no erasure of a misread word", "de", 0, "löschen / fertig", "löschen", "ist alles gelöscht"},
		{"a greeting while waiting", "fr", 0, "personne / oui / bonjour", "L'équipe", "Que voulez-vous faire"},
		{"what is meant for the team", "fr", 0, "personne / oui / menu / vous êtes là ?", "noté pour l'équipe", "pas compris"},
		{"nothing is promised in writing that is not kept", "it", 0, "persona / sì / non tenere niente / persona", "chiamarla", "Risposta"},
		{"a call is what was promised", "fr", bot.SMS, "personne / non / 1 / merci", "vous appelle", "Réponse"},
		{"help with what", "fr", 0, "menu / j'ai besoin d'aide", "C'est pour quoi", "pas compris"},
		{"a voice note that answers is answered", "fr", 0, "personne / [voice] / oui", "", "Puis-je garder"},
		{"an Android phone by name", "fr", 0, "menu / 3 / ok / ok / un android je crois", "appareil photo", "Quel téléphone"},
		{"by ear, said twice", "fr", bot.Telegram, "je suis aveugle / je suis aveugle", "écouter", "comme avant"},
		{"by ear, no pictures", "en", bot.Telegram, "i am blind / menu / 3 / ok / ok / android", "By voice", "📷"},
	} {
		c.check(t)
	}
}

func TestTelephoneNumbersToCall(t *testing.T) {
	for typed, want := range map[string]string{
		"079 000 00 01": "0790000001", "079 000 00 01 après 14h": "0790000001", "appelez moi au 079 000 00 01 svp merci": "0790000001", "+41 79 000 00 01": "+41790000001",
		"0041790000001": "0041790000001", "it's 0790000001 call after 5pm please": "0790000001",
		"756.1234.5678.97": "", "12.05.1970 14:30": "", "00000000000": "", "999999999": "", "je n'en ai pas": "", "12": "",
	} {
		p := newPerson(t, book(t))
		said := talk{lang: "fr", channel: bot.Telegram, says: "personne / non / 1 / " + typed}.play(t, p)
		if got := p.out.Fields[bot.FieldNumber]; got != want || strings.Contains(said, "vous appelle") != (want != "") || want != "" && !strings.Contains(said, want) {
			t.Errorf("%q is kept as %q, want %q:\n%s", typed, got, want, said)
		}
	}
	p := newPerson(t, book(t))
	talk{lang: "fr", channel: bot.Telegram, says: "personne / non / 1 / 079 000 00 01 / non c'est 079 000 00 02"}.play(t, p)
	if got := p.out.Fields[bot.FieldNumber]; got != "0790000002" {
		t.Errorf("corrected, it is kept as %q", got)
	}
}

// TestNoOkOpensTheNumbers, nor an old question, nor "now" in a no.
func TestNoOkOpensTheNumbers(t *testing.T) {
	for _, c := range []talk{
		{"ok after later", "fr", 0, "mon mari me frappe / 2 / ok", "", "117"},
		{"thanks after later", "en", 0, "my husband hits me / 2 / ok thank you", "", "117"},
		{"he is here", "en", 0, "my husband hits me / yes he is here", "Write whenever", "117"},
		{"yes, later", "fr", 0, "mon mari me frappe / oui plus tard", "Écrivez quand", "117"},
		{"somebody else picks it up", "de", 0, "mein mann schlägt mich / Ja?", "Können Sie jetzt", "117"},
		{"done is no yes", "it", 0, "mio marito mi picchia / fatto", "Può leggere", "117"},
		{"not now", "en", 0, "my husband hits me, I can not talk now", "Can you read", "117"},
		{"for an hour", "it", 0, "mio marito mi picchia da un'ora", "Può leggere", "117"},
		{"now", "fr", 0, "mon mari me frappe maintenant", "117", ""},
	} {
		c.check(t)
	}
	p := newPerson(t, book(t))
	talk{lang: "fr", says: "mon mari me frappe"}.play(t, p)
	p.now = p.now.Add(10 * 24 * time.Hour)
	if said := p.writes("oui"); strings.Contains(said, "117") || !strings.Contains(said, "Pouvez-vous lire") {
		t.Errorf("ten days later a yes opens the numbers: %s", said)
	}
}

func TestWhatAThirdRoundFound(t *testing.T) {
	for _, c := range []talk{
		{"yes to a call", "en", bot.SMS, "human / no / yes", "will call you", "May I keep"},
		{"help in the check, then repeat", "en", 0, "check / 1 / help / repeat", "0 I do not know", "Take your time"},
		{"another language while consent is asked", "fr", 0, "personne / langue / 2", "behalten", "Was möchten Sie tun"},
		{"and a yes there", "fr", 0, "personne / langue / 2 / ja", "antwortet", "nicht verstanden"},
	} {
		c.check(t)
	}
	for says, want := range map[string]string{"[voice] / 2": "behalten", "xyz / Italiano": "Sono un robot", "effacer / 1": "Tout est effacé"} {
		p := newPerson(t, book(t))
		p.s.State = bot.StateWelcome
		said := talk{says: says}.play(t, p)
		wants(t, said, want)
		if strings.Contains(said, "Je suis le robot") {
			t.Errorf("%q: greeted in French, or after a farewell: %s", says, said)
		}
	}
	p := newPerson(t, book(t))
	talk{lang: "fr", says: "personne / oui"}.play(t, p)
	p.now = p.now.Add(10 * 24 * time.Hour)
	wants(t, p.writes("bonjour"), "trop longtemps", "Rue de l'Exemple 12")
}

// TestTheQuestionOutlivesACounsellor: handing back or closing before the
// numbers were given leaves the way to them open.
func TestTheQuestionOutlivesACounsellor(t *testing.T) {
	for _, kind := range []bot.ActKind{bot.ActHandBack, bot.ActClose} {
		p := newPerson(t, book(t))
		talk{lang: "de", says: "mein mann schlägt mich / [marie claims] / [marie says]"}.play(t, p)
		said := p.staff(kind, "marie", p.s.Case.Claim)
		wants(t, said, "Ich kann lesen")
		if strings.Contains(said, "117") || strings.Contains(said, "Ort finden") {
			t.Errorf("%s: %s", kind, said)
		}
		wants(t, p.writes("1"), "117")
	}
}

// TestTheTeamThatWasToldStays, whoever follows the person meanwhile.
func TestTheTeamThatWasToldStays(t *testing.T) {
	p := newPerson(t, book(t))
	talk{lang: "en", says: "person / i agree / [marie claims]"}.play(t, p)
	team := p.out.Case.Team
	p.staff(bot.ActFollow, "marie", p.s.Case.Claim)
	p.staff(bot.ActRelease, "marie", p.s.Case.Claim)
	if team != "petra" || p.out.Case.Team != team || p.out.Case.Referent != "marie" {
		t.Errorf("told %q, now %q, followed by %q", team, p.out.Case.Team, p.out.Case.Referent)
	}
}
