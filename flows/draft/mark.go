package draft

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
)

// Mark changes when any file below a folder does, drafts too. Files are
// compared by size and time: that works on every file system, network folders
// too.
func Mark(dir string) uint64 {
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
