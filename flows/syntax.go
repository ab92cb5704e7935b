package flows

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// spot is a place in a file with the finding that explains it.
type spot struct {
	code             string
	line, col, width int
	args             []string
}

// broken says in plain words why a file cannot be read, at the place that must
// be mended: the parser knows where it stumbled, not what the author did.
func (d *document) broken(err error) {
	if errors.Is(err, io.EOF) {
		d.find(1, 1, 1, "empty-file", Error)
		return
	}
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		d.find(1, 1, 1, "syntax", Error, err.Error())
		return
	}
	s := d.cause(load)
	d.find(max(1, s.line), max(1, s.col), max(1, s.width), s.code, Error, s.args...)
}

// cause is the most likely mistake behind what the parser says.
func (d *document) cause(e *yaml.LoadError) spot {
	at, from := e.Mark.Line, e.ContextMark.Line
	for _, line := range []int{at, at - 1, from} {
		if s, found := d.badStart(line); found {
			return s
		}
	}
	switch {
	case strings.Contains(e.Message, "control characters"):
		return d.control()
	case strings.Contains(e.Message, "escape"):
		col := e.Mark.Column
		for col > 1 && d.rune(at, col) != '\\' {
			col-- // the parser stands behind it
		}
		return spot{"backslash", at, col, 1, nil}
	case strings.Contains(e.ContextMsg, "quoted"):
		return spot{"open-quote", from, e.ContextMark.Column, 1, []string{string(d.rune(from, e.ContextMark.Column))}}
	case strings.Contains(e.Message, "depth"):
		return spot{"too-deep", at, e.Mark.Column, 1, nil}
	case strings.Contains(e.ContextMsg, "flow"):
		return d.bracket(e)
	case strings.Contains(e.Message, "anchor") || strings.Contains(e.ContextMsg, "anchor") || strings.Contains(e.ContextMsg, "alias") ||
		strings.Contains(e.Message, "cannot start any token"):
		return d.sign(at, e)
	}
	return d.causeOfShape(e)
}

// bracket is what is wrong between brackets: they stay open, or what is between
// them falls apart on their own line.
func (d *document) bracket(e *yaml.LoadError) spot {
	from, at := e.ContextMark, e.Mark
	open := string(d.rune(from.Line, from.Column))
	closing := strings.NewReplacer("[", "]", "{", "}").Replace(open)
	if rest := []rune(d.text(from.Line)); from.Line == at.Line && at.Column <= len(rest) && strings.Contains(string(rest[at.Column-1:]), closing) {
		if d.rune(at.Line, at.Column) == ':' {
			return spot{"colon", at.Line, at.Column, 1, nil}
		}
		return spot{"after-quote", at.Line, at.Column, 1, nil}
	}
	return spot{"open-bracket", from.Line, from.Column, 1, []string{open, closing}}
}

// causeOfShape looks at the line where lines no longer fit together.
func (d *document) causeOfShape(e *yaml.LoadError) spot {
	line, col := e.Mark.Line, e.Mark.Column
	switch {
	case strings.Contains(e.Message, "mapping values"):
		if m := textWithColon.FindStringSubmatchIndex(d.text(line)); m != nil {
			return spot{"colon", line, col, 1, nil}
		}
		return spot{"indent", line, indentOf(d.text(line)) + 1, 1, nil}
	case strings.Contains(e.Message, "could not find expected ':'"):
		return spot{"no-colon", e.ContextMark.Line, e.ContextMark.Column, utf8.RuneCountInString(strings.TrimSpace(d.text(e.ContextMark.Line))), nil}
	case strings.Contains(e.Message, "did not find expected key") && afterQuote.MatchString(d.text(line)):
		return spot{"after-quote", line, col, 1, nil}
	case strings.Contains(e.ContextMsg, "block scalar"):
		return spot{"after-bar", line, col, 1, nil}
	case strings.Contains(e.ContextMsg, "block"):
		return spot{"indent", line, indentOf(d.text(line)) + 1, 1, nil}
	}
	return spot{"syntax", line, col, 1, []string{e.Message}}
}

