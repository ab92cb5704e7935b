package flows

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/text"
)

// lintFile finds what one file says about itself. It goes on after errors: all
// findings of a file are told, not the first.
func (d *document) lintFile(file *File) {
	if f := file.whole.Flow; f != nil {
		d.lintSteps(f)
		d.lintPublished(f)
		if f.Check != nil {
			d.lintCheck(f.Check)
		}
		d.lintLabels()
	}
	if file.whole.Agency != nil {
		d.lintAgency()
	}
	d.lintTexts()
	d.lintExcuses()
}

// lintExcuses wants codes that exist in a file's excuses.
func (d *document) lintExcuses() {
	for code := range d.root.get("excuse").pairs() {
		if _, known := messages[code.Value]; !known {
			d.at(code, "unknown-value", Error, code.Value, "excuse", "not-tried, not-reviewed, few-phrases, hard-to-read, …")
			if word := Nearest(code.Value, Codes()); word != "" {
				d.suggest(word)
			}
		}
	}
}

// excuse drops the warnings that the file says why it has. Errors stay, but for
// a sentence that has to be as long as it is.
func (d *document) excuse(findings []Finding) []Finding {
	excuses := d.root.get("excuse")
	if excuses.Node == nil {
		return findings
	}
	return slices.DeleteFunc(findings, func(f Finding) bool {
		return (f.Severity == Warning || f.Code == "endless-sentence") && excuses.get(f.Code).Node != nil
	})
}

// unsent are the keys whose words never reach a contact as a text.
var unsent = []string{"found_by", "reserved", "danger", "terms"}

// eachText calls do for every text in every language, with the key it is under.
func (d *document) eachText(n node, name string, do func(name string, n node, tag string)) {
	d.eachMap(n, name, func(name string, n node) {
		for tag, v := range n.pairs() {
			do(name, v, tag.Value)
		}
	})
}

// eachMap calls do for every localised text.
func (d *document) eachMap(n node, name string, do func(name string, n node)) {
	switch {
	case n.Node == nil:
	case isText(n):
		do(name, n)
	case n.Kind == yaml.MappingNode:
		for k, v := range n.pairs() {
			if !slices.Contains(unsent, k.Value) {
				d.eachMap(v, k.Value, do)
			}
		}
	case n.Kind == yaml.SequenceNode:
		for _, e := range n.list() {
			d.eachMap(e, name, do)
		}
	}
}

// eachPair calls do for every key and value of the file.
func (d *document) eachPair(n node, do func(k, v node)) {
	for k, v := range n.pairs() {
		do(k, v)
		d.eachPair(v, do)
	}
	if n.Node != nil && n.Kind == yaml.SequenceNode {
		for _, e := range n.list() {
			d.eachPair(e, do)
		}
	}
}

// wholeLanguages returns the languages in which every text of the file exists.
func (d *document) wholeLanguages() []text.Language {
	count, all := map[string]int{}, 0
	d.eachMap(d.root, "", func(_ string, n node) {
		all++
		for tag := range n.pairs() {
			count[tag.Value]++
		}
	})
	var whole []string
	for tag, n := range count {
		if n == all {
			whole = append(whole, tag)
		}
	}
	return sorted(whole)
}
