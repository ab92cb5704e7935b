package flows

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// refused are ids that a target or YAML itself already uses.
var refused = []string{"end", "talk", "menu", "yes", "no", "on", "off", "true", "false", "y", "n", "null"}

// checkKeys walks a map with the table. What is missing is told at its id, else
// at the key that the map stands under.
func (d *document) checkKeys(n node, s *shape, under node) {
	seen, meant := map[string]int{}, map[string]bool{}
	for k, v := range n.pairs() {
		if line, twice := seen[k.Value]; twice {
			d.at(k, "duplicate-key", Error, k.Value, strconv.Itoa(line))
			continue
		}
		seen[k.Value] = k.Line
		row, known := s.keys[k.Value]
		if !known {
			meant[d.unknownKey(k, s)] = true
			d.spoil(n)
			continue
		}
		d.checkValue(k, v, row)
	}
	for _, name := range slices.Sorted(maps.Keys(s.keys)) {
		if s.keys[name].required && seen[name] == 0 && !meant[name] {
			d.missing(placeOf(n, under), name, s)
		}
	}
}

// missing tells of a key that a place must have, and what it is for.
func (d *document) missing(at node, name string, s *shape) {
	d.at(at, "missing-key", Error, name, sayPlace+s.place, sayKey+described(s, name))
}

// placeOf is where one looks for what a map lacks.
func placeOf(n, under node) node {
	if id := n.get("id"); id.scalar() && under.Node != nil {
		return id
	}
	if under.Node != nil {
		return under
	}
	return n
}

// spoil notes a map that was not understood: what it lacks may stand under the
// wrong word, and is not told as well.
func (d *document) spoil(n node) {
	if d.spoiled == nil {
		d.spoiled = map[*yaml.Node]bool{}
	}
	d.spoiled[n.Node] = true
}

// unknownKey tells of a key that the place does not take, and returns the one
// that was meant.
func (d *document) unknownKey(k node, s *shape) string {
	if word, rest, glued := strings.Cut(k.Value, ":"); glued && s.keys[word].form != 0 {
		d.find(k.Line, k.Column+utf8.RuneCountInString(word), 1, "glued-colon", Error, word, rest)
		return word
	}
	if rest, glued := strings.CutPrefix(k.Value, "-"); glued && rest != "" {
		d.at(k, "glued-dash", Error)
		return ""
	}
	allowed := slices.Sorted(maps.Keys(s.keys))
	d.at(k, "unknown-key", Error, k.Value, sayPlace+s.place, strings.Join(allowed, ", "))
	near := d.suggestOf(k.Value, allowed)
	if about := described(s, near); near != "" && about != "" {
		last := &d.findings[len(d.findings)-1]
		last.about = sayKey + about
		*last = last.In("en")
	}
	return near
}

// example shows what a form looks like, for messages.
var example = map[form]string{
	aText: "{fr: Bonjour, de: Guten Tag}", aWord: "library", aPicture: "images/light.png", aNumber: "3", aFlag: "true", aDate: "2026-11-24",
	aSpan: "3 days", aRange: "08:30-11:30, 13:30-17:00", words: "[a, b]", things: "- id: …", named: "name: {…}", inside: "key: …",
	wordsBy: "fr: [a, b]", wordBy: "{confidence: alone}", anOffer: "[{place: library}, talk]", aWhen: "{channel: sms}", aTarget: "end",
	theNumber: "3 stuck", texts: "- {fr: …, de: …}", textBy: "done: {fr: …}", anID: "open-camera",
}

