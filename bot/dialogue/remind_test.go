package dialogue_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
)

// minded is a person with what lies sealed with them.
type minded struct {
	*person
	fields map[string]string
}

func newMinded(t *testing.T, b *dialogue.Book) *minded {
	p := &minded{newPerson(t, b), map[string]string{}}
	p.via = bot.Address{Channel: bot.SMS, ID: "+41790000001"}
	p.s.Reach = p.via
	return p
}

func (p *minded) kept() {
	maps.Copy(p.fields, p.out.Fields)
	maps.DeleteFunc(p.fields, func(_, value string) bool { return value == "" })
}

func (p *minded) says(text string) string {
	p.t.Helper()
	said := p.writes(text)
	p.kept()
	return said
}

// passes lets time pass and plays every moment that the session asks for.
func (p *minded) passesOver(d time.Duration) (said string) {
	p.t.Helper()
	end := p.now.Add(d)
	for next := p.s.NextTimer(); !next.IsZero() && !next.After(end); next = p.s.NextTimer() {
		if next.After(p.now) {
			p.now = next
		}
		said += p.does(bot.Input{Kind: bot.FromTimer, Noted: bot.Reminders(p.fields)})
		p.kept()
	}
	p.now = end
	return said
}

const days = 24 * time.Hour

// TestAReminder: said on its day, after a line that names nothing; done by one
// digit, and then nothing of it is left.
func TestAReminder(t *testing.T) {
	p := newMinded(t, book(t))
	wants(t, p.says("rappelle-moi le 4: preuves de recherche"), "C'est noté", "4 décembre", "09:00")
	if len(p.fields) != 1 || strings.Contains(string(p.s.Append(nil)), "preuves") {
		t.Fatalf("the words lie in %v, and not in the session", p.fields)
	}
	if said := p.passesOver(23 * days); said != "" {
		t.Fatalf("too early: %s", said)
	}
	said := p.passesOver(days)
	wants(t, said, "preuves de recherche", "1 C'est fait", "2 Plus tard", "3 Ne plus rappeler")
	if first, _, _ := strings.Cut(said, "\n"); strings.Contains(first, "preuves") || strings.Contains(first, "rappel") {
		t.Errorf("the first line says it: %q", first)
	}
	if k := p.out.Replies[0].Kind; k != bot.ReplyReminder {
		t.Errorf("it is sent as %v", k)
	}
	wants(t, p.says("1"), "Très bien")
	if len(p.fields) != 0 || len(p.s.Reminders()) != 0 {
		t.Errorf("left: %v, %v", p.fields, p.s.Timers)
	}
}

// TestLaterTwice: "later" asks again a day on, twice, and not a third time.
func TestLaterTwice(t *testing.T) {
	p := newMinded(t, book(t))
	p.says("rappelle-moi demain: facture")
	said := p.passesOver(days)
	for range 2 {
		wants(t, said, "2 Plus tard")
		wants(t, p.says("2"), "Je vous écris encore")
		said = p.passesOver(days)
	}
	wants(t, said, "facture", "2 Ne plus rappeler")
	if strings.Contains(said, "Plus tard") {
		t.Errorf("later a third time:\n%s", said)
	}
	wants(t, p.says("ok"), "Très bien")
	if len(p.fields) != 0 || !p.s.NextTimer().IsZero() {
		t.Errorf("left: %v, %v", p.fields, p.s.Timers)
	}
}

// TestUnansweredGoes: the words of a reminder that nobody answers go by themselves.
func TestUnansweredGoes(t *testing.T) {
	p := newMinded(t, book(t))
	p.says("rappelle-moi demain: facture")
	p.passesOver(5 * days)
	if len(p.fields) != 0 || len(p.s.Reminders()) != 0 {
		t.Errorf("left: %v, %v", p.fields, p.s.Timers)
	}
	wants(t, p.says("1"), "") // an old number harms nobody
}

// TestMonthly comes again, as long as the number is known to be theirs.
func TestMonthly(t *testing.T) {
	p := newMinded(t, book(t))
	wants(t, p.says("rappelle-moi chaque mois le 4: preuves"), "chaque mois")
	wants(t, p.passesOver(25*days), "preuves")
	wants(t, p.says("1"), "Très bien")
	wants(t, p.passesOver(31*days), "preuves", "C'était le dernier") // 4 January; in February they were silent for too long
	p.passesOver(60 * days)
	if len(p.fields) != 0 || len(p.s.Reminders()) != 0 {
		t.Errorf("left: %v, %v", p.fields, p.s.Timers)
	}
}

// TestNoPromise: what WhatsApp's window, danger or an agreement would keep from
// leaving is said at once, and nothing is kept.
func TestNoPromise(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*minded)
		says   string
	}{
		"window": {func(p *minded) { p.via = anna }, "WhatsApp"},
		"never":  {func(p *minded) { p.s.Followed.NeverFirst = true }, "Je ne peux pas"},
		"danger": {func(p *minded) { p.s.Danger.Class = bot.Violence }, "Je ne peux pas"},
		"far":    {func(*minded) {}, "60 prochains jours"},
		"full": {func(p *minded) {
			for i := range bot.MostReminders {
				p.s.Timers = append(p.s.Timers, bot.Timer{Kind: bot.TimerNote, At: p.now.Add(days), Place: bot.Place{Flow: uint32(i + 1)}})
			}
		}, "déjà cinq"},
	} {
		p := newMinded(t, book(t))
		c.before(p)
		text := "rappelle-moi le 4: preuves"
		if name == "far" {
			text = "rappelle-moi le 4 juin: preuves"
		}
		wants(t, p.says(text), c.says)
		if len(p.fields) != 0 {
			t.Errorf("%s: kept %v", name, p.fields)
		}
	}
	p := newMinded(t, book(t))
	p.via = anna
	wants(t, p.says("rappelle-moi aujourd'hui à 18h: facture"), "C'est noté") // inside the window
}

