package main

import (
	"strings"
	"testing"
	"time"
)

// TestProgress: a line that goes away on a terminal, plain lines with NO_COLOR,
// nothing to a pipe or for short work.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name, want   string
		quiet, plain bool
		ago          time.Duration
	}{
		{"a terminal", "\rwork: 10 %\rwork: 60 %\rwork: 100 %\r           \r", false, false, time.Minute},
		{"plain", "work: 60 %\n", false, true, time.Minute},
		{"a pipe", "", true, false, time.Minute},
		{"short work", "", false, false, -time.Minute},
	} {
		var out strings.Builder
		p := &progress{out: &out, what: "work", quiet: c.quiet, plain: c.plain, since: time.Now().Add(-c.ago)}
		for _, share := range []float64{.1, .1, .6, .6001, .05, 1} {
			p.tell(share)
		}
		p.done()
		p.done()
		if out.String() != c.want {
			t.Errorf("%s: %q, want %q", c.name, out.String(), c.want)
		}
	}
	if p := newProgress(&strings.Builder{}, "work"); !p.quiet {
		t.Error("what is no terminal hears progress")
	}
}
