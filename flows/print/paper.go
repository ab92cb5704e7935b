package print

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"

	"passerelle/flows"
)

// Groups is how many groups of questions a check's sheet has, each with at most
// one question an area, from easy to hard: 3 groups of 5 areas are 15 questions.
const Groups = 3

// Sheets are the names of the two sheets of a check. They share no question, so
// that B can look again some weeks after A.
var Sheets = []string{"A", "B"}

// PaperItem is one question of a check's sheet.
type PaperItem struct {
	Number int // from 1
	Group  int // from 0
	Index  int // among the check's items
	Item   *flows.Item
	// Shown is the order in which choices stand on paper, as indexes of the item's
	// choices; for a spot, 0 is the real message and 1 the fake one.
	Shown []int
}

// Paper returns the questions of sheet "A" or "B" of a check: of each area an
// easy one, one in the middle and a hard one, of those that paper can ask. It is
// an error when fewer than the check's at_least are left: a check needs six such
// questions an area for two full sheets.
func Paper(f *flows.Flow, sheet string) (items []PaperItem, err error) {
	if f.Check == nil {
		return nil, fmt.Errorf("%s is no check", f.ID)
	}
	second := slices.Index(Sheets, sheet)
	if second < 0 {
		return nil, fmt.Errorf("there is no sheet %q: it is A or B", sheet)
	}
	groups := make([][]PaperItem, Groups)
	for _, area := range f.Check.Areas {
		list := onPaper(f.Check, area.ID)
		for g := range Groups {
			third := list[g*len(list)/Groups : (g+1)*len(list)/Groups]
			if at := (len(third)-1)/2 + second; at < len(third) {
				groups[g] = append(groups[g], PaperItem{Group: g, Index: third[at], Item: &f.Check.Items[third[at]]})
			}
		}
	}
	items = slices.Concat(groups...)
	for i := range items {
		items[i].Number, items[i].Shown = i+1, shown(items[i].Item)
	}
	if least := max(1, f.Check.AtLeast); len(items) < least {
		return nil, fmt.Errorf("sheet %s of %s would have %d questions of at least %d: it takes six questions in each area that paper can ask (choice, spot, order, read)", sheet, f.ID, len(items), least)
	}
	return items, nil
}

// onPaper are the scored items of an area that can be done on paper, as indexes,
// the easiest first.
func onPaper(c *flows.Check, area string) (list []int) {
	types := []flows.ItemType{flows.ItemChoice, flows.ItemSpot, flows.ItemOrder, flows.ItemRead}
	for i := range c.Items {
		item := &c.Items[i]
		if item.Area == area && item.SetAside == nil && !item.Page && slices.Contains(types, item.Type) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(c.Items[a].Difficulty, c.Items[b].Difficulty) })
	return list
}

// shown is the order on paper: a choice's own, which the author has balanced; of
// a spot and of an order one that depends on the item's id only, and of an order
// never the right one.
func shown(item *flows.Item) []int {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(item.ID))
	turn := int(hash.Sum32() % 1024)
	switch n := len(item.Choices); item.Type {
	case flows.ItemSpot:
		return []int{turn % 2, 1 - turn%2}
	case flows.ItemRead:
		return nil
	case flows.ItemOrder:
		if n < 2 {
			return make([]int, n)
		}
		return turned(n, 1+turn%(n-1))
	default:
		return turned(n, 0)
	}
}

// turned counts to n from by on, and around.
func turned(n, by int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = (i + by) % n
	}
	return list
}

// Grade is what a keyed-in answer is worth: 1 for right, 0 for not. of is what
// was ticked or numbered, as places on paper from 0: one place for a choice or a
// spot; for an order the places in the order that the person gave. A read item
// is judged by who keys it in, by the key on the sheet: place 0 is right.
func (p *PaperItem) Grade(of []int) int {
	if len(of) == 0 {
		return 0
	}
	for _, at := range of {
		if at < 0 || p.Item.Type != flows.ItemRead && at >= len(p.Shown) {
			return 0
		}
	}
	right := false
	switch p.Item.Type {
	case flows.ItemChoice:
		right = p.Item.Choices[p.Shown[of[0]]].Right
	case flows.ItemSpot:
		right = p.Shown[of[0]] == 1
	case flows.ItemOrder:
		right = len(of) == len(p.Shown)
		for i, at := range of {
			right = right && p.Shown[at] == i
		}
	case flows.ItemRead:
		right = of[0] == 0
	case flows.ItemTask: // never on paper
	}
	if right {
		return 1
	}
	return 0
}
