package flows

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// refused are ids that a target or YAML itself already uses.
var refused = []string{"end", "talk", "menu", "yes", "no", "on", "off", "true", "false", "y", "n", "null"}

// checkKeys walks a map with the table.
func (d *document) checkKeys(n node, s *shape) {
	seen := map[string]int{}
	for k, v := range n.pairs() {
		if line, twice := seen[k.Value]; twice {
			d.at(k, "duplicate-key", Error, k.Value, strconv.Itoa(line))
			continue
		}
		seen[k.Value] = k.Line
		row, known := s.keys[k.Value]
		if !known {
			d.unknownKey(k, s)
			continue
		}
		d.checkValue(k, v, row)
	}
	for _, name := range slices.Sorted(maps.Keys(s.keys)) {
		if s.keys[name].required && seen[name] == 0 {
			d.at(n, "missing-key", Error, name, "("+s.place+")")
		}
	}
}

func (d *document) unknownKey(k node, s *shape) {
	allowed := slices.Sorted(maps.Keys(s.keys))
	d.at(k, "unknown-key", Error, k.Value, "("+s.place+")", strings.Join(allowed, ", "))
	if word := Nearest(k.Value, allowed); word != "" {
		d.suggest(word)
	}
}

// example shows what a form looks like, for messages.
var example = map[form][2]string{
	aText: {"un texte par langue · one text a language", "{fr: Bonjour, de: Guten Tag}"}, aWord: {"un mot · a word", "library"},
	aNumber: {"un nombre · a number", "3"}, aFlag: {"true / false", "true"}, aDate: {"une date · a date", "2026-11-24"},
	aSpan: {"une durée · a length of time", "3 days"}, aRange: {"des heures · hours", "08:30-11:30, 13:30-17:00"},
	words: {"une liste · a list", "[a, b]"}, things: {"une liste · a list", "- id: …"}, named: {"des noms · names", "name: {…}"},
	inside: {"des lignes · lines", "key: …"}, wordsBy: {"des listes · lists", "fr: [a, b]"}, wordBy: {"des mots · words", "{confidence: alone}"},
	anOffer: {"une liste · a list", "[{place: library}, talk]"}, aWhen: {"une condition · a condition", "{channel: sms}"},
	aTarget: {"une étape · a step", "end"}, theNumber: {"un nombre · a number", "3 stuck"}, texts: {"une liste · a list", "- {fr: …, de: …}"},
	textBy: {"des textes · texts", "done: {fr: …}"}, anID: {"un id", "open-camera"},
}

// checkValue checks one value against its row.
func (d *document) checkValue(k, v node, row key) {
	if v.Kind == yaml.AliasNode || v.Anchor != "" {
		d.at(v, "alias", Error)
		return
	}
	if !d.fits(k, v, row) {
		d.at(v, "wrong-shape", Error, k.Value, example[row.form][0], example[row.form][1])
	}
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// fits reports whether a value has its row's form, and goes into it.
func (d *document) fits(k, v node, row key) bool {
	switch row.form {
	case aWord, aPicture, aTarget:
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
		return v.scalar() && isDate(v.str())
	case aSpan:
		_, ok := parseSpan(v.str())
		return ok
	case theNumber:
		first, _, _ := strings.Cut(v.str(), " ")
		return isNumber(first)
	case aRange:
		_, ok := parseRanges(v.str())
		return ok
	case oneOf:
		if v.scalar() && !slices.Contains(row.values, v.str()) {
			d.at(v, "unknown-value", Error, v.str(), k.Value, strings.Join(row.values, ", "))
			if word := Nearest(v.str(), row.values); word != "" {
				d.suggest(word)
			}
		}
		return v.scalar()
	}
	return d.fitsDeep(v, row)
}

func (d *document) fitsDeep(v node, row key) bool {
	switch row.form {
	case aText:
		return d.fitsText(v)
	case texts:
		return v.Kind == yaml.SequenceNode && d.each(v, d.fitsText)
	case textBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, d.fitsText)
	case words:
		return v.Kind == yaml.SequenceNode && d.each(v, func(n node) bool { return n.scalar() && n.str() != "" })
	case wordBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool { return n.scalar() })
	case wordsBy:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool {
			return n.Kind == yaml.SequenceNode && d.each(n, func(e node) bool { return e.scalar() && e.str() != "" })
		})
	case things:
		return v.Kind == yaml.SequenceNode && d.each(v, func(n node) bool {
			d.checkKeys(n, row.shape)
			return n.Kind == yaml.MappingNode
		})
	case named:
		return v.Kind == yaml.MappingNode && d.eachValue(v, func(n node) bool {
			d.checkKeys(n, row.shape)
			return n.Kind == yaml.MappingNode
		})
	case inside:
		if v.Kind == yaml.MappingNode {
			d.checkKeys(v, row.shape)
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
		if e.Kind == yaml.AliasNode || e.Anchor != "" {
			d.at(e, "alias", Error)
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
		if e.Kind == yaml.AliasNode || e.Anchor != "" {
			d.at(e, "alias", Error)
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
			d.at(k, "unknown-key", Error, k.Value, "(fr, de, it, en)", "fr, de, it, en")
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
			d.at(v, "cut-by-hash", Warning, rest)
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

// ValidID reports whether a word can be an id.
func ValidID(id string) bool { return idPattern.MatchString(id) && !slices.Contains(refused, id) }
