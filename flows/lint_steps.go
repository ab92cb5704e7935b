package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// misread are the mistakes after which nobody can say where a flow leads.
var misread = []string{"dangling", "duplicate-id", "duplicate-key", "bad-id", "unknown-key", "wrong-shape", "glued-dash", "glued-colon", "alias"}

// lintSteps finds steps that nobody reaches, circles, and what a channel or a
// person cannot do.
func (d *document) lintSteps(f *Flow) {
	if f.Kind != KindHelp {
		return
	}
	clear := !slices.ContainsFunc(d.findings, func(x Finding) bool { return slices.Contains(misread, x.Code) })
	reached, circles, silent := f.reached(), f.circles(), f.silent()
	for i, n := range d.root.get("steps").list() {
		if i >= len(f.Steps) || n.Kind != yaml.MappingNode {
			return
		}
		id := n.get("id")
		switch {
		case !clear:
		case !reached[i]:
			d.at(id, "unreachable", Warning, f.Steps[i].ID)
		case circles[i]:
			d.at(id, "loop", Error, f.Steps[i].ID)
		case silent[i]:
			d.at(id, "silent-loop", Error, f.Steps[i].ID)
		}
		d.lintInstead(n, i)
		d.lintSight(n)
		d.lintMany(n)
	}
}

// lintInstead finds ways out that come too late, and those that never hold
// because an earlier one took their place.
func (d *document) lintInstead(n node, i int) {
	seen := map[string]int{}
	for _, instead := range n.get("instead").list() {
		when := instead.get("when")
		if i > 0 && when.get("channel").Node != nil && instead.get("go").Node != nil {
			d.at(instead, "late-exit", Warning)
		}
		if when.Node == nil {
			continue
		}
		held := when.when().String()
		if line, again := seen[held]; again {
			d.at(when, "dead-instead", Warning, held, strconv.Itoa(line))
			continue
		}
		seen[held] = when.Line
	}
}

// pointing are the words that send the eye to a picture.
var pointing = []string{
	"ce dessin", "cette image", "le dessin :", "dieses bild", "diese zeichnung", "dieses symbol",
	"questo disegno", "quest'immagine", "questa immagine", "questo simbolo", "this picture", "this drawing", "this symbol",
}

// lintSight wants other words for the ear where a step is only for the eye.
func (d *document) lintSight(n node) {
	if slices.ContainsFunc(n.get("instead").list(), func(i node) bool { return strings.Contains(i.get("when").when().String(), "reads_by: ear") }) {
		return
	}
	if n.get("picture").get("needed").bool() {
		d.at(n.get("id"), "sight-only", Warning, n.get("id").str())
		return
	}
	for _, key := range []string{"say", "ask"} {
		for _, words := range n.get(key).pairs() {
			if i, word := forTheEye(words.Value); i >= 0 {
				d.mark(words, i, word, "sight-only", Warning, n.get("id").str())
				return
			}
		}
	}
}

func forTheEye(words string) (int, string) {
	lower := strings.ToLower(words)
	for _, p := range pointing {
		if i := strings.Index(lower, p); i >= 0 && len(lower) == len(words) {
			return i, p
		}
	}
	for i, r := range words {
		if r >= 0x1f300 && unicode.Is(unicode.So, r) {
			return i, string(r)
		}
	}
	return -1, ""
}

// shownAtOnce is how many choices the narrowest channel shows at once; the rest
// comes behind "more".
const shownAtOnce = 5

func (d *document) lintMany(n node) {
	if c := n.get("choices"); c.Node != nil && c.Kind == yaml.SequenceNode && len(c.Content) > shownAtOnce && len(c.Content) <= 10 {
		d.at(n.get("id"), "many-choices", Warning, strconv.Itoa(len(c.Content)), strconv.Itoa(shownAtOnce))
	}
}

// lintLabels finds two answers that nobody can tell apart.
func (d *document) lintLabels() {
	d.eachPair(d.root, func(k, v node) {
		if k.Value != "choices" {
			return
		}
		seen := map[string]bool{}
		for _, c := range v.list() {
			for tag, label := range c.get("label").pairs() {
				words := tag.Value + " " + strings.ToLower(label.str())
				if label.str() != "" && seen[words] {
					d.at(label, "same-label", Error, label.str())
				}
				seen[words] = true
			}
		}
	})
}
