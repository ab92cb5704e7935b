package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/library"
)

func shippedNames(t *testing.T, lang string) (Names, *flows.Set) {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	n := Names{Agency: set.Agency, Flows: map[string]*flows.Flow{}, Lang: lang}
	for _, f := range set.Flows {
		n.Flows[f.ID] = f
	}
	return n, set
}

// month is what an agency's journal holds of a month, by hand.
func month() (facts []Fact) {
	add := func(n int, f Fact) {
		for range n {
			facts = append(facts, f)
		}
	}
	add(40, Fact{What: "greeted", Value: "fr", Language: "fr", Channel: "sms"})
	add(12, Fact{What: "greeted", Value: "de", Channel: "telegram"}) // of before events had a language
	add(30, Fact{What: "flow started", Topic: "scan-document"})
	add(28, Fact{What: "flow ended", Topic: "scan-document"})
	add(9, Fact{What: "flow started", Topic: "find-place"})
	add(10, Fact{What: "flow ended", Topic: "find-place"})
	add(11, Fact{What: "check started", Topic: "first-steps", Value: "fr"})
	add(8, Fact{What: "case requested", Value: "asked", Topic: "scan-document", Language: "fr", Channel: "sms"})
	add(7, Fact{What: "case requested", Value: "stuck", Language: "de", Channel: "telegram"})
	add(2, Fact{What: "case requested", Value: "danger", Language: "fr", Channel: "sms"})
	add(1, Fact{What: "case requested", Value: "danger", Language: "fr", Channel: "sms", Again: true})
	add(6, Fact{What: "case report", Value: "length=30 way=alone next=robot"})
	add(1, Fact{What: "case report", Value: "length=longer next=nothing"})
	add(5, Fact{What: "case report", Value: "length=60 way=for next=robot"})
	add(6, Fact{What: "offered", Value: "place/bibliotheque"})
	add(9, Fact{What: "spoke", Value: "met 30"})
	add(6, Fact{What: "spoke", Value: "nobody 5"})
	add(3, Fact{What: "stopped"})
	add(1, Fact{What: "danger", Value: "violence-danger"})
	return facts
}

// TestTrueTotals are what the journal says; a graver reason is no second case.
func TestTrueTotals(t *testing.T) {
	f := CountFigures(month(), true)
	for name, want := range map[string]int{"talks": 52, "talks.language.de": 12, "talks.channel.sms": 40, "helps.begun": 39, "helps.ended.topic.find-place": 10,
		"cases": 17, "cases.reason.danger": 2, "cases.language.fr": 10, "cases.topic.not-known": 9, "cases.reason.stuck+channel.telegram": 7, "cases.reason.stuck+channel.sms": 0,
		"closed": 12, "closed.length.30": 6, "closed.way.for": 5, "closed.way.not-known": 1, "offers": 6, "offers.place.bibliotheque": 6, "stops": 3, "danger": 1, "undelivered": 0, "checks.ended": 0, "spoken": 15, "spoken.how.met": 9, "spoken.minutes.5": 6} {
		if got, told := f.Told(name); got != want || !told {
			t.Errorf("%s: %d %v, want %d", name, got, told, want)
		}
	}
	if _, told := f.Told("helps.left.topic.scan-document"); told {
		t.Error("how many left is told")
	}
}

// TestEverySumHolds, so that withholding knows all that a reader can add up.
func TestEverySumHolds(t *testing.T) {
	f := CountFigures(month(), true)
	for _, s := range f.sums {
		sum := 0
		for _, p := range s.parts {
			if _, there := f.Values[p]; !there {
				t.Fatalf("%s is in a sum and is no figure", p)
			}
			sum += f.Values[p]
		}
		if sum != f.Values[s.total] {
			t.Errorf("%s is %d, its parts come to %d: %v", s.total, f.Values[s.total], sum, s.parts)
		}
	}
	for _, table := range f.Tables {
		for _, row := range table.Cells {
			for _, name := range row {
				if _, there := f.Values[name]; !there {
					t.Errorf("the table %s shows %s, which is no figure", table.ID, name)
				}
			}
		}
	}
}

