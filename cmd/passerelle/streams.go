package main

import (
	"io"
	"os"
)

// watched reports whether somebody types at a terminal.
func watched(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// mute lets errors through and drops the prompt, for pipes.
type mute struct{ io.Writer }

func (m mute) Write(b []byte) (int, error) {
	if string(b) == "> " {
		return len(b), nil
	}
	return m.Writer.Write(b)
}
