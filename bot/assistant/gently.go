package assistant

import (
	"io/fs"
	"time"
)

// mostRestBeside bounds one rest, where the machine was busy with other things.
const mostRestBeside = 20 * time.Millisecond

// Gently lets turns go first while a folder is read: before each file it rests
// for as long as the work on the one before took. What reads it is to open its
// files one after the other.
func Gently(dir fs.FS) fs.FS { return &gentle{dir: dir} }

type gentle struct {
	dir  fs.FS
	last time.Time // a file was opened
}

// Open is part of fs.FS.
func (g *gentle) Open(name string) (fs.File, error) {
	if !g.last.IsZero() {
		time.Sleep(min(time.Since(g.last), mostRestBeside))
	}
	defer func() { g.last = time.Now() }()
	return g.dir.Open(name)
}
