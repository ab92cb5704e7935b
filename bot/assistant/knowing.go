package assistant

import (
	"context"
	"sync"

	"passerelle/bot/dialogue"
)

// unknown is what this node could not learn about.
type unknown struct {
	sync.Mutex
	numbers map[uint32]bool
}

// knowing returns a book that knows a revision: somebody may be in one that
// another node has published since this node's book was made, and must not be
// thrown out of it because their next message came here.
func (a *Assistant) knowing(ctx context.Context, number uint32) *dialogue.Book {
	book := a.Book()
	if book.Knows(number) || a.options.Again == nil {
		return book
	}
	a.unknown.Lock()
	defer a.unknown.Unlock()
	if book = a.Book(); book.Knows(number) || a.unknown.numbers[number] {
		return book
	}
	more, err := a.options.Again(ctx, book)
	if err != nil {
		a.options.Log.Warn("a flow that another node published cannot be read", "error", err)
		return book
	}
	if !more.Knows(number) { // its time is over: once is enough to ask
		if a.unknown.numbers == nil {
			a.unknown.numbers = map[uint32]bool{}
		}
		a.unknown.numbers[number] = true
	}
	if !a.book.CompareAndSwap(book, more) {
		return a.Book() // a reload came first
	}
	return more
}
