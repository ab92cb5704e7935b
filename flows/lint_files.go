package flows

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// biggest is what WhatsApp takes of a picture, in bytes.
const biggest = 5 << 20

var pictureTypes = []string{".png", ".jpg", ".jpeg"}

// lintFiles wants the pictures and voices that a flow names, in the agency's
// folder or in the library, of a type and a size that every channel takes.
func (d *document) lintFiles(dirs []fs.FS) {
	if len(dirs) == 0 || dirs[0] == nil {
		return
	}
	d.eachPair(d.root, func(k, v node) {
		switch {
		case k.Value == "picture" && v.get("file").str() != "":
			d.lintPicture(dirs, v.get("file"))
		case k.Value == "voice" && v.scalar() && v.str() != "" && v.str() != "read-aloud":
			d.fileThere(dirs, v)
		case k.Value == "voice":
			for _, file := range v.pairs() {
				d.fileThere(dirs, file)
			}
		}
	})
}

func (d *document) lintPicture(dirs []fs.FS, file node) {
	if !slices.Contains(pictureTypes, strings.ToLower(path.Ext(file.str()))) {
		d.at(file, "picture-type", Error, path.Ext(file.str()))
		return
	}
	if size := d.fileThere(dirs, file); size > biggest {
		d.at(file, "picture-size", Error, strconv.FormatInt(size>>20, 10))
	}
}

// fileThere returns a file's size in bytes, of the first folder that has it, or 0
// with a finding.
func (d *document) fileThere(dirs []fs.FS, file node) int64 {
	for _, dir := range dirs {
		if dir == nil {
			continue
		}
		if info, err := fs.Stat(dir, path.Clean(file.str())); err == nil && !info.IsDir() {
			return info.Size()
		}
	}
	d.at(file, "no-file", Error, file.str())
	return 0
}
