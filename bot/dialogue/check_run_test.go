package dialogue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// how somebody answers an item.
type how uint8

const (
	rightly how = iota
	wrongly
	notKnowing
)

// begins asks for the check and agrees to it.
func (p *person) begins() string {
	p.t.Helper()
	p.writes("bilan")
	if p.s.Asking != bot.AskCheck {
		p.t.Fatalf("the check begins without a yes: %s", p.s.State)
	}
	return p.writes("d'accord")
}

// present is the item that waits for an answer, nil when none does.
func (p *person) present() *flows.Item {
	flow := p.b.Flow(p.s.Place.Flow)
	if p.s.State != bot.StateCheck || flow == nil || flow.Check == nil || int(p.s.Place.Step) >= len(flow.Check.Items) {
		return nil
	}
	return &flow.Check.Items[p.s.Place.Step]
}

// answers answers an item in a way; a task that is not done is not known.
func (p *person) answers(item *flows.Item, way how) string {
	p.t.Helper()
	if way == notKnowing || way == wrongly && item.Type == flows.ItemTask {
		return p.writes("0")
	}
	right := way == rightly
	switch item.Type {
	case flows.ItemSpot:
		n := 1 + int(p.s.Place.Step%2) // as spot orders them
		if !right {
			n = 3 - n
		}
		return p.writes(fmt.Sprint(n))
	case flows.ItemOrder:
		said := p.shownOrder(item)
		if !right {
			slices.Reverse(said)
		}
		return p.writes(strings.Join(said, ""))
	case flows.ItemRead:
		if !right && strings.Count(item.Accept[0], "-") == 2 {
			return p.writes("3.3.")
		}
		if !right {
			return p.writes("777")
		}
		return p.writes(item.Accept[0])
	case flows.ItemTask:
		return p.task(item)
	}
	i := slices.IndexFunc(item.Choices, func(c flows.Choice) bool { return c.Right == right })
	return p.writes(fmt.Sprint(i + 1))
}

// shownOrder is where each choice of an item, in the right order, stands in the
// list that the last message shows.
func (p *person) shownOrder(item *flows.Item) (at []string) {
	p.t.Helper()
	shown := p.out.Replies[len(p.out.Replies)-1].Text
	for _, c := range item.Choices {
		label := c.Label.In(p.s.Language)
		for line := range strings.SplitSeq(shown, "\n") {
			if n, words, _ := strings.Cut(line, " "); words == label {
				at = append(at, n)
			}
		}
	}
	if len(at) != len(item.Choices) {
		p.t.Fatalf("%s: the list is not shown: %s", item.ID, shown)
	}
	return at
}

func (p *person) task(item *flows.Item) string {
	p.t.Helper()
	switch item.WaitFor {
	case "forward":
		return p.does(bot.Input{Text: "…", Forward: true})
	case "reply":
		return p.does(bot.Input{Text: "…", Quotes: true})
	case "":
		if item.Page {
			return p.writes(p.b.Agency().CheckPage.Word)
		}
		return p.writes(item.Accept[0])
	}
	kind, _ := bot.ParseMediaKind(item.WaitFor)
	return p.does(bot.Input{Media: []bot.Media{{Kind: kind}}})
}

// runs answers the check to its end, each item in a way.
func (p *person) runs(way func(*flows.Item) how) (said string) {
	p.t.Helper()
	for range 60 {
		if p.s.Asking == bot.AskReading {
			said = p.writes("2")
			continue
		}
		item := p.present()
		if item == nil {
			return said
		}
		before := len(p.s.Asked)
		p.now = p.now.Add(20 * time.Second)
		said = p.answers(item, way(item))
		if len(p.s.Asked) != before+1 {
			p.t.Fatalf("%s is not answered: %s", item.ID, said)
		}
	}
	p.t.Fatal("the check does not end")
	return said
}

func all(way how) func(*flows.Item) how { return func(*flows.Item) how { return way } }

// TestAFlagIsOfThisRun: what an earlier run raised is gone, nobody is told that
// they erred who did not, and no reason is said without its items.
func TestAFlagIsOfThisRun(t *testing.T) {
	p := newPerson(t, changedCheck(t, func(c *flows.Check) { c.AtLeast = 20 }))
	scams := func(way how) func(*flows.Item) how {
		return func(i *flows.Item) how {
			if i.FlagWrong == "scam" {
				return way
			}
			return upTo(3)(i)
		}
	}
	p.begins()
	wants(t, p.runs(scams(wrongly)), "était un piège", "Message bizarre")
	p.begins()
	if said := p.runs(scams(rightly)); strings.Contains(said, "piège") || strings.Contains(said, "Message bizarre") {
		t.Errorf("the flag stays: %s", said)
	}
	p.begins()
	if said := p.runs(scams(notKnowing)); strings.Contains(said, "piège") {
		t.Errorf("“I do not know” is told to be wrong: %s", said)
	}
}

