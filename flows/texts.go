package flows

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"passerelle/flows/po"
	"passerelle/flows/text"
)

// Texts is a set with everything in it that can be translated.
type Texts struct {
	Set       *Set
	own, ours []File // the agency's, and the library's
	from      catalogues
}

// Stale is a translation that is not used: its source changed since, or
// somebody has to look at it.
type Stale struct {
	Text, Source string // the translation, and what was translated
	File         string
	Line, Col    int
}

// IDs are what has texts: the flows in the order of the menu, then the phrases,
// the facts, then the agency.
func (t *Texts) IDs() (ids []string) {
	for _, f := range t.Set.Flows {
		ids = append(ids, f.ID)
	}
	for _, kind := range []Kind{KindPhrases, KindFacts, KindAgency} {
		for _, d := range t.documents() {
			if id := d.root.get("id").str(); Kind(d.root.get("kind").str()) == kind && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// documents are the files in use, the agency's first.
func (t *Texts) documents() (docs []*document) {
	for _, f := range append(slices.Clone(t.own), t.ours...) {
		switch {
		case f.Flow != nil && !slices.Contains(t.Set.Flows, f.Flow):
		case f.Agency != nil && f.Agency != t.Set.Agency:
		case f.doc.root.Node != nil:
			docs = append(docs, f.doc)
		}
	}
	return docs
}

// Units are the texts of a file, or of several phrase files of one id. Their
// source is in the first of the agency's languages that has it, but never in
// the language to: that one is to be translated.
func (t *Texts) Units(id string, to text.Language) (list []Unit) {
	var prefer []text.Language
	if t.Set.Agency != nil {
		prefer = slices.DeleteFunc(slices.Clone(t.Set.Agency.Languages), func(tag string) bool { return tag == to })
	}
	seen := map[string]bool{}
	for _, d := range t.documents() {
		if d.root.get("id").str() != id {
			continue
		}
		for _, u := range d.units() {
			if seen[u.context] || t.shadowed(d, u) { // the agency's phrase stands in place of ours
				continue
			}
			seen[u.context] = true
			out := d.export(u, prefer, to)
			out.Stale = t.from.staleOf(u.context, id)
			list = append(list, out)
		}
	}
	return list
}

// shadowed reports whether a phrase of the library is not in use, because the
// agency has one of that key in a file of its own.
func (t *Texts) shadowed(d *document, u unit) bool {
	_, key, _ := strings.Cut(u.context, "/")
	return slices.ContainsFunc(t.ours, func(f File) bool { return f.doc == d && f.Phrases != nil }) &&
		slices.ContainsFunc(t.own, func(f File) bool { _, own := f.Phrases[key]; return own })
}

func (list catalogues) staleOf(context, id string) map[text.Language]Stale {
	var all map[text.Language]Stale
	for _, c := range list {
		if s, stale := c.stale[context]; stale && c.id == id {
			if all == nil {
				all = map[text.Language]Stale{}
			}
			all[c.tag] = s
		}
	}
	return all
}

// Needed reports whether the text has to be there in every language: a place
// keeps its own name, and some texts are never sent.
func (u *Unit) Needed() bool {
	return !forStaff(u.Field) && u.Field != "why" && u.Field != "name"
}

// Count is how far a file is translated into a language.
type Count struct {
	ID       string        `json:"id"`
	Language text.Language `json:"language"`
	Texts    int           `json:"texts"` // that are needed
	Have     int           `json:"have"`
	Stale    int           `json:"stale"` // translated once, not used now
}

// Whole reports whether nothing is missing.
func (c Count) Whole() bool { return c.Have == c.Texts }

// Count counts the texts of a file in a language.
func (t *Texts) Count(id string, tag text.Language) Count {
	c := Count{ID: id, Language: tag}
	for _, u := range t.Units(id, "") {
		if _, stale := u.Stale[tag]; stale {
			c.Stale++
		}
		if !u.Needed() {
			continue
		}
		c.Texts++
		if u.Texts.Has(tag) {
			c.Have++
		}
	}
	return c
}

// Languages are the agency's, and those besides for which it has translations.
func (t *Texts) Languages() (list []text.Language) {
	if t.Set.Agency != nil {
		list = slices.Clone(t.Set.Agency.Languages)
	}
	for _, c := range t.from {
		if c.held && !slices.Contains(list, c.tag) {
			list = append(list, c.tag)
		}
	}
	return list
}

// Tags are the languages that texts may be written in.
func Tags() []text.Language { return slices.Clone(tags) }

// Known reports whether texts may be written in the language.
func Known(tag text.Language) bool { return slices.Contains(tags, tag) }

// ReadPO reads a translator's file and says what is wrong in it, in the
// author's language.
func ReadPO(name string, source []byte) (*po.File, []Finding) {
	c := &catalogue{document: &document{name: name, source: source, lines: linesOf(source)}}
	if len(source) > largest {
		c.find(1, 1, 1, "too-big", Error)
		return &po.File{}, c.document.findings
	}
	c.read(source)
	return c.file, c.document.findings
}

// LoneTexts are the texts of one file by itself over the shipped library.
func LoneTexts(name string, source []byte, library fs.FS) (*Texts, []Finding, error) {
	file, findings := LoadFile(name, source)
	ours, _, err := LoadDir(library)
	if err != nil {
		return nil, nil, fmt.Errorf("the shipped library: %w", err)
	}
	set := &Set{Phrases: Phrases{}}
	set.add(append(ours, file))
	return &Texts{Set: set, own: []File{file}, ours: ours}, findings, nil
}

// forStaff reports whether the texts of a key are read by the team alone: they
// may be longer, and name what a person is not told.
func forStaff(key string) bool { return key == "doing_with" || key == "protocol" || key == "hand_over" }
