package flows

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// File is one read file: exactly one of its parts is set, none when it cannot
// be used.
type File struct {
	Name    string
	Source  []byte
	Flow    *Flow
	Agency  *Agency
	Phrases Phrases
	Words   *Words
	doc     *document
	whole   parts
}

// parts are what a file holds, whatever is wrong with it: for lint only.
type parts struct {
	Flow   *Flow
	Agency *Agency
}

// LoadFile reads one file and says what is wrong with it. A file with errors
// has no parts.
func LoadFile(name string, source []byte) (File, []Finding) {
	d := parse(name, source)
	file := File{Name: name, Source: source, doc: d}
	if d.root.Node == nil {
		return file, d.findings
	}
	kind := d.root.get("kind")
	s, known := shapes[Kind(kind.str())]
	if !known {
		if kind.Node == nil {
			d.missing(d.root, "kind", &shape{place: "file", keys: head})
		} else {
			d.checkValue(node{d.root.Content[0]}, kind, head["kind"])
		}
		return file, d.findings
	}
	d.checkKeys(d.root, s, node{})
	switch Kind(kind.str()) {
	case KindHelp, KindCheck:
		file.Flow = d.compileFlow()
	case KindAgency:
		file.Agency = d.compileAgency()
	case KindPhrases:
		file.Phrases = d.compilePhrases()
	case KindLanguage:
		file.Words = d.compileWords()
	}
	file.whole = parts{file.Flow, file.Agency}
	d.lintFile(&file)
	d.findings = d.excuse(d.findings)
	if HasErrors(d.findings) {
		file.Flow, file.Agency, file.Phrases, file.Words = nil, nil, nil, nil
	}
	return file, sortFindings(d.findings)
}

// LoadDir reads every YAML file of a folder and its folders. The error is about
// reading; what is wrong in the files are findings.
func LoadDir(dir fs.FS) ([]File, []Finding, error) {
	var names []string
	var sources [][]byte
	err := fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && name != "." && strings.HasPrefix(path.Base(name), ".") {
			return fs.SkipDir
		}
		if ext := path.Ext(name); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			return nil
		}
		source, err := fs.ReadFile(dir, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		names, sources = append(names, name), append(sources, source)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	files, findings := loadAll(names, sources)
	return files, findings, nil
}

// LoadSet reads an agency's folder on top of the shipped library: the agency's
// flows and phrases replace the library's by id and key. The set is complete
// when there is no error among the findings. A nil agency is the library alone.
func LoadSet(agency, library fs.FS) (*Set, []Finding, error) {
	set, _, findings, err := loadSet(agency, library)
	return set, findings, err
}

// loadSet returns the agency's own files besides: lint looks at them again, and
// a running service has no use for them.
func loadSet(agency, library fs.FS) (set *Set, own []File, findings []Finding, err error) {
	base, findings, err := LoadDir(library)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("the shipped library: %w", err)
	}
	set = &Set{Phrases: Phrases{}}
	set.add(base)
	if agency != nil {
		var found []Finding
		if own, found, err = LoadDir(agency); err != nil {
			return nil, nil, nil, fmt.Errorf("the agency's folder: %w", err)
		}
		set.add(own)
		findings = append(onlyErrors(findings), found...)
	}
	slices.SortStableFunc(set.Words, func(a, b *Words) int { return cmp.Compare(a.Tag, b.Tag) })
	return set, own, sortFindings(append(findings, lintAll(base, own, agency, library)...)), nil
}

// lintAll finds what only all files together show. Of our own files, what an
// agency's file replaced counts no more.
func lintAll(base, own []File, agency, library fs.FS) (findings []Finding) {
	a := newAmong([][]File{base, own}, []fs.FS{library, agency})
	replaced := map[string]bool{}
	for i := range own {
		replaced[own[i].doc.root.get("id").str()] = true
	}
	look := func(files []File, theirs bool) {
		found := make([][]Finding, len(files))
		sideBySide(len(files), func(i int) {
			d := files[i].doc
			if before := len(d.findings); theirs || !replaced[d.root.get("id").str()] {
				d.lintAmong(a, theirs)
				found[i] = ours(d.excuse(d.findings[before:]), !theirs)
			}
		})
		findings = append(findings, slices.Concat(found...)...)
		if theirs {
			findings = append(findings, lintFolder(files)...)
		}
	}
	look(base, agency == nil)
	look(own, true)
	return findings
}

// Shipped stands before the name of a file that is not in the agency's folder.
const Shipped = "passerelle:"

// ours marks findings about the shipped library that an agency's file caused:
// the place to look for them is not the agency's folder.
func ours(findings []Finding, library bool) []Finding {
	for i := range findings {
		if library {
			findings[i].File = Shipped + findings[i].File
		}
	}
	return findings
}

func onlyErrors(findings []Finding) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool { return f.Severity != Error })
}

// add puts files into the set, later ones in place of earlier ones of the same
// id.
func (s *Set) add(files []File) {
	for _, f := range files {
		switch {
		case f.Agency != nil:
			s.Agency = f.Agency
		case f.Flow != nil:
			if i := slices.IndexFunc(s.Flows, func(o *Flow) bool { return o.ID == f.Flow.ID }); i >= 0 {
				s.Flows[i] = f.Flow
			} else {
				s.Flows = append(s.Flows, f.Flow)
			}
		case f.Words != nil:
			s.Words = append(slices.DeleteFunc(s.Words, func(w *Words) bool { return w.Tag == f.Words.Tag }), f.Words)
		}
		for key, words := range f.Phrases {
			s.Phrases[key] = words
		}
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
