package skills

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Scale is what a bank measures on: the prior N(Mean, SD²) and the cuts between
// levels, strictly increasing, in logits.
type Scale struct {
	Mean, SD float64
	Cuts     []float64
}

// maxLevels keeps a level in a byte; nobody tells more apart.
const maxLevels = 20

// Check returns what is wrong with the scale.
func (s Scale) Check() error {
	switch {
	case !(math.Abs(s.Mean) <= Bound):
		return fmt.Errorf("scale: the prior's mean is %v; the scale goes from %v to %v", s.Mean, -Bound, Bound)
	case !(s.SD >= minSD && s.SD <= Bound):
		return fmt.Errorf("scale: the prior's sd is %v; it is from %v to %v", s.SD, minSD, Bound)
	case len(s.Cuts) >= maxLevels:
		return fmt.Errorf("scale: %d cuts; at most %d", len(s.Cuts), maxLevels-1)
	}
	for k, c := range s.Cuts {
		if !(math.Abs(c) <= Bound) {
			return fmt.Errorf("scale: cut %d is %v; the scale goes from %v to %v", k+1, c, -Bound, Bound)
		}
		if k > 0 && c <= s.Cuts[k-1] {
			return fmt.Errorf("scale: cut %d (%v) is not above cut %d (%v); cuts strictly increase", k+1, c, k, s.Cuts[k-1])
		}
	}
	return nil
}

// Bank is a set of items on one scale under one model. It never changes.
type Bank struct {
	scale  Scale
	areas  []string
	items  []Item
	model  Model
	curves []curve
	prior  Belief
	// logs[i][g][k] is the logarithm of the probability of grade g of item i at node k.
	logs   [][][Nodes]float64
	given  *conditional // areas given what they share, at AreaCorrelation
	levels [Nodes]uint8 // the level of each node
	target []int        // the number of items by area
	places []float64    // where each item is
}

// NewBank returns a bank, or everything that is wrong with it, item by item.
func NewBank(scale Scale, areas []string, items []Item, model Model) (*Bank, error) {
	wrong := []error{scale.Check()}
	if model >= models {
		wrong = append(wrong, fmt.Errorf("model %d is none: it is rasch or 2pl", model))
	}
	if len(items) == 0 {
		wrong = append(wrong, errors.New("the bank has no items"))
	}
	for k, a := range areas {
		if a == "" || slices.Contains(areas[:k], a) {
			wrong = append(wrong, fmt.Errorf("area %d %q: each area has a name of its own", k+1, a))
		}
	}
	seen := map[string]bool{}
	for k, i := range items {
		if err := i.Check(len(areas)); err != nil {
			wrong = append(wrong, fmt.Errorf("item %d %q %w", k+1, i.ID, err))
		} else if seen[i.ID] {
			wrong = append(wrong, fmt.Errorf("item %d %q has the id of an item before it", k+1, i.ID))
		}
		seen[i.ID] = true
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	b := &Bank{scale: scale, areas: slices.Clone(areas), items: cloneItems(items), model: model, target: make([]int, len(areas))}
	b.scale.Cuts = slices.Clone(scale.Cuts)
	b.tabulate()
	return b, nil
}

func cloneItems(items []Item) []Item {
	items = slices.Clone(items)
	for i := range items {
		items[i].Steps = slices.Clone(items[i].Steps)
		if len(items[i].Steps) == 0 {
			items[i].Steps = nil
		}
	}
	return items
}

// tabulate computes what every belief needs of every item once.
func (b *Bank) tabulate() {
	for k := range Nodes {
		z := (Node(k) - b.scale.Mean) / b.scale.SD
		b.prior.log[k] = -z * z / 2
		b.levels[k] = uint8(b.LevelOf(Node(k)))
	}
	b.given = b.conditional(AreaCorrelation)
	for _, i := range b.items {
		c := i.curve(b.model)
		logs := make([][Nodes]float64, i.Grades())
		for g := range logs {
			for k := range Nodes {
				logs[g][k] = c.log(g, Node(k))
			}
		}
		b.curves = append(b.curves, c)
		b.places = append(b.places, i.Place())
		b.logs = append(b.logs, logs)
		b.target[i.Area]++
	}
}

// Items returns a copy of the items, in the bank's order.
func (b *Bank) Items() []Item { return cloneItems(b.items) }

// Len returns the number of items.
func (b *Bank) Len() int { return len(b.items) }

// Areas returns a copy of the names of the areas, in the bank's order.
func (b *Bank) Areas() []string { return slices.Clone(b.areas) }

// Scale returns the scale.
func (b *Bank) Scale() Scale {
	s := b.scale
	s.Cuts = slices.Clone(s.Cuts)
	return s
}

// Model returns the model.
func (b *Bank) Model() Model { return b.model }

// LevelOf returns the level of an ability, from 0. A value on a cut belongs to
// the lower level.
func (b *Bank) LevelOf(theta float64) int {
	level := 0
	for level < len(b.scale.Cuts) && theta > b.scale.Cuts[level] {
		level++
	}
	return level
}

// AreaOf returns the area of an item.
func (b *Bank) AreaOf(item int) int { return b.items[item].Area }
