// Package chat reads and writes .chat transcripts: a conversation that is a
// test. ">" is what the contact writes, "<" what the bot says, "*" an event of
// the journal, "!" what happens; "#" is a note. A line that begins with two
// spaces goes on from the one before.
package chat

import (
	"fmt"
	"strings"
)

// Mark says what a line is.
type Mark byte

// The marks.
const (
	Writes  Mark = '>'
	Says    Mark = '<'
	Event   Mark = '*'
	Happens Mark = '!'
	Note    Mark = '#'
)

// Line is one line of a transcript, or several where it goes on.
type Line struct {
	Number int // in the file, from 1; 0 for a line that was played
	Mark   Mark
	Text   string // continued lines are joined by "\n"
}

// own reports whether the line is the author's, and not what came of it.
func (l Line) own() bool { return l.Mark == Writes || l.Mark == Happens }

// block is a line and where it stands: the file's lines from Number-1 to end.
type block struct {
	Line
	end int
}

// Parse reads a transcript. Its error names the file and the line.
func Parse(name, source string) ([]Line, error) {
	blocks, err := parse(name, rawLines(source))
	if err != nil {
		return nil, err
	}
	lines := make([]Line, 0, len(blocks))
	for _, b := range blocks {
		lines = append(lines, b.Line)
	}
	return lines, nil
}

// rawLines cuts a file into lines with their ends.
func rawLines(source string) []string { return strings.SplitAfter(source, "\n") }

func parse(name string, raw []string) ([]block, error) {
	var blocks []block
	for i, line := range raw {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "  "):
			if len(blocks) == 0 || blocks[len(blocks)-1].Mark == Note {
				return nil, fmt.Errorf("%s:%d: a line with two spaces goes on from the line before, but there is none", name, i+1)
			}
			last := &blocks[len(blocks)-1]
			last.Text += "\n" + strings.TrimRight(line[2:], " \r")
			last.end = i + 1
		case strings.ContainsRune("><*!#", rune(line[0])):
			text := strings.TrimRight(strings.TrimPrefix(line[1:], " "), " \r")
			blocks = append(blocks, block{Line{i + 1, Mark(line[0]), text}, i + 1})
		default:
			return nil, fmt.Errorf("%s:%d: a line begins with >, <, *, !, # or two spaces; this one with %q", name, i+1, line[:1])
		}
	}
	return blocks, nil
}

// Format writes a transcript as Parse reads it.
func Format(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteByte(byte(l.Mark))
		if l.Text != "" {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ReplaceAll(l.Text, "\n", "\n  "))
		b.WriteByte('\n')
	}
	return b.String()
}
