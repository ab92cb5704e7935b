package bench

import (
	"fmt"
	"io/fs"
	"strings"

	"passerelle/bot/dialogue"
	"passerelle/flows/chat"
)

// Result is what became of one transcript.
type Result struct {
	File string
	// Diff is "" when everything was said as written.
	Diff string
	// Updated is the transcript with what the bot says now, its notes kept.
	Updated string
	Err     error
}

// Run plays every .chat file of a folder and its folders, and notes what they
// visit in cover, unless it is nil.
func Run(book *dialogue.Book, dir fs.FS, cover *Coverage) ([]Result, error) {
	var results []Result
	err := fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".chat") {
			return err
		}
		source, err := fs.ReadFile(dir, name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		results = append(results, run(book, name, string(source), cover))
		return nil
	})
	return results, err
}

func run(book *dialogue.Book, name, source string, cover *Coverage) Result {
	r := Result{File: name}
	want, err := chat.Parse(name, source)
	if err != nil {
		r.Err = err
		return r
	}
	got, err := play(book, want, cover)
	if err != nil {
		r.Err = fmt.Errorf("%s: %w", name, err)
		return r
	}
	r.Diff = chat.Diff(want, got)
	r.Updated = chat.Format(keepNotes(want, got))
	return r
}

// keepNotes puts the author's notes back in front of the line they stood by.
func keepNotes(want, got []chat.Line) (all []chat.Line) {
	notes, own := map[int][]chat.Line{}, 0
	for _, l := range want {
		switch l.Mark {
		case chat.Note:
			notes[own] = append(notes[own], l)
		case chat.Writes, chat.Happens:
			own++
		}
	}
	n := 0
	for _, l := range got {
		if l.Mark == chat.Writes || l.Mark == chat.Happens {
			all = append(all, notes[n]...)
			n++
		}
		all = append(all, l)
	}
	return append(all, notes[n]...)
}
