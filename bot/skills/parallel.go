package skills

import (
	"runtime"
	"sync"
)

// chunkCount is fixed, so that sums come out the same on every machine.
const chunkCount = 16

// sideBySide splits n things into chunks, works on as many at once as there are
// processors, and then takes each chunk's result, in order.
func sideBySide[T any](n int, work func(from, to int) T, take func(T)) {
	results := make([]T, chunkCount)
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for c := range chunkCount {
		from, to := n*c/chunkCount, n*(c+1)/chunkCount
		if from == to {
			continue
		}
		group.Go(func() {
			room <- struct{}{}
			results[c] = work(from, to)
			<-room
		})
	}
	group.Wait()
	for c := range chunkCount {
		if n*c/chunkCount < n*(c+1)/chunkCount {
			take(results[c])
		}
	}
}
