package flows_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/library"
)

// BenchmarkLoad reads and lints an agency with 1,000 flows in four languages.
func BenchmarkLoad(b *testing.B) {
	const many = 1000
	source, err := fs.ReadFile(library.Files, "help/scan-document.yaml")
	if err != nil {
		b.Fatal(err)
	}
	folder := fstest.MapFS{}
	for i := range many {
		text := strings.Replace(string(source), "id: scan-document", fmt.Sprint("id: scan-document-", i), 1)
		folder[fmt.Sprintf("help/%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	b.ReportAllocs()
	for b.Loop() {
		set, _, err := flows.LoadSet(folder, library.Files)
		if err != nil || len(set.Flows) < many {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/many*1e6, "µs/flow")
}
