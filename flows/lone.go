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
	return sortFindings(append(findings, file.lintAlone(base)...)), nil
}

// lintAlone looks at a file as if the shipped agency had written it, in the
// languages of the file.
func (f *File) lintAlone(base []File) []Finding {
	a := newAmong([][]File{base, {*f}}, []fs.FS{nil, nil})
	if a.agency != nil {
		lone := *a.agency
		lone.Languages = f.doc.tags()
		a.agency = &lone
	}
	before := len(f.doc.findings)
	f.doc.lintAmong(a, true)
	return f.doc.excuse(f.doc.findings[before:])
}

// tags returns every language that any text of the file has.
func (d *document) tags() []string {
	have := map[string]bool{}
	d.eachMap(func(_ string, n node) {
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
