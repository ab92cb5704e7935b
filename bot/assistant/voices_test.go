package assistant_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/voices"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
	"passerelle/store/storetest"
)

// recorders is an agency whose staff record steps, on two nodes with a clock of their own.
type recorders struct {
	t     *testing.T
	store *store.Store
	phone *phone
	nodes []*assistant.Assistant
	now   time.Time
	ids   int
	notes map[string][]byte // what can be fetched, by reference
}

// Fetch opens a voice note.
func (v *recorders) Fetch(_ context.Context, m bot.Media) (io.ReadCloser, error) {
	if v.notes[m.Ref] == nil {
		return nil, bot.ErrNotFound
	}
	return io.NopCloser(strings.NewReader(string(v.notes[m.Ref]))), nil
}

func newRecorders(t *testing.T) *recorders {
	t.Helper()
	db, sealer := storetest.InProcess(t)
	s, err := store.New(context.Background(), db, "test", sealer, keep())
	if err != nil {
		t.Fatal(err)
	}
	real, err := os.ReadFile("../../channels/phone/voice.ogg")
	if err != nil {
		t.Fatal(err)
	}
	v := &recorders{t: t, store: s, phone: &phone{}, now: morning, notes: map[string][]byte{"note": real, "mp3": []byte("ID3"), "large": make([]byte, voices.MostSize+1)}}
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		book, err := assistant.Publish(context.Background(), s, set)
		if err != nil {
			t.Fatal(err)
		}
		v.nodes = append(v.nodes, assistant.New(assistant.Options{
			Store: s, Voices: s, Book: book.WithVoices(map[bot.Aloud]string{}), Node: fmt.Sprint("node-", i), Now: func() time.Time { return v.now },
			Senders:  map[bot.Channel]bot.Sender{bot.SMS: v.phone, bot.WhatsApp: v.phone, bot.Telegram: v.phone},
			Fetchers: map[bot.Channel]bot.Fetcher{bot.WhatsApp: v, bot.Telegram: v},
		}))
	}
	return v
}

// sends sends something from an address and returns what came back there.
func (v *recorders) sends(from bot.Address, in bot.Input) string {
	v.t.Helper()
	v.ids++
	in.Address = from
	if in.ID == "" {
		in.ID = fmt.Sprint("r", v.ids)
	}
	if err := v.nodes[0].Receive(context.Background(), in); err != nil {
		v.t.Fatal(err)
	}
	before := v.phone.count()
	for busy := true; busy; {
		var err error
		if busy, err = v.nodes[0].Step(context.Background()); err != nil {
			v.t.Fatal(err)
		}
	}
	return strings.Join(v.phone.texts()[before:], "\n")
}

func noteOf(ref string) bot.Input {
	return bot.Input{Media: []bot.Media{{Kind: bot.Voice, Type: "audio/ogg", Ref: ref}}}
}

// first is the first text of the first help, in French.
func (v *recorders) first() (bot.Spot, string) {
	v.t.Helper()
	b := v.nodes[0].Book()
	for _, e := range b.Helps("fr") {
		if texts := b.HeardOf(e.ID, "fr"); len(texts) > 0 {
			return texts[0].Spot, texts[0].Words
		}
	}
	v.t.Fatal("nothing can be heard")
	return bot.Spot{}, ""
}

func (v *recorders) code(by string) string {
	v.t.Helper()
	spot, _ := v.first()
	code, err := v.nodes[1].RecordCode(context.Background(), spot, by, "en")
	if err != nil {
		v.t.Fatal(err)
	}
	return "voice " + code
}

// TestRecordedWithAPhone goes from the code to what people hear, on two nodes: nobody
// becomes a contact, a message that comes twice does nothing twice, and only what a
// second ear approved is served.
func TestRecordedWithAPhone(t *testing.T) {
	v, ctx := newRecorders(t), context.Background()
	spot, words := v.first()
	hers := bot.Address{Channel: bot.WhatsApp, ID: "+41790000009"}
	if got := v.sends(hers, bot.Input{Text: v.code("marie"), ID: "once"}); !strings.HasPrefix(got, "Now send the voice note") || !strings.Contains(got, words) {
		t.Fatalf("the code: %s", got)
	}
	if got := v.sends(hers, bot.Input{Text: "voice 000000", ID: "once"}); got != "" {
		t.Errorf("what came twice is answered twice: %s", got)
	}
	for ref, want := range map[string]string{"mp3": "This is no voice note", "large": "This is too large", "gone": "This did not reach us"} {
		if got := v.sends(hers, noteOf(ref)); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", ref, got)
		}
	}
	note := noteOf("note")
	note.ID = "the note"
	if got := v.sends(hers, note); !strings.HasPrefix(got, "Thank you. Somebody else") {
		t.Fatalf("the note: %s", got)
	}
	if got := v.sends(hers, note); got != "" {
		t.Errorf("the note came twice: %s", got)
	}
	if events, err := v.nodes[0].Events(ctx, time.Time{}, 100); err != nil || len(events) > 0 {
		t.Errorf("counted: %+v, %v", events, err)
	}
	if l, err := v.store.Load(ctx, hers, "look"); err != nil || !l.New {
		t.Errorf("she is a contact: %+v, %v", l.Contact, err)
	}
	takes, err := v.nodes[1].Takes(ctx)
	if err != nil || len(takes) != 1 || takes[0].Spot != spot || takes[0].By != "marie" || takes[0].State != bot.TakeWaits || takes[0].Length < time.Second {
		t.Fatalf("%+v, %v", takes, err)
	}
	file := takes[0].File
	if _, ok := v.nodes[0].Recording(file); ok {
		t.Error("what waits is served to everybody")
	}
	if sound, err := v.nodes[0].TakeSound(ctx, file); err != nil || len(sound) == 0 {
		t.Errorf("the second ear hears nothing: %v", err)
	}
	if err := v.nodes[1].ApproveTake(ctx, spot, file, "marie"); !errors.Is(err, voices.ErrOwn) {
		t.Errorf("one's own: %v", err)
	}
	if err := v.nodes[1].ApproveTake(ctx, spot, file, "ahmed"); err != nil {
		t.Fatal(err)
	}
	if a, ok := v.nodes[0].Recording(file); !ok || a.Sum != file || a.Type != "audio/ogg" || len(a.Data) != takes[0].Size {
		t.Errorf("served by the other node: %v", ok)
	}
	v.now = v.now.Add(10 * time.Second) // the other node looks again
	if got := v.hears(spot); got != file {
		t.Errorf("a person hears %q, want %q", got, file)
	}
	if err := v.nodes[0].DropTake(ctx, spot, file); err != nil {
		t.Fatal(err)
	}
	if got := v.hears(spot); got != "" {
		t.Errorf("heard after it was deleted: %q", got)
	}
	if _, ok := v.nodes[0].Recording(file); ok {
		t.Error("served after it was deleted")
	}
}

