package flows

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// forbidden are the facts that a condition may never ask for.
var forbidden = []string{"age", "sex", "gender", "nationality", "âge", "sexe", "nationalité", "alter", "geschlecht", "herkunft", "età", "sesso", "nazionalità", "religion"}

// fitsWhen checks a condition: a map whose keys must all hold.
func (d *document) fitsWhen(n node) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	seen := map[string]int{}
	for k, v := range n.pairs() {
		line, twice := seen[k.Value]
		seen[k.Value] = k.Line
		switch {
		case twice:
			d.at(k, "duplicate-key", Error, k.Value, strconv.Itoa(line))
		case slices.Contains(forbidden, k.Value):
			d.at(k, "condition", Error, k.Value)
		case k.Value == "any" || k.Value == "all":
			if v.Kind != yaml.SequenceNode || !d.each(v, d.fitsWhen) {
				return false
			}
		case k.Value == "not":
			if !d.fitsWhen(v) {
				return false
			}
		case k.Value == "band" && v.Kind == yaml.MappingNode:
		case v.Kind == yaml.MappingNode:
			return false
		}
	}
	return true
}

// when compiles a condition.
func (n node) when() Condition {
	var c Condition
	for k, v := range n.pairs() {
		switch {
		case k.Value == "any" || k.Value == "all":
			t := Term{Name: k.Value}
			for _, e := range v.list() {
				t.Of = append(t.Of, e.when())
			}
			c = append(c, t)
		case k.Value == "not":
			c = append(c, Term{Name: "not", Of: []Condition{v.when()}})
		case v.Kind == yaml.MappingNode: // band: {device: together}
			for area, band := range v.pairs() {
				c = append(c, Term{Name: k.Value + "." + area.Value, Values: band.strings()})
			}
		default:
			c = append(c, Term{Name: k.Value, Values: v.strings()})
		}
	}
	return c
}
