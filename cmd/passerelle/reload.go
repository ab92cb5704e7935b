package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"sync"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/channels/media"
	"passerelle/channels/voice"
	"passerelle/flows"
	"passerelle/flows/draft"
	"passerelle/flows/library"
)

// lookEvery is how often an agency's files are looked at. They are compared by
// size and time: that works on every file system, network folders too.
const lookEvery = time.Second

// errChanging means that a file was saved while the folder was read: what was
// read may be half of an edit. The next look reads it whole.
var errChanging = errors.New("the files are just being changed")

// follower puts what changes in an agency's folder in use.
type follower struct {
	dir   string
	desk  *desk
	shelf *media.Shelf
	cache *voice.Cache // nil: nothing reads aloud here
	log   *slog.Logger
}

// follow puts changed files in use, and all of them when somebody asks. Files
// with errors change nothing: the last good version stays, and the log says where
// the errors are.
func (f *follower) follow(ctx context.Context, asked <-chan struct{}) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	aloud := f.reader()
	defer aloud.stop()
	f.desk.assistant.SetBook(f.desk.assistant.Book().WithVoices(map[bot.Aloud]string{})) // until a step was read, it is only written
	f.speak(ctx, aloud)
	for last := draft.MarkPublished(f.dir); ; {
		now := last
		select {
		case <-ctx.Done():
			return
		case <-asked:
			now = draft.MarkPublished(f.dir)
		case there := <-aloud.told:
			f.desk.assistant.SetBook(f.desk.assistant.Book().WithVoices(there))
			continue
		case <-tick.C:
			if now = draft.MarkPublished(f.dir); now == last {
				continue
			}
		}
		last = now
		switch used, err := f.publish(ctx); {
		case errors.Is(err, errChanging):
			last = 0
		case err != nil:
			f.log.Error("the changed files are not used; the last good version stays", "agency", f.desk.id, "error", err)
		default:
			f.speak(ctx, aloud)
			f.log.Info("the changed files are in use", append([]any{"agency", f.desk.id}, used...)...)
		}
	}
}

// reader reads this agency's steps aloud; without a command it is asked for nothing.
// What can be heard, of the machine or recorded, is lent to whoever serves it.
func (f *follower) reader() *reader {
	r := &reader{told: make(chan map[bot.Aloud]string), log: f.log.With("agency", f.desk.id)}
	if f.cache != nil {
		r.voices = f.cache.Of()
		f.shelf.Lend(f.desk.id, r.voices.Get)
	}
	f.shelf.Lend(f.desk.id, f.desk.assistant.Recording) // last: it asks storage
	return r
}

// speak lets the book in use be read aloud.
func (f *follower) speak(ctx context.Context, aloud *reader) {
	if f.cache != nil {
		aloud.read(ctx, f.desk.assistant.Book())
	}
}

// start follows the folder until the function that it returns was called.
func (f *follower) start(ctx context.Context) (stop func()) {
	ctx, end := context.WithCancel(ctx)
	var loop sync.WaitGroup
	loop.Go(func() { f.follow(ctx, nil) })
	return func() { end(); loop.Wait() }
}

// hangUps asks all agencies to reload at the signal that services are told to
// reload by. Where there is no such signal, files are looked at all the same.
func hangUps(ctx context.Context, asked []chan struct{}) {
	if len(reloads) == 0 {
		return
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, reloads...)
	defer signal.Stop(signals)
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		for _, one := range asked {
			select {
			case one <- struct{}{}:
			default: // it is asked already
			}
		}
	}
}

// publish puts a folder in use, whole or not at all, and returns what is in use
// for the log.
func (f *follower) publish(ctx context.Context) (used []any, err error) {
	before := draft.MarkPublished(f.dir)
	set, findings, err := flows.LoadGently(os.DirFS(f.dir), library.Files)
	if err != nil {
		return nil, err
	}
	if draft.MarkPublished(f.dir) != before {
		return nil, errChanging
	}
	for _, found := range findings {
		if found.Severity == flows.Error {
			return nil, fmt.Errorf("%s:%d:%d: %s; %s (see all with: passerelle flows lint %s)", found.File, found.Line, found.Col, found.In("en").Message, found.Advice("en"), f.dir)
		}
	}
	if set.Agency.ID != f.desk.id {
		return nil, fmt.Errorf("the agency's id was changed to %q: that needs a restart", set.Agency.ID)
	}
	old := f.desk.assistant.Book()
	book, err := assistant.Republish(ctx, f.desk.store, set, old)
	if err != nil {
		return nil, err
	}
	f.shelf.Put(set) // before a message names what is on it
	f.desk.set.Store(set)
	f.desk.assistant.SetBook(book)
	return inUse(set, old, book, len(findings)), nil
}

// inUse says what a new book offers: how many flows, which of them are new or
// changed, which are offered no more, and how many warnings there are.
func inUse(set *flows.Set, old, book *dialogue.Book, warnings int) []any {
	before := map[string]uint32{}
	for _, e := range old.Editions() {
		before[e.ID] = e.Number
	}
	var changed, gone []string
	for _, e := range book.Editions() {
		if before[e.ID] != e.Number {
			changed = append(changed, e.ID)
		}
		delete(before, e.ID)
	}
	for _, e := range old.Editions() {
		if before[e.ID] != 0 {
			gone = append(gone, e.ID)
		}
	}
	said := []any{"flows", len(book.Editions()), "not_offered", len(set.Flows) - len(book.Editions())}
	if len(changed) > 0 {
		said = append(said, "changed", strings.Join(changed, ","))
	}
	if len(gone) > 0 {
		said = append(said, "gone", strings.Join(gone, ","))
	}
	return append(said, "warnings", warnings)
}