// hears begins a help as somebody who asks to listen and returns the file that comes.
func (v *recorders) hears(spot bot.Spot) string {
	v.t.Helper()
	from := bot.Address{Channel: bot.WhatsApp, ID: fmt.Sprint("+4179000", 1000+v.ids)}
	title := ""
	for _, e := range v.nodes[0].Book().Helps("fr") {
		if e.ID == spot.Flow {
			title = e.Title.In("fr")
		}
	}
	v.sends(from, bot.Input{Text: "bonjour"})
	v.sends(from, bot.Input{Text: title})
	before := len(v.phone.calls)
	v.sends(from, bot.Input{Text: "écouter"})
	for _, c := range v.phone.calls[before:] {
		if c.Media != "" {
			return c.Media
		}
	}
	return ""
}

// TestCodesByChat: what is no way to record is said plainly, and a code that is not
// awaited leaves everything as it was.
func TestCodesByChat(t *testing.T) {
	v := newRecorders(t)
	hers := bot.Address{Channel: bot.Telegram, ID: "790000009"}
	if got := v.sends(bot.Address{Channel: bot.SMS, ID: "+41790000008"}, bot.Input{Text: v.code("marie")}); !strings.HasPrefix(got, "An SMS carries no voice") {
		t.Errorf("by SMS: %s", got)
	}
	code := v.code("marie")
	if got := v.sends(hers, bot.Input{Text: "start " + strings.Replace(code, " ", "-", 1)}); !strings.HasPrefix(got, "Now send") {
		t.Errorf("by a link of Telegram: %s", got)
	}
	if got := v.sends(hers, bot.Input{Text: code}); !strings.HasPrefix(got, "This code is wrong") {
		t.Errorf("a second time: %s", got)
	}
	guesser := bot.Address{Channel: bot.Telegram, ID: "790000007"}
	for i := 1; i <= voices.MostTries+2; i++ {
		want := "Ce code ne va pas"
		switch got := v.sends(guesser, bot.Input{Text: "voix 000000"}); {
		case i == voices.MostTries+1:
			want = "Trop de codes faux"
			fallthrough
		case i <= voices.MostTries:
			if !strings.HasPrefix(got, want) {
				t.Errorf("guess %d: %s", i, got)
			}
		case got != "":
			t.Errorf("guess %d is answered: %s", i, got)
		}
	}
	if got := v.sends(guesser, bot.Input{Text: v.code("marie")}); got != "" {
		t.Errorf("a right one after too many: %s", got)
	}
	if got := v.sends(bot.Address{Channel: bot.Telegram, ID: "790000006"}, noteOf("note")); got == "" || strings.Contains(got, "Thank you") {
		t.Errorf("a person's voice note is taken for a recording: %s", got)
	}
}

// TestRecordingOfATextThatChanged waits, and cannot be approved.
func TestRecordingOfATextThatChanged(t *testing.T) {
	v, ctx := newRecorders(t), context.Background()
	spot, _ := v.first()
	take := bot.Take{Spot: spot, Words: "the sum of another text", File: "f", By: "marie", State: bot.TakeWaits}
	if _, err := v.store.KeepTake(ctx, take, []byte("OggS"), 100); err != nil {
		t.Fatal(err)
	}
	if err := v.nodes[0].ApproveTake(ctx, spot, "f", "ahmed"); !errors.Is(err, voices.ErrChanged) {
		t.Errorf("%v", err)
	}
	if err := v.nodes[0].RefuseTake(ctx, spot, "f", "ahmed", "another text"); err != nil {
		t.Error(err)
	}
	if _, err := v.nodes[0].RecordCode(ctx, bot.Spot{Flow: spot.Flow, Step: "nowhere", Language: "fr"}, "marie", "en"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("a code for nothing: %v", err)
	}
}
