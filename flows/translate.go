package flows

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/po"
)

// translate puts the translations into the file, as if they stood in it, and
// returns those that the file was held against. A translation is used when its
// text is still what was translated, nobody doubts it, and the file itself has
// none in that language.
func (d *document) translate(from catalogues) (used []translation) {
	id := d.root.get("id").str()
	var units map[string]unit
	for _, c := range from {
		if c.id != id || ofLanguage(Kind(d.root.get("kind").str())) {
			continue
		}
		if units == nil {
			units = d.byContext()
		}
		used = append(used, translation{c.tag, c.source})
		d.translateFrom(c, units)
	}
	return used
}

// translateFrom takes from one file what belongs here.
func (d *document) translateFrom(c *catalogue, units map[string]unit) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = true
	c.contexts = append(c.contexts, slices.Sorted(maps.Keys(units))...)
	for _, e := range c.file.Entries {
		if u, known := units[e.Context]; known && !c.taken[e] {
			c.taken[e] = true
			if e.Str != "" && d.judge(c, e, u) {
				d.graft(c, e, u)
			}
		}
	}
}

// byContext holds every unit under its present and its earlier contexts; the
// present ones count first.
func (d *document) byContext() map[string]unit {
	all := map[string]unit{}
	units := d.units()
	for _, u := range units {
		all[u.context] = u
	}
	for _, u := range units {
		for _, old := range u.was {
			if _, taken := all[old]; !taken {
				all[old] = u
			}
		}
	}
	return all
}

// judge reports whether a translation is used, and says why where it is not.
func (d *document) judge(c *catalogue, e *po.Entry, u unit) bool {
	inline := u.n.get(c.tag)
	switch lost, invented := placeholderChanges(e.ID, e.Str); {
	case e.Fuzzy():
		c.about(e, "po-fuzzy", Warning, u.context)
	case inline.Node != nil:
		c.about(e, "po-inline", Error, u.context, d.name+":"+strconv.Itoa(inline.Line), c.tag)
	case !u.current(e.ID, c.file.Field(sourceField)):
		c.about(e, "po-stale", Warning, u.context, d.name+":"+strconv.Itoa(u.n.Line))
	case len(lost) > 0:
		c.about(e, "po-lost", Error, strings.Join(lost, " "))
	case len(invented) > 0:
		c.about(e, "po-invented", Error, strings.Join(invented, " "))
		if word := Nearest(invented[0], bracesPattern.FindAllString(e.ID, -1)); word != "" {
			c.suggest(word)
		}
	default:
		return true
	}
	if inline.Node == nil {
		c.stale[u.context] = Stale{Text: e.Str, Source: e.ID, File: c.name, Line: e.StrLine, Col: e.StrCol}
	}
	return false
}

// sourceField is the header's field that says from which language a file was
// translated.
const sourceField = "X-Source-Language"

// current reports whether the source is still what was translated. Without a
// source language in the header, any language of the file may be it.
func (u unit) current(source, tag string) bool {
	for _, t := range u.tags() {
		if (tag == "" || t == tag || u.n.get(tag).Node == nil) && u.in(t) == strings.TrimRight(source, "\n ") {
			return true
		}
	}
	return false
}

// placeholderChanges are the placeholders that a translation lacks, and those
// that its source does not have.
func placeholderChanges(source, translated string) (lost, invented []string) {
	have, want := bracesPattern.FindAllString(translated, -1), bracesPattern.FindAllString(source, -1)
	for _, p := range want {
		if !slices.Contains(have, p) && !slices.Contains(lost, p) {
			lost = append(lost, p)
		}
	}
	for _, p := range have {
		if !slices.Contains(want, p) && !slices.Contains(invented, p) {
			invented = append(invented, p)
		}
	}
	return lost, invented
}

// graft adds a translation to the map of languages. Its nodes remember which
// file they came from, for what lint finds in them.
func (d *document) graft(c *catalogue, e *po.Entry, u unit) {
	if d.from == nil {
		d.from = map[*yaml.Node]string{}
	}
	scalar := func(value string) *yaml.Node {
		n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Style: yaml.DoubleQuotedStyle, Value: value, Line: e.StrLine, Column: e.StrCol}
		d.from[n] = c.name
		return n
	}
	value := scalar(e.Str)
	if u.list {
		value = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: e.StrLine, Column: e.StrCol}
		d.from[value] = c.name
		for line := range strings.Lines(e.Str) {
			if line = strings.TrimSpace(line); line != "" {
				value.Content = append(value.Content, scalar(line))
			}
		}
	}
	u.n.Content = append(u.n.Content, scalar(c.tag), value)
}
