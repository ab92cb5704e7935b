package flows

import (
	"slices"
	"strings"
	"time"

	"passerelle/flows/text"
)

// Fact is what texts say with {fact.<id>} and what changes without us: a number, a
// day, who has a right to what. It stands in one place, with where it was read and
// when. An agency's own stands in place of ours of the same id.
type Fact struct {
	ID       string
	Says     text.Localised
	Source   string    // the page or the article where it was read
	Checked  time.Time // the day on which it was read
	ToVerify bool      // nobody has read it at an official place yet
}

// factsLast is after how long somebody reads a fact's source again.
const factsLast = 365 * 24 * time.Hour

// Due reports whether somebody should read a fact's source.
func (f *Fact) Due(now time.Time) bool { return f.ToVerify || now.Sub(f.Checked) > factsLast }

// compileFacts makes the facts of a file; a draft has none.
func (d *document) compileFacts() (list []Fact) {
	if Status(d.root.get("status").str()) == Draft {
		return nil
	}
	for k, v := range d.root.get("facts").pairs() {
		list = append(list, Fact{ID: k.Value, Says: v.get("says").text(tags...),
			Source: v.get("source").str(), Checked: v.get("checked").date(nil), ToVerify: v.get("to_verify").bool()})
	}
	return list
}

// Fact returns a fact by its id, nil where there is none.
func (s *Set) Fact(id string) *Fact {
	if i := slices.IndexFunc(s.Facts, func(f Fact) bool { return f.ID == id }); i >= 0 {
		return &s.Facts[i]
	}
	return nil
}

// addFacts puts facts in place of earlier ones of the same id.
func (s *Set) addFacts(list []Fact) {
	for _, f := range list {
		s.Facts = append(slices.DeleteFunc(s.Facts, func(o Fact) bool { return o.ID == f.ID }), f)
	}
}

// lintFacts finds texts that say a fact which no file has.
func (d *document) lintFacts(known []string) {
	d.eachText(func(_ string, n node, _ string) {
		for _, m := range bracesPattern.FindAllStringSubmatchIndex(n.Value, -1) {
			id, isFact := strings.CutPrefix(n.Value[m[2]:m[3]], "fact.")
			if !isFact || slices.Contains(known, id) {
				continue
			}
			whole := n.Value[m[0]:m[1]]
			d.mark(n, m[0], whole, "placeholder", Error, whole, "{fact."+strings.Join(known, "} {fact.")+"}")
			if near := Nearest(id, known); near != "" {
				d.suggest("{fact." + near + "}")
			}
		}
	})
}
