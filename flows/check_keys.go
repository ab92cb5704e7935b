package flows

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
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
	aText: "{fr: Bonjour, de: Guten Tag}", aWord: "library", aPicture: "images/light.png", aVoice: "{fr: voices/light.fr.ogg, de: voices/light.de.ogg}", aNumber: "1", aFlag: "true", aDate: "2026-11-24",
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

// ValidID reports whether a word can be an id.
func ValidID(id string) bool { return idPattern.MatchString(id) && !slices.Contains(refused, id) }
