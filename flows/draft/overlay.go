package draft

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// FS is the agency's folder with the drafts in their files' places.
func (f *Folder) FS() (fs.FS, error) {
	over := map[string][]byte{}
	for _, d := range f.Drafts() {
		source, err := f.Source(d.File)
		if err != nil {
			return nil, err
		}
		over[d.File] = source
	}
	return overlay{os.DirFS(f.dir), over}, nil
}

// overlay is a folder with some files replaced or added.
type overlay struct {
	base fs.FS
	over map[string][]byte
}

var (
	_ fs.ReadDirFS = overlay{}
	_ fs.StatFS    = overlay{}
)

// Open opens a file or a folder.
func (o overlay) Open(name string) (fs.File, error) {
	if content, ok := o.over[name]; ok {
		return &file{Reader: bytes.NewReader(content), info: info{path.Base(name), int64(len(content))}}, nil
	}
	return o.base.Open(name)
}

// Stat tells of a file or a folder, also of one that only a draft is in.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if content, ok := o.over[name]; ok {
		return info{path.Base(name), int64(len(content))}, nil
	}
	found, err := fs.Stat(o.base, name)
	if errors.Is(err, fs.ErrNotExist) && len(o.under(name)) > 0 {
		return info{path.Base(name), -1}, nil
	}
	return found, err
}

// ReadDir lists a folder.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	added := o.under(name)
	list, err := fs.ReadDir(o.base, name)
	if err != nil && (!errors.Is(err, fs.ErrNotExist) || len(added) == 0) {
		return nil, err
	}
	for _, a := range added {
		if i := slices.IndexFunc(list, func(e fs.DirEntry) bool { return e.Name() == a.Name() }); i < 0 {
			list = append(list, a)
		} else if !list[i].IsDir() {
			list[i] = a
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// under lists what drafts are in a folder, files and the folders on the way.
func (o overlay) under(folder string) (list []fs.DirEntry) {
	seen := map[string]bool{}
	for name, content := range o.over {
		rest := name
		if folder != "." {
			inside := false
			if rest, inside = strings.CutPrefix(name, folder+"/"); !inside {
				continue
			}
		}
		first, _, deeper := strings.Cut(rest, "/")
		if seen[first] {
			continue
		}
		seen[first] = true
		size := int64(len(content))
		if deeper {
			size = -1
		}
		list = append(list, fs.FileInfoToDirEntry(info{first, size}))
	}
	return list
}

// file is an open draft.
type file struct {
	*bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close does nothing.
func (*file) Close() error { return nil }

// info tells of a draft's file; a folder has the size -1.
type info struct {
	name string
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return max(0, i.size) }
func (i info) IsDir() bool        { return i.size < 0 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.IsDir() {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
