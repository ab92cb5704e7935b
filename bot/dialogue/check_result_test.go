package dialogue_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// kept is the result that the last turn keeps.
func kept(t *testing.T, p *person) (r bot.CheckResult) {
	t.Helper()
	if err := json.Unmarshal(p.out.Result, &r); err != nil {
		t.Fatalf("no result is kept: %v", err)
	}
	return r
}

// upTo answers rightly what is not harder than a difficulty.
func upTo(difficulty float64) func(*flows.Item) how {
	return func(i *flows.Item) how {
		if i.Logit()+3 <= difficulty {
			return rightly
		}
		return wrongly
	}
}

// TestTheBandIsWhatTheAnswersSay, in plain words; the answers that moved it are
// named; nothing is said before the end.
func TestTheBandIsWhatTheAnswersSay(t *testing.T) {
	b := book(t)
	for words, way := range map[string]func(*flows.Item) how{
		"On commence ensemble.":                all(wrongly),
		"Vous avancez avec un peu d'aide.":     upTo(3),
		"Vous faites déjà beaucoup sans aide.": all(rightly),
	} {
		p := newPerson(t, b)
		p.begins()
		said := p.runs(way)
		wants(t, said, words, "Pas juste ?", "Parler à quelqu'un", "Montrer à l'équipe", "0 Voir plus")
		if !strings.Contains(said, "Réussi :") && !strings.Contains(said, "Pas encore :") {
			t.Errorf("nothing says why: %s", said)
		}
		if n := len(p.s.Asked); n > 20+2 {
			t.Errorf("%q took %d answers", words, n)
		}
	}
}

// TestFirstAnItemThatIsEasy: whoever begins succeeds first.
func TestFirstAnItemThatIsEasy(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	for p.present().Area == "" {
		p.answers(p.present(), rightly)
	}
	if d := p.present().Difficulty; d > 1.5 {
		t.Errorf("the first item has difficulty %v", d)
	}
}

// TestDetailsAndWhatICanDo: by area what went well and what was hard; the list to
// show holds nothing negative.
func TestDetailsAndWhatICanDo(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	p.runs(upTo(3))
	said := p.writes("0")
	wants(t, said, "Le téléphone :", "réussi :", "pas encore :", "Ce que je sais faire", "Mon résultat")
	can := p.writes("ce que je sais faire")
	wants(t, can, "Je sais faire :", "- ")
	for _, negative := range []string{"difficile", "faux", "pas ", "ensemble"} {
		if strings.Contains(strings.Split(can, "[")[0], negative) {
			t.Errorf("the list holds %q: %s", negative, can)
		}
	}
	wants(t, p.writes("répéter"), "Je sais faire :")
	wants(t, p.writes("mon résultat"), "Pas juste ?")
	q := newPerson(t, book(t))
	wants(t, q.writes("ce que je sais faire"), "grandit avec", "Où j'en suis")
}

// TestAHelpThatWasFollowedIsAmongWhatICanDo: alone, or with help.
func TestAHelpThatWasFollowedIsAmongWhatICanDo(t *testing.T) {
	for hint, want := range map[bool]string{false: "Je sais faire :\n- Message bizarre", true: "Avec un peu d'aide :\n- Message bizarre"} {
		p := newPerson(t, book(t))
		p.writes("message bizarre")
		p.writes("oui")
		if hint {
			p.writes("besoin d'aide")
		}
		for n := 0; p.s.State == bot.StateHelp && n < 40; n++ {
			p.writes("1")
		}
		wants(t, p.writes("ce que je sais faire"), want)
	}
}

// TestFourMoreQuestions are offered once where no band is sure, and never where one is.
func TestFourMoreQuestions(t *testing.T) {
	p := newPerson(t, changedCheck(t, func(c *flows.Check) { c.AtMost, c.AtMostNet, c.SureFrom, c.StopSure = 5, 0, .99, .99 }))
	p.begins()
	wants(t, p.runs(upTo(3)), "On ne sait pas encore", "Encore 4 questions", "Parler à quelqu'un")
	before := scored(p)
	p.writes("encore 4 questions")
	said := p.runs(upTo(3))
	if got := scored(p) - before; got != 4 {
		t.Errorf("%d more questions", got)
	}
	if strings.Contains(said, "Encore 4") || counted(p, bot.EventCheckEnded) != 0 {
		t.Errorf("once more: %s", said)
	}
	p = newPerson(t, book(t))
	p.begins()
	if said := p.runs(all(rightly)); strings.Contains(said, "Encore 4") {
		t.Errorf("although it is sure: %s", said)
	}
}

func scored(p *person) (n int) {
	flow := p.b.Flow(p.s.Check.Flow)
	for _, a := range p.s.Asked {
		if flow.Check.Items[a.Item].Area != "" {
			n++
		}
	}
	return n
}

