package bench_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestWalkSeesEverything: what comes after a called flow, after a place was sent,
// after nothing came, and a retired flow that somebody may still be in; what
// nobody comes to is named by its line.
func TestWalkSeesEverything(t *testing.T) {
	const head = "passerelle: 1\nkind: help\ntitle: {fr: Tisane %}\ngoal: {fr: Voilà.}\nid: %\n"
	file := func(id, rest string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(head, "%", id) + rest)}
	}
	set, findings, err := flows.LoadSet(fstest.MapFS{
		"one.yaml": file("one", "status: published\nsteps:\n  - {id: before, say: {fr: Avant.}}\n  - {id: inside, call: two}\n"+
			"  - {id: where, ask: {fr: Où ?}, wait_for: location, if_nothing: {after: 2 hours, go: late}}\n  - {id: after, say: {fr: Après.}, go: end}\n  - {id: late, say: {fr: Plus tard.}}\n"),
		"two.yaml": file("two", "status: published\nsteps:\n  - {id: first, say: {fr: Un.}}\n  - {id: second, say: {fr: Deux.}}\n"),
		"old.yaml": file("old", "status: retired\nsteps:\n  - {id: here, say: {fr: Ici.}}\n  - {id: there, say: {fr: Là.}}\n  - {id: never, say: {fr: Jamais.}}\n"),
	}, library.Few)
	if err != nil || flows.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	for _, f := range set.Flows {
		if f.ID == "old" {
			f.Steps[1].Next = flows.Target{Kind: flows.ToEnd} // so that its last step is out of reach
		}
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	w := bench.Walk(book, map[string]string{"menu": "menu", "human": "personne"}, "fr", bot.Telegram, 0, 2000)
	for _, f := range w.Findings {
		t.Error(f)
	}
	own := slices.DeleteFunc(slices.Clone(set.Flows), func(f *flows.Flow) bool { return strings.Contains(f.File, "/") })
	missing, all := bench.Unvisited(own, w)
	if len(missing) != 1 || missing[0].What != "the step never" || missing[0].File != "old.yaml" || missing[0].Line != 10 || all != 9 {
		t.Errorf("of %d, nobody comes to %v", all, missing)
	}
}
