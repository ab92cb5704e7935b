package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/channels/voice"
)

// errNoVoice means that nothing reads aloud here; nothing else is worse for it.
var errNoVoice = errors.New("no program reads aloud here: install espeak-ng and opus-tools, or name a command in PASSERELLE_VOICE")

// voiceCommand is the operator's command, else the first usual one that is installed.
func voiceCommand(line string) (voice.Command, error) {
	if line == "" {
		c, ok := voice.Default()
		if !ok {
			return c, errNoVoice
		}
		return c, nil
	}
	c, err := voice.Parse(line)
	if err == nil {
		err = c.Installed()
	}
	if err != nil {
		return c, fmt.Errorf("PASSERELLE_VOICE: %w", err)
	}
	return c, nil
}

// openVoices opens what was read aloud: beside the data, else where this user's
// programs keep what can be made again.
func openVoices(line, data string) (*voice.Cache, error) {
	c, err := voiceCommand(line)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(data, "voices")
	if data == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("a folder for voices: %w: give one with --data", err)
		}
		dir = filepath.Join(cache, "passerelle", "voices")
	}
	return voice.Open(dir, c)
}

// openVoices lets the service read aloud where it can; where it cannot, doctor says
// why, and so does the log where the operator named a command.
func (s *service) openVoices() {
	cache, err := openVoices(s.Voice, s.Data)
	if err != nil {
		if s.Voice != "" {
			s.log.Warn("steps cannot be heard", "error", err)
		}
		return
	}
	s.voices = cache
	if _, err := cache.Tidy(time.Now()); err != nil {
		s.log.Warn("steps that nobody reads any more stay", "error", err)
	}
}

// reader reads an agency's texts aloud in the background. It changes no book itself:
// what can be heard goes to whoever puts books in use.
type reader struct {
	voices *voice.Voices
	told   chan map[bot.Aloud]string // what can be heard now
	end    context.CancelFunc
	done   chan struct{}
	log    *slog.Logger
}

// read begins with a book, in place of the one before. Not to be called by two at once.
func (r *reader) read(ctx context.Context, b *dialogue.Book) {
	r.stop()
	texts := b.Aloud()
	if len(texts) == 0 {
		return
	}
	ctx, end := context.WithCancel(ctx)
	done := make(chan struct{})
	r.end, r.done = end, done
	go func() {
		defer close(done)
		made, err := r.voices.Fill(ctx, texts, time.Now(), func(there map[bot.Aloud]string) {
			select {
			case r.told <- there:
			case <-ctx.Done():
			}
		})
		switch {
		case ctx.Err() != nil:
		case err != nil:
			r.log.Error("steps cannot be read aloud; they are only written", "error", err)
		case made > 0:
			r.log.Info("steps were read aloud", "new", made, "of", len(texts))
		}
	}()
}

// stop ends what is being read.
func (r *reader) stop() {
	if r.end != nil {
		r.end()
		<-r.done
		r.end = nil
	}
}
