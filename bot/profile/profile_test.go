package profile_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"passerelle/bot"
	"passerelle/bot/profile"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/flows/text"
)

// shipped is the shipped check.
func shipped(t testing.TB) *flows.Flow {
	t.Helper()
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range set.Flows {
		if f.Check != nil {
			return f
		}
	}
	t.Fatal("there is no check")
	return nil
}

// answered is n items of the check, of every area in turn, each with a grade.
func answered(f *flows.Flow, n int, grade func(*flows.Item) int) (items []bot.GradedItem) {
	taken := map[int]bool{}
	for len(items) < n {
		for _, area := range f.Check.Areas {
			i := slices.IndexFunc(f.Check.Items, func(i flows.Item) bool { return i.Area == area.ID && !taken[i.Line] })
			taken[f.Check.Items[i].Line] = true
			items = append(items, bot.GradedItem{Item: f.Check.Items[i].ID, Grade: grade(&f.Check.Items[i])})
		}
	}
	return items[:n]
}

func most(i *flows.Item) int { return max(1, i.Grades) }

// TestOneBand: right answers lead to the highest band and wrong ones to the lowest;
// few answers, or such as contradict each other, to none.
func TestOneBand(t *testing.T) {
	f := shipped(t)
	for name, c := range map[string]struct {
		items []bot.GradedItem
		band  int
		known bool
	}{
		"all right": {answered(f, 30, most), 2, true},
		"all wrong": {answered(f, 30, func(*flows.Item) int { return 0 }), 0, true},
		"the middle": {answered(f, 60, func(i *flows.Item) int {
			if i.Difficulty <= 3 {
				return most(i)
			}
			return 0
		}), 1, true},
		"too few": {answered(f, 4, most), 1, false},
		"nothing": {nil, 1, false},
	} {
		p, err := profile.Of(f, &bot.CheckResult{Items: c.items})
		if err != nil || p.Known != c.known || p.Band != c.band || p.Asked != len(c.items) {
			t.Errorf("%s: band %d, known %v, asked %d, %v; %v", name, p.Band, p.Known, p.Asked, p.Levels, err)
		}
	}
}

// TestAnAreaNeedsSixAnswers before its band is said.
func TestAnAreaNeedsSixAnswers(t *testing.T) {
	f := shipped(t)
	for n, want := range map[int]bool{25: false, 30: true} { // five areas in turn: five or six each
		p, _ := profile.Of(f, &bot.CheckResult{Items: answered(f, n, most)})
		for _, a := range p.Areas {
			if a.Asked() != n/5 || a.Known != want {
				t.Errorf("%d answers: an area with %d is known: %v, %v", n, a.Asked(), a.Known, a.Levels)
			}
		}
	}
}

// TestMovers: the answers without which the estimate differs most, in which
// direction; leaving one out really changes it by that.
func TestMovers(t *testing.T) {
	f := shipped(t)
	m, err := profile.New(f)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		items := answered(f, rapid.IntRange(1, 20).Draw(t, "n"), func(i *flows.Item) int { return rapid.IntRange(0, most(i)).Draw(t, "grade") })
		p := m.Profile(items)
		if len(p.Movers) != min(3, len(items)) {
			t.Fatalf("%d movers", len(p.Movers))
		}
		for _, mover := range p.Movers {
			without := slices.DeleteFunc(slices.Clone(items), func(g bot.GradedItem) bool { return g.Item == f.Check.Items[mover.Item].ID })
			if rest := m.Profile(without); math.Abs(p.Mean-rest.Mean-mover.Change) > 1e-9 {
				t.Fatalf("%v, really %v", mover.Change, p.Mean-rest.Mean)
			}
		}
	})
}

// TestWhatDoesNotCount: items that only orient, unknown ones, those set aside; a
// grade out of range is the nearest one.
func TestWhatDoesNotCount(t *testing.T) {
	f := shipped(t)
	items := answered(f, 10, most)
	want, _ := profile.Of(f, &bot.CheckResult{Items: items})
	got, _ := profile.Of(f, &bot.CheckResult{Items: append([]bot.GradedItem{{Item: "access", Grade: 1}, {Item: "gone", Grade: 1}}, items...)})
	if got.Mean != want.Mean || got.Asked != 10 {
		t.Errorf("%v, want %v", got.Mean, want.Mean)
	}
	wild := slices.Clone(items)
	wild[0].Grade = 99
	if got, _ := profile.Of(f, &bot.CheckResult{Items: wild}); got.Mean != want.Mean {
		t.Errorf("a grade of 99 counts %v, want %v", got.Mean, want.Mean)
	}
	for i := range f.Check.Items {
		if f.Check.Items[i].ID == items[0].Item {
			f.Check.Items[i].SetAside = &flows.SetAside{}
		}
	}
	if got, _ := profile.Of(f, &bot.CheckResult{Items: items}); got.Asked != 9 {
		t.Errorf("%d answers count", got.Asked)
	}
}

// TestBetter is claimed only where it is nearly certain, and never the other way.
func TestBetter(t *testing.T) {
	f := shipped(t)
	m, _ := profile.New(f)
	items := answered(f, 40, most)
	low := slices.Clone(items[:20])
	for i := range low {
		low[i].Grade = 0
	}
	if high := items[20:]; !m.Better(low, high) || m.Better(high, low) || m.Better(high, high) || m.Better(nil, high) {
		t.Error(m.Better(low, high), m.Better(high, low), m.Better(high, high), m.Better(nil, high))
	}
}

// TestReading: long texts that are not known, and not the short ones.
func TestReading(t *testing.T) {
	words := func(n int) text.Localised { return text.Localised{"fr": string(make([]rune, n))} }
	check := &flows.Check{Items: []flows.Item{{ID: "s1", Area: "a", Ask: words(30)}, {ID: "s2", Area: "a", Ask: words(30)},
		{ID: "l1", Area: "a", Ask: words(60), Show: words(60)}, {ID: "l2", Area: "a", Real: words(60), Fake: words(60)}, {ID: "l3", Area: "a", Ask: words(120)}}}
	known := func(id string) bot.GradedItem { return bot.GradedItem{Item: id} }
	unknown := func(id string) bot.GradedItem { return bot.GradedItem{Item: id, Unknown: true} }
	for _, c := range []struct {
		name  string
		items []bot.GradedItem
		want  bool
	}{
		{"three long ones, short ones known", []bot.GradedItem{known("s1"), unknown("l1"), unknown("l2"), unknown("l3")}, true},
		{"one long one", []bot.GradedItem{known("s1"), unknown("l1")}, false},
		{"everything unknown", []bot.GradedItem{unknown("s1"), unknown("s2"), unknown("l1"), unknown("l2")}, true},
		{"three, all unknown", []bot.GradedItem{unknown("s1"), unknown("s2"), unknown("l1")}, false},
		{"wrong, but answered", []bot.GradedItem{known("l1"), known("l2"), known("s1")}, false},
		{"two of three", []bot.GradedItem{known("s1"), unknown("l1"), unknown("l2"), known("l3")}, false},
	} {
		if got := profile.Reading(check, "fr", c.items); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