// changedCheck is the shipped book with another check.
func changedCheck(t testing.TB, change func(*flows.Check)) *dialogue.Book {
	t.Helper()
	return changedSet(t, func(set *flows.Set) {
		for _, f := range set.Flows {
			if f.Check != nil {
				change(f.Check)
			}
		}
	})
}

// TestSharing: only after a yes, with the person's own words beside it; "not
// right" is kept, and no rule uses the result until a person has looked.
func TestSharing(t *testing.T) {
	p := newPerson(t, book(t))
	p.s.Consent = bot.Yes
	p.begins()
	p.runs(all(wrongly))
	if p.out.Result != nil {
		t.Fatal("a result is kept without a yes")
	}
	wants(t, p.writes("montrer à l'équipe"), "L'équipe voit le résultat.", "avec vos mots", "Rien à ajouter")
	first := kept(t, p)
	if first.Said != "together" || len(first.Items) == 0 || !slices.Contains(first.Rules, "basics") || first.Language != "fr" || first.Channel != "whatsapp" {
		t.Errorf("%+v", first)
	}
	wants(t, p.writes("Je n'avais pas mes lunettes"), "C'est noté", "Réponse")
	second := kept(t, p)
	if second.ID != first.ID || second.Words != "Je n'avais pas mes lunettes" {
		t.Errorf("%+v", second)
	}
	if p.s.State != bot.StateWaiting || p.s.Case.Reason != bot.ReasonResult {
		t.Errorf("%s, %s", p.s.State, p.s.Case.Reason)
	}
	p.writes("pas juste")
	if third := kept(t, p); third.ID != first.ID || !third.Disputed || third.Said != "" {
		t.Errorf("%+v", third)
	}
	said := p.writes("mon résultat")
	wants(t, said, "Une personne regarde d'abord", "Bibliothèque", "Parler à quelqu'un")
	if strings.Contains(said, "Atelier smartphone") || strings.Contains(said, "difficile") {
		t.Errorf("a rule uses it: %s", said)
	}
	p.staff(bot.ActClaim, "marie", "")
	p.staff(bot.ActHandBack, "marie", p.s.Case.Claim)
	wants(t, p.writes("mon résultat"), "On commence ensemble.", "Atelier smartphone")
}

// TestReadingOrThePhone: many long texts that are not known lead to a question,
// and never to a low band.
func TestReadingOrThePhone(t *testing.T) {
	long := func(i *flows.Item) bool {
		return len(i.Ask.In("fr")+i.Show.In("fr")+i.Real.In("fr")+i.Fake.In("fr")) > 110
	}
	answer := func(p *person) string {
		p.t.Helper()
		p.begins()
		said := ""
		for n := 0; p.s.Asking != bot.AskReading && n < 25; n++ {
			item := p.present()
			if item == nil {
				p.t.Fatal("nobody asks")
			}
			p.now = p.now.Add(20 * time.Second)
			said = p.answers(item, middling(item, long(item) && len(p.s.Asked) > 0))
		}
		return said
	}
	b := changedCheck(t, func(c *flows.Check) { c.AtLeast = 15 })
	p := newPerson(t, b)
	wants(t, answer(p), "difficile ici", "Lire les messages", "Le téléphone")
	said := p.writes("1")
	wants(t, said, "lire avec vous", "Parler à quelqu'un", "Bibliothèque")
	for _, b := range []string{"On commence ensemble", "un peu d'aide", "sans aide", "C'était difficile"} {
		if strings.Contains(said, b) {
			t.Errorf("a band is said: %s", said)
		}
	}
	p.s.Consent = bot.Yes
	p.writes("montrer à l'équipe")
	if r := kept(t, p); r.Reading != "reading" || r.Said != "" {
		t.Errorf("the counsellor is not told: %+v", r)
	}
	p = newPerson(t, b)
	answer(p)
	p.writes("le téléphone")
	if p.present() == nil {
		t.Error("the check does not go on")
	}
}

// middling is how somebody in the middle answers who does not know some items.
func middling(item *flows.Item, unknown bool) how {
	if unknown {
		return notKnowing
	}
	return upTo(3)(item)
}

