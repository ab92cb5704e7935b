package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/bot/report"
	"passerelle/flows"
)

// checkSource is a check of 20 items; more lines may stand under the fourth one.
func checkSource(more string) string {
	var b strings.Builder
	b.WriteString("passerelle: 1\nkind: check\nid: steps\ntitle: {fr: A}\nintro: {fr: B.}\nareas: {find: {fr: C}, device: {fr: D}}\nquestions: {at_least: 5}\nbands:\n  - {id: low, say: {fr: E.}, up_to: 2}\n  - {id: middle, say: {fr: F.}, up_to: 4}\n  - {id: high, say: {fr: G.}}\ncompare: [with_whom]\nitems:\n")
	for i := range 20 {
		area := []string{"find", "device"}[i%2]
		fmt.Fprintf(&b, "  - id: q%02d\n    about: {fr: sujet %d}\n    area: %s\n    difficulty: %d\n    type: read\n    ask: {fr: Quand ?}\n    accept: [\"1\"]\n", i, i, area, 1+i%5)
		if i == 3 {
			b.WriteString(more)
		}
	}
	b.WriteString("  - {id: who, type: choice, ask: {fr: Avec qui ?}, remember_as: with_whom, choices: [{id: alone, label: {fr: Seul}}, {id: helped, label: {fr: Avec}}]}\norientation:\n  - {id: all, offer: [{place: library}, talk]}\n")
	return b.String()
}

func checkFlow(t *testing.T, more string) *flows.Flow {
	t.Helper()
	f, findings := flows.LoadFile("steps.yaml", []byte(checkSource(more)))
	if flows.HasErrors(findings) {
		t.Fatal(findings)
	}
	return f.Flow
}

// crowd are runs of people: n of them, of a language, on a channel, with whom. In
// q03 the odds of who is in the group are worse by so many logits.
func crowd(random *rand.Rand, f *flows.Flow, n int, language, channel, with string, worse float64) (facts []report.Fact) {
	for range n {
		theta := random.NormFloat64()
		run := bot.CheckRun{Language: language, Ended: true, Groups: []bot.Answer{{Name: "with_whom", Value: with}}}
		for _, i := range random.Perm(20)[:12] {
			item := &f.Check.Items[i]
			b := item.Logit()
			if item.ID == "q03" {
				b += worse
			}
			right := random.Float64() < 1/(1+math.Exp(b-theta))
			run.Items = append(run.Items, bot.GradedItem{Item: item.ID, Grade: map[bool]int{true: 1}[right]})
		}
		facts = append(facts, report.Fact{What: "check started", Topic: "steps", Channel: channel, Value: language}, report.Fact{What: "check run", Topic: "steps", Channel: channel, Value: run.String()})
	}
	return facts
}

