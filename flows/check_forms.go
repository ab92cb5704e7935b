package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

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
	case aText, aVoice:
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
