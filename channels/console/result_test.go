package console

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/channels/page"
	"passerelle/flows"
)

// shares keeps a result under the person of the first case.
func (p *place) shares(t *testing.T, r bot.CheckResult) string {
	t.Helper()
	ctx := context.Background()
	cases, err := p.desk.Cases(ctx, "")
	if err != nil || len(cases) == 0 {
		t.Fatal(cases, err)
	}
	l, err := p.store.LoadContact(ctx, cases[0].Contact)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.store.Commit(ctx, &bot.Commit{Loaded: l, Next: l.Session, TTL: time.Hour, At: time.Now(), Results: kept}); err != nil {
		t.Fatal(err)
	}
	return cases[0].ID
}

// checkOf is the shipped check that a place offers.
func (p *place) checkOf(t *testing.T) *flows.Flow {
	t.Helper()
	for _, e := range p.desk.Book().Editions() {
		if e.Flow.Check != nil {
			return e.Flow
		}
	}
	t.Fatal("there is no check")
	return nil
}

// allRight answers every item of a check as well as can be.
func allRight(f *flows.Flow) (items []bot.GradedItem) {
	for i := range f.Check.Items {
		if item := &f.Check.Items[i]; item.Area != "" {
			items = append(items, bot.GradedItem{Item: item.ID, Grade: max(1, item.Grades)})
		}
	}
	return items
}

// TestASharedResultIsShown to the desk: what it comes to and how sure that is,
// each answer, the rules, the person's words; and as text. Nothing before.
func TestASharedResultIsShown(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	f := p.checkOf(t)
	last := f.Check.Orientation[len(f.Check.Orientation)-1]
	items := allRight(f)
	items[0].Grade, items[0].Unknown = 0, true
	items[1].Grade = 0
	items[2].Hints = 1
	_, answer := f.Check.Said("with_whom", "alone")
	alone := either(answer["en"] != "", answer["en"], "with_whom: alone")
	about := func(i int) string {
		return f.Check.Items[slices.IndexFunc(f.Check.Items, func(item flows.Item) bool { return item.ID == items[i].Item })].About["en"]
	}
	cases, err := p.desk.Cases(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	id := cases[0].ID
	if text := marie.get("/console/lien/case/" + id).text; strings.Contains(text, "/check\"") {
		t.Error("there is a link to a result, and none was shared")
	}
	if a := marie.get("/console/lien/case/" + id + "/check"); a.status != 200 || !strings.Contains(a.text, "has not shared a check") {
		t.Errorf("%d %s", a.status, a.text)
	}
	p.shares(t, bot.CheckResult{ID: "r1", Check: f.ID, At: time.Now(), Language: "fr", Channel: "sms", Said: f.Check.Bands[2].ID, Items: items,
		Rules: []string{last.ID, "no-such-row"}, Groups: []bot.Answer{{Name: "with_whom", Value: "alone"}}, Reading: "phone", Words: "C'était <b>trop</b> rapide.", Disputed: true})
	if text := marie.get("/console/lien/case/" + id).text; !strings.Contains(text, `href="/console/lien/case/`+id+`/check"`) {
		t.Error("there is no link to the result")
	}
	text := marie.get("/console/lien/case/" + id + "/check").text
	for _, want := range []string{
		"The person says: that is not right.", "C&#39;était &lt;b&gt;trop&lt;/b&gt; rapide.", "the phone was hard", f.Check.Bands[2].Say["en"], `role="img"`, "<desc id=\"bands-d\">",
		about(0) + "<br>", "did not know", "not yet", "with help", alone, "a person", "no-such-row", "logits", "<textarea id=\"as-text\"",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Index(text, "id=\"disputed\"") > strings.Index(text, "id=\"overall\"") {
		t.Error("what the person says against it does not stand on top")
	}
	_, plain, _ := strings.Cut(text, "readonly>")
	plain, _, _ = strings.Cut(plain, "</textarea>")
	for _, want := range []string{"that is not right", "1. " + about(0), "did not know", "3. " + about(2), "with help", f.Check.Bands[0].Say["en"], "→"} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is missing in the text:\n%s", want, plain)
		}
	}
	for _, shaming := range []string{"wrong", "fail", "bad", "error"} {
		if strings.Contains(plain, shaming) {
			t.Errorf("the text says %q", shaming)
		}
	}
	if stranger := p.caller(t); strings.Contains(stranger.get("/console/lien/case/"+id+"/check").text, "result_") || strings.Contains(stranger.get("/console/lien/case/"+id+"/check").text, "did not know") {
		t.Error("a stranger sees a result")
	}
}

