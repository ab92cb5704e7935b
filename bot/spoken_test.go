package bot

import "testing"

// TestSpoken: what a form may say, and nothing else.
func TestSpoken(t *testing.T) {
	for _, s := range SpokenChoices() {
		if got, ok := ParseSpoken(s.String()); !ok || got != s {
			t.Errorf("%v: %v %v", s, got, ok)
		}
	}
	if len(SpokenChoices()) != 9 {
		t.Error(SpokenChoices())
	}
	for _, bad := range []string{"", "met", "met 7", "met 30 x", "shouted 5", "met -5"} {
		if _, ok := ParseSpoken(bad); ok {
			t.Errorf("%q is taken", bad)
		}
	}
}