// TestWhatLeavesTheHouse: nothing under the threshold, in no form.
func TestWhatLeavesTheHouse(t *testing.T) {
	n, _ := shippedNames(t, "en")
	f := CountFigures(month(), true)
	f.Withhold(5)
	for _, name := range []string{"cases.reason.danger", "stops", "danger", "closed.length.longer"} {
		if _, told := f.Told(name); told {
			t.Errorf("%s is told", name)
		}
	}
	if v, told := f.Told("talks"); v != 52 || !told {
		t.Error("the large ones are not told")
	}
	// Two left the scan: who sees begun and ended could compute it.
	_, begun := f.Told("helps.begun.topic.scan-document")
	_, ended := f.Told("helps.ended.topic.scan-document")
	if begun && ended {
		t.Error("how many left can be computed")
	}
	var text, page, table bytes.Buffer
	if f.Text(&text, n) != nil || f.HTML(&page, n, "T") != nil || f.CSV(&table, n, nil) != nil {
		t.Fatal("it cannot be written")
	}
	lines, err := csv.NewReader(&table).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		if slices.Contains([]string{"1", "2", "3", "4"}, line[4]) {
			t.Errorf("the table tells %v", line)
		}
	}
	if !strings.Contains(text.String(), Hidden) || !strings.Contains(page.String(), `title="withheld"`) {
		t.Error("it is not said that something is withheld")
	}
	plain, err := json.Marshal(f.JSON())
	if err != nil || !strings.Contains(string(plain), `"stops":null`) || strings.Contains(string(plain), ".left.") {
		t.Errorf("%v %s", err, plain)
	}
}

// TestAFundersLine has its columns in its order; what is withheld is empty.
func TestAFundersLine(t *testing.T) {
	f := CountFigures(month(), true)
	f.From, f.To = "2026-11-01", "2026-11-30"
	f.Withhold(5)
	columns := []Column{{"Von", "from"}, {"=Beratungen", "cases"}, {"Stopp", "stops"}, {"Kurs", "offers.measure.none"}}
	var b bytes.Buffer
	if err := f.CSV(&b, Names{}, columns); err != nil || b.String() != "Von,'=Beratungen,Stopp,Kurs\n2026-11-01,17,,0\n" {
		t.Errorf("%v %q", err, b.String())
	}
}

// TestEveryTableSaysWhatItCannot, in four languages, and has words for all that it
// counts.
func TestEveryTableSaysWhatItCannot(t *testing.T) {
	for _, lang := range []string{"fr", "de", "it", "en"} {
		n, _ := shippedNames(t, lang)
		for _, s := range CountFigures(month(), true).ShowAll(n) {
			if s.Title == "" || s.Foot == "" || len(s.Rows) == 0 {
				t.Errorf("%s: %+v", lang, s)
			}
			for _, words := range slices.Concat(append(s.Rows, s.Heads)...) {
				if strings.Contains(strings.TrimSuffix(words, "Min."), "reason.") || strings.Contains(words, "head_") || strings.Contains(words, "scan-document") || words == NotKnown {
					t.Errorf("%s %s: %q", lang, s.ID, words)
				}
			}
		}
	}
	for name, words := range figureWords {
		for _, lang := range []string{"fr", "de", "it", "en"} {
			if words[lang] == "" {
				t.Errorf("%s has no words in %s", name, lang)
			}
		}
	}
}

// TestFigureNames: flows lint knows every figure that is counted, and what stands
// for all of one kind.
func TestFigureNames(t *testing.T) {
	_, set := shippedNames(t, "en")
	known := flows.FigureNames(set.Agency, set.Flows)
	facts := month()
	for reason := bot.ReasonAsked; reason.String() != ""; reason++ {
		facts = append(facts, Fact{What: "case requested", Value: reason.String(), Language: "it", Channel: "whatsapp"})
	}
	for _, c := range bot.Lengths {
		facts = append(facts, Fact{What: "case report", Value: bot.Closing{Length: c.Name, Way: bot.WayWith}.String()})
	}
	f := CountFigures(facts, true)
	for name := range f.Values {
		if !f.silent[name] && !strings.Contains(name, "+") && !slices.Contains(known, name) && !strings.HasPrefix(name, "offers.place.") {
			t.Errorf("%s is counted, and unknown to flows lint", name)
		}
	}
	n, _ := shippedNames(t, "en")
	for _, name := range known {
		if _, id, found := strings.Cut(name, "."); found && strings.HasPrefix(id, "reason.") && n.Of(id) == strings.TrimPrefix(id, "reason.") && n.Of(id) != "danger" {
			t.Errorf("%s has no words", id)
		}
	}
}

// TestAPageIsWellFormed and has a head for each row and column.
func TestAPageIsWellFormed(t *testing.T) {
	n, _ := shippedNames(t, "fr")
	var b bytes.Buffer
	if err := CountFigures(month(), true).HTML(&b, n, "Chiffres <novembre>"); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(&b)
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	text, err := CountFigures(nil, true).Fragment(n)
	if err != nil || !strings.Contains(string(text), "Rien ces jours-là.") || strings.Contains(string(text), "<style") {
		t.Errorf("%v %s", err, text)
	}
	if !strings.Contains(fmt.Sprint(text), `scope="row"`) {
		t.Error("rows have no heads")
	}
}
