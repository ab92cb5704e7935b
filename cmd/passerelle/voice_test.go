package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"passerelle/bot"
	"passerelle/channels/voice"
	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestVoiceCommand: a command that is not there, or is not one, is told with the
// setting's name; without a program nothing breaks.
func TestVoiceCommand(t *testing.T) {
	for line, want := range map[string]bool{"cat": true, "cat | cat": true, "no-such-program {lang}": false, "cat |": false, "'cat": false} {
		if _, err := voiceCommand(line); (err == nil) != want {
			t.Errorf("%q: %v", line, err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := openVoices("", t.TempDir()); !errors.Is(err, errNoVoice) {
		t.Errorf("%v", err)
	}
}

// TestReaderTells: whoever puts books in use hears what can be heard, and a reader
// that is stopped waits for nobody.
func TestReaderTells(t *testing.T) {
	set, _, err := flows.LoadSet(nil, library.Few)
	if err != nil {
		t.Fatal(err)
	}
	set.Agency.ReadAloud = true
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	c, err := voice.Parse("cat") // writes no OGG: nothing can be heard, and it gives up
	if err != nil {
		t.Fatal(err)
	}
	cache, err := voice.Open(t.TempDir(), c)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{voices: cache.Of(), told: make(chan map[bot.Aloud]string), log: slog.New(slog.DiscardHandler)}
	r.read(context.Background(), book)
	if there := <-r.told; len(there) != 0 {
		t.Errorf("heard without a voice: %v", there)
	}
	<-r.done
	r.read(context.Background(), book) // nobody listens to this one
	r.stop()
}
