package skills

import (
	"runtime"
	"sync"
)

// The number of chunks depends on the work alone, so that sums come out the same
// on every machine.
const (
	mostChunks  = 16
	fewestInOne = 64
)

// sideBySide splits n things into chunks, works on as many at once as there are
// processors, and then takes each chunk's result, in order.
func sideBySide[T any](n int, work func(from, to int) T, take func(T)) {
	chunks := min(mostChunks, (n+fewestInOne-1)/fewestInOne)
	results := make([]T, chunks)
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for c := range chunks {
		from, to := n*c/chunks, n*(c+1)/chunks
		group.Go(func() {
			room <- struct{}{}
			results[c] = work(from, to)
			<-room
		})
	}
	group.Wait()
	for _, result := range results {
		take(result)
	}
}
