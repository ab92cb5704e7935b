package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// silentFor is how long work goes on before it says how far it is.
const silentFor = 500 * time.Millisecond

// progress says on a terminal how far long work is, on one line that goes away.
// It says nothing to a pipe. With NO_COLOR, and so for screen readers, it writes
// a line of its own at each quarter instead.
type progress struct {
	mu     sync.Mutex
	out    io.Writer
	what   string
	quiet  bool
	plain  bool
	since  time.Time
	before int
	drawn  int
}

func newProgress(out io.Writer, what string) *progress {
	return &progress{out: out, what: what, quiet: !isTerminal(out), plain: os.Getenv("NO_COLOR") != "", since: time.Now()}
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// tell hears which share is done, from 0 to 1.
func (p *progress) tell(share float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	percent := int(share * 100)
	if p.quiet || time.Since(p.since) < silentFor || percent <= p.before {
		return
	}
	if p.plain {
		if percent/25 > p.before/25 && percent < 100 {
			fmt.Fprintf(p.out, "%s: %d %%\n", p.what, percent)
		}
		p.before = percent
		return
	}
	p.before = percent
	line := fmt.Sprintf("%s: %d %%", p.what, percent)
	fmt.Fprintf(p.out, "\r%s", line)
	p.drawn = max(p.drawn, len([]rune(line)))
}

// done takes the line away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.drawn))
		p.drawn = 0
	}
}
