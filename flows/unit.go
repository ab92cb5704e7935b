package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"passerelle/flows/text"
)

// Unit is one text of a file, as a translator sees it.
type Unit struct {
	// Context names the text and stays when the file is edited elsewhere:
	// "scan-document/light/say", "scan-document/light/stuck/1".
	Context  string
	Field    string // the key that it is under: say, label, found_by
	Source   string // the text to translate; of found_by, one phrase a line
	Language text.Language
	Texts    text.Localised // in every language that has it
	Inline   []text.Language
	File     string // where the text stands
	Line     int
	Stale    map[text.Language]Stale // translations that are not used
	was      []string                // contexts under earlier names of its step
}

// unit is a Unit while the file is being read.
type unit struct {
	context, field string
	was            []string
	n              node // the map of languages
	list           bool // each language holds a list
}

// containers are the keys whose entries are named by their id alone.
var containers = []string{"steps", "items", "phrases"}

// units returns every text of the file, in its order.
func (d *document) units() []unit {
	id, kind := d.root.get("id").str(), Kind(d.root.get("kind").str())
	if id == "" || ofLanguage(kind) {
		return nil
	}
	var w unitWalk
	for k, v := range d.root.pairs() {
		switch {
		case k.Value == "read_back": // names of people by language, nothing to translate
		case slices.Contains(containers, k.Value):
			w.walk(v, id, "/", k.Value)
		case kind != KindAgency && !isText(v) && !v.scalar() && k.Value != "found_by":
			// A step may be called "practice" too: a colon keeps them apart.
			w.walk(v, id+"/"+k.Value, ":", k.Value)
		default:
			w.walk(v, id+"/"+k.Value, "/", k.Value)
		}
	}
	return w.found
}

type unitWalk struct{ found []unit }

// walk finds the units of a place; path names it, sep joins what is in it.
func (w *unitWalk) walk(n node, path, sep, field string) {
	switch {
	case n.Node == nil:
	case isText(n):
		w.found = append(w.found, unit{context: path, field: field, n: n})
	case field == "found_by" && n.Kind == yaml.MappingNode:
		w.found = append(w.found, unit{context: path, field: field, n: n, list: true})
	case n.Kind == yaml.MappingNode:
		for k, v := range n.pairs() {
			if k.Value != "remember" && k.Value != "when" {
				w.inside(v, path+sep+k.Value, k.Value, field)
			}
		}
	case n.Kind == yaml.SequenceNode:
		seen := map[string]int{}
		for i, e := range n.list() {
			name := entryName(e, i)
			if seen[name]++; seen[name] > 1 {
				name += "#" + strconv.Itoa(seen[name])
			}
			before := len(w.found)
			w.walk(e, path+sep+name, "/", field)
			w.renamed(w.found[before:], e, path+sep, name)
		}
	}
}

// inside goes into the value of a key.
func (w *unitWalk) inside(v node, path, key, field string) {
	if field == "areas" && v.Kind == yaml.MappingNode { // its languages stand beside its framework
		w.found = append(w.found, unit{context: path, field: "area", n: v})
		return
	}
	if rest, ok := strings.CutSuffix(path, "/choices"); ok {
		path = rest + "/choice"
	}
	w.walk(v, path, "/", key)
}

// entryName names an entry of a list: by its id, its first day, its condition;
// else by its number, as the hints of a step are.
func entryName(e node, i int) string {
	return cmp.Or(e.get("id").str(), e.get("from").str(), conditionName(e.get("when").when()), strconv.Itoa(i+1))
}

// conditionName is a condition as a name: device=iphone.
func conditionName(c Condition) string {
	var terms []string
	for _, t := range c {
		of := slices.Clone(t.Values)
		for _, inner := range t.Of {
			of = append(of, "("+conditionName(inner)+")")
		}
		terms = append(terms, t.Name+"="+strings.Join(of, ","))
	}
	slices.Sort(terms)
	return strings.ReplaceAll(strings.Join(terms, "&"), "/", "|")
}

// renamed notes under which contexts units were known while their step had
// another name.
func (w *unitWalk) renamed(found []unit, e node, path, name string) {
	for _, old := range e.get("was").strings() {
		for i := range found {
			found[i].was = append(found[i].was, path+old+strings.TrimPrefix(found[i].context, path+name))
		}
	}
}

// in returns a unit's text in a language, of a list one line each.
func (u unit) in(tag string) string {
	if u.list {
		return strings.Join(u.n.get(tag).strings(), "\n")
	}
	return u.n.get(tag).str()
}

// tags are the languages that a unit has, in the file's order.
func (u unit) tags() (list []string) {
	for k := range u.n.pairs() {
		if slices.Contains(tags, k.Value) {
			list = append(list, k.Value)
		}
	}
	return list
}

// export makes the unit that others see. The source is in the first of the
// preferred languages in which the file itself has the text, and not in to.
func (d *document) export(u unit, prefer []text.Language, to text.Language) Unit {
	out := Unit{Context: u.context, Field: u.field, Texts: text.Localised{}, File: d.name, Line: u.n.Line, was: u.was}
	for k, v := range u.n.pairs() {
		if !slices.Contains(tags, k.Value) {
			continue
		}
		out.Texts[k.Value] = u.in(k.Value)
		if _, translated := d.from[v.Node]; !translated {
			out.Inline = append(out.Inline, k.Value)
		}
	}
	for _, tag := range slices.Concat(prefer, out.Inline) {
		if slices.Contains(out.Inline, tag) && tag != to {
			out.Language, out.Source = tag, out.Texts[tag]
			break
		}
	}
	return out
}
