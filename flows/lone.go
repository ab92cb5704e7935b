package flows

import (
	"fmt"
	"io/fs"
	"path"
)

// LintLone reads one file by itself against the shipped library, in the
// languages that the file has: for an author who has no agency folder yet.
func LintLone(name string, source []byte, library fs.FS) ([]Finding, error) {
	if path.Ext(name) == ".po" { // what it translates is not known here
		return sortFindings(newCatalogue(name, source).document.findings), nil
	}
	file, findings := LoadFile(name, source)
	base, _, err := LoadDir(library)
	if err != nil {
		return nil, fmt.Errorf("the shipped library: %w", err)
	}
	set := &Set{Phrases: Phrases{}}
	set.add(base)
	set.add([]File{file})
	if set.Agency != nil {
		lone := *set.Agency
		lone.Languages = file.doc.tags()
		set.Agency = &lone
	}
	before := len(file.doc.findings)
	file.doc.lintAmong(set)
	return sortFindings(append(findings, file.doc.findings[before:]...)), nil
}

// tags returns every language that any text of the file has.
func (d *document) tags() []string {
	have := map[string]bool{}
	d.eachMap(d.root, "", func(_ string, n node) {
		for tag := range n.pairs() {
			have[tag.Value] = true
		}
	})
	var list []string
	for tag := range have {
		list = append(list, tag)
	}
	return sorted(list)
}