// TestConsentComesFirst, in three short messages: what for, who sees it, how
// long; nothing is asked, counted or kept without a yes.
func TestConsentComesFirst(t *testing.T) {
	b := book(t)
	for _, channel := range []bot.Channel{bot.SMS, bot.WhatsApp, bot.Telegram} {
		p := newPerson(t, b)
		writes := func(text string) string {
			return p.does(bot.Input{Kind: bot.FromContact, Address: bot.Address{Channel: channel, ID: "+41790000001"}, Text: text})
		}
		said := writes("bilan")
		wants(t, said, "examen", "prestations ne changent pas", "signé : la direction", "si vous dites oui", "questions au plus", "7 jours", "[1 D'accord] [2 Plus tard]")
		if len(p.out.Replies) != 3 {
			t.Errorf("%d messages", len(p.out.Replies))
		}
		if got := strings.Contains(said, "Chaque réponse coûte un SMS"); got != (channel == bot.SMS) {
			t.Errorf("%s: the cost is said: %v", channel, got)
		}
		wants(t, writes("2"), "Que voulez-vous faire")
		if p.s.State != bot.StateMenu || len(p.s.Asked) > 0 || !p.s.CheckAt.IsZero() || counted(p, bot.EventCheckStarted) > 0 {
			t.Errorf("%s: a no begins something: %+v", channel, p.s)
		}
		writes("bilan")
		writes("1")
		if p.s.State != bot.StateCheck || counted(p, bot.EventCheckStarted) != 1 {
			t.Errorf("%s: a yes begins nothing", channel)
		}
		for n := 0; p.s.State == bot.StateCheck; n++ {
			if n > 15+2 {
				t.Fatalf("%s: %d questions", channel, n)
			}
			writes(map[bool]string{true: "2", false: "0"}[p.s.Asking == bot.AskReading])
		}
	}
}

// changed is the shipped book of another agency.
func changed(t testing.TB, change func(*flows.Agency)) *dialogue.Book {
	t.Helper()
	return changedSet(t, func(set *flows.Set) { change(set.Agency) })
}

func changedSet(t testing.TB, change func(*flows.Set)) *dialogue.Book {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	change(set)
	b, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// revised is the book after a check was published with a change: who is in the
// middle of the earlier one stays there.
func revised(t testing.TB, old *dialogue.Book, change func(*flows.Check)) *dialogue.Book {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]uint32{}
	for number, f := range old.Revisions() {
		numbers[f.ID] = number
	}
	for _, f := range set.Flows {
		if f.Check != nil {
			change(f.Check)
			numbers[f.ID] += 1000
		}
	}
	b, err := dialogue.NewBook(set, numbers, old.Revisions())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func counted(p *person, kind bot.EventKind) (n int) {
	for _, e := range p.out.Events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// TestWithoutASignatureThereIsNoCheck: what is never used for benefits must be
// signed by somebody.
func TestWithoutASignatureThereIsNoCheck(t *testing.T) {
	b := changed(t, func(a *flows.Agency) { a.CheckUse = nil })
	p := newPerson(t, b)
	wants(t, p.writes("bilan"), "ne marche pas ici")
	if said := p.writes("menu"); strings.Contains(said, "Où j'en suis") {
		t.Errorf("it is offered: %s", said)
	}
}

// TestACheckGoesOnWhereItWasLeft, for seven days, or begins again.
func TestACheckGoesOnWhereItWasLeft(t *testing.T) {
	b := book(t)
	left := func() *person {
		p := newPerson(t, b)
		p.begins()
		p.answers(p.present(), rightly)
		p.answers(p.present(), wrongly)
		return p
	}
	p := left()
	place := p.s.Place
	p.writes("menu")
	p.writes("retour")
	if p.s.Place != place || p.s.State != bot.StateCheck {
		t.Errorf("back leads to %+v in %s", p.s.Place, p.s.State)
	}
	p = left()
	p.writes("menu")
	p.writes("2") // another help in between
	p.writes("menu")
	p.now = p.now.Add(6 * 24 * time.Hour)
	wants(t, p.writes("Où j'en suis"), "[1 Continuer] [2 Menu] [3 Recommencer]")
	p.writes("1")
	if p.s.Place != place || len(p.s.Asked) != 2 || p.s.State != bot.StateCheck {
		t.Errorf("gone on at %+v with %+v", p.s.Place, p.s.Asked)
	}
	p.writes("bilan")
	p.writes("recommencer")
	if len(p.s.Asked) != 0 || p.s.State != bot.StateCheck {
		t.Errorf("begun again with %+v in %s", p.s.Asked, p.s.State)
	}
	p.runs(all(rightly))
	if said := p.writes("bilan"); strings.Contains(said, "Continuer") {
		t.Errorf("a check that is over goes on: %s", said)
	}
	p = left()
	p.now = p.now.Add(8 * 24 * time.Hour)
	if said := p.writes("bilan"); strings.Contains(said, "Continuer") {
		t.Errorf("after eight days it goes on: %s", said)
	}
}

// TestACheckEndsOnce in the figures, however often its result is shown.
func TestACheckEndsOnce(t *testing.T) {
	p := newPerson(t, book(t))
	p.begins()
	p.runs(all(rightly))
	if n, runs := counted(p, bot.EventCheckEnded), counted(p, bot.EventCheckRun); n != 1 || runs != 1 {
		t.Errorf("%d ends, %d runs", n, runs)
	}
	for _, word := range []string{"retour", "résultat", "répéter", "voir plus", "mon résultat"} {
		p.writes(word)
		if n, runs := counted(p, bot.EventCheckEnded), counted(p, bot.EventCheckRun); n+runs != 0 {
			t.Errorf("%s: %d more ends", word, n+runs)
		}
	}
}
