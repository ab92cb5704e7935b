package print

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// bigCheck is a check of 5 areas with 8 items each, of all types; two of each
// eight are not for paper, and one is set aside.
func bigCheck() string {
	var b strings.Builder
	b.WriteString("passerelle: 1\nkind: check\nid: first-steps\ntitle: {fr: Mon bilan, de: Mein Stand}\nstatus: published\nversion: 3\nintro: {fr: Quelques questions., de: Ein paar Fragen.}\nareas:\n")
	areas := []string{"device", "find", "communicate", "safety", "services"}
	for _, a := range areas {
		fmt.Fprintf(&b, "  %s: {fr: %s, de: %s}\n", a, a+" fr", a+" de")
	}
	b.WriteString("questions: {at_least: 5, at_most: 15}\nbands:\n  - {id: together, say: {fr: Ensemble., de: Zusammen.}}\n  - {id: alone, say: {fr: Sans aide., de: Ohne Hilfe.}}\nitems:\n")
	for i, a := range areas {
		item := func(n, difficulty int, rest string) {
			fmt.Fprintf(&b, "  - {id: q%d%d, about: {fr: sujet %d%d, de: Thema %d%d}, area: %s, difficulty: %d, ask: {fr: \"Question %d%d ?\", de: \"Frage %d%d?\"}, %s}\n", i, n, i, n, i, n, a, difficulty, i, n, i, n, rest)
		}
		choices := func(right int) string {
			var c []string
			for j, l := range []string{"Le rouge", "Le vert", "Le bleu"} {
				mark := ""
				if j == right {
					mark = ", right: true"
				}
				c = append(c, fmt.Sprintf("{id: c%d, label: {fr: %s, de: %s de}%s}", j, l, l, mark))
			}
			return "type: choice, choices: [" + strings.Join(c, ", ") + "]"
		}
		item(1, 5, choices(i%3))
		item(2, 1, choices((i+1)%3))
		item(3, 3, "type: read, show: {fr: \"Ouvert de 8 h à 17 h.\", de: \"Offen 8 bis 17 Uhr.\"}, accept: [\"17\"]")
		item(4, 4, "type: spot, real: {fr: Votre colis arrive demain., de: Ihr Paket kommt morgen.}, fake: {fr: Votre colis est bloqué. Payez ici., de: Ihr Paket ist blockiert. Zahlen Sie.}")
		item(5, 2, "type: order, choices: [{id: o1, label: {fr: Ouvrir, de: Öffnen}}, {id: o2, label: {fr: Lire, de: Lesen}}, {id: o3, label: {fr: Fermer, de: Schliessen}}]")
		item(6, 3, choices((i+2)%3))
		item(7, 2, "type: task, wait_for: voice")
		item(8, 1, "set_aside: {since: 2026-11-01, why: deux sens}, "+choices(0))
	}
	b.WriteString("orientation:\n  - {id: all, offer: [{place: library}, talk], why: {fr: Une personne aide., de: Jemand hilft.}}\n")
	return b.String()
}

func bigSet(t *testing.T) (*flows.Set, *flows.Flow) {
	t.Helper()
	agency, err := library.Few.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	set := load(t, fstest.MapFS{"agency.yaml": {Data: agency}, "check.yaml": {Data: []byte(bigCheck())}})
	return set, flowOf(t, set, "first-steps")
}

