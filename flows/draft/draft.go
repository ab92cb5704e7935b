// Package draft keeps the changes of an agency's files that are not published
// yet: each file's versions one after the other, who made them, who was asked
// and who approved. They lie beside the files, in a hidden folder that nothing
// else reads, and outlive a restart.
package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Hidden is the folder of drafts in an agency's folder.
const Hidden = ".studio"

// Errors of a Folder.
var (
	ErrNoDraft   = errors.New("there is no draft of this file")
	ErrChanged   = errors.New("the file was changed by somebody else since the draft was begun")
	ErrOwnWork   = errors.New("who wrote a draft cannot approve it")
	ErrNotAsked  = errors.New("nobody asked for an approval")
	ErrOtherText = errors.New("the draft is another one now")
	ErrReadOnly  = errors.New("this folder takes no changes")
)

// Version is one state of a draft.
type Version struct {
	By   string    `json:"by"` // login of the author
	At   time.Time `json:"at"`
	What string    `json:"what"` // what was done, a key of the interface's words and an id
	Sum  string    `json:"sum"`  // of the bytes
}

// Draft is what is known of a file's changes.
type Draft struct {
	File     string    `json:"file"` // in the agency's folder, with "/"
	Base     string    `json:"base"` // sum of the published file that it began with; "" when there was none
	Versions []Version `json:"versions"`
	Asked    string    `json:"asked,omitempty"`    // who asked for an approval
	Approved string    `json:"approved,omitempty"` // who approved
	Of       string    `json:"of,omitempty"`       // sum of what was asked about and approved
}

// Last returns the newest version.
func (d Draft) Last() Version { return d.Versions[len(d.Versions)-1] }

// Waits reports whether the draft, as it is now, waits for an approval.
func (d Draft) Waits() bool { return d.Asked != "" && d.Approved == "" && d.Of == d.Last().Sum }

// IsApproved reports whether the draft, as it is now, was approved.
func (d Draft) IsApproved() bool { return d.Approved != "" && d.Of == d.Last().Sum }

// By lists who wrote any part of the draft.
func (d Draft) By() (logins []string) {
	for _, v := range d.Versions {
		if !slices.Contains(logins, v.By) {
			logins = append(logins, v.By)
		}
	}
	return logins
}

// Folder is an agency's folder with its drafts. It is safe for concurrent use
// in one process.
type Folder struct {
	dir     string
	library fs.FS

	mu     sync.Mutex
	drafts map[string]Draft
}

// Open reads the drafts of a folder. library is what stands behind it: the
// files that we ship.
func Open(dir string, library fs.FS) (*Folder, error) {
	f := &Folder{dir: dir, library: library, drafts: map[string]Draft{}}
	found, err := filepath.Glob(filepath.Join(dir, Hidden, "*", "draft.json"))
	if err != nil {
		return nil, fmt.Errorf("look for drafts in %s: %w", dir, err)
	}
	for _, name := range found {
		var d Draft
		raw, err := os.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(raw, &d)
		}
		if err != nil || len(d.Versions) == 0 || !fs.ValidPath(d.File) {
			return nil, fmt.Errorf("the draft %s cannot be read: mend it or delete its folder (%w)", name, err)
		}
		f.drafts[d.File] = d
	}
	return f, nil
}

// Dir returns the agency's folder.
func (f *Folder) Dir() string { return f.dir }

// Draft returns the draft of a file.
func (f *Folder) Draft(file string) (Draft, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.drafts[file]
	return d, ok
}

// Drafts returns all drafts, by file.
func (f *Folder) Drafts() (list []Draft) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.drafts {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b Draft) int { return strings.Compare(a.File, b.File) })
	return list
}

// Source returns what a file says now: its draft, else what is published, else
// what we ship.
func (f *Folder) Source(file string) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.source(file)
}

func (f *Folder) source(file string) ([]byte, error) {
	if d, ok := f.drafts[file]; ok {
		return os.ReadFile(f.version(d, len(d.Versions)))
	}
	source, err := f.published(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadFile(f.library, file)
	}
	return source, err
}

// Published returns what is in use of a file: the agency's, else what we ship.
func (f *Folder) Published(file string) ([]byte, error) {
	source, err := f.published(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadFile(f.library, file)
	}
	return source, err
}

func (f *Folder) published(file string) ([]byte, error) {
	if !fs.ValidPath(file) {
		return nil, &fs.PathError{Op: "open", Path: file, Err: fs.ErrInvalid}
	}
	return os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(file)))
}

// home is the folder of a file's draft.
func (f *Folder) home(file string) string {
	return filepath.Join(f.dir, Hidden, strings.ReplaceAll(file, "/", "--"))
}

func (f *Folder) version(d Draft, n int) string {
	return filepath.Join(f.home(d.File), fmt.Sprintf("%04d.yaml", n))
}

func sum(source []byte) string {
	s := sha256.Sum256(source)
	return hex.EncodeToString(s[:8])
}

// Has reports whether the agency's folder itself has the file, published.
func (f *Folder) Has(file string) bool {
	_, err := f.published(file)
	return err == nil
}
