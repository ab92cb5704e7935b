package flows

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"passerelle/flows/po"
	"passerelle/flows/text"
)

// TranslationFolder is where an agency's translations lie: <id>.<language>.po.
const TranslationFolder = "i18n"

// catalogue is one file of translations, and what became of its entries.
type catalogue struct {
	*document // its name, lines and findings
	id, tag   string
	file      *po.File
	held      bool               // against a file of that id
	taken     map[*po.Entry]bool // entries whose text there is
	contexts  []string           // of the files it was held against
	stale     map[string]Stale   // by context: translations that are not used
	mu        sync.Mutex         // files may be read side by side
}

type catalogues []*catalogue

// readCatalogues reads the translations of a folder.
func readCatalogues(dir fs.FS) (all catalogues, err error) {
	entries, err := fs.ReadDir(dir, TranslationFolder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the translations: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".po" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := path.Join(TranslationFolder, e.Name())
		source, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		all = append(all, newCatalogue(name, source))
	}
	return all, nil
}

// elsewhere warns of a file of translations that lies where nobody looks.
func elsewhere(name string) Finding {
	d := &document{name: name}
	d.find(1, 1, 1, "po-elsewhere", Warning, path.Join(TranslationFolder, path.Base(name)))
	return d.findings[0]
}

// newCatalogue reads one file of translations. Where it has errors, it is not
// used: half a language would be worse than none.
func newCatalogue(name string, source []byte) *catalogue {
	c := &catalogue{document: &document{name: name, source: source, lines: linesOf(source)}, taken: map[*po.Entry]bool{}, stale: map[string]Stale{}}
	bare, _ := strings.CutSuffix(path.Base(name), ".po")
	if at := strings.LastIndex(bare, "."); at > 0 {
		c.id, c.tag = bare[:at], bare[at+1:]
	}
	switch {
	case !slices.Contains(tags, c.tag):
		c.find(1, 1, 1, "po-language", Error, path.Base(name), strings.Join(tags, ", "))
		if word := Nearest(c.tag, tags); word != "" {
			c.suggest(c.id + "." + word + ".po")
		}
	case len(source) > largest:
		c.find(1, 1, 1, "too-big", Error)
	case bytes.IndexByte(source, 0) >= 0:
		c.find(1+bytes.Count(source[:bytes.IndexByte(source, 0)], []byte("\n")), 1, 1, "encoding", Error)
	default:
		c.read(source)
	}
	if HasErrors(c.document.findings) {
		c.file = &po.File{}
	}
	return c
}

func (c *catalogue) read(source []byte) {
	var wrong []po.Error
	c.file, wrong = po.Parse(source)
	for _, e := range wrong {
		code := "po-" + e.Kind
		if e.Kind == "encoding" {
			code = e.Kind
		}
		c.find(e.Line, e.Col, 1, code, Error, e.Word)
	}
	said := c.file.Field("Language")
	if base := strings.Split(strings.ReplaceAll(said, "_", "-"), "-")[0]; base != "" && c.tag != "" && !strings.EqualFold(base, c.tag) {
		h := c.file.Header()
		c.find(h.StrLine, h.StrCol, 1, "po-header", Error, said, c.tag)
	}
}

// about adds a finding at an entry's translation.
func (c *catalogue) about(e *po.Entry, code string, severity Severity, args ...string) {
	first, _, _ := strings.Cut(e.Str, "\n")
	c.find(e.StrLine, e.StrCol, max(1, utf8.RuneCountInString(first)), code, severity, args...)
}

// findings are those of all the files.
func (list catalogues) findings() (all []Finding) {
	for _, c := range list {
		all = append(all, c.document.findings...)
	}
	return all
}

// beside returns the translations that may belong to the library's files: not
// those of a flow that the agency has itself.
func (list catalogues) beside(own []File) (rest catalogues) {
	for _, c := range list {
		if !slices.ContainsFunc(own, func(f File) bool { return f.Flow != nil && f.Flow.ID == c.id }) {
			rest = append(rest, c)
		}
	}
	return rest
}

// leftOver finds what belongs to nothing: files of an unknown id, entries of an
// unknown text.
func (list catalogues) leftOver(files []File) {
	var ids []string
	unread := false
	for _, f := range files {
		unread = unread || f.doc.root.Node == nil
		if kind := Kind(f.doc.root.get("kind").str()); !ofLanguage(kind) {
			ids = append(ids, f.doc.root.get("id").str())
		}
	}
	for _, c := range list {
		switch {
		case HasErrors(c.document.findings) && len(c.file.Entries) == 0:
		case c.held:
			c.unknown()
		case !unread && !slices.Contains(ids, c.id):
			c.find(1, 1, 1, "po-name", Error, path.Base(c.name), c.id)
			if word := Nearest(c.id, ids); word != "" {
				c.suggest(word + "." + c.tag + ".po")
			}
		}
	}
}

// unknown warns of entries whose text is not there (any more).
func (c *catalogue) unknown() {
	for _, e := range c.file.Entries {
		if e.Context == "" || e.Str == "" || c.taken[e] {
			continue
		}
		c.find(e.Line, e.Col, 1, "po-context", Warning, e.Context)
		if word := Nearest(e.Context, c.contexts); word != "" {
			c.suggest(word)
		}
	}
}

// translation is a file of translations that a flow was compiled with.
type translation struct {
	tag    text.Language
	source []byte
}

// Published returns what is kept of a flow for those who are in the middle of
// it: the file, and the translations that it was compiled with.
func (f *Flow) Published() []byte {
	all := slices.Clone(f.Source)
	for _, t := range f.translations { // no file of ours holds a NUL
		all = append(append(append(all, 0), t.tag...), 0)
		all = append(all, t.source...)
	}
	return all
}

// ReadPublished reads what Published returned. nil means that this program
// cannot read it. What lint has learned to find since is not asked: people are
// in the middle of it.
func ReadPublished(name string, published []byte) *Flow {
	parts := bytes.Split(published, []byte{0})
	d := parse(name, parts[0])
	kind := Kind(d.root.get("kind").str())
	if kind != KindHelp && kind != KindCheck {
		return nil
	}
	if d.checkKeys(d.root, shapes[kind], node{}); HasErrors(d.findings) {
		return nil
	}
	var from catalogues
	for i := 1; i+1 < len(parts); i += 2 {
		from = append(from, newCatalogue(d.root.get("id").str()+"."+string(parts[i])+".po", parts[i+1]))
	}
	used := d.translate(from)
	f := d.compileFlow()
	f.translations = used
	if HasErrors(d.findings) {
		return nil
	}
	return f
}
