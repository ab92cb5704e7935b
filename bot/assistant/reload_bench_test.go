package assistant_test

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/bot"
	"passerelle/bot/assistant"
	"passerelle/bot/privacy"
	"passerelle/flows"
	"passerelle/flows/library"
	"passerelle/store"
)

// Of BenchmarkReload.
const (
	reloadFlows   = 300
	reloadCallers = 8
	reloadPeople  = 2000
)

// manyFlows is an agency of many help flows; edition changes one text in each
// tenth of them, as an author does who looks for a word in all files.
func manyFlows(b *testing.B, edition int) fs.FS {
	b.Helper()
	source, err := fs.ReadFile(library.Few, "help/scan-document.yaml")
	if err != nil {
		b.Fatal(err)
	}
	dir := fstest.MapFS{}
	for i := range reloadFlows {
		text := strings.Replace(string(source), "id: scan-document", fmt.Sprintf("id: scan-document-%d", i), 1)
		text = strings.ReplaceAll(text, "scanner", fmt.Sprintf("scanner %d", i))
		if i%10 == edition%10 {
			text = strings.Replace(text, "Posez la feuille", fmt.Sprintf("%d. Posez la feuille", edition), 1)
		}
		dir[fmt.Sprintf("help/scan-%d.yaml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return dir
}

// BenchmarkReload is what a turn takes while an agency of 300 flows is read,
// judged and published anew, beside what it takes when nothing is, in one run:
// for as long as a reload takes there is none before it.
func BenchmarkReload(b *testing.B) {
	db, stop, err := store.Child(b.Context(), b.TempDir(), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer stop()
	sealer, err := privacy.NewSealer(privacy.NewMasterKey(), "")
	if err != nil {
		b.Fatal(err)
	}
	state, err := store.New(b.Context(), db, "bench", sealer, keep())
	if err != nil {
		b.Fatal(err)
	}
	node := newNode(b, state, &phone{}, "bench")
	reload := func(edition int) time.Duration {
		at := time.Now()
		set, found, err := flows.LoadGently(manyFlows(b, edition), library.Few)
		if err != nil || flows.HasErrors(found) {
			b.Fatal(err, found)
		}
		book, err := assistant.Republish(b.Context(), state, set, node.Book())
		if err != nil {
			b.Fatal(err)
		}
		node.SetBook(book)
		return time.Since(at)
	}
	took := reload(0)
	var phase atomic.Int32 // 0: not counted; 1: quiet; 2: a reload
	end := callers(b, node, &phase)
	time.Sleep(time.Second)
	edition := 0
	for b.Loop() {
		phase.Store(1)
		time.Sleep(took)
		phase.Store(2)
		edition++
		took = reload(edition)
		phase.Store(0)
	}
	quiet, busy := end()
	p := func(all []time.Duration) float64 {
		slices.Sort(all)
		return float64(all[len(all)*99/100].Microseconds())
	}
	b.ReportMetric(p(quiet), "p99-quiet-µs")
	b.ReportMetric(p(busy), "p99-reload-µs")
	b.ReportMetric(p(busy)/p(quiet), "ratio")
	b.ReportMetric(float64(len(quiet)), "turns-quiet")
	b.ReportMetric(float64(len(busy)), "turns-reload")
	b.ReportMetric(float64(took.Milliseconds()), "reload-ms")
}

// callers run turns one after the other until the function that is returned is
// called; it gives what each took, by the phase in which it began.
func callers(b *testing.B, node *assistant.Assistant, phase *atomic.Int32) (end func() (quiet, busy []time.Duration)) {
	var group sync.WaitGroup
	var mu sync.Mutex
	var all [3][]time.Duration
	var n atomic.Int64
	ctx, cancel := context.WithCancel(b.Context())
	for range reloadCallers {
		group.Go(func() {
			var own [3][]time.Duration
			for ctx.Err() == nil {
				i, in := n.Add(1), phase.Load()
				at := time.Now()
				err := node.Receive(b.Context(), bot.Input{ID: fmt.Sprint("m", i), Text: words(i), Address: bot.Address{Channel: bot.SMS, ID: fmt.Sprintf("+4179000%04d", i%reloadPeople)}})
				if err != nil {
					b.Error(err)
					return
				}
				own[in] = append(own[in], time.Since(at))
			}
			mu.Lock()
			defer mu.Unlock()
			for i := range all {
				all[i] = append(all[i], own[i]...)
			}
		})
	}
	return func() (quiet, busy []time.Duration) {
		cancel()
		group.Wait()
		return all[1], all[2]
	}
}
