package bench

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"passerelle/bot/dialogue"
	"passerelle/flows"
)

// NewBook makes a book of a set with revision numbers of its own, for trying.
func NewBook(set *flows.Set) (*dialogue.Book, error) {
	numbers := map[string]uint32{}
	for i, f := range set.Flows {
		numbers[f.ID] = uint32(i + 1)
	}
	return dialogue.NewBook(set, numbers, nil)
}

// again reads every flow of a book once more from its source, as a service does
// that starts anew, and makes the book that it would have.
func again(book *dialogue.Book) (*dialogue.Book, error) {
	set, numbers, earlier := *book.Set(), map[string]uint32{}, map[uint32]*flows.Flow{}
	set.Flows = slices.Clone(set.Flows)
	for number, flow := range book.Revisions() {
		fresh, err := reread(flow.File, flow.Source)
		if err != nil {
			return nil, err
		}
		if i := slices.Index(set.Flows, flow); i >= 0 {
			set.Flows[i], numbers[flow.ID] = fresh, number
		} else {
			earlier[number] = fresh
		}
	}
	return dialogue.NewBook(&set, numbers, earlier)
}

// edited makes the book in which a file's flow took the place of the one with
// its id. Whoever is in the middle of that one stays in it.
func edited(book *dialogue.Book, dir fs.FS, name string) (*dialogue.Book, error) {
	if dir == nil {
		return nil, errors.New("! edit works in a transcript that is a file: the other file is looked for beside it")
	}
	source, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil, fmt.Errorf("! edit FILE reads a flow from beside the transcript: %w", err)
	}
	flow, err := reread(name, source)
	if err != nil {
		return nil, err
	}
	set, numbers, earlier, next := *book.Set(), map[string]uint32{}, book.Revisions(), uint32(1)
	for number, f := range earlier {
		next = max(next, number+1)
		if slices.Contains(set.Flows, f) {
			numbers[f.ID] = number
		}
	}
	i := slices.IndexFunc(set.Flows, func(f *flows.Flow) bool { return f.ID == flow.ID })
	if i < 0 {
		return nil, fmt.Errorf("! edit %s: there is no flow %q to replace", name, flow.ID)
	}
	set.Flows = slices.Clone(set.Flows)
	set.Flows[i], numbers[flow.ID] = flow, next
	return dialogue.NewBook(&set, numbers, earlier)
}

// reread reads a flow's file; its errors are those of lint.
func reread(name string, source []byte) (*flows.Flow, error) {
	file, findings := flows.LoadFile(name, source)
	for _, f := range findings {
		if f.Severity == flows.Error {
			return nil, fmt.Errorf("%s:%d:%d: %s", f.File, f.Line, f.Col, f.In("en").Message)
		}
	}
	if file.Flow == nil {
		return nil, fmt.Errorf("%s is no help flow and no check", name)
	}
	return file.Flow, nil
}
