package bench_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// TestCostTable keeps docs/cost.md true of what we ship; with -update it writes it.
func TestCostTable(t *testing.T) {
	const page = "../../docs/cost.md"
	set, _, err := flows.LoadSet(nil, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	languages := []string{"fr", "de", "it", "en"}
	var costs []bench.Cost
	for _, f := range set.Flows {
		if f.Kind != flows.KindHelp {
			continue
		}
		for _, l := range languages {
			costs = append(costs, bench.CostOf(book, f, l))
		}
	}
	var steps []float64
	for _, c := range costs {
		steps = append(steps, c.PartsAStep())
	}
	slices.Sort(steps)
	if median := steps[len(steps)/2]; median > 1 {
		t.Errorf("the median step costs %.2f SMS parts, more than 1", median)
	}
	want := bench.CostPage(costs, languages)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is not what the helps cost now: go test ./flows/bench -run CostTable -update", page)
	}
}

// TestCostPage: languages in their order, helps by name, medians of an even
// number of figures half way between.
func TestCostPage(t *testing.T) {
	page := bench.CostPage([]bench.Cost{
		{Flow: "tea", Language: "en", Sent: 2, Received: 4, ToTheEnd: 5, Parts: 2, All: 9, Steps: 6},
		{Flow: "tea", Language: "fr", Sent: 3, Received: 3, ToTheEnd: 6, Parts: 1, All: 4, Steps: 4},
		{Flow: "bread", Language: "fr", Sent: 2, Received: 2, ToTheEnd: 4, Parts: 1},
		{Flow: "bread", Language: "en", Sent: 2, Received: 5, ToTheEnd: 4, Parts: 3},
	}, []string{"fr", "en"})
	table := "| **median** | **2** | **3.5** | **4.5** | **1.5** | **0.5** |\n" +
		"| bread | 2 · 2 | 2 · 5 | 4 · 4 | 1 · 3 | 0 · 0 |\n" +
		"| tea | 3 · 2 | 3 · 4 | 6 · 5 | 1 · 2 | 1 · 1.5 |\n"
	if !strings.HasSuffix(page, table) || !strings.Contains(page, "fr · en.\n") {
		t.Errorf("the page ends\n%s\nnot\n%s", page, table)
	}
}
