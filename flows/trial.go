package flows

import (
	"io/fs"
	"slices"
)

// tryable are the errors in spite of which a flow can be tried: what is wrong is
// what it would do to people, not how it runs.
var tryable = []string{
	"endless-sentence", "foreign-link", "promise", "stop-word", "fake-link", "same-label", "reserved-label", "no-person", "last-row", "too-few-items",
	"no-file", "picture-type", "picture-size", "too-many-choices",
}

// Blocks reports whether the finding keeps its file from being tried. Every
// error keeps it from being published.
func (f Finding) Blocks() bool { return f.Severity == Error && !slices.Contains(tryable, f.Code) }

// LoadTrial does as LoadTexts, for somebody who tries what they write: a file whose
// errors do not block is in the set too.
func LoadTrial(agency, library fs.FS) (*Texts, []Finding, error) {
	own, ours, from, findings, err := loadBoth(agency, library, 1)
	if err != nil {
		return nil, nil, err
	}
	for i := range own {
		own[i].forTrial()
	}
	t, findings := together(own, ours, from, findings, agency, library, 1)
	return t, findings, nil
}

// forTrial puts back what a file holds, unless an error blocks it.
func (f *File) forTrial() {
	if f.doc.root.Node != nil && !slices.ContainsFunc(f.doc.findings, Finding.Blocks) {
		f.Flow, f.Agency = f.whole.Flow, f.whole.Agency
	}
}
