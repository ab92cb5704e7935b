package flows

import (
	"path"
	"slices"
	"strings"

	"passerelle/flows/po"
	"passerelle/flows/text"
)

// Imported is what became of a translator's file, for one file of ours.
type Imported struct {
	ID       string        `json:"id"`
	Language text.Language `json:"language"`
	Taken    int           `json:"taken"`
	There    int           `json:"there"` // the same was there already
	Empty    int           `json:"empty"`
	Refused  int           `json:"refused"`
	Path     string        `json:"path"` // below the agency's folder, "" when nothing changes
	Content  []byte        `json:"-"`    // what is to be written there
}

// Import merges a translator's file, whole or in part, into the translations
// that the agency has. Nothing that is there is lost: what is refused stays as
// it was, and the findings say why, at its line in the translator's file.
func (t *Texts) Import(name string, to text.Language, file *po.File) (all []Imported, findings []Finding) {
	m := &merge{texts: t, to: to, name: name, d: &document{name: name}, from: file.Field(sourceField)}
	for _, e := range file.Entries {
		id, _, _ := strings.Cut(e.Context, "/")
		if e.Context != "" {
			m.entry(m.into(id), e)
		}
	}
	for _, one := range m.all {
		if one.Taken > 0 {
			one.Path = path.Join(TranslationFolder, one.ID+"."+to+".po")
			one.Content = po.Format(one.file)
		}
		all = append(all, one.Imported)
	}
	return all, m.d.findings
}

// merge is an import under way.
type merge struct {
	texts    *Texts
	to, from text.Language
	name     string
	d        *document // for its findings
	all      []*merged
}

// merged is one file of ours that translations are merged into.
type merged struct {
	Imported
	units map[string]*Unit
	file  *po.File // the translations there are
}

// into returns the file that an id's translations go to.
func (m *merge) into(id string) *merged {
	for _, one := range m.all {
		if one.ID == id {
			return one
		}
	}
	one := &merged{Imported: Imported{ID: id, Language: m.to}, units: map[string]*Unit{}}
	units := m.texts.Units(id, m.to)
	for i := range units {
		for _, old := range units[i].was {
			one.units[old] = &units[i]
		}
	}
	for i := range units {
		one.units[units[i].Context] = &units[i]
	}
	for _, c := range m.texts.from {
		if c.id == id && c.tag == m.to {
			one.file, _ = po.Parse(c.source)
		}
	}
	if one.file == nil {
		from := m.from
		if len(units) > 0 && from == "" {
			from = units[0].Language
		}
		one.file = &po.File{Entries: []*po.Entry{header(m.to, from)}}
	}
	m.all = append(m.all, one)
	return one
}

// entry takes one entry, or refuses it.
func (m *merge) entry(one *merged, e *po.Entry) {
	u, known := one.units[e.Context]
	if e.Str == "" {
		one.Empty++
		return
	}
	lost, invented := placeholderChanges(e.ID, e.Str)
	switch {
	case !known:
		m.refuse(one, e, "po-context", e.Context)
		if word := Nearest(e.Context, one.contexts()); word != "" {
			m.d.suggest(word)
		}
	case slices.Contains(u.Inline, m.to) && strings.TrimRight(e.Str, "\n ") == u.Texts[m.to]:
		one.There++
	case slices.Contains(u.Inline, m.to):
		m.refuse(one, e, "import-inline", u.Context, u.place(), m.to)
	case len(lost) > 0:
		m.refuse(one, e, "po-lost", strings.Join(lost, " "))
	case len(invented) > 0:
		m.refuse(one, e, "po-invented", strings.Join(invented, " "))
	default:
		m.take(one, e, u)
	}
}

// take puts a translation in its place. One of an earlier text is kept for the
// translator, marked as not to be used, unless there is a present one.
func (m *merge) take(one *merged, e *po.Entry, u *Unit) {
	old := strings.TrimRight(e.ID, "\n ") != u.Source
	for _, tag := range u.Inline {
		old = old && strings.TrimRight(e.ID, "\n ") != u.Texts[tag]
	}
	unsure := old || e.Fuzzy()
	have := one.find(u)
	switch {
	case unsure && u.Texts[m.to] != "":
		m.refuse(one, e, "import-stale", u.Context, u.place())
		return
	case have != nil && have.Str == e.Str && (unsure || have.ID == e.ID && !have.Fuzzy()) && have.Context == u.Context:
		one.There++
		return
	case have == nil:
		have = &po.Entry{}
		one.file.Entries = append(one.file.Entries, have)
	}
	if unsure {
		code := "import-old"
		if !old {
			code = "po-fuzzy"
		}
		m.d.find(e.StrLine, e.StrCol, 1, code, Warning, u.Context, u.place())
	}
	have.Context, have.ID, have.Str = u.Context, e.ID, e.Str
	have.Comments = notes(e, have)
	have.Set(po.Where, u.place())
	have.SetFuzzy(unsure)
	one.Taken++
}

// notes are the comments of an entry: the new ones, and what stood beside it.
func notes(e, have *po.Entry) []string {
	all := slices.Clone(e.Comments)
	for _, c := range have.Comments {
		if !slices.Contains(all, c) && (strings.HasPrefix(c, "# ") || strings.HasPrefix(c, "#~")) {
			all = append([]string{c}, all...)
		}
	}
	if !e.Fuzzy() {
		all = slices.DeleteFunc(all, func(c string) bool { return strings.HasPrefix(c, po.Before) })
	}
	return all
}

func (m *merge) refuse(one *merged, e *po.Entry, code string, args ...string) {
	one.Refused++
	m.d.find(e.StrLine, e.StrCol, 1, code, Error, args...)
}

// find returns the entry of a unit, under its present or an earlier name.
func (one *merged) find(u *Unit) *po.Entry {
	for _, context := range append([]string{u.Context}, u.was...) {
		if e := one.file.Find(context); e != nil {
			return e
		}
	}
	return nil
}

func (one *merged) contexts() (list []string) {
	for context := range one.units {
		list = append(list, context)
	}
	return sorted(list)
}
