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
	Heard   *Heard
	Report  []FunderColumn
	Facts   []Fact
	doc     *document
	whole   parts
}

// parts are what a file holds, whatever is wrong with it: for lint only.
type parts struct {
	Flow   *Flow
	Agency *Agency
	Facts  []Fact
}

// LoadFile reads one file and says what is wrong with it. A file with errors
// has no parts.
func LoadFile(name string, source []byte) (File, []Finding) {
	return loadFile(name, source, nil)
}

// loadFile reads one file together with its translations.
func loadFile(name string, source []byte, from catalogues) (File, []Finding) {
	if file, ok := heardLately.find(name, source); ok {
		return file, nil
	}
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
	used := d.translate(from)
	switch Kind(kind.str()) {
	case KindHelp, KindCheck:
		file.Flow = d.compileFlow()
		file.Flow.translations = used
	case KindAgency:
		file.Agency = d.compileAgency()
	case KindPhrases:
		file.Phrases = d.compilePhrases()
	case KindLanguage:
		file.Words = d.compileWords()
	case KindHeard:
		file.Heard = d.compileHeard()
	case KindFacts:
		file.Facts = d.compileFacts()
	case KindReport:
		file.Report = d.compileReport()
	}
	file.whole = parts{file.Flow, file.Agency, file.Facts}
	d.lintFile(&file)
	d.findings = d.excuse(d.findings)
	if HasErrors(d.findings) {
		file.Flow, file.Agency, file.Phrases, file.Words, file.Heard, file.Report, file.Facts = nil, nil, nil, nil, nil, nil, nil
	}
	if file.Heard != nil && len(d.findings) == 0 {
		heardLately.keep(file)
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
	files, findings, err := loadDir(dir, from, 1)
	return files, append(findings, from.findings()...), err
}

// loadDir reads a folder with some translations, by so many workers.
func loadDir(dir fs.FS, from catalogues, workers int) (files []File, findings []Finding, err error) {
	var names []string
	var sources [][]byte
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
		names, sources = append(names, name), append(sources, source)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	found := make([][]Finding, len(names))
	files = make([]File, len(names))
	sideBySide(len(names), workers, func(i int) { files[i], found[i] = loadFile(names[i], sources[i], from) })
	return files, slices.Concat(append(found, findings)...), nil
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

// LoadGently does as LoadSet in a service that runs: it rests between two files,
// so that turns go first.
func LoadGently(agency, library fs.FS) (*Set, []Finding, error) {
	t, findings, err := loadTexts(agency, library, gently)
	if err != nil {
		return nil, nil, err
	}
	return t.Set, findings, nil
}

// LoadTexts does as LoadSet, and keeps what translators need.
func LoadTexts(agency, library fs.FS) (*Texts, []Finding, error) {
	return loadTexts(agency, library, 1)
}

// loadTexts does it by so many workers, or gently.
func loadTexts(agency, library fs.FS, workers int) (*Texts, []Finding, error) {
	own, ours, from, findings, err := loadBoth(agency, library, workers)
	if err != nil {
		return nil, nil, err
	}
	t, findings := together(own, ours, from, findings, agency, library, workers)
	return t, findings, nil
}

// together makes a set of read files, and looks at what only all of them show.
func together(own, ours []File, from catalogues, findings []Finding, agency, library fs.FS, workers int) (*Texts, []Finding) {
	set := &Set{Phrases: Phrases{}}
	set.add(append(slices.Clone(ours), own...))
	set.loadAssets(agency, library)
	slices.SortStableFunc(set.Words, func(a, b *Words) int { return cmp.Compare(a.Tag, b.Tag) })
	findings = append(findings, lintAll(ours, own, agency, library, workers)...)
	return &Texts{Set: set, own: own, ours: ours, from: from}, sortFindings(findings)
}

// loadBoth reads the agency's files first: what it translates of its own is not
// looked for in the library.
func loadBoth(agency, library fs.FS, workers int) (own, ours []File, from catalogues, findings []Finding, err error) {
	if agency != nil {
		if from, err = readCatalogues(agency); err == nil {
			own, findings, err = loadDir(agency, from, workers)
		}
		if err != nil {
			return nil, nil, nil, nil, fmt.Errorf("the agency's folder: %w", err)
		}
	}
	ours, found, err := loadDir(library, from.beside(own), workers)
	if err != nil {
		return nil, nil, nil, nil, fmt.Errorf("the shipped library: %w", err)
	}
	if agency != nil {
		found = onlyTheirs(found)
	}
	from.leftOver(append(slices.Clone(ours), own...))
	return own, ours, from, slices.Concat(found, findings, from.findings()), nil
}

// lintAll finds what only all files together show. Of our own files, what an
// agency's file replaced counts no more.
func lintAll(base, own []File, agency, library fs.FS, workers int) (findings []Finding) {
	a := newAmong([][]File{base, own}, []fs.FS{library, agency})
	replaced := map[string]bool{}
	for i := range own {
		replaced[own[i].doc.root.get("id").str()] = true
	}
	look := func(files []File, theirs bool) {
		found := make([][]Finding, len(files))
		sideBySide(len(files), workers, func(i int) {
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
// the place to look for them is not the agency's folder, but where it translates
// ours.
func ours(findings []Finding, library bool) []Finding {
	for i := range findings {
		if library && !inTranslation(findings[i]) {
			findings[i].File = Shipped + findings[i].File
		}
	}
	return findings
}

// onlyTheirs keeps of the findings about the shipped files what concerns an
// agency: errors, and what is wrong in its translations of them.
func onlyTheirs(findings []Finding) []Finding {
	return slices.DeleteFunc(findings, func(f Finding) bool { return f.Severity != Error && !inTranslation(f) })
}

func inTranslation(f Finding) bool { return path.Ext(f.File) == ".po" }

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
		case f.Report != nil:
			s.Report = f.Report
		case f.Heard != nil:
			s.Heard = append(s.Heard, f.Heard)
		case f.Words != nil:
			s.Words = append(slices.DeleteFunc(s.Words, func(w *Words) bool { return w.Tag == f.Words.Tag }), f.Words)
		}
		for key, words := range f.Phrases {
			s.Phrases[key] = words
		}
		s.addFacts(f.Facts)
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
