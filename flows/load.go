package flows

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"runtime"
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
}

// LoadFile reads one file and says what is wrong with it. A file with errors
// has no parts.
func LoadFile(name string, source []byte) (File, []Finding) {
	return loadFile(name, source, nil)
}

// loadFile reads one file together with its translations.
func loadFile(name string, source []byte, from catalogues) (File, []Finding) {
	d := parse(name, source)
	file := File{Name: name, Source: source, doc: d}
	if d.root.Node == nil {
		return file, d.findings
	}
	kind := d.root.get("kind")
	s, known := shapes[Kind(kind.str())]
	if !known {
		if kind.Node == nil {
			d.at(d.root, "missing-key", Error, "kind", "")
		} else {
			d.checkValue(node{d.root.Content[0]}, kind, head["kind"])
		}
		return file, d.findings
	}
	d.checkKeys(d.root, s)
	if HasErrors(d.findings) {
		return file, sortFindings(d.findings)
	}
	used := d.translate(from)
	switch Kind(kind.str()) {
	case KindHelp, KindCheck:
		file.Flow = d.compileFlow()
		file.Flow.translations = used
		d.lintFlow(file.Flow)
	case KindAgency:
		file.Agency = d.compileAgency()
	case KindPhrases:
		file.Phrases = d.compilePhrases()
	case KindLanguage:
		file.Words = d.compileWords()
	}
	d.lintTexts()
	if HasErrors(d.findings) {
		file.Flow, file.Agency, file.Phrases, file.Words = nil, nil, nil, nil
	}
	return file, sortFindings(d.findings)
}

// LoadDir reads every YAML file of a folder and its folders, each with its
// translations in i18n. The error is about reading; what is wrong in the files
// are findings.
func LoadDir(dir fs.FS) ([]File, []Finding, error) {
	from, err := readCatalogues(dir)
	if err != nil {
		return nil, nil, err
	}
	files, findings, err := loadDir(dir, from)
	return files, append(findings, from.findings()...), err
}

func loadDir(dir fs.FS, from catalogues) (files []File, findings []Finding, err error) {
	err = fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && name != "." && strings.HasPrefix(path.Base(name), ".") {
			return fs.SkipDir
		}
		if path.Ext(name) == ".po" && !e.IsDir() && path.Dir(name) != TranslationFolder {
			findings = append(findings, elsewhere(name))
		}
		if ext := path.Ext(name); e.IsDir() || ext != ".yaml" && ext != ".yml" {
			return nil
		}
		source, err := fs.ReadFile(dir, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		file, found := loadFile(name, source, from)
		runtime.Gosched() // turns go on beside a reload: a file is a long time for them
		files = append(files, file)
		findings = append(findings, found...)
		return nil
	})
	return files, findings, err
}

// LoadSet reads an agency's folder on top of the shipped library: the agency's
// flows and phrases replace the library's by id and key, and its translations
// hold for the library's files too. The set is complete when there is no error
// among the findings. A nil agency is the library alone.
func LoadSet(agency, library fs.FS) (*Set, []Finding, error) {
	t, findings, err := LoadTexts(agency, library)
	if err != nil {
		return nil, nil, err
	}
	return t.Set, findings, nil
}

// LoadTexts does as LoadSet, and keeps what translators need.
func LoadTexts(agency, library fs.FS) (*Texts, []Finding, error) {
	set := &Set{Phrases: Phrases{}}
	own, ours, from, findings, err := loadBoth(agency, library)
	if err != nil {
		return nil, nil, err
	}
	docs := set.add(append(ours, own...))
	set.loadAssets(agency, library)
	slices.SortStableFunc(set.Words, func(a, b *Words) int { return cmp.Compare(a.Tag, b.Tag) })
	for _, d := range docs {
		before := len(d.findings)
		d.lintAmong(set)
		findings = append(findings, d.findings[before:]...)
	}
	return &Texts{Set: set, own: own, ours: ours, from: from}, sortFindings(findings), nil
}

// loadBoth reads the agency's files first: what it translates of its own is not
// looked for in the library.
func loadBoth(agency, library fs.FS) (own, ours []File, from catalogues, findings []Finding, err error) {
	if agency != nil {
		if from, err = readCatalogues(agency); err == nil {
			own, findings, err = loadDir(agency, from)
		}
		if err != nil {
			return nil, nil, nil, nil, fmt.Errorf("the agency's folder: %w", err)
		}
	}
	ours, found, err := loadDir(library, from.beside(own))
	if err != nil {
		return nil, nil, nil, nil, fmt.Errorf("the shipped library: %w", err)
	}
	from.leftOver(append(slices.Clone(ours), own...))
	return own, ours, from, slices.Concat(found, findings, from.findings()), nil
}

// add puts files into the set, later ones in place of earlier ones of the same
// id, and returns those in use.
func (s *Set) add(files []File) (docs []*document) {
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
		docs = append(docs, f.doc)
	}
	return docs
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
