package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"passerelle/bot/assistant"
	"passerelle/flows"
	"passerelle/flows/library"
)

// lookEvery is how often an agency's files are looked at. They are compared by
// size and time: that works on every file system, network folders too.
const lookEvery = time.Second

// reload puts an agency's changed files in use. Files with errors change
// nothing: the last good version stays, and the log says where the errors are.
func (t *tenant) reload(ctx context.Context) {
	dir := t.set.Agency.Dir
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for last := fingerprint(dir); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := fingerprint(dir); now != last {
			last = now
			if err := t.publish(ctx, dir); err != nil {
				t.service.log.Error("the changed files are not used; the last good version stays", "agency", t.desk.id, "error", err)
			} else {
				t.service.log.Info("the changed files are in use", "agency", t.desk.id)
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

func (t *tenant) publish(ctx context.Context, dir string) error {
	set, findings, err := flows.LoadSet(os.DirFS(dir), library.Files)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.Severity == flows.Error {
			return fmt.Errorf("%s:%d:%d: %s; %s (see all with: passerelle flows lint %s)", f.File, f.Line, f.Col, f.In("en").Message, f.Advice("en"), dir)
		}
	}
	if set.Agency.ID != t.desk.id {
		return fmt.Errorf("the agency's id was changed to %q: that needs a restart", set.Agency.ID)
	}
	book, err := assistant.Publish(ctx, t.desk.store, set)
	if err != nil {
		return err
	}
	t.service.shelf.Put(set) // before a message names what is on it
	t.desk.assistant.SetBook(book)
	return nil
}
