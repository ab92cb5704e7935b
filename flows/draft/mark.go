package draft

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strings"
)

// Mark changes when any file below a folder does, drafts too. Files are
// compared by size and time: that works on every file system, network folders
// too.
func Mark(dir string) uint64 { return mark(dir, false) }

// MarkPublished changes when any file does that is in use: not the drafts, nor
// anything else that is hidden.
func MarkPublished(dir string) uint64 { return mark(dir, true) }

func mark(dir string, published bool) uint64 {
	sum := fnv.New64a()
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // a file that is just being replaced: the next look sees it
		case published && path != dir && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintln(sum, path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return sum.Sum64()
}
