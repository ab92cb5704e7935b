package report_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"passerelle/bot/report"
)

// TestPooledCountsTest what no agency can alone: each has 80 people a group,
// three together have enough; and they find the unfair item.
func TestPooledCountsTest(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(5, 5))
	own := tally(t, f, crowd(random, f, 90, "fr", "sms", "alone", 0), crowd(random, f, 80, "de", "sms", "alone", 2))
	if r := own.Report(); r.Testable {
		t.Fatalf("80 people are enough: %+v", r)
	}
	for range 4 {
		other := tally(t, f, crowd(random, f, 700, "fr", "sms", "alone", 0), crowd(random, f, 700, "de", "sms", "helped", 2))
		var b bytes.Buffer
		if err := other.Pool().Write(&b); err != nil {
			t.Fatal(err)
		}
		pool, err := report.ReadPool(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := own.Add(pool); err != nil {
			t.Fatal(err)
		}
	}
	r := own.Report()
	if !r.Testable || r.Agencies != 5 || *r.All.Ended != 4*1400+170 {
		t.Fatalf("%v %d %d", r.Testable, r.Agencies, *r.All.Ended)
	}
	found := false
	for _, flag := range r.Flagged {
		found = found || flag.Item == "q03" && flag.By == report.ByLanguage && flag.Class == "C"
		if flag.Class == "C" && flag.Item != "q03" {
			t.Errorf("%+v", flag)
		}
	}
	if !found {
		t.Errorf("%+v", r.Flagged)
	}
	if r.Affected == nil || *r.Affected > 170 {
		t.Errorf("people of other agencies are counted as this one's: %v", r.Affected)
	}
}

// TestAPoolHoldsNothingSmall: no cell under 20, and where some of a comparison's
// cells are left out, they are 20 together, or another comparison would tell.
func TestAPoolHoldsNothingSmall(t *testing.T) {
	f, random := checkFlow(t, ""), rand.New(rand.NewPCG(6, 6))
	for range 30 {
		people := tally(t, f, crowd(random, f, 60+random.IntN(200), "fr", "sms", "alone", 0), crowd(random, f, random.IntN(120), "de", "whatsapp", "helped", 0), crowd(random, f, random.IntN(40), "it", "sms", "helped", 0))
		pool := people.Pool()
		type place struct {
			item    string
			stratum int
		}
		sums := map[string]map[place]int{}
		for _, c := range pool.Cells {
			if c.N < 20 || c.Sum > c.N || c.By == "" {
				t.Fatalf("%+v", c)
			}
			if sums[c.By] == nil {
				sums[c.By] = map[place]int{}
			}
			sums[c.By][place{c.Item, c.Stratum}] += c.N
		}
		for by, at := range sums {
			for other, there := range sums {
				for p, n := range at {
					if d := there[p] - n; there[p] > 0 && d > 0 && d < 20 {
						t.Fatalf("%s and %s: %d people are found at %+v", by, other, d, p)
					}
				}
			}
		}
	}
}

// TestWrongPoolsAreRefused with a reason, and change nothing.
func TestWrongPoolsAreRefused(t *testing.T) {
	f := checkFlow(t, "")
	for source, want := range map[string]string{
		"nonsense": "no counts", `{"pool":9,"check":"steps"}`: "another version", `{"pool":1,"check":"steps","theta_cuts":[0]}`: "another version",
	} {
		if _, err := report.ReadPool(strings.NewReader(source)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", source, err)
		}
	}
	const head = `{"pool":1,"theta_cuts":[-1.5,-0.5,0.5,1.5],"check":"`
	for source, want := range map[string]string{
		head + `other"}`: "not of", head + `steps","groups":[{"by":"language","group":"fr","ended":3}]}`: "cannot be",
		head + `steps","groups":[{"by":"language","group":"fr","ended":30,"started":29}]}`:        "cannot be",
		head + `steps","cells":[{"by":"language","group":"fr","item":"q01","n":30,"sum":31}]}`:    "cannot be",
		head + `steps","cells":[{"by":"language","group":"fr","item":"q01","n":30,"stratum":9}]}`: "cannot be",
	} {
		pool, err := report.ReadPool(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		all := tally(t, f)
		if err := all.Add(pool); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", source, err)
		}
		if r := all.Report(); r.Agencies != 1 {
			t.Errorf("a refused pool counts")
		}
	}
}