// TestTwoSheets: fifteen questions each, one an area in every group, none twice,
// from easy to hard, and only what paper can ask.
func TestTwoSheets(t *testing.T) {
	_, f := bigSet(t)
	used := map[string]bool{}
	for _, sheet := range Sheets {
		items, err := Paper(f, sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(items) != 15 {
			t.Fatalf("sheet %s has %d questions", sheet, len(items))
		}
		for i, p := range items {
			if p.Number != i+1 || p.Group != i/5 || f.Check.Areas[i%5].ID != p.Item.Area || p.Item != &f.Check.Items[p.Index] {
				t.Errorf("sheet %s: question %d is %s of %s in group %d", sheet, p.Number, p.Item.ID, p.Item.Area, p.Group)
			}
			if used[p.Item.ID] {
				t.Errorf("%s stands on two sheets, or twice", p.Item.ID)
			}
			used[p.Item.ID] = true
			if i >= 5 && p.Item.Difficulty < items[i-5].Item.Difficulty {
				t.Errorf("sheet %s: %s is easier than the group before", sheet, p.Item.ID)
			}
			if strings.HasSuffix(p.Item.ID, "7") || strings.HasSuffix(p.Item.ID, "8") {
				t.Errorf("%s is no question for paper", p.Item.ID)
			}
		}
		again, _ := Paper(f, sheet)
		if !slices.EqualFunc(items, again, func(a, b PaperItem) bool { return a.Item == b.Item && slices.Equal(a.Shown, b.Shown) }) {
			t.Error("another sheet the second time")
		}
	}
	if _, err := Paper(f, "C"); err == nil {
		t.Error("there is a sheet C")
	}
}

// TestTooFewForASheet says what it takes.
func TestTooFewForASheet(t *testing.T) {
	_, f := bigSet(t)
	few := *f
	check := *f.Check
	few.Check, check.Items = &check, f.Check.Items[:8]
	if _, err := Paper(&few, "B"); err == nil || !strings.Contains(err.Error(), "3 questions of at least 5") {
		t.Error(err)
	}
}

// TestASheetOfACheck: what it is for, who sees it, the questions with "I do not
// know" always; nothing that tells an answer before the last page; no score.
func TestASheetOfACheck(t *testing.T) {
	set, f := bigSet(t)
	for _, tag := range []string{"fr", "de"} {
		for _, sheet := range Sheets {
			page, err := CheckSheet(set, f, tag, sheet)
			if err != nil {
				t.Fatal(err)
			}
			person, desk, found := strings.Cut(string(page), `<section class="desk">`)
			if !found {
				t.Fatal("there is no page for the desk")
			}
			if got := strings.Count(person, words["dunno"][tag]+"</li>"); got != 15 {
				t.Errorf("%s %s: %d times \"I do not know\"", tag, sheet, got)
			}
			for _, want := range []string{words["paper_never"][tag], words["paper_sees"][tag], "15 ", "1 / 3", "3 / 3", "first-steps-3-" + sheet + "-" + tag} {
				if !strings.Contains(person, html.EscapeString(want)) {
					t.Errorf("%s %s: %q is missing", tag, sheet, want)
				}
			}
			for _, wrong := range []string{"sujet", "Thema", "{", "%", "Offen 8 bis 17 Uhr.\"", " points", "Punkte"} {
				_, body, _ := strings.Cut(person, "<body>")
				if strings.Contains(body, wrong) {
					t.Errorf("%s %s: %q stands on the person's pages", tag, sheet, wrong)
				}
			}
			if got := strings.Count(desk, "<tr><td>"); got != 15 {
				t.Errorf("the key has %d rows", got)
			}
			if found := regexp.MustCompile(`(?i)<script|src="http|href=|url\(|@import`).FindString(string(page)); found != "" {
				t.Errorf("it needs %s", found)
			}
		}
	}
	set.Agency.CheckUse = nil
	if _, err := CheckSheet(set, f, "fr", "A"); err == nil || !strings.Contains(err.Error(), "check_use") {
		t.Errorf("a sheet without a signed word: %v", err)
	}
}

// TestTheKeyIsTheKey: what the key says is graded right, anything else is not.
func TestTheKeyIsTheKey(t *testing.T) {
	set, f := bigSet(t)
	w := writer{set: set, flow: f, language: "fr"}
	for _, sheet := range Sheets {
		items, err := Paper(f, sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i := range items {
			p := &items[i]
			right := w.key(f.Check, p).Right
			switch p.Item.Type {
			case flows.ItemChoice, flows.ItemSpot:
				for place := range p.Shown {
					if want := Letter(place) == right; (p.Grade([]int{place}) == 1) != want {
						t.Errorf("%s: place %d is graded otherwise than the key %q", p.Item.ID, place, right)
					}
				}
			case flows.ItemOrder:
				given := make([]int, len(p.Shown))
				for place := range p.Shown {
					var n int
					if _, err := fmt.Sscanf(strings.Split(right, ", ")[place][4:], "%d", &n); err != nil {
						t.Fatal(right, err)
					}
					given[n-1] = place
				}
				if p.Grade(given) != 1 || p.Grade([]int{0, 1, 2}) != 0 || p.Grade(given[:2]) != 0 {
					t.Errorf("%s: %s is graded otherwise", p.Item.ID, right)
				}
			case flows.ItemRead:
				if right != "17" || p.Grade([]int{0}) != 1 || p.Grade([]int{1}) != 0 {
					t.Errorf("%s: %s", p.Item.ID, right)
				}
			case flows.ItemTask:
				t.Errorf("%s is a task on paper", p.Item.ID)
			}
			if p.Grade(nil) != 0 || p.Grade([]int{9}) != 0 && p.Item.Type != flows.ItemRead || p.Grade([]int{-1}) != 0 {
				t.Errorf("%s: what was not ticked is right", p.Item.ID)
			}
		}
	}
}
