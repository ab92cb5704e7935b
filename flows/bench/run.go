package bench

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"passerelle/bot/dialogue"
	"passerelle/flows/chat"
)

// Result is what became of one transcript.
type Result struct {
	File string
	// Diff is "" when everything was said as written.
	Diff string
	// Line is where it begins to differ in the file; 0 when it does not.
	Line int
	// Updated is the transcript with what the bot says now; nothing else
	// in it changes.
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
		p := NewPlayer(book)
		p.cover = cover
		if p.dir, err = fs.Sub(dir, path.Dir(name)); err != nil {
			return fmt.Errorf("open the folder of %s: %w", name, err)
		}
		results = append(results, run(p, name, string(source)))
		return nil
	})
	return results, err
}

func run(p *Player, name, source string) Result {
	r := Result{File: name}
	want, err := chat.Parse(name, source)
	if err != nil {
		r.Err = err
		return r
	}
	got, err := play(p, want)
	if err != nil {
		r.Err = fmt.Errorf("%s: %w", name, err)
		return r
	}
	r.Diff, r.Line = chat.Diff(want, got), chat.FirstDifference(want, got)
	r.Updated, r.Err = chat.Update(source, got)
	return r
}
