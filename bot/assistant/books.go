package assistant

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"passerelle/bot"
	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// Publish stores the flows of a set, so that whoever is in the middle of one
// can go on after it changed, and makes the book that serves them all.
func Publish(ctx context.Context, store bot.Flows, set *flows.Set) (*dialogue.Book, error) {
	return Republish(ctx, store, set, nil)
}

// Republish is Publish after another book: what that one has read is not read
// again, so that turns beside it hardly notice.
func Republish(ctx context.Context, store bot.Flows, set *flows.Set, last *dialogue.Book) (*dialogue.Book, error) {
	numbers := map[string]uint32{}
	for _, flow := range set.Flows {
		n, err := store.PublishFlow(ctx, flow.ID, flow.Published())
		if err != nil {
			return nil, err
		}
		numbers[flow.ID] = n
	}
	known := map[uint32]*flows.Flow{}
	for _, flow := range set.Flows {
		known[numbers[flow.ID]] = flow
	}
	sources, err := store.PublishedFlows(ctx, func(n uint32) bool {
		if known[n] == nil && last != nil && last.Flow(n) != nil {
			known[n] = last.Flow(n)
		}
		return known[n] != nil
	})
	if err != nil {
		return nil, err
	}
	earlier, outlines := read(sources, known)
	book, err := dialogue.NewBook(set, numbers, earlier)
	if err != nil {
		return nil, err
	}
	book.Outlines(outlines)
	if last != nil {
		book = book.HeardLike(last)
	}
	book.Reader().Ready()
	return book, nil
}

// read reads published sources that are not known yet. Of one that this program cannot read any more
// the outline is kept: the dialogue goes on at the step of that name, or tells
// the person kindly and leads to the menu.
func read(sources map[uint32][]byte, known map[uint32]*flows.Flow) (earlier map[uint32]*flows.Flow, outlines map[uint32]flows.Outline) {
	earlier, outlines = map[uint32]*flows.Flow{}, map[uint32]flows.Outline{}
	for n, source := range sources {
		runtime.Gosched() // turns go on beside it
		if known[n] != nil {
			earlier[n] = known[n]
		} else if flow := flows.ReadPublished(fmt.Sprintf("published/%d.yaml", n), source); flow != nil {
			earlier[n] = flow
		} else if o, ok := flows.OutlineOf(source); ok {
			outlines[n] = o
		}
	}
	return earlier, outlines
}

// tidyEvery is how often old data is looked for.
const tidyEvery = 6 * time.Hour

// Tidy keeps the sources of the flows in use and deletes what is too old, now
// and then, until the context ends.
func (a *Assistant) Tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		for _, e := range a.Book().Editions() {
			if _, err := a.options.Store.PublishFlow(ctx, e.ID, e.Published()); err != nil {
				a.options.Log.Warn("keep a flow's source", "flow", e.ID, "error", err)
			}
		}
		if err := a.options.Store.Tidy(ctx); err != nil {
			a.options.Log.Warn("delete what is too old", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
