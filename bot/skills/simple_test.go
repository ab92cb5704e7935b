package skills

import (
	"math"
	"testing"
)

func TestBand(t *testing.T) {
	right, wrong := 1.0, 0.0
	for _, c := range []struct {
		name  string
		items []Scored
		share float64
		band  int
		known bool
	}{
		{"nothing asked", nil, 0, 0, false},
		{"too few", []Scored{{1, right}, {2, right}}, 1, 0, false},
		{"all wrong", []Scored{{1, wrong}, {2, wrong}, {3, wrong}}, 0, 0, true},
		{"only the easy one", []Scored{{1, right}, {2, wrong}, {3, wrong}}, 1.0 / 6, 0, true},
		{"the middle", []Scored{{1, right}, {2, right}, {3, wrong}}, .5, 1, true},
		{"half of the hard one", []Scored{{1, right}, {2, right}, {3, .5}}, .75, 2, true},
		{"a value on a cut belongs to the lower band", []Scored{{1, right}, {1, wrong}, {1, wrong}}, 1.0 / 3, 0, true},
		{"all right", []Scored{{1, right}, {2, right}, {3, right}}, 1, 2, true},
	} {
		if got := Share(c.items); math.Abs(got-c.share) > 1e-9 {
			t.Errorf("%s: share %v, want %v", c.name, got, c.share)
		}
		if band, known := Band(c.items, 3, 3); band != c.band || known != c.known {
			t.Errorf("%s: band %d %v, want %d %v", c.name, band, known, c.band, c.known)
		}
	}
}