// TestAResultIsPrintedForThePerson in their own language: what they can do, alone
// and with help, and where to go; nothing negative, and nothing that they call not
// right.
func TestAResultIsPrintedForThePerson(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	f := p.checkOf(t)
	items := allRight(f)
	items[0].Grade, items[0].Unknown = 0, true
	items[2].Hints = 1
	about := func(i int) string {
		return f.Check.Items[slices.IndexFunc(f.Check.Items, func(item flows.Item) bool { return item.ID == items[i].Item })].About["de"]
	}
	id := p.shares(t, bot.CheckResult{ID: "mine", Check: f.ID, At: time.Now(), Language: "de", Channel: "sms", Items: items})
	text := marie.get("/console/lien/case/" + id + "/check").text
	if !strings.Contains(text, `href="?print=mine"`) {
		t.Error("there is nothing to print")
	}
	text = marie.get("/console/lien/case/" + id + "/check?print=mine").text
	sheet, _, _ := strings.Cut(text[strings.Index(text, "<article"):], "</article>")
	for _, want := range []string{`lang="de"`, "Was ich kann", about(1), "Mit etwas Hilfe", about(2), "Bibliothek", "Diese Seite gehört Ihnen"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("%q is missing in %s", want, sheet)
		}
	}
	if strings.Contains(sheet, about(0)) {
		t.Error("what was not known stands there")
	}
	p.shares(t, bot.CheckResult{ID: "no", Check: f.ID, At: time.Now(), Language: "de", Channel: "sms", Items: items, Disputed: true})
	if text := marie.get("/console/lien/case/" + id + "/check?print=no").text; strings.Contains(text, "<article") {
		t.Error("a result that is called not right is printed")
	}
}

// TestReadingIsNeverALowBand: where reading was hard, or may have been, no band is
// said, neither over all nor in an area; the answers are there.
func TestReadingIsNeverALowBand(t *testing.T) {
	p := newPlace(t)
	f := p.checkOf(t)
	d := newDescriber(p.desk.Book(), "en", time.Now())
	items := allRight(f)
	for i := range items {
		items[i].Grade = 0
	}
	r := bot.CheckResult{ID: "r", Check: f.ID, Language: "fr", Channel: "sms", Items: items}
	if s := d.result(&r); !s.Known || s.Band != f.Check.Bands[0].Say["en"] { // wrong, but answered
		t.Fatalf("%+v", s)
	}
	r.Reading = "reading"
	s := d.result(&r)
	if s.Known || s.Band != "" || len(s.Bands) > 0 || s.Chart != "" || s.Estimate != "" || len(s.Answers) != len(items) {
		t.Errorf("%+v", s)
	}
	for _, band := range f.Check.Bands {
		if strings.Contains(s.Text, band.Say["en"]) {
			t.Errorf("the text says %q:\n%s", band.Say["en"], s.Text)
		}
	}
	for _, a := range s.Areas {
		if a.Band != "" {
			t.Errorf("%+v", a)
		}
	}
	for i := range r.Items {
		r.Items[i].Unknown = true
	}
	r.Reading = "" // nobody asked: the answers themselves make one doubt
	for i := range r.Items {
		if item := f.Check.Items[slices.IndexFunc(f.Check.Items, func(it flows.Item) bool { return it.ID == r.Items[i].Item })]; profile.Length(&item, "fr") < 90 {
			r.Items[i].Grade, r.Items[i].Unknown = 1, false
		}
	}
	if s := d.result(&r); !s.ByReading || s.Known {
		t.Errorf("only long texts were not known: %+v", s)
	}
}

// TestFewAnswersAreNotKnown, a check that is gone says so, and there may be
// several results.
func TestFewAnswersAreNotKnown(t *testing.T) {
	p := newPlace(t)
	marie := p.caller(t)
	marie.login("marie", password)
	f := p.checkOf(t)
	id := p.shares(t, bot.CheckResult{ID: "gone", Check: "no-such-check", At: time.Now(), Language: "de", Channel: "paper", Words: "ja"})
	if text := marie.get("/console/lien/case/" + id + "/check").text; !strings.Contains(text, "not offered any more") || !strings.Contains(text, "on paper") {
		t.Error(text)
	}
	p.shares(t, bot.CheckResult{ID: "few", Check: f.ID, At: time.Now(), Language: "fr", Channel: "letter", Items: allRight(f)[:2], Before: allRight(f)[2:4]})
	text := marie.get("/console/lien/case/" + id + "/check").text
	for _, want := range []string{"We do not know yet.", "About the same as last time.", `href="?result=gone"`, "unknown channel"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if text := marie.get("/console/lien/case/" + id + "/check?result=gone").text; !strings.Contains(text, "not offered any more") {
		t.Error("an earlier result cannot be looked at")
	}
	if text := marie.get("/console/lien/case/none/check"); text.path != "/console/lien/" {
		t.Errorf("a case that is gone leads to %s", text.path)
	}
}

// TestEveryWordOfAResultIsThere in every language.
func TestEveryWordOfAResultIsThere(t *testing.T) {
	for _, name := range []string{"result.go", "result_text.go", "check.html"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range regexp.MustCompile(`"(result_[a-z_]+[a-z])"`).FindAllStringSubmatch(string(source), -1) {
			for _, lang := range page.Languages {
				if words.In(lang, key[1]) == key[1] {
					t.Errorf("words.json lacks %q in %s", key[1], lang)
				}
			}
		}
	}
}
