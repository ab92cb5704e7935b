package flows

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// ErrNotHere means that a file cannot be changed at that slot by itself: it is
// written in a way that only a person can change without harm.
var ErrNotHere = errors.New("this place can only be changed in the file itself")

// ErrNoWords means that a text would be empty.
var ErrNoWords = errors.New("a text needs words")

// SetText changes one text of an author's file and no other byte. path is a
// Field's path with the language behind it ("steps/light/say/fr"), or without
// one for a text that holds for all languages. A language that is not there yet
// is added behind the others. Whatever the file looks like, either only this
// text is changed or the error is ErrNotHere.
func SetText(source []byte, path, words string) ([]byte, error) {
	words = tidied(words)
	if words == "" {
		return nil, ErrNoWords
	}
	e, err := edit(source)
	if err != nil {
		return nil, err
	}
	steps := strings.Split(path, "/")
	at := e.root.walkTo(steps)
	if at.value.Node != nil {
		if !at.value.scalar() || at.value.Alias != nil || at.value.Anchor != "" {
			return nil, ErrNotHere
		}
		err = e.replaceScalar(at, words)
	} else {
		err = e.addLanguage(e.root.walkTo(steps[:len(steps)-1]), steps[len(steps)-1], words)
	}
	if err != nil {
		return nil, err
	}
	return e.checked(steps, words)
}

// tidied is how a text stands in a file: no spaces at the ends of lines.
func tidied(words string) string {
	lines := strings.Split(breaks.Replace(words), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), " \n\t")
}

// editing is a file that is being changed, as lines without their ends.
type editing struct {
	source []byte
	root   node
	lines  []string
	end    string // of a line
	bom    string
}

// edit reads a file to change it.
func edit(source []byte) (*editing, error) {
	d := parse("", source)
	if d.root.Node == nil {
		return nil, fmt.Errorf("the file cannot be read: %w", ErrNotHere)
	}
	e := &editing{source: source, root: d.root, end: "\n"}
	rest, marked := bytes.CutPrefix(source, []byte("\ufeff"))
	if marked {
		e.bom = "\ufeff"
	}
	if bytes.Contains(rest, []byte("\r\n")) {
		e.end = "\r\n"
	}
	e.lines = strings.Split(string(rest), e.end)
	if len(e.lines) != len(linesOf(rest)) { // mixed ends of lines: the places would not be where they seem
		return nil, ErrNotHere
	}
	return e, nil
}

func (e *editing) bytes() []byte { return []byte(e.bom + strings.Join(e.lines, e.end)) }

// slot is a value in a file, with the key before it and the map that holds it.
type slot struct{ parent, key, value node }

// walkTo follows a path. The value is nil where the path leads nowhere.
func (n node) walkTo(path []string) slot {
	at := slot{value: n}
	for _, name := range path {
		parent := at.value
		at = slot{parent: parent}
		if parent.Node == nil {
			return at
		}
		if parent.Kind == yaml.SequenceNode {
			for i, entry := range parent.list() {
				if segment(entry, i) == name || strconv.Itoa(i+1) == name && entry.get("id").Node == nil {
					at.value = entry
				}
			}
			continue
		}
		for k, v := range parent.pairs() {
			if k.Value == name {
				at.key, at.value = k, v
			}
		}
	}
	return at
}

// replaceScalar writes words in place of a value.
func (e *editing) replaceScalar(at slot, words string) error {
	v := at.value
	inBlock := at.parent.Style&yaml.FlowStyle == 0
	first := v.Line - 1
	line := e.lines[first]
	from := byteAt(line, v.Column)
	if v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		if !inBlock || at.key.Node == nil {
			return ErrNotHere
		}
		indent := at.key.Column - 1
		last, inner := e.blockEnd(first, indent)
		e.splice(first, last, block(line[:from], words, max(inner, indent+1)))
		return nil
	}
	to, ok := scalarEnd(line, from, v)
	if !ok {
		return ErrNotHere
	}
	if strings.Contains(words, "\n") && inBlock && at.key.Node != nil && strings.TrimSpace(line[to:]) == "" {
		e.splice(first, first, block(line[:from], words, at.key.Column+1))
		return nil
	}
	e.lines[first] = line[:from] + oneLine(words, v.Style == 0) + line[to:]
	return nil
}

// block writes words as a "|" block behind the start of a line.
func block(start, words string, indent int) []string {
	list := []string{strings.TrimRight(start, " ") + " |"}
	for line := range strings.SplitSeq(words, "\n") {
		if line != "" {
			line = strings.Repeat(" ", indent) + line
		}
		list = append(list, line)
	}
	return list
}