// checkValue checks one value against its row.
func (d *document) checkValue(k, v node, row key) {
	if d.swallowed(v) {
		return
	}
	if !d.fits(k, v, row) {
		d.spoil(v)
		d.at(v, "wrong-shape", Error, k.Value, sayForm+formNames[row.form], example[row.form])
	}
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// fitsDate tells of a date that has the form of one and is none.
func (d *document) fitsDate(v node) bool {
	if !isDate(v.str()) && datePattern.MatchString(v.str()) {
		d.at(v, "no-such-date", Error, v.str())
		return true
	}
	return isDate(v.str())
}

var datePattern = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// fitsHours tells of hours of which a later one begins before the last ended.
func (d *document) fitsHours(v node) bool {
	if _, ok := parseRanges(v.str()); ok {
		return true
	}
	parts := strings.Split(v.str(), ",")
	last := -1
	for _, part := range parts {
		list, ok := parseRanges(part)
		if !ok {
			return false
		}
		if list[0].From < last {
			d.mark(v, strings.Index(v.Value, strings.TrimSpace(part)), strings.TrimSpace(part), "hours-overlap", Error)
		}
		last = max(last, list[0].To)
	}
	return true
}

// among wants one of some words.
func (d *document) among(k, v node, values []string) bool {
	if v.scalar() && !slices.Contains(values, v.str()) {
		d.at(v, "unknown-value", Error, v.str(), k.Value, strings.Join(values, ", "))
		d.suggestOf(v.str(), values)
	}
	return v.scalar()
}

// swallowed tells of what YAML takes for a sign of its own: "&" and "*" name
// and repeat, "!" and the word behind it would never be sent.
func (d *document) swallowed(v node) bool {
	if v.Kind == yaml.AliasNode || v.Anchor != "" {
		d.at(v, "alias", Error)
		return true
	}
	if strings.HasPrefix(v.Tag, "!") && !strings.HasPrefix(v.Tag, "!!") {
		d.find(v.Line, v.Column, utf8.RuneCountInString(v.Tag), "swallowed", Error, v.Tag)
		return true
	}
	return false
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// fits reports whether a value has its row's form, and goes into it.
func (d *document) fits(k, v node, row key) bool {
	switch row.form {
	case aWord, aPicture, aTarget:
		if v.scalar() {
			d.curls(v)
		}
		return v.scalar() && v.str() != ""
	case anID:
		if v.scalar() && (!idPattern.MatchString(v.str()) || slices.Contains(refused, v.str())) {
			d.at(v, "bad-id", Error, v.str())
		}
		return v.scalar()
	case aNumber:
		return v.scalar() && isNumber(v.str())
	case aFlag:
		return v.scalar() && (v.str() == "true" || v.str() == "false")
	case aDate:
		return v.scalar() && d.fitsDate(v)
	case aSpan:
		_, ok := parseSpan(v.str())
		return ok
	case theNumber:
		first, _, _ := strings.Cut(v.str(), " ")
		return isNumber(first)
	case aRange:
		return d.fitsHours(v)
	case oneOf:
		return d.among(k, v, row.values)
	}
	return d.fitsDeep(k, v, row)
}

func (d *document) fitsDeep(k, v node, row key) bool {
	switch row.form {
	case aText:
		return d.fitsText(v)
	case texts:
		return v.Kind == yaml.SequenceNode && d.each(v, d.fitsText)
	case textBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, d.fitsText)
	case words:
		return v.Kind == yaml.SequenceNode && d.each(v, func(n node) bool {
			return n.scalar() && n.str() != "" && (row.values == nil || d.among(k, n, row.values))
		})
	case wordBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool { return n.scalar() })
	case wordsBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool {
			return n.Kind == yaml.SequenceNode && d.each(n, func(e node) bool { return e.scalar() && e.str() != "" })
		})
	case things:
		return v.Kind == yaml.SequenceNode && d.each(v, func(n node) bool {
			d.checkKeys(n, row.shape, k)
			return n.Kind == yaml.MappingNode
		})
	case named:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool {
			d.checkKeys(n, row.shape, k)
			return n.Kind == yaml.MappingNode
		})
	case inside:
		if v.Kind == yaml.MappingNode {
			d.checkKeys(v, row.shape, k)
		}
		return v.Kind == yaml.MappingNode
	case aWhen:
		return d.fitsWhen(v)
	case anOffer:
		return v.Kind == yaml.SequenceNode && d.each(v, d.fitsOffer)
	}
	return false
}

func (d *document) each(v node, fits func(node) bool) bool {
	for _, e := range v.list() {
		if d.swallowed(e) {
			continue
		}
		if !fits(e) {
			return false
		}
	}
	return true
}

func (d *document) eachValue(v node, fits func(node) bool) bool {
	seen := map[string]int{}
	for k, e := range v.pairs() {
		if line, twice := seen[k.Value]; twice {
			d.at(k, "duplicate-key", Error, k.Value, strconv.Itoa(line))
		}
		seen[k.Value] = k.Line
		if d.swallowed(e) {
			continue
		}
		if !fits(e) {
			return false
		}
	}
	return true
}

// fitsText checks a text in its languages, and finds what YAML took away from
// it without a word: the rest after "#", the rest after a comma inside { }.
func (d *document) fitsText(v node) bool {
	if v.scalar() {
		d.whole(v)
		return true
	}
	if v.Kind != yaml.MappingNode {
		return false
	}
	for k, e := range v.pairs() {
		if !slices.Contains(tags, k.Value) {
			if v.Style&yaml.FlowStyle != 0 && strings.ContainsAny(k.Value, " 'é") || e.Tag == "!!null" {
				d.at(k, "cut-by-comma", Error, k.Value)
				continue
			}
			d.at(k, "unknown-key", Error, k.Value, sayPlace+"text", "fr, de, it, en")
			continue
		}
		if d.swallowed(e) {
			continue
		}
		if !e.scalar() {
			return false
		}
		d.whole(e)
	}
	return true
}

func (d *document) whole(v node) {
	if v.str() == "" {
		d.at(v, "empty-text", Error)
		return
	}
	if v.Style&(yaml.LiteralStyle|yaml.FoldedStyle|yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 || v.Line > len(d.lines) {
		return
	}
	line := d.lines[v.Line-1]
	if at := strings.Index(line, v.str()); at >= 0 {
		rest := strings.TrimSpace(line[at+len(v.str()):])
		// "# 31" after a space is a note; "#31#" reads like a code to dial.
		if strings.HasPrefix(rest, "#") && len(rest) > 1 && rest[1] != ' ' {
			hash := strings.Index(line[at+len(v.str()):], "#") + at + len(v.str())
			d.find(v.Line, utf8.RuneCountInString(line[:hash])+1, utf8.RuneCountInString(rest), "cut-by-hash", Warning, rest)
		}
	}
}

// offers are the keys of an offer.
var offers = []string{"place", "measure", "help", "talk"}

func (d *document) fitsOffer(n node) bool {
	if n.scalar() {
		return n.str() == "talk"
	}
	for k, v := range n.pairs() {
		if !slices.Contains(offers, k.Value) {
			d.unknownKey(k, &shape{"offer", map[string]key{"place": {}, "measure": {}, "help": {}}})
		}
		if !v.scalar() {
			return false
		}
	}
	return n.Kind == yaml.MappingNode
}