// TestSafeHours: the promise names the hour at which it will really be said.
func TestSafeHours(t *testing.T) {
	p := newMinded(t, book(t))
	p.s.Followed.Safe = bot.Safe{From: 14, To: 16}
	wants(t, p.says("rappelle-moi demain à 9h: facture"), "demain, 14:00")
}

// TestRemindersGo with every word that takes things back.
func TestRemindersGo(t *testing.T) {
	for _, word := range []string{"stop", "ne rien garder"} {
		p := newMinded(t, book(t))
		p.says("rappelle-moi demain: facture")
		p.says(word)
		if len(p.fields) != 0 || len(p.s.Reminders()) != 0 {
			t.Errorf("after %q: %v, %v", word, p.fields, p.s.Timers)
		}
	}
	p := newMinded(t, book(t))
	p.says("rappelle-moi demain: facture")
	p.says("quelqu'un d'autre")
	p.says("oui")
	if !p.out.Leave || len(p.fields) != 0 {
		t.Errorf("somebody else would read %v", p.fields)
	}
}

// TestRemindersAreListed by their days alone.
func TestRemindersAreListed(t *testing.T) {
	p := newMinded(t, book(t))
	wants(t, p.says("rappelle-moi"), "Écrivez le jour")
	wants(t, p.says("quand je veux"), "Je n'ai pas compris")
	wants(t, p.says("le 4: dentiste"), "C'est noté")
	said := p.says("mes rappels")
	wants(t, said, "Vos rappels : vendredi 4 décembre, 09:00", "1 Plus aucun rappel")
	if strings.Contains(said, "dentiste") {
		t.Errorf("it shows the words:\n%s", said)
	}
	wants(t, p.says("mes données"), "Rappels : 1")
	p.says("mes rappels")
	wants(t, p.says("1"), "Plus de rappel")
	if len(p.fields) != 0 {
		t.Errorf("left: %v", p.fields)
	}
}

// TestACallBackIsNone: "rappelez-moi" is a call back unless it names a day and what for.
func TestACallBackIsNone(t *testing.T) {
	p := newMinded(t, book(t))
	p.says("rappelez-moi")
	if len(p.fields) != 0 || p.s.Asking == bot.AskRemind {
		t.Error("a call back is taken for a reminder")
	}
	p = newMinded(t, book(t))
	wants(t, p.says("rappelez-moi le 4 d'envoyer la lettre"), "C'est noté")
}

// TestRemindedByACounsellor: in their name, and only whom they may open.
func TestRemindedByACounsellor(t *testing.T) {
	p := newMinded(t, book(t))
	p.s.Consent, p.s.Referent = bot.Yes, "marie"
	set := func(who, text string, until time.Time, step string) string {
		p.does(bot.Input{Kind: bot.FromStaff, Act: bot.Act{Kind: bot.ActRemind, Contact: "c", Staff: who, Name: "Marie", Text: text, Until: until, Step: step}})
		p.kept()
		return p.out.Refused
	}
	if got := set("paul", "x", p.now.Add(days), ""); got != "person_gone" {
		t.Errorf("somebody who may not open the page: %q", got)
	}
	if got := set("marie", "x", p.now.Add(-days), ""); got != "remind_far" {
		t.Errorf("yesterday: %q", got)
	}
	if got := set("marie", "x", p.now.Add(90*days), ""); got != "remind_far" {
		t.Errorf("in three months: %q", got)
	}
	if got := set("marie", "apporter la lettre", p.now.Add(days), ""); got != "" || len(p.fields) != 1 {
		t.Fatalf("%q %v", got, p.fields)
	}
	wants(t, p.passesOver(days), "Marie : apporter la lettre")
	id := strconv.FormatUint(uint64(p.s.Reminders()[0].Place.Flow), 10)
	if got := set("marie", "", time.Time{}, id); got != "" || len(p.fields) != 0 {
		t.Errorf("taken back: %q %v", got, p.fields)
	}
	if got := set("marie", "", time.Time{}, id); got != "not_now" {
		t.Errorf("taken back twice: %q", got)
	}
}

// TestNotWhileTheySpeak: with a counsellor, it waits, and is not lost.
func TestNotWhileTheySpeak(t *testing.T) {
	p := newMinded(t, book(t))
	p.s.Consent = bot.Yes
	p.says("rappelle-moi demain: facture")
	p.writes("humain")
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActReply, "marie", p.s.Case.Claim)
	if said := p.passesOver(25 * time.Hour); strings.Contains(said, "facture") {
		t.Fatalf("it speaks into the talk:\n%s", said)
	}
	p.staff(bot.ActClose, "marie", p.s.Case.Claim)
	wants(t, p.passesOver(days), "facture")
}
