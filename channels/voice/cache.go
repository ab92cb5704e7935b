package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"passerelle/bot"
)

// suffix ends the names of files, and half begins those that are just being made.
const (
	suffix = ".ogg"
	half   = "making-"
)

// unused is how long a file stays that no flow needs any more: a message under way
// may still name it, and an author may take a sentence back.
const unused = 30 * 24 * time.Hour

// Cache keeps what was read aloud, one file a text, in one folder for all agencies.
// One file is made at a time, whoever asks. It holds words of flows only, which
// everybody may hear: nothing here is anybody's own.
type Cache struct {
	dir     string
	command Command
	one     chan struct{} // full while a file is made
}

// Open makes the folder where it is missing.
func Open(dir string, command Command) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for voices: %w", err)
	}
	return &Cache{dir: dir, command: command, one: make(chan struct{}, 1)}, nil
}

// Name is what a text's file is called: the sum of the command, the language and the
// words. So another command makes other files, and every node gives the same text the
// same name.
func (c *Cache) Name(t bot.Aloud) string {
	sum := sha256.Sum256([]byte(c.command.String() + "\x00" + t.Language + "\x00" + t.Words))
	return hex.EncodeToString(sum[:])
}

func (c *Cache) path(name string) string { return filepath.Join(c.dir, name+suffix) }

// has reports whether a text was read aloud already.
func (c *Cache) has(name string) bool {
	info, err := os.Stat(c.path(name))
	return err == nil && info.Mode().IsRegular()
}

// make reads a text aloud, unless somebody did while it waited for its turn.
func (c *Cache) make(ctx context.Context, t bot.Aloud) error {
	select {
	case c.one <- struct{}{}:
		defer func() { <-c.one }()
	case <-ctx.Done():
		return ctx.Err()
	}
	name := c.Name(t)
	if c.has(name) {
		return nil
	}
	data, err := c.command.Run(ctx, t)
	if err != nil {
		return err
	}
	return c.keep(name, data)
}

// keep writes a file whole or not at all.
func (c *Cache) keep(name string, data []byte) error {
	f, err := os.CreateTemp(c.dir, half+"*")
	if err != nil {
		return fmt.Errorf("keep a voice: %w", err)
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), c.path(name))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what was wrong is told already
		return fmt.Errorf("keep a voice: %w", err)
	}
	return nil
}

// used notes that a file is still needed; its error is of no use to anybody: then it
// is made again one day.
func (c *Cache) used(name string, now time.Time) { _ = os.Chtimes(c.path(name), now, now) }

// Tidy deletes the files that no flow has needed for 30 days, and what a sudden end
// left half made. It returns how many went.
func (c *Cache) Tidy(now time.Time) (gone int, err error) {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return 0, fmt.Errorf("tidy the voices: %w", err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || now.Sub(info.ModTime()) < unused || !ours(e) {
			continue
		}
		if os.Remove(filepath.Join(c.dir, e.Name())) == nil {
			gone++
		}
	}
	return gone, nil
}

// ours reports whether a file of the folder is one that we made.
func ours(e fs.DirEntry) bool {
	name := e.Name()
	sum, found := strings.CutSuffix(name, suffix)
	return strings.HasPrefix(name, half) || found && len(sum) == 2*sha256.Size
}