// oneLine writes words as a plain string where that is safe, else in quotes.
func oneLine(words string, plain bool) string {
	if plain && isPlain(words) {
		return words
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(words) + `"`
}

// isPlain reports whether words mean themselves without quotes, inside braces
// too.
func isPlain(words string) bool {
	var n yaml.Node
	err := yaml.Unmarshal([]byte("[{a: "+words+"}]"), &n)
	if err != nil || strings.ContainsAny(words, "\n\t#") || len(n.Content) != 1 || len(n.Content[0].Content) != 1 {
		return false
	}
	inner := n.Content[0].Content[0]
	return len(inner.Content) == 2 && inner.Content[1].Tag == "!!str" && inner.Content[1].Style == 0 && inner.Content[1].Value == words
}

// splice puts lines in place of lines from first to last.
func (e *editing) splice(first, last int, with []string) {
	e.lines = slices.Replace(e.lines, first, last+1, with...)
}

// blockEnd returns the last line of a "|" block whose key stands at an indent,
// and how far its words are indented; 0 when there are none.
func (e *editing) blockEnd(first, indent int) (last, inner int) {
	last = first
	for i := first + 1; i < len(e.lines); i++ {
		line := e.lines[i]
		if strings.TrimSpace(line) == "" {
			continue
		}
		in := len(line) - len(strings.TrimLeft(line, " "))
		if in <= indent {
			break
		}
		if inner == 0 {
			inner = in
		}
		last = i
	}
	return last, inner
}

// scalarEnd returns where a value ends that stands on one line.
func scalarEnd(line string, from int, v node) (int, bool) {
	switch v.Style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle) {
	case yaml.DoubleQuotedStyle:
		for i := from + 1; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '"':
				return i + 1, true
			}
		}
	case yaml.SingleQuotedStyle:
		for i := from + 1; i < len(line); i++ {
			if line[i] != '\'' {
				continue
			}
			if i+1 == len(line) || line[i+1] != '\'' {
				return i + 1, true
			}
			i++
		}
	default:
		if strings.HasPrefix(line[from:], v.Value) {
			return from + len(v.Value), true
		}
	}
	return 0, false
}

// byteAt turns a column in characters, from 1, to a place in bytes.
func byteAt(line string, column int) int {
	at := 0
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// addLanguage writes a text in a language behind the others.
func (e *editing) addLanguage(at slot, tag, words string) error {
	v := at.value
	if !isText(v) || !slices.Contains(tags, tag) {
		return ErrNotHere
	}
	n := len(v.Content)
	lastKey, last := node{v.Content[n-2]}, node{v.Content[n-1]}
	first := last.Line - 1
	if v.Style&yaml.FlowStyle != 0 {
		line := e.lines[first]
		to, ok := scalarEnd(line, byteAt(line, last.Column), last)
		if !ok {
			return ErrNotHere
		}
		e.lines[first] = line[:to] + ", " + tag + ": " + oneLine(words, true) + line[to:]
		return nil
	}
	indent, end := lastKey.Column-1, first
	if last.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		end, _ = e.blockEnd(first, indent)
	} else if _, ok := scalarEnd(e.lines[first], byteAt(e.lines[first], last.Column), last); !ok {
		return ErrNotHere
	}
	start := strings.Repeat(" ", indent) + tag + ":"
	if last.Style&yaml.LiteralStyle != 0 || strings.Contains(words, "\n") {
		e.splice(end, end, append([]string{e.lines[end]}, block(start, words, indent+2)...))
	} else {
		e.splice(end, end, []string{e.lines[end], start + " " + oneLine(words, true)})
	}
	return nil
}

// checked returns the changed file when it says what it should, and nothing
// else changed.
func (e *editing) checked(path []string, words string) ([]byte, error) {
	changed := e.bytes()
	d := parse("", changed)
	if d.root.Node == nil {
		return nil, ErrNotHere
	}
	at := d.root.walkTo(path)
	if at.value.str() != words {
		return nil, ErrNotHere
	}
	if !alike(e.root.Node, d.root.Node, e.root.walkTo(path).value.Node, at.value.Node, at.key.Node) {
		return nil, ErrNotHere
	}
	return changed, nil
}

// alike reports whether two trees say the same but for one value: was in the
// old one, is in the new one. Where was is nil, the new one has the key besides.
// Notes are not compared: no line that is kept loses its own.
func alike(old, now, was, is, key *yaml.Node) bool {
	if is != nil && now == is {
		return old == was
	}
	content := now.Content
	if was == nil && key != nil {
		if i := slices.Index(content, key); i >= 0 {
			content = slices.Concat(content[:i], content[i+2:])
		}
	}
	if old.Kind != now.Kind || old.Value != now.Value || old.Tag != now.Tag || len(old.Content) != len(content) {
		return false
	}
	for i := range content {
		if !alike(old.Content[i], content[i], was, is, key) {
			return false
		}
	}
	return true
}
