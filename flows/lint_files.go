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
// folder, of a type and a size that every channel takes.
func (d *document) lintFiles(dir fs.FS) {
	if dir == nil {
		return
	}
	d.eachPair(d.root, func(k, v node) {
		switch {
		case k.Value == "picture" && v.get("file").str() != "":
			d.lintPicture(dir, v.get("file"))
		case k.Value == "voice" && v.str() != "" && v.str() != "read-aloud":
			d.fileThere(dir, v)
		}
	})
}

func (d *document) lintPicture(dir fs.FS, file node) {
	if !slices.Contains(pictureTypes, strings.ToLower(path.Ext(file.str()))) {
		d.at(file, "picture-type", Error, path.Ext(file.str()))
		return
	}
	if size := d.fileThere(dir, file); size > biggest {
		d.at(file, "picture-size", Error, strconv.FormatInt(size>>20, 10))
	}
}

func (d *document) fileThere(dir fs.FS, file node) int64 {
	info, err := fs.Stat(dir, path.Clean(file.str()))
	if err != nil || info.IsDir() {
		d.at(file, "no-file", Error, file.str())
		return 0
	}
	return info.Size()
}
