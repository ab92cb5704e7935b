package flows

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// mark adds a finding about some words of a text, where they stand in the file.
// from is where they begin in the node's value, in bytes; a place that cannot
// be found is the text's own.
func (d *document) mark(n node, from int, words, code string, severity Severity, args ...string) {
	if _, translated := d.from[n.Node]; translated { // its lines are another file's
		d.at(n, code, severity, args...)
		return
	}
	line, col := d.within(n, from)
	first, _, _ := strings.Cut(words, "\n")
	d.find(line, col, max(1, utf8.RuneCountInString(first)), code, severity, args...)
}

// within is the line and the column of a byte of a node's value.
func (d *document) within(n node, from int) (line, col int) {
	if from < 0 || from > len(n.Value) {
		return n.Line, n.Column
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return d.withinLine(n, from)
	}
	before := n.Value[:from]
	line = n.Line + 1 + strings.Count(before, "\n")
	start := strings.LastIndex(before, "\n") + 1
	own, _, _ := strings.Cut(n.Value[start:], "\n")
	at := strings.Index(d.text(line), own)
	if at < 0 || n.Style&yaml.FoldedStyle != 0 {
		return n.Line, n.Column
	}
	return line, utf8.RuneCountInString(d.text(line)[:at]+n.Value[start:from]) + 1
}

// withinLine finds a byte of a text that stands on its key's line.
func (d *document) withinLine(n node, from int) (line, col int) {
	runes := []rune(d.text(n.Line))
	if n.Column > len(runes) {
		return n.Line, n.Column
	}
	head, rest := string(runes[:n.Column-1]), string(runes[n.Column-1:])
	at := strings.Index(rest, n.Value)
	if at < 0 {
		return n.Line, n.Column
	}
	return n.Line, utf8.RuneCountInString(head+rest[:at]+n.Value[:from]) + 1
}
