package draft

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Change makes a new version of a file's draft: do gets what the file says now
// and returns what it is to say. Where that is the same, nothing happens.
func (f *Folder) Change(file, by, what string, now time.Time, do func([]byte) ([]byte, error)) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	source, err := f.source(file)
	if err != nil {
		return err
	}
	changed, err := do(source)
	if err != nil || bytes.Equal(changed, source) {
		return err
	}
	d, ok := f.drafts[file]
	if !ok {
		if d, err = f.begin(file); err != nil {
			return err
		}
	}
	d.Versions = append(slices.Clip(d.Versions), Version{By: by, At: now.UTC().Truncate(time.Second), What: what, Sum: sum(changed)})
	if err := replace(f.version(d, len(d.Versions)), changed); err != nil {
		return err
	}
	return f.keep(d)
}

// begin makes a draft without versions.
func (f *Folder) begin(file string) (Draft, error) {
	d := Draft{File: file}
	published, err := f.published(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d, err
	}
	d.Base = baseOf(published)
	if err := os.MkdirAll(f.home(file), 0o755); err != nil {
		return d, fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	return d, nil
}

// baseOf names a published file's bytes; "" where there is none.
func baseOf(source []byte) string {
	if source == nil {
		return ""
	}
	return sum(source)
}

// IsStale reports whether somebody changed the file since its draft was begun.
func (f *Folder) IsStale(file string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	published, _ := f.published(file)
	return ok && d.Base != baseOf(published)
}

// Undo takes the newest version away; with the last one, the draft is gone.
func (f *Folder) Undo(file string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	switch {
	case !ok:
		return ErrNoDraft
	case len(d.Versions) == 1:
		return f.drop(d)
	}
	d.Versions = slices.Clone(d.Versions[:len(d.Versions)-1])
	return f.keep(d)
}

// Discard throws a draft away.
func (f *Folder) Discard(file string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	if !ok {
		return ErrNoDraft
	}
	return f.drop(d)
}

// Ask asks the colleagues to look at a draft.
func (f *Folder) Ask(file, by string) error {
	return f.mark(file, func(d *Draft) error {
		d.Asked, d.Approved, d.Of = by, "", d.Last().Sum
		return nil
	})
}

// Approve says that a colleague agrees with a draft as it was shown to them: of
// is the sum of the version that they saw.
func (f *Folder) Approve(file, by, of string) error {
	return f.mark(file, func(d *Draft) error {
		switch {
		case d.Asked == "":
			return ErrNotAsked
		case of != d.Last().Sum:
			return ErrOtherText
		case slices.Contains(d.By(), by):
			return ErrOwnWork
		}
		d.Approved, d.Of = by, of
		return nil
	})
}

func (f *Folder) mark(file string, change func(*Draft) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	if !ok {
		return ErrNoDraft
	}
	if err := change(&d); err != nil {
		return err
	}
	return f.keep(d)
}

// Publish puts a draft in the place of the file, whole or not at all. Whoever
// changed the file meanwhile is not overwritten: that is ErrChanged. The file
// as it was stays beside it, for TakeBack.
func (f *Folder) Publish(file string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	if !ok {
		return ErrNoDraft
	}
	source, err := f.source(file)
	if err != nil {
		return err
	}
	was, err := f.published(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		was = nil
	case err != nil:
		return err
	}
	if d.Base != baseOf(was) {
		return ErrChanged
	}
	if was == nil { // ours stood there
		if was, err = fs.ReadFile(f.library, file); err != nil {
			was = nil
		}
	}
	if was != nil {
		if err := replace(f.before(file), was); err != nil {
			return err
		}
	}
	at := filepath.Join(f.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	if err := replace(at, source); err != nil {
		return err
	}
	return f.drop(d)
}

// Rebase accepts what somebody else published meanwhile as the ground of a
// draft: publishing it then replaces that.
func (f *Folder) Rebase(file string) error {
	return f.mark(file, func(d *Draft) error {
		fresh, err := f.begin(file)
		d.Base = fresh.Base
		return err
	})
}

// before is the file as it was before it was published last.
func (f *Folder) before(file string) string { return f.home(file) + ".before" }

// HasBefore reports whether the last publishing of a file can be taken back.
func (f *Folder) HasBefore(file string) bool {
	_, err := os.Stat(f.before(file))
	return err == nil
}

// TakeBack makes a draft of what a file said before it was published last.
func (f *Folder) TakeBack(file, by string, now time.Time) error {
	was, err := os.ReadFile(f.before(file))
	if err != nil {
		return err
	}
	return f.Change(file, by, "taken_back", now, func([]byte) ([]byte, error) { return was, nil })
}

// keep writes what is known of a draft.
func (f *Folder) keep(d Draft) error {
	raw, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return err
	}
	if err := replace(filepath.Join(f.home(d.File), "draft.json"), raw); err != nil {
		return err
	}
	f.drafts[d.File] = d
	return nil
}

func (f *Folder) drop(d Draft) error {
	if err := os.RemoveAll(f.home(d.File)); err != nil {
		return err
	}
	delete(f.drafts, d.File)
	return nil
}

// replace writes a file so that a reader finds the old one or the new one.
func replace(name string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(content)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// Create makes the draft of a file that is not there yet.
func (f *Folder) Create(file, by, what string, now time.Time, source []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := f.source(file); err == nil {
		return fs.ErrExist
	}
	d, err := f.begin(file)
	if err != nil {
		return err
	}
	d.Versions = []Version{{By: by, At: now.UTC().Truncate(time.Second), What: what, Sum: sum(source)}}
	if err := replace(f.version(d, 1), source); err != nil {
		return err
	}
	return f.keep(d)
}
