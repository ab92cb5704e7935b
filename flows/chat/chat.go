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

// Parse reads a transcript. Its error names the file and the line.
func Parse(name, source string) ([]Line, error) {
	var lines []Line
	for i, raw := range strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n") {
		switch {
		case strings.TrimSpace(raw) == "":
		case strings.HasPrefix(raw, "  "):
			if len(lines) == 0 || lines[len(lines)-1].Mark == Note {
				return nil, fmt.Errorf("%s:%d: a line with two spaces goes on from the line before, but there is none", name, i+1)
			}
			lines[len(lines)-1].Text += "\n" + strings.TrimRight(raw[2:], " \r")
		case strings.ContainsRune("><*!#", rune(raw[0])):
			text := strings.TrimRight(strings.TrimPrefix(raw[1:], " "), " \r")
			lines = append(lines, Line{i + 1, Mark(raw[0]), text})
		default:
			return nil, fmt.Errorf("%s:%d: a line begins with >, <, *, !, # or two spaces; this one with %q", name, i+1, raw[:1])
		}
	}
	return lines, nil
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

// Diff shows where two transcripts differ: "-" was expected, "+" was played,
// lines without a sign are the same. It is "" when they are equal; notes do
// not count.
func Diff(want, got []Line) string {
	a, b := words(want), words(got)
	same := longest(a, b)
	var out strings.Builder
	differs := false
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			fmt.Fprintf(&out, "  %s\n", a[i])
			i, j = i+1, j+1
		case j >= len(b) || i < len(a) && same[i+1][j] >= same[i][j+1]:
			fmt.Fprintf(&out, "- %s\n", a[i])
			i, differs = i+1, true
		default:
			fmt.Fprintf(&out, "+ %s\n", b[j])
			j, differs = j+1, true
		}
	}
	if !differs {
		return ""
	}
	return out.String()
}

func words(lines []Line) (all []string) {
	for _, l := range lines {
		if l.Mark != Note {
			all = append(all, strings.TrimRight(Format([]Line{l}), "\n"))
		}
	}
	return all
}

// longest returns, for every pair of places, how many lines the rests have in
// common, in order.
func longest(a, b []string) [][]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	return n
}
