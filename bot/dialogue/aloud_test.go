package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

const teaAloud = `passerelle: 1
kind: help
id: tea
title: {fr: Tisane, de: Tee, it: Tè, en: Tea}
status: published
goal: {fr: Fait., de: Gemacht., it: Fatto., en: Done.}
steps:
  - id: cup
    say: {fr: Prenez une tasse., de: Nehmen Sie eine Tasse., it: Prenda una tazza., en: Take a cup.}
    instead:
      - when: {device: iphone}
        say: {fr: Prenez un verre., de: Nehmen Sie ein Glas., it: Prenda un bicchiere., en: Take a glass.}
    stuck: [{fr: "À {agency.desk}.", de: "An der {agency.desk}.", it: "A {agency.desk}.", en: "At {agency.desk}."}]
  - id: wait
    say: {fr: "Réponse {next_open}.", de: "Antwort {next_open}.", it: "Risposta {next_open}.", en: "Answer {next_open}."}
    stuck: [{fr: "Vous avez dit {answer.tea}.", de: "{answer.tea}", it: "{answer.tea}", en: "{answer.tea}"}]
`

// aloudBook is a book of the shipped agency with one help; more goes into the
// agency's file.
func aloudBook(t *testing.T, more string) *dialogue.Book {
	t.Helper()
	agency, err := library.Few.ReadFile("agency.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"agency.yaml": {Data: append(agency, more...)}, "tea.yaml": {Data: []byte(teaAloud)}}
	set, _, err := flows.LoadSet(files, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestAloudLists: every step and hint in each language, with its variants and its
// answers; nothing that depends on the day or on what somebody said.
func TestAloudLists(t *testing.T) {
	if list := aloudBook(t, "").Aloud(); len(list) != 0 {
		t.Errorf("nobody asked for it, and %d texts are read aloud", len(list))
	}
	tea := map[string][]string{}
	for _, a := range aloudBook(t, "\nread_aloud: true\n").Aloud() {
		if strings.ContainsAny(a.Words, "{}") {
			t.Errorf("a placeholder is read aloud: %q", a.Words)
		}
		for _, word := range []string{"tasse", "verre", "Tasse", "Glas", "tazza", "bicchiere", "cup", "glass"} {
			if strings.Contains(a.Words, word) && strings.Contains(a.Words, "1: ") && !strings.Contains(a.Words, "0: ") && len(a.Words) < 90 {
				tea[a.Language] = append(tea[a.Language], word)
			}
		}
		if strings.HasPrefix(a.Words, "Réponse") || strings.HasPrefix(a.Words, "Vous avez dit") {
			t.Errorf("read aloud, and it passes: %q", a.Words)
		}
	}
	for lang, want := range map[string][]string{"fr": {"tasse", "verre"}, "de": {"Tasse", "Glas"}, "it": {"tazza", "bicchiere"}, "en": {"cup", "glass"}} {
		if !slices.Equal(tea[lang], want) {
			t.Errorf("%s: %v, want %v", lang, tea[lang], want)
		}
	}
}

// TestAloudIsSaid: what was listed is what a turn finds, word for word, in every
// language: the same code says both.
func TestAloudIsSaid(t *testing.T) {
	b := aloudBook(t, "\nread_aloud: true\n")
	there := map[bot.Aloud]string{}
	for _, a := range b.Aloud() {
		there[a] = "sum of " + a.Language + " " + a.Words
	}
	b = b.WithVoices(there)
	tea, _ := editionOf(b, "tea")
	for _, lang := range []string{"fr", "de", "it", "en"} {
		for _, device := range []bot.Device{bot.Android, bot.IPhone} {
			var out dialogue.Outcome
			s := bot.Session{State: bot.StateHelp, Language: lang, Flags: bot.FlagByVoice, Device: device, Place: bot.Place{Flow: tea}, Reach: anna}
			for _, arg := range []uint16{1003, 1001} { // go on: the step; stuck: its hint
				b.Turn(&bot.Input{Kind: bot.FromContact, Address: anna, At: morning, Payload: bot.Payload{Kind: bot.PayloadStep, Flow: tea, Arg: arg}}, &s, &out)
				r := out.Replies[len(out.Replies)-1]
				if r.Voice == nil || !r.Speak || !strings.HasPrefix(r.Voice.Sum, "sum of "+lang+" "+r.Text+"\n1: ") {
					t.Errorf("%s, %v: %q is heard as %+v", lang, device, r.Text, r.Voice)
				}
			}
			b.Turn(&bot.Input{Kind: bot.FromContact, Address: anna, At: morning, Payload: bot.Payload{Kind: bot.PayloadStep, Flow: tea, Arg: 1000}}, &s, &out)
			if r := out.Replies[len(out.Replies)-1]; r.Voice != nil || r.Speak {
				t.Errorf("%s: what depends on the day is heard: %+v", lang, r.Voice)
			}
		}
	}
}

// TestListenWithout: where nothing was read aloud yet, the word is answered kindly and
// nothing is promised by silence.
func TestListenWithout(t *testing.T) {
	b := aloudBook(t, "\nread_aloud: true\n").WithVoices(map[bot.Aloud]string{})
	tea, _ := editionOf(b, "tea")
	var out dialogue.Outcome
	s := bot.Session{State: bot.StateHelp, Language: "en", Place: bot.Place{Flow: tea}, Reach: anna}
	b.Turn(&bot.Input{Kind: bot.FromContact, Address: anna, At: morning, Text: "listen"}, &s, &out)
	if r := out.Replies[0]; r.Voice != nil || r.Speak || !strings.HasPrefix(r.Text, "I cannot read this aloud. Here is the text.\nTake a cup.") {
		t.Errorf("%+v", r)
	}
	if s.Has(bot.FlagByVoice) {
		t.Error("who writes a word is taken for somebody who speaks")
	}
}

func editionOf(b *dialogue.Book, id string) (uint32, bool) {
	for _, e := range b.Editions() {
		if e.ID == id {
			return e.Number, true
		}
	}
	return 0, false
}

// TestRecordedWins: a voice that staff recorded is heard in place of the machine's, also
// where the machine reads nothing, by those who would hear the machine and by nobody else.
func TestRecordedWins(t *testing.T) {
	cup := bot.Aloud{}
	for _, x := range aloudBook(t, "").HeardOf("tea", "en") {
		if x.Spot == (bot.Spot{Flow: "tea", Step: "cup", Language: "en"}) {
			cup = x.Aloud
		}
	}
	if !strings.HasPrefix(cup.Words, "Take a cup.\n1: ") {
		t.Fatalf("what is read: %q", cup.Words)
	}
	for name, x := range map[string]struct {
		agency  string
		flags   bot.Flag
		reach   bot.Channel
		ask     string
		changed bool
		want    string
	}{
		"asked for":                    {"", 0, bot.WhatsApp, "listen", false, "recorded"},
		"over the machine's":           {"\nread_aloud: true\n", 0, bot.Telegram, "listen", false, "recorded"},
		"for who speaks":               {"", bot.FlagByVoice, bot.WhatsApp, "repeat", false, "recorded"},
		"nobody asked":                 {"", 0, bot.WhatsApp, "repeat", false, ""},
		"over a screen reader":         {"", bot.FlagByEar, bot.WhatsApp, "listen", false, ""},
		"by SMS":                       {"", 0, bot.SMS, "listen", false, ""},
		"the text changed":             {"", 0, bot.WhatsApp, "listen", true, ""},
		"the text changed, by machine": {"\nread_aloud: true\n", 0, bot.WhatsApp, "listen", true, "machine"},
	} {
		b := aloudBook(t, x.agency).WithVoices(map[bot.Aloud]string{cup: "machine"})
		tea, _ := editionOf(b, "tea")
		sum := cup.Sum()
		if x.changed {
			sum = bot.Aloud{Language: "en", Words: "Take a mug."}.Sum()
		}
		from := bot.Address{Channel: x.reach, ID: "+41790000001"}
		s := bot.Session{State: bot.StateHelp, Language: "en", Flags: x.flags, Place: bot.Place{Flow: tea}, Reach: from}
		var out dialogue.Outcome
		b.Turn(&bot.Input{Kind: bot.FromContact, Address: from, At: morning, Text: x.ask, Desk: bot.View{Recorded: map[string]string{sum: "recorded"}}}, &s, &out)
		got := ""
		for _, r := range out.Replies {
			if r.Voice != nil {
				got = r.Voice.Sum
			}
		}
		if got != x.want || (got != "") != out.Replies[len(out.Replies)-1].Speak {
			t.Errorf("%s: heard %q, want %q", name, got, x.want)
		}
	}
}

// TestHeardOf names each text of a help once, by where it stands.
func TestHeardOf(t *testing.T) {
	b := aloudBook(t, "")
	var got []string
	for _, x := range b.HeardOf("tea", "de") {
		if x.Machine || x.File || x.Number != 1 {
			t.Errorf("%+v", x)
		}
		got = append(got, x.Spot.String())
	}
	want := []string{"tea.cup.de", "tea.cup.hint-1.de", "tea.cup.instead-1.de"} // the second step passes, and the variant's hint is the step's
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if b.HeardOf("tea", "pt") != nil || b.HeardOf("coffee", "de") != nil {
		t.Error("something is heard of nothing")
	}
}

// TestStandingIsHeard: who speaks instead of writing is greeted and offered choices by
// voice; what depends on the day is not read, and nobody's promise is in a file.
func TestStandingIsHeard(t *testing.T) {
	b := aloudBook(t, "\nread_aloud: true\n")
	there := map[bot.Aloud]string{}
	for _, a := range b.Aloud() {
		there[a] = "file"
		if strings.Contains(a.Words, "ce matin") || strings.Contains(a.Words, "lundi matin") {
			t.Errorf("it depends on the day: %q", a.Words)
		}
	}
	for name, c := range map[string]struct {
		book    *dialogue.Book
		channel bot.Channel
		flags   bot.Flag
		heard   bool
	}{
		"by whatsapp":                        {b.WithVoices(there), bot.WhatsApp, 0, true},
		"by sms":                             {b.WithVoices(there), bot.SMS, 0, false},
		"over a screen reader":               {b.WithVoices(there), bot.WhatsApp, bot.FlagByEar, false},
		"before the machine has read it":     {b.WithVoices(map[bot.Aloud]string{}), bot.WhatsApp, 0, false},
		"where the agency wants nobody read": {aloudBook(t, "").WithVoices(there), bot.WhatsApp, 0, false},
	} {
		s := bot.Session{Language: "fr", Flags: c.flags}
		in := bot.Input{Kind: bot.FromContact, ID: "1", Fresh: "fresh-1", Address: bot.Address{Channel: c.channel, ID: "0"}, Media: []bot.Media{{Kind: bot.Voice}}}
		var out dialogue.Outcome
		c.book.Turn(&in, &s, &out)
		last := out.Replies[len(out.Replies)-1]
		if last.Speak != c.heard || c.heard != (last.Voice != nil && last.Voice.Sum == "file") || len(last.Choices) == 0 {
			t.Errorf("%s: %+v", name, last)
		}
	}
}
