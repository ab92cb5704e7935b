package flows

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"passerelle/flows/text"
)

// The measures of a bank. From bankFrom scored items on a check is a bank: each
// item then says why it is as hard as it is and what could make it unfair.
// Shares of positions and lengths say nothing below sharesFrom items; a third
// and a third and a third is what chance gives with three answers.
const (
	bankFrom      = 20
	sharesFrom    = 9
	optionsWanted = 3
	areaWanted    = 3
	mostGuess     = 0.5
	mostPosition  = 0.5
	leastPosition = 1.0 / 6
	mostLongest   = 0.45
)

// scored reports whether an item counts: it belongs to an area, and nobody has
// set it aside.
func (i *Item) scored() bool { return i.Area != "" && i.SetAside == nil }

// lintBank finds what makes the results of a check lean to one side. A draft is
// left alone but for the ends of its bands and for what it compares.
func (d *document) lintBank(f *Flow) {
	d.lintCuts()
	d.lintCompare(f.Check)
	if f.Status != Published {
		return
	}
	d.lintKeys(f.Check)
	d.lintWhy()
	items := d.root.get("items").list()
	whole := f.Check.scored() >= bankFrom
	for i := range f.Check.Items {
		if i < len(items) && f.Check.Items[i].scored() {
			d.lintScored(items[i], &f.Check.Items[i], whole)
		}
	}
	if whole {
		d.lintReadBack()
	}
}

// scored counts the items that count.
func (c *Check) scored() (count int) {
	for i := range c.Items {
		if c.Items[i].scored() {
			count++
		}
	}
	return count
}

// lintCuts wants the ends of the bands to rise from 1 to 5, on every band but
// the last, or on none.
func (d *document) lintCuts() {
	bands := d.root.get("bands").list()
	given, wrong, last := 0, node{}, 0.0
	for i, b := range bands {
		end := b.get("up_to")
		if end.Node == nil {
			if i+1 < len(bands) && wrong.Node == nil {
				wrong = b.get("id")
			}
			continue
		}
		given++
		if at := end.float(); i+1 == len(bands) || at <= last || at < 1 || at > 5 {
			d.at(end, "cuts-order", Error, end.str())
			return
		}
		last = end.float()
	}
	if given > 0 && wrong.Node != nil {
		d.at(wrong, "cuts-order", Error, "…")
	}
}

// lintCompare wants the answers that a report compares to be remembered.
func (d *document) lintCompare(c *Check) {
	var known []string
	for i := range c.Items {
		known = append(known, c.Items[i].Remember)
		for _, choice := range c.Items[i].Choices {
			for _, r := range choice.Remember {
				known = append(known, r.Name)
			}
		}
	}
	known = slices.Compact(sorted(slices.DeleteFunc(known, func(name string) bool { return name == "" })))
	for _, n := range d.root.get("compare").list() {
		if !slices.Contains(known, n.str()) {
			d.dangling(n, "compare", known)
		}
	}
}

// lintWhy wants a reason under every offer: people are told why.
func (d *document) lintWhy() {
	for _, row := range d.root.get("orientation").list() {
		if row.get("why").Node == nil && row.get("id").Node != nil {
			d.at(row.get("id"), "no-why", Warning, row.get("id").str())
		}
	}
}

// lintReadBack wants every translation of a bank to have been read back into
// the first language by somebody else. The first language is the title's.
func (d *document) lintReadBack() {
	first := ""
	for tag := range d.root.get("title").pairs() {
		first = tag.Value
		break
	}
	var missing []string
	for _, tag := range d.tags() {
		if tag != first && d.root.get("read_back").get(tag).str() == "" {
			missing = append(missing, tag)
		}
	}
	if len(missing) > 0 {
		at := d.root.get("read_back")
		if at.Node == nil {
			at = d.root.get("id")
		}
		d.at(at, "not-read-back", Warning, strings.Join(missing, ", "))
	}
}

// lintScored looks at one item that counts. whole says that it is one of a bank.
func (d *document) lintScored(n node, i *Item, whole bool) {
	id := n.get("id")
	if guess := n.get("guess"); guess.Node != nil {
		chosen := i.Type == ItemChoice || i.Type == ItemSpot
		if i.Guess < 0 || i.Guess > mostGuess || i.Guess == 0 && chosen {
			d.at(guess, "guess-odd", Warning, guess.str(), string(i.Type))
		}
	}
	if i.Type == ItemChoice && len(i.Choices) > 1 && len(i.Choices) != optionsWanted {
		d.at(id, "three-choices", Warning, i.ID, strconv.Itoa(len(i.Choices)))
	}
	if whole && i.Reason == "" {
		d.at(id, "no-reason", Warning, i.ID)
	}
	if whole && i.Bias == "" {
		d.at(id, "no-bias", Warning, i.ID)
	}
}

// lintKeys looks where the right answers stand, and how long they are: who
// knows nothing must not get far by "the second" or "the longest".
func (d *document) lintKeys(c *Check) {
	var places [optionsWanted]int
	longest, count, of := map[text.Language]int{}, map[text.Language]int{}, 0
	for i := range c.Items {
		item := &c.Items[i]
		right := slices.IndexFunc(item.Choices, func(c Choice) bool { return c.Right })
		if !item.scored() || item.Type != ItemChoice || right < 0 {
			continue
		}
		if len(item.Choices) == optionsWanted {
			places[right]++
			of++
		}
		for tag := range item.Choices[right].Label {
			count[tag]++
			if isLongest(item.Choices, right, tag) {
				longest[tag]++
			}
		}
	}
	id := d.root.get("items")
	for place, n := range places {
		if share := float64(n) / float64(of); of >= sharesFrom && (share > mostPosition || share < leastPosition) {
			d.at(id, "keys-unbalanced", Warning, strconv.Itoa(n), strconv.Itoa(of), strconv.Itoa(place+1))
			break
		}
	}
	for _, tag := range tags {
		if n, of := longest[tag], count[tag]; of >= sharesFrom && float64(n) > mostLongest*float64(of) {
			d.at(id, "longest-right", Warning, strconv.Itoa(n), strconv.Itoa(of), tag)
		}
	}
}

// isLongest reports whether one label has more letters than every other.
func isLongest(choices []Choice, which int, tag text.Language) bool {
	own := utf8.RuneCountInString(choices[which].Label[tag])
	for i := range choices {
		if i != which && utf8.RuneCountInString(choices[i].Label[tag]) >= own {
			return false
		}
	}
	return true
}
