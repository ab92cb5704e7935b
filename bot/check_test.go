package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckRunRoundTrip(t *testing.T) {
	for _, r := range []CheckRun{
		{Language: "fr"},
		{Language: "de", Ended: true, Items: []GradedItem{{Item: "dev-volume", Grade: 1}, {Item: "com-photo", Grade: 3}, {Item: "find-hours", Unknown: true}}},
		{Language: "it", Groups: []Answer{{"with_whom", "alone"}, {"age", "over-60"}}, Items: []GradedItem{{Item: "a"}}},
	} {
		got, err := ParseCheckRun(r.String())
		if err != nil || cmp.Diff(r, got) != "" {
			t.Errorf("%q: %v %s", r.String(), err, cmp.Diff(r, got))
		}
	}
	for _, bad := range []string{"", "fr", " |", "fr | a", "fr | a=x"} {
		if got, err := ParseCheckRun(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, got)
		}
	}
}
