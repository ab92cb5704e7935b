package flows

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/text"
)

// Part is a stretch of an author's file that is read as one: its head, a step,
// a question of a check.
type Part struct {
	Name   string // a word for it that no other part of the file has: "head", "steps-light"
	ID     string // of the step or the item; "" for the head
	List   string // steps, items …; "" for the head
	Line   int    // where it begins
	Fields []Field
}

// Field is one text of a file, as an author changes it.
type Field struct {
	// Path leads to it: keys, and for an entry of a list its id or else its
	// number from 1, joined by "/": "steps/light/say".
	Path string
	Key  string // the last key that is a word: say, stuck, label
	Nth  int    // from 1, in a list of texts; else 0
	Of   string // the id of the choice that it is the label of, or the condition under which it holds
	Text text.Localised
	// Whole is set for one plain string that holds for every language.
	Whole string
	Line  int
	entry string // its key's name in the table of descriptions
}

// Describe says what the field's key is for, in an author's language.
func (f Field) Describe(language string) string { return descriptions[f.entry][known(language)] }

// In returns what the field says in a language.
func (f Field) In(tag text.Language) string {
	if f.Whole != "" {
		return f.Whole
	}
	return f.Text[tag]
}

// Paths lists where the field's texts are or could be: one path a language, or
// the field's own where one string holds for all.
func (f Field) Paths() (paths []string) {
	if f.Whole != "" {
		return []string{f.Path}
	}
	for _, tag := range tags {
		paths = append(paths, f.Path+"/"+tag)
	}
	return paths
}

// At returns what stands at one of the field's paths, "" when nothing does.
func (f Field) At(path string) string {
	if path == f.Path {
		return f.Whole
	}
	return f.Text[strings.TrimPrefix(path, f.Path+"/")]
}

// PartsOf lists the texts of a file by its parts, in the file's order, by the
// table of keys. A file that cannot be read has none.
func PartsOf(source []byte) []Part {
	d := parse("", source)
	s := shapes[Kind(d.root.get("kind").str())]
	if s == nil {
		return nil
	}
	o := parting{parts: []Part{{Line: 1}}}
	o.walk(d.root, s, nil, "")
	parts := slices.DeleteFunc(o.parts, func(p Part) bool { return p.List == "" && len(p.Fields) == 0 })
	seen := map[string]int{}
	for i := range parts {
		name := "head"
		if parts[i].List != "" {
			name = parts[i].List + "-" + parts[i].ID
		}
		if seen[name]++; seen[name] > 1 {
			name += "-" + strconv.Itoa(seen[name])
		}
		parts[i].Name = name
	}
	return parts
}

type parting struct{ parts []Part }

// walk collects the texts of a map. of is what they belong to.
func (o *parting) walk(n node, s *shape, path []string, of string) {
	for k, v := range n.pairs() {
		row, known := s.keys[k.Value]
		if !known {
			continue
		}
		at := append(slices.Clip(path), k.Value)
		switch row.form {
		case aText:
			o.add(v, at, Field{Key: k.Value, Of: of, entry: described(s, k.Value)})
		case texts:
			for i, e := range v.list() {
				o.add(e, append(slices.Clip(at), strconv.Itoa(i+1)), Field{Key: k.Value, Nth: i + 1, Of: of, entry: described(s, k.Value)})
			}
		case textBy:
			for name, e := range v.pairs() {
				o.add(e, append(slices.Clip(at), name.Value), Field{Key: name.Value, Of: of})
			}
		case inside:
			o.walk(v, row.shape, at, strings.TrimPrefix(of+", "+k.Value, ", "))
		case named:
			for name, e := range v.pairs() {
				o.walk(e, row.shape, append(slices.Clip(at), name.Value), name.Value)
			}
		case things:
			o.entries(v, row.shape, at, k.Value)
		}
	}
}

// entries collects the texts of a list of maps. Those at the top of a file are
// parts of their own.
func (o *parting) entries(v node, s *shape, path []string, list string) {
	if v.Node == nil || v.Kind != yaml.SequenceNode {
		return
	}
	for i, e := range v.list() {
		id := e.get("id").str()
		of := id
		if when := e.get("when"); id == "" && when.Node != nil {
			of = when.when().String()
		}
		if len(path) == 1 {
			o.parts = append(o.parts, Part{ID: id, List: list, Line: e.Line})
			of = ""
		}
		o.walk(e, s, append(slices.Clip(path), segment(e, i)), of)
	}
	if len(path) == 1 { // what follows the list belongs to the head again
		o.parts = append(o.parts, Part{})
	}
}

// segment names the entry of a list in a path.
func segment(e node, i int) string {
	if id := e.get("id").str(); id != "" {
		return id
	}
	return strconv.Itoa(i + 1)
}

func (o *parting) add(v node, path []string, f Field) {
	if v.Node == nil {
		return
	}
	f.Path, f.Line = strings.Join(path, "/"), v.Line
	switch {
	case v.scalar():
		f.Whole = v.str()
	case v.Kind == yaml.MappingNode:
		f.Text = v.text()
	default:
		return
	}
	last := &o.parts[len(o.parts)-1]
	if last.Line == 0 {
		last.Line = f.Line
	}
	last.Fields = append(last.Fields, f)
}
