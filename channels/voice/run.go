package voice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"passerelle/bot"
)

// Limits of one file: a step is a few sentences, which a program reads in well
// under a second; 16 MB is what WhatsApp takes.
const (
	mostTime  = 30 * time.Second
	mostBytes = 16 << 20
)

var (
	// ErrTooLarge means that a program wrote more than a phone takes.
	ErrTooLarge = errors.New("the voice is larger than 16 MB")
	// ErrNotOpus means that what a program wrote is no OGG/Opus.
	ErrNotOpus = errors.New("what the command wrote is no OGG/Opus")
)

// Run reads a text aloud and returns the file. The text goes in by standard input
// alone, never as an argument, and what the programs say beside it is thrown away:
// errors tell which program failed and how it ended.
func (c Command) Run(ctx context.Context, t bot.Aloud) ([]byte, error) {
	stages, err := c.in(t.Language)
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithTimeout(ctx, mostTime)
	defer end()
	out := &limited{full: end}
	row, err := start(ctx, stages, strings.NewReader(t.Words+"\n"), out)
	if err != nil {
		end()
	}
	for i, cmd := range row {
		if e := cmd.Wait(); e != nil && err == nil {
			err = fmt.Errorf("the program %s: %w", stages[i][0], e)
		}
	}
	switch {
	case out.over:
		return nil, ErrTooLarge
	case ctx.Err() != nil:
		return nil, fmt.Errorf("the voice's command did not end: %w", ctx.Err())
	case err != nil:
		return nil, err
	case !opus(out.kept.Bytes()):
		return nil, ErrNotOpus
	}
	return out.kept.Bytes(), nil
}

// opus reports whether a file is OGG with an Opus stream: the stream's head stands
// behind the first page's, which is 28 bytes long (RFC 7845, section 3).
func opus(data []byte) bool {
	return bytes.HasPrefix(data, []byte("OggS")) && bytes.HasPrefix(data[min(28, len(data)):], []byte("OpusHead"))
}

// start starts the programs, each on the pipe of the one before. What was started
// is returned with an error too.
func start(ctx context.Context, stages [][]string, in io.Reader, out io.Writer) (row []*exec.Cmd, err error) {
	env := environment()
	for i, words := range stages {
		words = niced(words)
		cmd := exec.CommandContext(ctx, words[0], words[1:]...)
		cmd.Env, cmd.Stdin, cmd.Stdout, cmd.WaitDelay = env, in, out, time.Second
		var next, ours *os.File
		if i < len(stages)-1 {
			if next, ours, err = os.Pipe(); err != nil {
				return row, fmt.Errorf("join the programs: %w", err)
			}
			cmd.Stdout = ours
		}
		err = cmd.Start()
		closeFile(in) // the programs have their own ends now
		if ours != nil {
			closeFile(ours)
		}
		if err != nil {
			closeFile(next)
			return row, fmt.Errorf("start the voice's command: %w", err)
		}
		row = append(row, cmd)
		in = next
	}
	return row, nil
}

// closeFile closes an end of a pipe that a program has now.
func closeFile(f any) {
	if f, ok := f.(*os.File); ok && f != nil {
		_ = f.Close() // it is the program's
	}
}

// environment is ours without what is ours alone: a program that reads texts aloud
// has no use for keys and tokens.
func environment() (kept []string) {
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "PASSERELLE_") {
			kept = append(kept, pair)
		}
	}
	return kept
}

var nicePath = sync.OnceValue(func() string {
	path, err := exec.LookPath("nice")
	if err != nil {
		return ""
	}
	return path
})

// niced lets a program stand behind everything else that the machine does.
func niced(words []string) []string {
	if path := nicePath(); path != "" {
		return append([]string{path, "-n", "10"}, words...)
	}
	return words
}

// limited keeps what a program writes, as far as a phone takes it. It embeds no
// buffer: what a buffer has of its own (ReadFrom) would go around the limit.
type limited struct {
	kept bytes.Buffer
	full func() // called once it is too much
	over bool
}

// Write keeps p, or ends the work.
func (l *limited) Write(p []byte) (int, error) {
	if l.kept.Len()+len(p) > mostBytes {
		l.over = true
		l.full()
		return 0, ErrTooLarge
	}
	return l.kept.Write(p)
}
