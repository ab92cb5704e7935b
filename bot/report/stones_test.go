package report

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

const form = `passerelle: 1
kind: help
id: job-form
title: {fr: Le formulaire}
status: published
goal: {fr: Voilà.}
steps:
  - id: open
    say: {fr: "Ouvrez la page.\nhttps://www.example.org/form"}
    stuck: [{fr: Demandez.}]
  - id: fill
    say: {fr: Remplissez.}
    stuck: [{fr: Demandez.}]
`

func stoneNames(t *testing.T) Names {
	t.Helper()
	set, findings, err := flows.LoadSet(fstest.MapFS{"job-form.yaml": {Data: []byte(form)}}, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	n := Names{Agency: set.Agency, Flows: map[string]*flows.Flow{}, Lang: "fr"}
	for _, f := range set.Flows {
		n.Flows[f.ID] = f
	}
	return n
}

func stoneFacts(shown, on, stuck, asked int) (facts []Fact) {
	add := func(n int, f Fact) {
		for range n {
			facts = append(facts, f)
		}
	}
	add(shown, Fact{What: "step shown", Topic: "job-form", Step: "open"})
	add(on, Fact{What: "step shown", Topic: "job-form", Step: "fill", Value: "open"})
	add(stuck, Fact{What: "stuck", Topic: "job-form", Step: "open", Hints: 1})
	add(asked, Fact{What: "case requested", Topic: "job-form", Step: "fill", Value: "asked"})
	return facts
}

// TestStonesByOwner: the portal that a help names owns its steps; numbers are
// rounded, small ones withheld.
func TestStonesByOwner(t *testing.T) {
	n := stoneNames(t)
	owners := CountStones(stoneFacts(42, 21, 4, 8), n, 5)
	if len(owners) != 1 || owners[0].Name != "example.org" || !owners[0].Portal || len(owners[0].Stones) != 2 {
		t.Fatalf("%+v", owners)
	}
	fill, open := owners[0].Stones[0], owners[0].Stones[1]
	if open != (Stone{"job-form", "open", 40, -1, 0, 20}) || fill != (Stone{"job-form", "fill", 20, 0, 10, 20}) {
		t.Errorf("%+v %+v", open, fill)
	}
	if none := CountStones(stoneFacts(4, 2, 3, 2), n, 5); len(none) > 0 {
		t.Errorf("small ones are told: %+v", none)
	}
	if coarse := CountStones(stoneFacts(42, 21, 4, 8), n, 20); coarse[0].Stones[0].Shown%20 != 0 {
		t.Errorf("%+v", coarse)
	}
	others := CountStones([]Fact{{What: "step shown", Topic: "gone", Step: "x"}, {What: "stuck", Topic: "first-steps", Step: "dev-volume", Hints: 1}}, n, 1)
	if len(others) > 0 {
		t.Errorf("%+v", others)
	}
}

// TestAPageToSend says which step, in the help's words, and whose counts these are.
func TestAPageToSend(t *testing.T) {
	n := stoneNames(t)
	r := StoneReport{From: "2026-11-01", To: "2026-11-30", Threshold: 5, Owners: CountStones(stoneFacts(42, 21, 4, 8), n, 5)}
	var page, text bytes.Buffer
	if r.HTML(&page, r.Owners[0], n) != nil || r.Text(&text, n) != nil {
		t.Fatal("it cannot be written")
	}
	for _, want := range []string{"example.org", "Ouvrez la page.", "Le formulaire", "2026-11-30", ">40<", ">·<", "arrondis à 5"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %q:\n%s", want, &page)
		}
	}
	if !strings.Contains(text.String(), "Remplissez.") {
		t.Errorf("%s", &text)
	}
	text.Reset()
	if err := (StoneReport{Threshold: 5}).Text(&text, n); err != nil || !strings.Contains(text.String(), "Aucune étape") {
		t.Errorf("%v %s", err, &text)
	}
	if got := r.Title(Owner{Name: "job-form"}, n); got != "Pierres d'achoppement: Le formulaire" {
		t.Error(got)
	}
}
