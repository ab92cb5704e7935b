package report_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/bot/report"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

const tea = `passerelle: 1
kind: help
id: tea
title: {fr: Tisane}
status: published
goal: {fr: Vous savez.}
steps:
  - id: cup
    say: {fr: Prenez une tasse.}
    stuck: [{fr: Dans l'armoire.}, {fr: En haut.}]
  - id: boil
    call: water
  - id: milk
    ask: {fr: Du lait ?}
    choices: [{id: with, label: {fr: Avec}}, {id: without, label: {fr: Sans}, go: pour}]
  - id: mild
    say: {fr: Doucement.}
  - id: pour
    say: {fr: Versez.}
`

const water = "passerelle: 1\nkind: help\nid: water\ntitle: {fr: Eau chaude}\nstatus: published\ngoal: {fr: Voilà.}\nsteps:\n  - id: heat\n    say: {fr: Chauffez.}\n"

// journal is what the dialogue itself counts when people take ways through a flow.
func journal(t *testing.T, channel bot.Channel, ways ...string) []report.Fact {
	t.Helper()
	set, findings, err := flows.LoadSet(fstest.MapFS{"tea.yaml": {Data: []byte(tea)}, "water.yaml": {Data: []byte(water)}}, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	var facts []report.Fact
	at := time.Date(2026, 11, 10, 23, 30, 0, 0, time.UTC)
	for _, way := range ways {
		s := bot.Session{State: bot.StateMenu, Language: "fr", Consent: bot.Yes, Reach: bot.Address{Channel: channel, ID: "1"}}
		var out dialogue.Outcome
		for _, words := range append([]string{"tisane", "oui"}, strings.Split(way, " / ")...) {
			if words == "" {
				continue
			}
			in := bot.Input{Kind: bot.FromContact, Address: s.Reach, At: at, Text: words, Fresh: "an-invented-token-0000"}
			book.Turn(&in, &s, &out)
			for _, e := range out.Events {
				facts = append(facts, report.FactOf(bot.Counted{At: at, Event: e}, set.Agency.Hours.Zone))
			}
		}
	}
	return facts
}

// TestWhoLeftWhere: back and forth, called flows, branches and joins are counted
// without knowing anybody.
func TestWhoLeftWhere(t *testing.T) {
	flow := report.Count(journal(t, bot.Telegram,
		"",                                    // leaves at once
		"ok",                                  // leaves in the called flow
		"ok / ok / avec / ok / ok",            // to the end
		"ok / ok / sans / ok",                 // to the end, without "mild"
		"ok / ok / retour / ok / sans / menu", // back into the called flow, then leaves at the last step
		"besoin d'aide / besoin d'aide / personne", // asks for a person
	))
	for id, want := range map[string]report.Step{
		"cup":  {Shown: 6, OnFrom: 4, Stuck: []report.Number{1, 1}, Asked: 1},
		"milk": {Shown: 4, OnFrom: 4},
		"mild": {Shown: 1, OnFrom: 1},
		"pour": {Shown: 3, OnFrom: 2},
	} {
		if got := flow["tea"].Steps[id]; got == nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if heat := flow["water"].Steps["heat"]; heat.Shown != 5 || heat.Left() != 1 {
		t.Errorf("the called flow: %+v", heat)
	}
	if f := flow["tea"]; f.Started != 6 || f.Ended != 2 || f.Steps["cup"].Left() != 2 {
		t.Errorf("%+v", f)
	}
}

// TestASheetCountsItsLines: by SMS all lines go out at once, and "ok" is for all.
func TestASheetCountsItsLines(t *testing.T) {
	flow := report.Count(journal(t, bot.SMS, "ok / ok / avec / ok", "ok / ok / avec"))
	for id, left := range map[string]report.Number{"cup": 0, "milk": 0, "mild": 0, "pour": 1} {
		if s := flow["tea"].Steps[id]; s == nil || s.Shown != 2 || s.Left() != left {
			t.Errorf("%s: %+v", id, s)
		}
	}
}

func TestSmallNumbersAreWithheld(t *testing.T) {
	for n, want := range map[report.Number]struct {
		public   int
		withheld bool
	}{0: {0, false}, 1: {0, true}, 4: {0, true}, 5: {5, false}, 7: {5, false}, 8: {10, false}, 100: {100, false}, 103: {105, false}} {
		if n.Public() != want.public || n.Withheld() != want.withheld {
			t.Errorf("%d: %d, %v", n, n.Public(), n.Withheld())
		}
	}
	if s := (&report.Step{Shown: 3, OnFrom: 5}); s.Left() != 0 {
		t.Errorf("fewer than none left: %d", s.Left())
	}
}

// TestClearIsCounted, by step.
func TestClearIsCounted(t *testing.T) {
	f := report.Count([]report.Fact{
		{What: "clear", Topic: "tea", Step: "pour", Value: "yes"}, {What: "clear", Topic: "tea", Step: "pour", Value: "no"}, {What: "clear", Topic: "tea", Step: "pour", Value: "yes"},
		{What: "stuck", Topic: "tea", Step: "pour", Hints: 9999}, {What: "greeted"},
	})["tea"]
	if s := f.Steps["pour"]; f.Clear != 2 || f.Not != 1 || s.Clear != 2 || s.Not != 1 || len(s.Stuck) > 0 {
		t.Errorf("%+v %+v", f, s)
	}
}

// TestTheJournalIsReadAsItWasWritten, and holds no hour.
func TestTheJournalIsReadAsItWasWritten(t *testing.T) {
	facts := journal(t, bot.Telegram, "ok / ok / avec", "besoin d'aide")
	var b bytes.Buffer
	if err := report.Write(&b, facts); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); strings.Contains(text, ":30") || !strings.Contains(text, `"day":"2026-11-11"`) { // 23:30 in London is tomorrow in Zurich
		t.Errorf("%s", text)
	}
	again, err := report.Read(strings.NewReader(b.String() + "\n" + `{"day":"2026-11-12","what":"new thing","more":1}` + "\n"))
	if err != nil || len(again) != len(facts)+1 || !reflect.DeepEqual(again[:len(facts)], facts) {
		t.Errorf("%v\n%v\n%v", err, again, facts)
	}
	if _, err := report.Read(strings.NewReader("{}\nnonsense\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
}
