package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

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
	seen := map[string]int{}
	for k, e := range v.pairs() {
		if line, twice := seen[k.Value]; twice {
			d.at(k, "duplicate-key", Error, k.Value, strconv.Itoa(line))
			continue
		}
		seen[k.Value] = k.Line
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
