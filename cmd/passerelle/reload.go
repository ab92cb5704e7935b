package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"passerelle/bot/assistant"
	"passerelle/bot/dialogue"
	"passerelle/flows"
	"passerelle/flows/library"
)

// lookEvery is how often an agency's files are looked at. They are compared by
// size and time: that works on every file system, network folders too.
const lookEvery = time.Second

// errChanging means that a file was saved while the folder was read: what was
// read may be half of an edit. The next look reads it whole.
var errChanging = errors.New("the files are just being changed")

// reload puts an agency's changed files in use, and all of them when somebody
// asks. Files with errors change nothing: the last good version stays, and the
// log says where the errors are.
func (t *tenant) reload(ctx context.Context, asked <-chan struct{}) {
	dir := t.set.Agency.Dir
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for last := fingerprint(dir); ; {
		now := last
		select {
		case <-ctx.Done():
			return
		case <-asked:
			now = fingerprint(dir)
		case <-tick.C:
			if now = fingerprint(dir); now == last {
				continue
			}
		}
		last = now
		switch used, err := t.publish(ctx, dir); {
		case errors.Is(err, errChanging):
			last = 0
		case err != nil:
			t.service.log.Error("the changed files are not used; the last good version stays", "agency", t.desk.id, "error", err)
		default:
			t.service.log.Info("the changed files are in use", append([]any{"agency", t.desk.id}, used...)...)
		}
	}
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

// fingerprint changes when any file below dir does.
func fingerprint(dir string) uint64 {
	sum := fnv.New64a()
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a file that is just being replaced: the next look sees it
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintln(sum, path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return sum.Sum64()
}

// publish puts a folder in use, whole or not at all, and returns what is in use
// for the log.
func (t *tenant) publish(ctx context.Context, dir string) (used []any, err error) {
	before := fingerprint(dir)
	set, findings, err := flows.LoadSet(assistant.Gently(os.DirFS(dir)), library.Files)
	if err != nil {
		return nil, err
	}
	if fingerprint(dir) != before {
		return nil, errChanging
	}
	for _, f := range findings {
		if f.Severity == flows.Error {
			return nil, fmt.Errorf("%s:%d:%d: %s; %s (see all with: passerelle flows lint %s)", f.File, f.Line, f.Col, f.In("en").Message, f.Advice("en"), dir)
		}
	}
	if set.Agency.ID != t.desk.id {
		return nil, fmt.Errorf("the agency's id was changed to %q: that needs a restart", set.Agency.ID)
	}
	old := t.desk.assistant.Book()
	book, err := assistant.Republish(ctx, t.desk.store, set, old)
	if err != nil {
		return nil, err
	}
	t.service.shelf.Put(set) // before a message names what is on it
	t.desk.set.Store(set)
	t.desk.assistant.SetBook(book)
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