func tally(t *testing.T, f *flows.Flow, facts ...[]report.Fact) *report.Tally {
	t.Helper()
	all, err := report.NewTally(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, some := range facts {
		all.Count(some)
	}
	return all
}

func said(t *testing.T, r report.CheckReport, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Text(&b, lang, "2026-11-28"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestTheFirstLine says what could be tested, or why nothing could.
func TestTheFirstLine(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		fr, de int
		reason string
		line   string
	}{
		{0, 0, report.ReasonNobody, "It cannot be tested here: nobody has done this check yet."},
		{200, 0, report.ReasonGroups, "It cannot be tested here: it takes 100 people"},
		{200, 99, report.ReasonGroups, "It cannot be tested here: it takes 100 people"},
		{110, 110, report.ReasonItems, "It cannot be tested here: the groups are large enough"},
		{300, 300, "", "Tested: "},
	} {
		r := tally(t, f, crowd(random, f, c.fr, "fr", "sms", "alone", 0), crowd(random, f, c.de, "de", "sms", "alone", 0)).Report()
		if r.Reason != c.reason || r.Testable != (c.reason == "") || !strings.HasPrefix(said(t, r, "en"), c.line) {
			t.Errorf("%d and %d: %q, %s", c.fr, c.de, r.Reason, said(t, r, "en"))
		}
	}
}

// TestAnUnfairItemIsFound, and those beside it are not: 600 people each, one
// item harder for one group by 1.6 logits.
func TestAnUnfairItemIsFound(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(2, 2))
	all := tally(t, f, crowd(random, f, 700, "fr", "sms", "alone", 0), crowd(random, f, 600, "de", "whatsapp", "helped", 1.6))
	r := all.Report()
	others := 0
	var found *report.Flag
	for i := range r.Flagged {
		if flag := &r.Flagged[i]; flag.Item == "q03" && flag.By == report.ByLanguage {
			found = flag
		} else if flag.Item != "q03" {
			others++
		}
	}
	if found == nil || found.Class != "C" || found.Delta > -1.5 || found.Group != "de" || found.Reference != "fr" {
		t.Fatalf("%+v", r.Flagged)
	}
	if others > 6 { // three comparisons of 19 items at 5 %
		t.Errorf("%d other items are flagged", others)
	}
	text := said(t, r, "en")
	for _, want := range []string{"q03 (C) – language de: harder than for others of the same level", "  - id: q03\n    set_aside: {since: 2026-11-28, why: \"language: fr / de, class C, delta -"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if r.Affected == nil || *r.Affected < 600 || *r.Affected > 900 { // 12 of 20 items of 1300 people
		t.Errorf("affected: %v", r.Affected)
	}
	aside := "    " + found.Aside("2026-11-28") + "\n"
	if again := tally(t, checkFlow(t, aside), crowd(random, f, 300, "fr", "sms", "alone", 0), crowd(random, f, 300, "de", "sms", "alone", 1.6)).Report(); len(again.Flagged) > 4 {
		t.Errorf("after it was set aside: %+v", again.Flagged)
	} else {
		for _, flag := range again.Flagged {
			if flag.Item == "q03" {
				t.Error("an item that is set aside is scored")
			}
		}
	}
}

// TestNumbersByHand: what is counted, and the mean of the estimates.
func TestNumbersByHand(t *testing.T) {
	f := checkFlow(t, "")
	var facts []report.Fact
	for i := range 40 {
		facts = append(facts, report.Fact{What: "check started", Topic: "steps", Channel: "sms", Value: "fr"})
		if i < 20 {
			facts = append(facts, report.Fact{What: "check run", Topic: "steps", Channel: "sms", Value: "fr ended with_whom=alone other=x | q00=1 q01=u q00=1 who=0 gone=1"})
		}
	}
	facts = append(facts, report.Fact{What: "check run", Topic: "steps", Value: "nonsense"}, report.Fact{What: "check run", Topic: "other", Value: "fr ended | q00=1"})
	for range 20 {
		facts = append(facts, report.Fact{What: "check run", Topic: "steps", Value: "fr ended | q00=0 q01=0"}) // on paper
	}
	r := tally(t, f, facts).Report()
	if r.Unread != 1 || *r.All.Ended != 40 || *r.All.Started != 60 || len(r.Comparisons) != 3 {
		t.Fatalf("%+v", r)
	}
	channel := r.Comparisons[1]
	if channel.By != report.ByChannel || len(channel.Rows) != 2 {
		t.Fatalf("%+v", channel)
	}
	for _, row := range channel.Rows {
		want := map[string]struct{ completion, unknown float64 }{"sms": {0.5, 0.5}, report.Paper: {1, 0}}[row.Group]
		if *row.Completion != want.completion || math.Abs(*row.Unknown-want.unknown) > 1e-9 || *row.SE > 1e-6 {
			t.Errorf("%s: %v %v %v", row.Group, *row.Completion, *row.Unknown, *row.SE)
		}
		bank, _, _ := f.Check.Bank()
		belief := bank.Believe(nil)
		if prior := belief.Mean(); row.Group == "paper" && *row.Mean >= prior || row.Group == "sms" && math.Abs(*row.Mean-prior) > 1 {
			t.Errorf("%s: mean %v", row.Group, *row.Mean)
		}
	}
	if with := r.Comparisons[2]; with.By != "with_whom" || len(with.Rows) != 1 || with.Rows[0].Completion != nil || with.Rows[0].Group != "alone" {
		t.Errorf("%+v", with)
	}
}

// TestNothingSmallCanBeFound, whatever the groups: no cell under 20, nor the
// difference of what is told and everybody.
func TestNothingSmallCanBeFound(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(3, 3))
	for range 200 {
		var facts []report.Fact
		for _, language := range []string{"fr", "de", "it", "en"} {
			n := random.IntN(50)
			for range n {
				facts = append(facts, report.Fact{What: "check started", Topic: "steps", Channel: "sms", Value: language})
				if random.IntN(4) > 0 {
					facts = append(facts, report.Fact{What: "check run", Topic: "steps", Channel: "sms", Value: language + " ended | q01=1"})
				}
			}
		}
		r := tally(t, f, facts).Report()
		for _, c := range r.Comparisons {
			told := 0
			for _, row := range append(c.Rows, r.All) {
				if row.Withheld {
					if row.Ended != nil || row.Started != nil || row.Mean != nil || row.Unknown != nil {
						t.Fatalf("a withheld row tells: %+v", row)
					}
					continue
				}
				if *row.Ended > 0 && *row.Ended < 20 || row.Started != nil && *row.Started-*row.Ended > 0 && *row.Started-*row.Ended < 20 {
					t.Fatalf("%+v", row)
				}
				if row.Group != "" {
					told += *row.Ended
				}
			}
			if r.All.Ended != nil {
				if rest := *r.All.Ended - told; rest > 0 && rest < 20 {
					t.Fatalf("%d people are found by subtraction: %+v", rest, c)
				}
			}
		}
	}
}

// TestEveryLanguageAndPage: the report says the same in each language, as text,
// as a page that needs nothing else, and as JSON.
func TestEveryLanguageAndPage(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(4, 4))
	r := tally(t, f, crowd(random, f, 300, "fr", "sms", "alone", 0), crowd(random, f, 250, "de", "whatsapp", "<b>", 1.8), crowd(random, f, 8, "it", "telegram", "helped", 0)).Report()
	r.From = "2026-11-01"
	for _, lang := range []string{"fr", "de", "it", "en"} {
		var b bytes.Buffer
		if err := r.HTML(&b, lang, "2026-11-28"); err != nil {
			t.Fatal(err)
		}
		page, text := b.String(), said(t, r, lang)
		for _, wrong := range []string{"<b>", "href=", "<script", "{n}", "{t}", "%!", "ZgotmplZ"} {
			if strings.Contains(page, wrong) {
				t.Errorf("%s: %s stands in the page", lang, wrong)
			}
		}
		if !strings.Contains(text, "Avec qui ?") || !strings.Contains(text, "Seul") {
			t.Errorf("%s: the groups are not named as people answered\n%s", lang, text)
		}
		for _, wrong := range []string{"{n}", "{t}", "{b}", "%!"} {
			if strings.Contains(text, wrong) {
				t.Errorf("%s: %s stands in the text", lang, wrong)
			}
		}
		for _, want := range []string{`lang="` + lang + `"`, `role="img"`, "<title id=", "<desc id=", `scope="row"`, "set_aside", "q03"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %s is missing in the page", lang, want)
			}
		}
		if first, _, _ := strings.Cut(text, "\n"); !strings.Contains(page, first) {
			t.Errorf("%s: the first line %q is not in the page", lang, first)
		}
	}
	plain, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(plain), `"group":"it","withheld":true`) || strings.Contains(string(plain), "telegram\",\"started") {
		t.Errorf("%v %s", err, plain)
	}
}
