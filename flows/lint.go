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
			d.lintBank(f)
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

// localised is one text of a file in its languages, with the key it is under.
type localised struct {
	name string
	n    node
}

// texts returns every localised text of the file; they are looked for once.
func (d *document) texts() []localised {
	if d.told == nil {
		d.told = []localised{}
		d.gather(d.root, "")
	}
	return d.told
}

func (d *document) gather(n node, name string) {
	switch {
	case n.Node == nil:
	case isText(n):
		d.told = append(d.told, localised{name, n})
	case n.Kind == yaml.MappingNode:
		for k, v := range n.pairs() {
			if !slices.Contains(unsent, k.Value) {
				d.gather(v, k.Value)
			}
		}
	case n.Kind == yaml.SequenceNode:
		for _, e := range n.list() {
			d.gather(e, name)
		}
	}
}

// eachText calls do for every text in every language.
func (d *document) eachText(do func(name string, n node, tag string)) {
	for _, t := range d.texts() {
		for tag, v := range t.n.pairs() {
			do(t.name, v, tag.Value)
		}
	}
}

// eachMap calls do for every localised text.
func (d *document) eachMap(do func(name string, n node)) {
	for _, t := range d.texts() {
		do(t.name, t.n)
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
	d.eachMap(func(_ string, n node) {
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
