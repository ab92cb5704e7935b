package flows

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/text"
)

// largest bounds an author's file, in bytes.
const largest = 1 << 20

// node is a place in a file. A nil node is a place that is not there; every
// method of it answers with nothing.
type node struct{ *yaml.Node }

// document is one file that is being read.
type document struct {
	name     string
	source   []byte
	lines    []string
	root     node
	findings []Finding
	from     map[*yaml.Node]string // a translation's node → the file that it came from
	spoiled  map[*yaml.Node]bool   // maps and values that were not understood
	told     []localised           // the file's texts, once they were looked for
}

// parse reads a file to nodes. A file that cannot be read has one finding and
// no root.
func parse(name string, source []byte) *document {
	d := &document{name: name, source: source}
	if len(source) > largest {
		d.find(1, 1, 1, "too-big", Error)
		return d
	}
	d.lines = linesOf(source)
	if !utf8.Valid(source) {
		d.wrongEncoding()
		return d
	}
	loader, err := yaml.NewLoader(bytes.NewReader(source))
	if err != nil {
		d.broken(err)
		return d
	}
	var top yaml.Node
	if err := loader.Load(&top); err != nil {
		d.broken(err)
		return d
	}
	var second yaml.Node
	if err := loader.Load(&second); err == nil {
		d.find(second.Line, 1, 1, "two-documents", Error)
		return d
	} else if !errors.Is(err, io.EOF) {
		d.broken(err)
		return d
	}
	switch {
	case len(top.Content) != 1 || top.Content[0].Kind != yaml.MappingNode:
		d.find(1, 1, 1, "no-keys", Error)
	case !d.hardKeys(node{top.Content[0]}):
		d.root = node{top.Content[0]}
	}
	return d
}

// breaks are what YAML takes for the end of a line.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

func linesOf(source []byte) []string {
	return strings.Split(breaks.Replace(strings.TrimPrefix(string(source), "\ufeff")), "\n")
}

func (d *document) find(line, col, width int, code string, severity Severity, args ...string) {
	d.findings = append(d.findings, Finding{File: d.name, Line: line, Col: col, Width: width, Code: code, Severity: severity, args: args}.In("en"))
}

// at adds a finding about a node.
func (d *document) at(n node, code string, severity Severity, args ...string) {
	line, col, width := 1, 1, 1
	if n.Node != nil {
		line, col = n.Line, n.Column
		if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			width = max(1, utf8.RuneCountInString(strings.SplitN(n.Value, "\n", 2)[0]))
		}
	}
	d.find(line, col, width, code, severity, args...)
	if file, translated := d.from[n.Node]; translated {
		d.findings[len(d.findings)-1].File = file
	}
}

// suggest gives the last finding a word to write instead.
func (d *document) suggest(word string) {
	last := &d.findings[len(d.findings)-1]
	last.Suggestion = word
	*last = last.In("en")
}

// suggestOf gives the last finding the nearest of some words, and returns it.
func (d *document) suggestOf(word string, allowed []string) string {
	near, sure := nearest(word, allowed)
	if near != "" {
		d.suggest(near)
		d.findings[len(d.findings)-1].sure = sure
	}
	return near
}

// get returns the value of a key.
func (n node) get(name string) node {
	for k, v := range n.pairs() {
		if k.Value == name {
			return v
		}
	}
	return node{}
}

// pairs yields the keys and values of a map, in the file's order.
func (n node) pairs() func(func(node, node) bool) {
	return func(yield func(node, node) bool) {
		if n.Node == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(node{n.Content[i]}, node{n.Content[i+1]}) {
				return
			}
		}
	}
}

// list yields the entries of a list; a single value counts as a list of one.
func (n node) list() (all []node) {
	if n.Node == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return []node{n}
	}
	for _, c := range n.Content {
		all = append(all, node{c})
	}
	return all
}

// line is where the node begins, 0 when it is not there.
func (n node) line() int {
	if n.Node == nil {
		return 0
	}
	return n.Line
}

func (n node) scalar() bool { return n.Node != nil && n.Kind == yaml.ScalarNode }

// str returns a scalar's text as it stands in the file: 0123 stays 0123.
func (n node) str() string {
	if !n.scalar() {
		return ""
	}
	return strings.TrimRight(n.Value, "\n ")
}

func (n node) strings() (all []string) {
	for _, c := range n.list() {
		all = append(all, c.str())
	}
	return all
}

// keys returns a map's keys, in the order of the file.
func (n node) keys() (all []string) {
	for k := range n.pairs() {
		all = append(all, k.Value)
	}
	return all
}

// words returns a map's values by their keys.
func (n node) words() map[string]string {
	all := map[string]string{}
	for k, v := range n.pairs() {
		all[k.Value] = v.str()
	}
	return all
}

func (n node) int() int {
	i, _ := strconv.Atoi(n.str())
	return i
}

func (n node) float() float64 {
	f, _ := strconv.ParseFloat(n.str(), 64)
	return f
}

func (n node) bool() bool { return n.str() == "true" }

func (n node) date(zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	t, _ := time.ParseInLocation(time.DateOnly, n.str(), zone)
	return t
}

// text returns a text in its languages; a plain string counts for all of them.
func (n node) text(all ...string) text.Localised {
	if n.Node == nil {
		return nil
	}
	l := text.Localised{}
	if n.scalar() {
		for _, tag := range all {
			l[tag] = n.str()
		}
		return l
	}
	for k, v := range n.pairs() {
		l[k.Value] = v.str()
	}
	return l
}

func (n node) span() Span {
	s, _ := parseSpan(n.str())
	return s
}

// parseSpan reads "3 days", "1 month", "24 hours".
func parseSpan(s string) (Span, bool) {
	count, unit, found := strings.Cut(strings.TrimSpace(s), " ")
	n, err := strconv.Atoi(count)
	unit = strings.TrimSuffix(strings.TrimSpace(unit), "s")
	switch unit {
	case "minute", "hour", "day", "week", "month", "year":
		return Span{Count: n, Unit: unit}, found && err == nil && n > 0 && n < 10000
	}
	return Span{}, false
}

// ParseRanges reads the hours of a day as an author writes them, such as
// "08:30-11:30, 13:30-17:00". It reports false for anything else, and for
// stretches that overlap or end before they begin.
func ParseRanges(s string) ([]Range, bool) { return parseRanges(s) }

// ShowRanges writes what ParseRanges reads.
func ShowRanges(list []Range) string {
	var parts []string
	for _, r := range list {
		parts = append(parts, fmt.Sprintf("%02d:%02d-%02d:%02d", r.From/60, r.From%60, r.To/60, r.To%60))
	}
	return strings.Join(parts, ", ")
}

// parseRanges reads "08:30-11:30, 13:30-17:00".
func parseRanges(s string) (list []Range, ok bool) {
	for part := range strings.SplitSeq(s, ",") {
		from, to, found := strings.Cut(strings.TrimSpace(part), "-")
		a, okA := clock(from)
		b, okB := clock(to)
		if !found || !okA || !okB || a >= b || len(list) > 0 && a < list[len(list)-1].To {
			return nil, false
		}
		list = append(list, Range{a, b})
	}
	return list, true
}

func clock(s string) (int, bool) {
	h, m, found := strings.Cut(strings.TrimSpace(s), ":")
	hour, errH := strconv.Atoi(h)
	minute, errM := strconv.Atoi(m)
	return hour*60 + minute, found && errH == nil && errM == nil && len(m) == 2 && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && hour*60+minute <= 24*60
}
