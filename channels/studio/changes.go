package studio

import (
	"os"
	"slices"
	"time"

	"passerelle/bot/privacy"
	"passerelle/flows"
)

// changes says what publishing the drafts changes in a flow, with what it means
// for who is in the middle. nil where the published files cannot be read as a
// whole: then there is nothing to compare with.
func (w *workshop) changes(st *state, flow *flows.Flow, lang string) (list []flows.Change) {
	if flow == nil || st.texts == nil {
		return nil
	}
	published, _, err := flows.LoadTexts(os.DirFS(w.folder.Dir()), w.options.Library)
	if err != nil {
		return nil
	}
	kept := int(privacy.Keep(privacy.FlowTexts) / (24 * time.Hour))
	for _, c := range flows.Diff(published, st.texts, kept) {
		if c.ID == flow.ID {
			list = append(list, c.In(lang))
		}
	}
	slices.SortStableFunc(list, func(a, b flows.Change) int { return rankOf(b) - rankOf(a) })
	return list
}

// rankOf puts first what the author should look at again, and what people in the
// middle meet.
func rankOf(c flows.Change) int {
	switch {
	case c.Warning:
		return 2
	case c.Middle:
		return 1
	}
	return 0
}
