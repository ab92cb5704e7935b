package draft

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing/fstest"
)

// FS is the agency's folder with the drafts in their files' places.
func (f *Folder) FS() (fs.FS, error) {
	over := fstest.MapFS{}
	for _, d := range f.Drafts() {
		source, err := f.Source(d.File)
		if err != nil {
			return nil, err
		}
		over[d.File] = &fstest.MapFile{Data: source, Mode: 0o644}
	}
	return overlay{os.DirFS(f.dir), over}, nil
}

// overlay is a folder with some files replaced or added. The files over it are
// few and in memory; the type of the standard library that holds such files is
// made for tests and serves as well here.
type overlay struct {
	base fs.FS
	over fstest.MapFS
}

// Open opens a file or a folder.
func (o overlay) Open(name string) (fs.File, error) {
	if _, ok := o.over[name]; ok {
		return o.over.Open(name)
	}
	return o.base.Open(name)
}

// Stat tells of a file or a folder, also of one that only a draft is in.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if _, ok := o.over[name]; ok {
		return o.over.Stat(name)
	}
	found, err := fs.Stat(o.base, name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.over.Stat(name)
	}
	return found, err
}

// ReadDir lists a folder.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.base, name)
	added, other := o.over.ReadDir(name)
	if err != nil && (other != nil || !errors.Is(err, fs.ErrNotExist)) {
		return nil, err
	}
	for _, a := range added {
		if i := slices.IndexFunc(list, func(e fs.DirEntry) bool { return e.Name() == a.Name() }); i < 0 {
			list = append(list, a)
		} else if !a.IsDir() {
			list[i] = a
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}
