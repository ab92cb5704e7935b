package flows

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"passerelle/bot/skills"
)

// The scale of a bank file that says nothing of it: the one of our checks.
const (
	bankMean = 0.0
	bankSD   = 1.5
)

var bankCuts = []float64{-1, 1}

// bankReader reads a bank file: difficulties alone, for the mathematics.
type bankReader struct {
	name  string
	wrong []error
}

// ReadBank reads a bank file, as docs/skills.md describes it. The error holds
// everything that is wrong, each with file, line, column and how to mend it.
func ReadBank(name string, source []byte, model skills.Model) (*skills.Bank, error) {
	d := parse(name, source)
	r := &bankReader{name: name}
	if d.root.Node == nil {
		for _, f := range d.findings {
			r.wrong = append(r.wrong, fmt.Errorf("%s:%d:%d: %s: %s", name, f.Line, f.Col, f.Message, f.Help))
		}
		return nil, errors.Join(r.wrong...)
	}
	keys := r.keys(d.root, "scale", "areas", "items")
	scale := r.scale(keys["scale"])
	areas := r.areas(d.root, keys["areas"])
	items := r.items(d.root, keys["items"], areas)
	if r.wrong != nil {
		return nil, errors.Join(r.wrong...)
	}
	bank, err := skills.NewBank(scale, areas, items, model)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return bank, nil
}

// fail notes what is wrong at a place, and how to mend it.
func (r *bankReader) fail(n node, format string, args ...any) {
	line, col := 1, 1
	if n.Node != nil {
		line, col = n.Line, n.Column
	}
	r.wrong = append(r.wrong, fmt.Errorf("%s:%d:%d: "+format, append([]any{r.name, line, col}, args...)...))
}

// keys returns a map's values by key; it refuses others, and the same twice.
func (r *bankReader) keys(n node, allowed ...string) map[string]node {
	found := map[string]node{}
	if n.Node != nil && n.Kind != yaml.MappingNode {
		r.fail(n, "keys are missing: write %s", strings.Join(allowed, ", "))
	}
	for k, v := range n.pairs() {
		if !slices.Contains(allowed, k.Value) {
			help := "the keys here are " + strings.Join(allowed, ", ")
			if near, _ := nearest(k.Value, allowed); near != "" {
				help = "did you mean " + near + "?"
			}
			r.fail(k, "unknown key %q: %s", k.Value, help)
		} else if _, twice := found[k.Value]; twice {
			r.fail(k, "%s stands here twice: keep one", k.Value)
		}
		found[k.Value] = v
	}
	return found
}

func (r *bankReader) number(n node) float64 {
	x, err := strconv.ParseFloat(n.str(), 64)
	if !n.scalar() || err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		r.fail(n, "%q is not a number: write one like -1.5", n.str())
		return 0
	}
	return x
}

func (r *bankReader) numbers(n node) (all []float64) {
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "not a list of numbers: write one like [-1, 1]")
		return nil
	}
	for _, x := range n.list() {
		all = append(all, r.number(x))
	}
	return all
}

func (r *bankReader) scale(n node) skills.Scale {
	s := skills.Scale{Mean: bankMean, SD: bankSD, Cuts: bankCuts}
	keys := r.keys(n, "D", "prior", "cuts")
	if d, there := keys["D"]; there && r.number(d) != 1 {
		r.fail(d, "D is %s: multiply each a by it and write D: 1", d.str())
	}
	prior := r.keys(keys["prior"], "mean", "sd")
	if m, there := prior["mean"]; there {
		s.Mean = r.number(m)
	}
	if sd, there := prior["sd"]; there {
		s.SD = r.number(sd)
	}
	if cuts, there := keys["cuts"]; there {
		s.Cuts = r.numbers(cuts)
	}
	if err := s.Check(); err != nil {
		r.fail(n, "%v", err)
	}
	return s
}

func (r *bankReader) areas(root, n node) []string {
	if n.Node == nil || n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fail(node{cmpNode(n, root)}, "areas are missing: write areas: [device, find]")
		return nil
	}
	var areas []string
	for _, a := range n.list() {
		if a.str() == "" || slices.Contains(areas, a.str()) {
			r.fail(a, "area %q: each area has a name of its own", a.str())
		}
		areas = append(areas, a.str())
	}
	return areas
}

func cmpNode(n, instead node) *yaml.Node {
	if n.Node != nil {
		return n.Node
	}
	return instead.Node
}

func (r *bankReader) items(root, n node, areas []string) (items []skills.Item) {
	if n.Node == nil || n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fail(node{cmpNode(n, root)}, "items are missing: write items: with one - {id: dev01, area: device, b: 0.5} a line")
		return nil
	}
	seen := map[string]int{}
	for _, entry := range n.list() {
		keys := r.keys(entry, "id", "area", "b", "a", "guess", "steps")
		item := r.item(entry, keys, areas)
		if line, twice := seen[item.ID]; twice && item.ID != "" {
			r.fail(keys["id"], "item %q: line %d has that id too; each item has its own", item.ID, line)
		}
		seen[item.ID] = entry.line()
		items = append(items, item)
	}
	return items
}

func (r *bankReader) item(entry node, keys map[string]node, areas []string) skills.Item {
	before := len(r.wrong)
	item := skills.Item{ID: keys["id"].str()}
	if item.Area = slices.Index(areas, keys["area"].str()); item.Area < 0 {
		r.fail(node{cmpNode(keys["area"], entry)}, "item %q: area %q is not in the list of areas", item.ID, keys["area"].str())
	}
	_, graded := keys["steps"]
	if _, there := keys["b"]; !there && !graded {
		r.fail(entry, "item %q has no b: write its difficulty in logits, or steps for a graded item", item.ID)
	}
	for key, into := range map[string]*float64{"b": &item.B, "a": &item.A, "guess": &item.Guess} {
		if value, there := keys[key]; there {
			*into = r.number(value)
			if key == "a" && *into == 0 {
				r.fail(value, "item %q: a is 0: leave it out for 1", item.ID)
			}
		}
	}
	if graded {
		if item.Steps = r.numbers(keys["steps"]); len(item.Steps) == 0 {
			r.fail(keys["steps"], "item %q has no steps: write one threshold a grade", item.ID)
		}
	}
	if err := item.Check(len(areas)); err != nil && len(r.wrong) == before {
		r.fail(entry, "item %q %v", item.ID, err)
	}
	return item
}
