package skills

import (
	"errors"
	"strings"
	"testing"
)

// TestConnected: who was asked what connects items; for a likelihood alone, who
// had what right does.
func TestConnected(t *testing.T) {
	for _, c := range []struct {
		name         string
		rows         []string
		anchored     []int
		weak, strong bool
	}{
		{"all of all, both ways", []string{"10", "01"}, nil, true, true},
		{"one way only", []string{"10", "10"}, nil, true, false},
		{"a ring", []string{"10.", ".10", "0.1"}, nil, true, true},
		{"a chain is no ring", []string{"10.", ".10"}, nil, true, false},
		{"two groups", []string{"10..", "01..", "..10", "..01"}, nil, false, false},
		{"two groups held by anchors", []string{"10..", "01..", "..10", "..01"}, []int{1, 2}, true, true},
		{"anchors of one group hold it only", []string{"10..", "01..", "..10", "..01"}, []int{0, 1}, false, false},
		{"all right tells nothing", []string{"11", "00", "10"}, nil, true, false},
	} {
		d := newDesign(responses(c.rows...))
		anchored := make([]bool, len(d.names))
		for _, j := range c.anchored {
			anchored[j] = true
		}
		for strong, want := range map[bool]bool{false: c.weak, true: c.strong} {
			err := d.connected(anchored, strong)
			if (err == nil) != want || err != nil && !errors.Is(err, ErrDisconnected) {
				t.Errorf("%s, strong %v: %v, want connected %v", c.name, strong, err, want)
			}
		}
	}
}

// TestDesign: people with the same items and score are one number.
func TestDesign(t *testing.T) {
	d := newDesign(responses("11.", "10.", "01.", "...", "000"))
	if len(d.patterns) != 2 || d.of[3] != -1 || d.patterns[0].n[1] != 2 || d.patterns[0].n[2] != 1 || d.patterns[1].n[0] != 1 {
		t.Errorf("%+v of %v", d.patterns, d.of)
	}
	if !d.extreme(0) || d.extreme(1) || !d.extreme(4) {
		t.Error("who had all right or all wrong is not told from the others")
	}
	tell := d.telling()
	if tell.asked[0] != 2 || tell.right[0] != 1 || tell.asked[2] != 0 || d.asked[0] != 4 {
		t.Errorf("telling: asked %v right %v; before: asked %v", tell.asked, tell.right, d.asked)
	}
	if err := tell.constant([]int{2}, ""); !errors.Is(err, ErrConstant) || !strings.Contains(err.Error(), "q3 was asked of nobody") {
		t.Errorf("a column of nobody who tells: %v", err)
	}
}

// TestFitByHand: two items at 0 and people with one right: everybody is at 0, all
// chances are one half, all squares a quarter.
func TestFitByHand(t *testing.T) {
	d := newDesign(responses("10", "01", "10", "11", "00"))
	infit, outfit := d.meanSquares([]float64{0, 0})
	for j := range infit {
		near(t, "infit", *infit[j], 1, 1e-9)
		near(t, "outfit", *outfit[j], 1, 1e-9)
	}
	if infit, _ := newDesign(responses("11", "00")).meanSquares([]float64{0, 0}); infit[0] != nil {
		t.Errorf("people who tell nothing give an infit of %v", *infit[0])
	}
}
