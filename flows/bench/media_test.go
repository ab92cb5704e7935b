package bench_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

const seen = "passerelle: 1\nkind: help\nid: tea\ntitle: {fr: Tisane}\nstatus: published\ngoal: {fr: Vous savez.}\nsteps:\n" +
	"  - id: find\n    ask: {fr: Le voyez-vous ?}\n    choices: [{id: seen, label: {fr: Je le vois}}]\n    voice: v.ogg\n    picture: {file: p.png, alt: {fr: Un rond blanc}, needed: true}\n" +
	"  - id: gone\n    ask: {fr: Et celui-ci ?}\n    choices: [{id: seen-too, label: {fr: Je le vois}}]\n    picture: {file: nowhere.png, alt: {fr: Un rond gris}, needed: true}\n"

// TestPicturesAndVoicesByChannel: what leaves for each channel, and for who
// reads by ear.
func TestPicturesAndVoicesByChannel(t *testing.T) {
	set, findings, err := flows.LoadSet(fstest.MapFS{
		"tea.yaml": {Data: []byte(seen)}, "p.png": {Data: []byte("\x89PNG\r\n\x1a\n")}, "v.ogg": {Data: []byte("OggS")},
	}, library.Few)
	if err != nil || !slices.ContainsFunc(findings, func(f flows.Finding) bool { return f.Code == "no-file" }) { // lint tells; a talk goes on without it
		t.Fatal(err, findings)
	}
	picture, voice := set.Assets["p.png"].Sum, set.Assets["v.ogg"].Sum
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		channel bot.Channel
		setup   string
		media   string // of the calls
		said    bool   // the picture is told in words
	}{
		{bot.Telegram, "", voice + " " + picture, false},
		{bot.WhatsApp, "", voice + " " + picture, false},
		{bot.SMS, "", "", true},
		{bot.Telegram, "! reads_by ear", voice, true},
	} {
		p := bench.NewPlayer(book)
		p.Begin(c.channel, "fr", time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC))
		if c.setup != "" {
			if _, err := p.Line(c.setup); err != nil {
				t.Fatal(err)
			}
		}
		calls := says(t, p, "tisane", "oui")
		var media []string
		for _, call := range calls {
			if call.Media != "" {
				media = append(media, call.Media)
			}
		}
		last := calls[len(calls)-1]
		if got := strings.Join(media, " "); got != c.media || strings.Contains(last.Text, "Un rond blanc") != c.said || !strings.Contains(last.Text, "Le voyez-vous") {
			t.Errorf("%s %s: media %q, words %q", c.channel, c.setup, got, last.Text)
		}
		// A picture that is not there is always told, where it is needed.
		if calls = says(t, p, "je le vois"); len(calls) != 1 || calls[0].Media != "" || !strings.HasPrefix(calls[0].Text, "Un rond gris") {
			t.Errorf("%s %s: %+v", c.channel, c.setup, calls)
		}
	}
}

func says(t *testing.T, p *bench.Player, words ...string) (calls []bot.Call) {
	t.Helper()
	for _, w := range words {
		var err error
		if calls, err = p.Line(w); err != nil {
			t.Fatal(err)
		}
	}
	return calls
}

// TestAVoiceForEachLanguage: everybody hears their own language; where it has no
// recording, they do not hear another one.
func TestAVoiceForEachLanguage(t *testing.T) {
	const tea = "passerelle: 1\nkind: help\nid: tea\ntitle: {fr: Tisane, de: Tee, it: Tisana}\nstatus: published\ngoal: {fr: Vous savez., de: Sie wissen es., it: Lei lo sa.}\nsteps:\n" +
		"  - id: warm\n    say: {fr: Chauffez l'eau., de: Kochen Sie Wasser., it: Scaldi l'acqua.}\n    voice: {fr: fr.ogg, de: de.ogg}\n"
	set, findings, err := flows.LoadSet(fstest.MapFS{
		"tea.yaml": {Data: []byte(tea)}, "fr.ogg": {Data: []byte("OggS eau")},
	}, library.Few)
	if err != nil || !slices.ContainsFunc(findings, func(f flows.Finding) bool { return f.Code == "no-file" && strings.Contains(f.Message, "de.ogg") }) {
		t.Fatal(err, findings)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{"fr": set.Assets["fr.ogg"].Sum, "de": "", "it": ""} {
		p := bench.NewPlayer(book)
		p.Begin(bot.WhatsApp, language, time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC))
		calls := says(t, p, map[string]string{"fr": "tisane", "de": "tee", "it": "tisana"}[language], "1")
		if media := calls[0].Media; media != want || calls[len(calls)-1].Text == "" {
			t.Errorf("%s hears %q, not %q: %+v", language, media, want, calls)
		}
	}
}
