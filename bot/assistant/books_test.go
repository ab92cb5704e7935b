package assistant_test

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/library"
)

// inTigrinya is an agency that translates one of our flows.
func inTigrinya(words string) fs.FS {
	return fstest.MapFS{"i18n/scan-document.ti.po": {Data: []byte("msgctxt \"scan-document/title\"\nmsgid \"Photo d'un papier\"\nmsgstr \"" + words + "\"\n")}}
}

func number(t *testing.T, b *dialogue.Book, id string) uint32 {
	t.Helper()
	all := b.Editions()
	return all[slices.IndexFunc(all, func(e dialogue.Edition) bool { return e.ID == id })].Number
}

// TestWhoIsInTheMiddleKeepsTheirLanguage: a translation is part of what is
// published. After it changed, and after a restart, the earlier one is there for
// whoever began with it.
func TestWhoIsInTheMiddleKeepsTheirLanguage(t *testing.T) {
	v := newService(t, 1)
	publish := func(words string, last *dialogue.Book) *dialogue.Book {
		t.Helper()
		set, found, err := flows.LoadGently(inTigrinya(words), library.Few)
		if err != nil || flows.HasErrors(found) {
			t.Fatal(err, found)
		}
		b, err := assistant.Republish(t.Context(), v.store, set, last)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := publish("one", nil)
	n := number(t, first, "scan-document")
	second := publish("two", first)
	if number(t, second, "scan-document") == n || number(t, second, "find-place") != number(t, first, "find-place") {
		t.Error("what changed has a number of its own, and nothing else has")
	}
	if second.Flow(n) != first.Flow(n) {
		t.Error("what was read is read again")
	}
	restarted := publish("two", nil)
	for name, b := range map[string]*dialogue.Book{"changed": second, "restarted": restarted} {
		if f := b.Flow(n); f == nil || f.Title["ti"] != "one" || !b.Knows(n) || b.Knows(9999) {
			t.Errorf("%s: %+v", name, f)
		}
		if f := b.Flow(number(t, b, "scan-document")); f.Title["ti"] != "two" {
			t.Errorf("%s: %q", name, f.Title["ti"])
		}
	}
}

// TestWhatCannotBeReadAnyMoreIsKnownByItsSteps: an earlier source in a language
// of tomorrow leads to the step of the same name.
func TestWhatCannotBeReadAnyMoreIsKnownByItsSteps(t *testing.T) {
	v := newService(t, 1)
	source, err := fs.ReadFile(library.Few, "help/scan-document.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n, err := v.store.PublishFlow(t.Context(), "scan-document", []byte(strings.Replace(string(source), "needs:", "wants:", 1)))
	if err != nil {
		t.Fatal(err)
	}
	lost, err := v.store.PublishFlow(t.Context(), "scan-document", []byte("nothing at all"))
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	b, err := assistant.Publish(t.Context(), v.store, set)
	if err != nil || b.Flow(n) != nil || !b.Knows(n) || b.Knows(lost) {
		t.Errorf("%v %v %v", b.Flow(n), b.Knows(n), err)
	}
}

// TestAnotherNodePublished: who began in a text that this node has not read yet
// goes on in it here; what nobody knows is asked for once.
func TestAnotherNodePublished(t *testing.T) {
	v := newService(t, 1)
	set, _, err := flows.LoadSet(inTigrinya("one"), library.Few)
	if err != nil {
		t.Fatal(err)
	}
	newer, err := assistant.Republish(t.Context(), v.store, set, v.nodes[0].Book())
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	late := assistant.New(assistant.Options{Store: v.store, Senders: map[bot.Channel]bot.Sender{bot.WhatsApp: v.phone}, Book: v.nodes[0].Book(), Node: "late",
		Now: func() time.Time { return morning }, Again: func(ctx context.Context, last *dialogue.Book) (*dialogue.Book, error) {
			asked++
			old, _, err := flows.LoadSet(nil, library.Few)
			if err != nil {
				return nil, err
			}
			return assistant.Republish(ctx, v.store, old, last)
		}})
	v.nodes[0].SetBook(newer)
	for _, words := range []string{"bonjour", "photo d'un papier", "1"} {
		v.writes(words)
	}
	before := v.writes("répéter")
	v.nodes[0] = late
	if after := v.writes("répéter"); !slices.Equal(before, after) || len(before) == 0 || asked != 1 {
		t.Errorf("asked %d times; here\n%q\nthere\n%q", asked, before, after)
	}
	if v.writes("répéter"); asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}