var (
	textWithColon = regexp.MustCompile(`^\s*(?:- )*[\pL\d_-]+:\s+\S.*:(?:\s|$)`)
	afterQuote    = regexp.MustCompile(`:\s+(?:"[^"]*"|'[^']*')\s*\S`)
	glued         = regexp.MustCompile(`^(\s*(?:- )*)([\pL_]+)(:)[^\s:/]`)
	gluedDash     = regexp.MustCompile(`^(\s*)(-)[\pL_]+:(?:\s|$)`)
)

// badStart finds what is wrong with the beginning of a line.
func (d *document) badStart(line int) (spot, bool) {
	text := d.text(line)
	start := text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsSpace))]
	for i, r := range []rune(start) {
		switch {
		case r == '\t':
			return spot{"tab", line, i + 1, 1, nil}, true
		case r != ' ':
			return spot{"hard-space", line, i + 1, len([]rune(start)) - i, nil}, true
		}
	}
	if m := gluedDash.FindStringSubmatchIndex(text); m != nil {
		return spot{"glued-dash", line, m[4] + 1, 1, nil}, true
	}
	if m := glued.FindStringSubmatchIndex(text); m != nil {
		word := text[m[4]:m[5]]
		if slices.Contains(allKeys, word) {
			return spot{"glued-colon", line, utf8.RuneCountInString(text[:m[6]]) + 1, 1, []string{word}}, true
		}
	}
	return spot{}, false
}

// sign is a text that begins with a character that means something to YAML.
func (d *document) sign(line int, e *yaml.LoadError) spot {
	col := e.Mark.Column
	if e.ContextMark.Line == line {
		col = e.ContextMark.Column
	}
	return spot{"first-sign", line, col, 1, []string{string(d.rune(line, col))}}
}

// control finds the first character that nobody can see.
func (d *document) control() spot {
	for i, line := range d.lines {
		for col, r := range []rune(line) {
			if r < ' ' && r != '\t' || r == 0x7f {
				return spot{"control", i + 1, col + 1, 1, nil}
			}
		}
	}
	return spot{"control", 1, 1, 1, nil}
}

// text is a line of the file, "" where there is none.
func (d *document) text(line int) string {
	if line < 1 || line > len(d.lines) {
		return ""
	}
	return d.lines[line-1]
}

func (d *document) rune(line, col int) rune {
	if runes := []rune(d.text(line)); col >= 1 && col <= len(runes) {
		return runes[col-1]
	}
	return ' '
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// wrongEncoding names the line and the character that are not UTF-8, as an
// editor of Western Europe would show it.
func (d *document) wrongEncoding() {
	if len(d.source) > 1 && (d.source[0] == 0xff && d.source[1] == 0xfe || d.source[0] == 0xfe && d.source[1] == 0xff) {
		d.find(1, 1, 1, "utf-16", Error)
		return
	}
	line, col := 1, 1
	for rest := d.source; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			d.find(line, col, 1, "encoding", Error, string(rune(rest[0])))
			return
		case r == '\n', r == '\r' && (size == len(rest) || rest[size] != '\n'):
			line, col = line+1, 1
		case r != '\r' && r != '\ufeff':
			col++
		}
		rest = rest[size:]
	}
}

// hardKeys finds keys that begin with a space that only looks like one: the
// line is then read as a part of something else.
func (d *document) hardKeys(n node) bool {
	for k, v := range n.pairs() {
		if first, _ := utf8.DecodeRuneInString(k.Value); unicode.IsSpace(first) {
			d.find(k.Line, k.Column, utf8.RuneCountInString(k.Value)-utf8.RuneCountInString(strings.TrimSpace(k.Value)), "hard-space", Error)
			return true
		}
		if d.hardKeys(v) {
			return true
		}
	}
	if n.Node != nil && n.Kind == yaml.SequenceNode {
		return slices.ContainsFunc(n.list(), d.hardKeys)
	}
	return false
}
