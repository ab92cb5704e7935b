package flows

import (
	"maps"
	"slices"
	"strings"
)

// facts are what conditions may ask for, with the values that each can have; a
// nil list takes any.
func (a *among) facts(bands []string) map[string][]string {
	known := map[string][]string{
		"language": tags, "channel": allChannels, "device": allDevices, "reads_by": {"eye", "ear"}, "tone": {"formal", "familiar"},
		"band": bands, "flag": slices.Compact(sorted(a.flags)), "last_help": a.ids,
	}
	for name, values := range a.answers {
		known[name] = values
	}
	return known
}

// lintWhen finds conditions on what nobody sets, and on values that it cannot
// have: such a line would never hold.
func (d *document) lintWhen(a *among) {
	var bands []string
	for _, b := range d.root.get("bands").list() {
		bands = append(bands, b.get("id").str())
	}
	if bands == nil {
		bands = a.bands
	}
	known := a.facts(bands)
	d.eachPair(d.root, func(k, v node) {
		if k.Value == "when" && v.Node != nil && d.root.get("measures").Node != v.Node {
			d.condition(v, known)
			d.neverHolds(v, a)
		}
	})
}

func (d *document) condition(n node, known map[string][]string) {
	for k, v := range n.pairs() {
		switch k.Value {
		case "any", "all":
			for _, e := range v.list() {
				d.condition(e, known)
			}
			continue
		case "not":
			d.condition(v, known)
			continue
		}
		values, is := known[k.Value]
		if !is {
			if !slices.Contains(forbidden, k.Value) && !slices.Contains(weekKeys, k.Value) {
				d.at(k, "unknown-fact", Error, k.Value, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
				if word := Nearest(k.Value, slices.Sorted(maps.Keys(known))); word != "" {
					d.suggest(word)
				}
			}
			continue
		}
		d.conditionValues(k, v, values)
	}
}

func (d *document) conditionValues(k, v node, values []string) {
	if values == nil {
		return
	}
	for _, e := range v.list() {
		if e.scalar() && !strings.HasPrefix(e.str(), "at least ") && !strings.HasPrefix(e.str(), "below ") {
			d.among(k, e, values)
		}
	}
	for _, band := range v.pairs() { // band: {device: together}
		for _, e := range band.list() {
			d.among(k, e, values)
		}
	}
}

// weekKeys are days and stretches of days, which a measure's when has.
var weekKeys = slices.Sorted(maps.Keys(weekShape.keys))

// neverHolds warns of a condition on channels of which the agency has none.
func (d *document) neverHolds(when node, a *among) {
	channel := when.get("channel")
	if channel.Node == nil {
		return
	}
	for _, c := range channel.list() {
		if slices.Contains(a.channels, c.str()) || !slices.Contains(allChannels, c.str()) {
			return
		}
	}
	d.at(channel, "no-channel", Warning, strings.Join(channel.strings(), ", "), strings.Join(a.channels, ", "))
}
