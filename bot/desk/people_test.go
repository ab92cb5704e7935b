package desk

import (
	"strings"
	"testing"
	"time"

	"passerelle/bot"
)

func TestPeopleInTheOrderOfADay(t *testing.T) {
	at := func(hours int) time.Time {
		return time.Date(2026, 11, 10, 8, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
	}
	of := func(name string, change func(*bot.Person)) bot.Person {
		p := bot.Person{Contact: bot.ContactID(name), Called: name, Referent: "marie", Wrote: at(-48)}
		change(&p)
		return p
	}
	open := func(p *bot.Person, wrote int) { p.Case, p.State, p.Wrote = "c", bot.CaseActive, at(wrote) }
	all := []bot.Person{
		of("silent for long", func(p *bot.Person) { p.Wrote = at(-900) }),
		of("silent", func(p *bot.Person) { p.Wrote = at(-100) }),
		of("enrolled today", func(p *bot.Person) { p.Wrote, p.Begun = time.Time{}, at(0) }),
		of("waits", func(p *bot.Person) { open(p, -3) }),
		of("waits for long", func(p *bot.Person) { open(p, -30) }),
		of("answered", func(p *bot.Person) { open(p, -200); p.Replied = at(-199) }),
		of("answered by telephone", func(p *bot.Person) { open(p, -190); p.Spoke = at(-189) }),
		of("danger", func(p *bot.Person) { open(p, -1); p.Danger, p.Replied = bot.Suicide, at(0) }),
		of("tomorrow", func(p *bot.Person) { p.Next = at(24) }),
		of("promised today", func(p *bot.Person) { p.Next, p.Due = at(30), at(4) }),
		of("put off", func(p *bot.Person) { open(p, -1); p.State, p.Next = bot.CaseSnoozed, at(72) }),
		of("of a colleague", func(p *bot.Person) { p.Referent = "ahmed" }),
		of("on Tuesdays", func(p *bot.Person) { p.Referent, p.Deputies[time.Tuesday] = "ahmed", "marie" }),
	}
	mine, standIn := People(all, "marie", time.Tuesday)
	want := "danger, waits for long, waits, promised today, tomorrow, put off, silent for long, answered, answered by telephone, silent, enrolled today"
	if got := names(mine); got != want {
		t.Errorf("mine: %s\nwant: %s", got, want)
	}
	if got := names(standIn); got != "on Tuesdays" {
		t.Errorf("stand in: %s", got)
	}
	if _, standIn = People(all, "marie", time.Friday); len(standIn) != 0 {
		t.Errorf("on another day: %s", names(standIn))
	}
}

func names(list []bot.Person) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Called)
	}
	return strings.Join(all, ", ")
}