// TestAnotherLook after the weeks that the check says, because it was asked for:
// with other items; progress is said only where it is nearly certain.
func TestAnotherLook(t *testing.T) {
	for name, c := range map[string]struct {
		then, now func(*flows.Item) how
		want      string
	}{
		"easier": {all(wrongly), all(rightly), "Depuis la dernière fois, c'est plus facile"},
		"same":   {upTo(3), upTo(3), "à peu près comme la dernière fois"},
		"harder": {all(rightly), all(wrongly), "à peu près comme la dernière fois"},
	} {
		p := newPerson(t, book(t))
		p.s.Consent, p.s.Reach.Channel = bot.Yes, bot.Telegram
		tg := bot.Address{Channel: bot.Telegram, ID: "79000001"}
		p.via = tg
		p.begins()
		p.runs(c.then)
		first := slices.Clone(p.s.Asked)
		p.writes("voir plus")
		wants(t, p.writes("refaire plus tard"), "8 semaines")
		p.now = p.now.Add(57 * 24 * time.Hour)
		said := p.does(bot.Input{Kind: bot.FromTimer})
		wants(t, said, "d'autres questions")
		if line, _, _ := strings.Cut(said, "\n"); strings.Contains(line, "bilan") || strings.Contains(line, "questions") {
			t.Errorf("%s: the first line names a topic: %s", name, line)
		}
		wants(t, p.writes("oui"), "prestations ne changent pas")
		p.writes("d'accord")
		wants(t, p.runs(c.now), c.want)
		for _, a := range p.s.Asked {
			item := &p.b.Flow(p.s.Check.Flow).Check.Items[a.Item]
			if item.Area != "" && slices.ContainsFunc(first, func(f bot.Asked) bool { return f.Item == a.Item }) {
				t.Errorf("%s: %s is asked again", name, item.ID)
			}
		}
	}
}

// TestAnItemThatIsSetAside does not count any more, and the person is told once.
func TestAnItemThatIsSetAside(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	p.runs(all(rightly))
	flow := p.b.Flow(p.s.Check.Flow)
	odd := flow.Check.Items[p.s.Asked[1].Item]
	p.b = revised(t, p.b, func(c *flows.Check) {
		for i := range c.Items {
			if c.Items[i].ID == odd.ID {
				c.Items[i].SetAside = &flows.SetAside{}
			}
		}
	})
	wants(t, p.writes("menu"), "n'était pas juste : "+odd.About.In("fr"), "Que voulez-vous faire")
	if said := p.writes("menu"); strings.Contains(said, "pas juste") {
		t.Errorf("told twice: %s", said)
	}
	if said := p.writes("mon résultat"); strings.Contains(said, odd.About.In("fr")) {
		t.Errorf("it still counts: %s", said)
	}
}

// TestTenThousandChecks with answers at random, in every language and channel, by
// eye and by ear: each ends, in at most so many questions, in a person and a place.
func TestTenThousandChecks(t *testing.T) {
	b := book(t)
	runs := 10000
	if testing.Short() {
		runs = 300
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	unknown := 0
	for n := range runs {
		p := newPerson(t, b)
		channel := []bot.Channel{bot.SMS, bot.WhatsApp, bot.Telegram}[n%3]
		via := bot.Address{Channel: channel, ID: "+41790000001"}
		p.via, p.s.Reach = via, via
		p.s.Language = b.Languages()[n%4]
		p.s.Set(bot.FlagByEar, n%7 == 0)
		p.does(bot.Input{Payload: dialogue.Start(placeOfCheck(t, b))})
		p.does(bot.Input{Payload: p.s.Offered[1]})
		level := rnd.Float64() * 6
		p.runs(func(i *flows.Item) how {
			if rnd.Float64() < .1 {
				return notKnowing
			}
			return map[bool]how{true: rightly, false: wrongly}[rnd.NormFloat64()*.8+level > i.Difficulty]
		})
		most := map[bool]int{true: 15, false: 20}[channel == bot.SMS]
		if got := scored(p); got > most {
			t.Fatalf("run %d: %d questions", n, got)
		}
		if !endsWell(p) {
			t.Fatalf("run %d ends without a person and a place: %s", n, p.out.Replies[len(p.out.Replies)-1].Text)
		}
		if counted(p, bot.EventCheckEnded) == 1 && p.out.Events[len(p.out.Events)-2].Value == "unknown" {
			unknown++
		}
	}
	if unknown == 0 || unknown == runs {
		t.Errorf("of %d checks, %d say that we do not know yet", runs, unknown)
	}
	t.Logf("of %d checks, %d say that we do not know yet", runs, unknown)
}

func placeOfCheck(t *testing.T, b *dialogue.Book) bot.Place {
	t.Helper()
	for _, e := range b.Editions() {
		if e.Kind == flows.KindCheck {
			return bot.Place{Flow: e.Number}
		}
	}
	t.Fatal("there is no check")
	return bot.Place{}
}

// endsWell reports whether the last reply offers a person and a place.
func endsWell(p *person) bool {
	person, place := false, false
	talk := p.b.Set().Phrases["talk"].In(p.s.Language)
	for _, c := range p.out.Replies[len(p.out.Replies)-1].Choices {
		person = person || c.Label == talk
		place = place || c.Payload.Kind == bot.PayloadOffer
	}
	return person && place
}
