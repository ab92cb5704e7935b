package flows

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"passerelle/flows/text"
)

// among is what one file needs to know of the others. It knows files with
// errors too: what they are called does not depend on whether they are right.
type among struct {
	agency   *Agency
	channels []string
	flows    map[string]*Flow
	bands    []string
	flags    []string
	answers  map[string][]string // remember_as → the values it can have, nil for any
	used     map[string]bool     // answers that a condition or a text asks for
	short    map[text.Language]map[string]bool
	reserved map[text.Language]map[string]string // spelling → reserved word
	dirs     map[*document][]fs.FS               // where a document's files are: in its own folder, else in an earlier one
	rings    map[string]bool                     // flows from which calls lead back to them
	factIDs  []string                            // the ids of the facts
	ids      []string                            // of the flows, in the order of the alphabet
}

// newAmong sees the files of several folders, the later ones in place of the
// earlier ones. Folders and their file systems are in the same order.
func newAmong(folders [][]File, dirs []fs.FS) *among {
	a := &among{
		flows: map[string]*Flow{}, flags: []string{"urgent"}, answers: map[string][]string{}, used: map[string]bool{},
		short: map[string]map[string]bool{}, reserved: map[string]map[string]string{}, dirs: map[*document][]fs.FS{},
	}
	for i, files := range folders {
		own := slices.Clone(dirs[:i+1])
		slices.Reverse(own)
		for j := range files {
			a.dirs[files[j].doc] = own
			a.see(&files[j])
		}
	}
	a.channels = allChannels
	if a.agency != nil && len(a.agency.Channels) > 0 {
		a.channels = slices.Sorted(maps.Keys(a.agency.Channels))
	}
	a.factIDs = slices.Compact(sorted(a.factIDs))
	a.rings, a.ids = a.callRings(), slices.Sorted(maps.Keys(a.flows))
	return a
}

func (a *among) see(f *File) {
	if f.whole.Agency != nil {
		a.agency = f.whole.Agency
	}
	if flow := f.whole.Flow; flow != nil {
		a.flows[flow.ID] = flow
		a.seeFlow(flow)
	}
	for _, fact := range f.whole.Facts {
		a.factIDs = append(a.factIDs, fact.ID)
	}
	if w := f.Words; w != nil {
		a.seeWords(w)
	}
	if f.doc.root.Node != nil && f.Words == nil && f.Heard == nil {
		f.doc.eachPair(f.doc.root, func(k, v node) {
			if k.Value == "when" {
				a.asks(v)
			} else if v.scalar() {
				a.answersIn(v.Value)
			}
		})
	}
}

func (a *among) seeFlow(f *Flow) {
	for i := range f.Steps {
		s := &f.Steps[i]
		a.keeps(s.Remember, s.Choices)
	}
	if f.Check == nil {
		return
	}
	for _, b := range f.Check.Bands {
		a.bands = append(a.bands, b.ID)
	}
	for i := range f.Check.Items {
		item := &f.Check.Items[i]
		a.keeps(item.Remember, item.Choices)
		if item.FlagWrong != "" {
			a.flags = append(a.flags, item.FlagWrong)
		}
	}
}

// keeps notes an answer with the values that its choices give it, and what the
// choices remember besides.
func (a *among) keeps(name string, choices []Choice) {
	for _, c := range choices {
		for _, r := range c.Remember {
			a.answers[r.Name] = append(a.answers[r.Name], r.Value)
		}
	}
	if name == "" {
		return
	}
	var values []string
	for _, c := range choices {
		values = append(values, c.ID)
	}
	if before, known := a.answers[name]; known && (before == nil || values == nil) {
		values = nil
	} else {
		values = append(slices.Clone(before), values...)
	}
	a.answers[name] = values
}

func (a *among) seeWords(w *Words) {
	a.short[w.Tag], a.reserved[w.Tag] = map[string]bool{}, map[string]string{}
	for _, word := range w.Function {
		a.short[w.Tag][strings.ToLower(word)] = true
	}
	for word, spellings := range w.Reserved {
		for _, s := range spellings {
			a.reserved[w.Tag][strings.ToLower(s)] = word
		}
	}
}

// asks notes which answers a condition asks for.
func (a *among) asks(when node) {
	for k, v := range when.pairs() {
		a.used[k.Value] = true
		for _, inner := range v.list() {
			a.asks(inner)
		}
	}
}

func (a *among) answersIn(words string) {
	for rest := words; ; {
		_, after, found := strings.Cut(rest, "{answer.")
		if !found {
			return
		}
		name, _, _ := strings.Cut(after, "}")
		a.used[name], rest = true, after
	}
}

// callRings returns the flows that call themselves, at once or through others.
func (a *among) callRings() map[string]bool {
	calls := map[string][]string{}
	for id, f := range a.flows {
		for i := range f.Steps {
			if f.Steps[i].Call != "" {
				calls[id] = append(calls[id], f.Steps[i].Call)
			}
		}
	}
	rings := map[string]bool{}
	for id := range calls {
		seen := map[string]bool{}
		var back func(string) bool
		back = func(at string) bool {
			for _, next := range calls[at] {
				if next == id || !seen[next] && func() bool { seen[next] = true; return back(next) }() {
					return true
				}
			}
			return false
		}
		rings[id] = back(id)
	}
	return rings
}
