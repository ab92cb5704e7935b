//go:build linux

package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
)

// Folder is what Look found out about a data folder.
type Folder struct {
	There bool // the folder exists
	Held  bool // a running service works on it: Join reaches its Redis
	Data  bool // something is stored in it
}

// Look says whether Child could work on a data folder, and changes nothing:
// what is not there is not made.
func Look(dir string) (f Folder, err error) {
	_, whole, err := place(dir)
	if err != nil {
		return f, err
	}
	info, err := os.Stat(whole)
	if errors.Is(err, fs.ErrNotExist) {
		return f, makeable(filepath.Dir(whole))
	}
	if err != nil {
		return f, fmt.Errorf("the data folder: %w", err)
	}
	if !info.IsDir() {
		return f, fmt.Errorf("the data folder: %s is a file", dir)
	}
	f.There = true
	if err := writable(whole); err != nil {
		return f, err
	}
	files, err := filepath.Glob(filepath.Join(whole, dataName, "*"))
	if err != nil {
		return f, fmt.Errorf("the data folder: %w", err)
	}
	f.Data = len(files) > 0
	held, err := os.OpenFile(filepath.Join(whole, lockName), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("the data folder: %w", err)
	}
	defer held.Close()
	f.Held = syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil
	return f, nil
}

// makeable reports whether a folder could be made below the nearest one there is.
func makeable(parent string) error {
	for ; ; parent = filepath.Dir(parent) {
		if _, err := os.Stat(parent); err == nil || parent == filepath.Dir(parent) {
			return writable(parent)
		}
	}
}

func writable(dir string) error {
	const write, enter = 2, 1 // access(2)
	if err := syscall.Access(dir, write|enter); err != nil {
		return fmt.Errorf("the data folder: this user may not write in %s: %w", dir, err)
	}
	return nil
}

// Copy runs a server on a copy of a folder's data, which it makes among the
// temporary files: what is stored can be looked at while nothing is changed.
// stop ends the server and deletes the copy.
func Copy(ctx context.Context, dir string) (db DB, stop func(), err error) {
	temporary, err := os.MkdirTemp("", "passerelle-look-")
	if err != nil {
		return nil, nil, fmt.Errorf("copy the data folder: %w", err)
	}
	end := func() { _ = os.RemoveAll(temporary) }
	defer func() {
		if err != nil {
			end()
		}
	}()
	if err := os.Mkdir(filepath.Join(temporary, dataName), 0o700); err != nil {
		return nil, nil, fmt.Errorf("copy the data folder: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, dataName, "*"))
	if err != nil {
		return nil, nil, fmt.Errorf("copy the data folder: %w", err)
	}
	for _, name := range files {
		if err := copyFile(name, filepath.Join(temporary, dataName, filepath.Base(name))); err != nil {
			return nil, nil, fmt.Errorf("copy the data folder: %w", err)
		}
	}
	db, stopChild, err := Child(ctx, temporary, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, nil, fmt.Errorf("read a copy of the data folder: %w", err)
	}
	return db, func() { stopChild(); end() }, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
