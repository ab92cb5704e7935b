package console

import (
	"context"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/print"
)

// fill answers a sheet's form: right, unknown, or wrong where there is a way.
func fill(items []print.PaperItem, how string) (form []string) {
	for i := range items {
		p := &items[i]
		name := fmt.Sprint("a", p.Number)
		if how == "unknown" {
			form = append(form, name, "u")
			continue
		}
		switch p.Item.Type {
		case flows.ItemOrder:
			for place, c := range p.Shown {
				at := c + 1
				if how == "wrong" {
					at = place + 1
				}
				form = append(form, fmt.Sprint("o", p.Number, "-", place), fmt.Sprint(at))
			}
		default:
			place := 0
			for (p.Grade([]int{place}) == 1) != (how == "right") {
				place++
			}
			form = append(form, name, fmt.Sprint(place))
		}
	}
	return form
}

// flagged is how the reason begins, in German, of the first row that a flag raises.
func flagged(f *flows.Flow) string {
	for _, row := range f.Check.Orientation {
		for _, term := range row.When {
			if term.Name == "flag" {
				why, _, _ := strings.Cut(strings.TrimSpace(row.Why["de"]), "{items}")
				return html.EscapeString(strings.TrimSpace(why))
			}
		}
	}
	return "there is none"
}

// runs are the sheets that were counted.
func (p *place) runs(t *testing.T) (list []bot.CheckRun) {
	t.Helper()
	events, err := p.desk.Events(context.Background(), time.Time{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Kind == bot.EventCheckRun && e.Channel == bot.NoChannel {
			run, err := bot.ParseCheckRun(e.Value)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, run)
		}
	}
	return list
}

var tokenField = regexp.MustCompile(`name="token" value="(\w+)"`)

// TestASheetIsKeyedIn: the form asks what the paper asks, the result is said to
// the person in their language, and it is counted once and kept nowhere.
func TestASheetIsKeyedIn(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	f := p.checkOf(t)
	items, err := print.Paper(f, "A")
	if err != nil {
		t.Fatal(err)
	}
	if queue := marie.get("/console/lien/").text; !strings.Contains(queue, `href="/console/lien/check"`) {
		t.Error("the queue does not lead to the sheets")
	}
	form := marie.get("/console/lien/check?sheet=A&language=de")
	for i := range items {
		if !strings.Contains(form.text, fmt.Sprintf("<legend>%d</legend>", items[i].Number)) {
			t.Errorf("question %d is not in the form", items[i].Number)
		}
	}
	if got := strings.Count(form.text, `value="u"`); got != len(items) {
		t.Errorf("%d times \"I do not know\"", got)
	}
	token := tokenField.FindStringSubmatch(form.text)[1]
	send := func(how string) string {
		return marie.post("/console/lien/check", append(fill(items, how), "sheet", "A", "language", "de", "token", token)...).text
	}
	all := f.Check.Bands[len(f.Check.Bands)-1].Say["de"]
	for range 2 { // sent again by who looks twice
		text := send("right")
		for _, want := range []string{`lang="de"`, all, "Was ich kann", "Und jetzt?", "Treffpunkt Lien", "Bibliothek, Place"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in\n%s", want, text)
			}
		}
	}
	runs := p.runs(t)
	if len(runs) != 1 || runs[0].Language != "de" || !runs[0].Ended || len(runs[0].Items) != len(items) || slices.ContainsFunc(runs[0].Items, func(g bot.GradedItem) bool { return g.Grade != 1 }) {
		t.Errorf("%+v", runs)
	}
	for _, how := range []string{"wrong", "unknown"} {
		text := send(how)
		if strings.Contains(text, "Was ich kann") || strings.Contains(text, all) || !strings.Contains(text, "Treffpunkt Lien") {
			t.Errorf("%s: %s", how, text)
		}
		if how == "wrong" != strings.Contains(text, flagged(f)) { // a wrong answer raises a flag, no answer does not
			t.Errorf("%s: the flag", how)
		}
	}
}

// TestWhatIsEmptyWasNotAsked: neither right nor wrong, and a sheet that says
// nothing counts nothing.
func TestWhatIsEmptyWasNotAsked(t *testing.T) {
	p := newPlace(t)
	items, err := print.Paper(p.checkOf(t), "A")
	if err != nil {
		t.Fatal(err)
	}
	form := fill(items, "right")
	some := map[string]string{form[0]: form[1], "a99": "0", form[2]: "x"}
	if graded := keyed(items, func(name string) string { return some[name] }); len(graded) != 1 || graded[0].Grade != 1 {
		t.Errorf("%+v", graded)
	}
	for numbers, want := range map[string]bool{"123": true, "   ": false, "1  ": true, "113": true, "999": false} {
		of := ordered(3, func(place int) string { return strings.TrimSpace(numbers[place : place+1]) })
		if (of != nil) != want {
			t.Errorf("%q: %v", numbers, of)
		}
	}
	marie := p.caller(t)
	marie.login("marie", password)
	token := tokenField.FindStringSubmatch(marie.get("/console/lien/check?sheet=A&language=fr").text)[1]
	marie.post("/console/lien/check", "sheet", "A", "language", "fr", "token", token)
	marie.post("/console/lien/check", append(fill(items, "right"), "sheet", "A", "language", "fr", "token", "invented")...)
	if runs := p.runs(t); len(runs) > 0 {
		t.Errorf("%+v", runs)
	}
}

// TestNoSuchSheet: another language or sheet is said kindly, and who is no
// counsellor sees none.
func TestNoSuchSheet(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	if a := marie.get("/console/lien/check?sheet=Z&language=fr"); a.status != 404 || !strings.Contains(a.text, "There is no such sheet") {
		t.Errorf("%d %s", a.status, a.text)
	}
	if a := marie.get("/console/lien/check?sheet=A&language=xx"); a.status != 200 || strings.Contains(a.text, "<legend>") {
		t.Errorf("%d %s", a.status, a.text)
	}
	if a := marie.post("/console/lien/check", "sheet", "A", "language", "xx"); a.status != 404 {
		t.Errorf("%d", a.status)
	}
	if a := p.caller(t).get("/console/lien/check?sheet=A&language=fr"); strings.Contains(a.text, "<legend>") {
		t.Error("a stranger sees the sheet")
	}
	writer := p.caller(t)
	writer.login("writer", password)
	if a := writer.get("/console/lien/check?sheet=A&language=fr"); strings.Contains(a.text, "<legend>") {
		t.Error("an author sees the sheet")
	}
}
