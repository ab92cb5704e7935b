package flows_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"passerelle/flows"
	"passerelle/flows/library"
)

// mistake is one of sixty, written as authors make them before lint was asked:
// testdata/mistakes/README.md says whose they are.
type mistake struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
	Code string `json:"code"`
	From string `json:"from"` // what the remedy replaces, once in the file
	To   string `json:"to"`
	And  *struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"and"` // a second place, where something is moved
}

// judged is the day as of which the folders are read.
var judged = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

func mistakes(t *testing.T) (list []mistake) {
	t.Helper()
	source, err := os.ReadFile("testdata/mistakes/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(source, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// found lints a folder and returns where which finding is.
func foundIn(t *testing.T, dir fs.FS, name string) map[string]bool {
	t.Helper()
	findings, err := flows.LintDir(dir, library.Few, judged)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range findings {
		found[fmt.Sprintf("%s:%d:%d %s", path.Join(name, f.File), f.Line, f.Col, f.Code)] = true
	}
	return found
}

func (m mistake) String() string { return fmt.Sprintf("%s:%d:%d %s", m.File, m.Line, m.Col, m.Code) }

// TestSixtyMistakes: every mistake is found, where it is, and nothing else.
func TestSixtyMistakes(t *testing.T) {
	list := mistakes(t)
	want := map[string]bool{}
	for _, m := range list {
		want[m.String()] = true
	}
	if len(want) != 60 {
		t.Errorf("%d mistakes", len(want))
	}
	for _, name := range []string{"romandie", "zuerichsee", "ticino"} {
		for f := range foundIn(t, os.DirFS("testdata/mistakes/"+name), name) {
			if !want[f] {
				t.Errorf("a false alarm: %s", f)
			}
			delete(want, f)
		}
	}
	for f := range want {
		t.Errorf("not found: %s", f)
	}
}

// TestRemediesWork: what the help says to do makes the finding go away, and
// brings nothing new but what stood behind a file that could not be read.
func TestRemediesWork(t *testing.T) {
	for _, m := range mistakes(t) {
		name, file, _ := strings.Cut(m.File, "/")
		folder := copyOf(t, "testdata/mistakes/"+name)
		before := foundIn(t, folder, name)
		folder[file] = &fstest.MapFile{Data: m.mend(t, folder[file].Data)}
		if m.Code == "no-file" {
			folder[m.To] = &fstest.MapFile{Data: []byte("a picture")}
		}
		after := foundIn(t, folder, name)
		if len(after) >= len(before) {
			t.Errorf("%s: %d findings before, %d after", m, len(before), len(after))
		}
		for f := range after {
			if _, code, _ := strings.Cut(f, " "); strings.HasPrefix(f, m.File+":") && code == m.Code && !inExpected(t, m, code) {
				t.Errorf("%s: still %s", m, f)
			}
		}
	}
}

// inExpected reports whether the file has another mistake of the same kind.
func inExpected(t *testing.T, m mistake, code string) bool {
	n := 0
	for _, other := range mistakes(t) {
		if other.File == m.File && other.Code == code {
			n++
		}
	}
	return n > 1
}

func (m mistake) mend(t *testing.T, source []byte) []byte {
	t.Helper()
	if m.Code == "encoding" { // saved again as UTF-8
		var b []byte
		for _, c := range source {
			b = utf8.AppendRune(b, rune(c))
		}
		return b
	}
	if n := strings.Count(string(source), m.From); n != 1 {
		t.Fatalf("%s: %q stands %d times in the file", m, m.From, n)
	}
	mended := strings.Replace(string(source), m.From, m.To, 1)
	if m.And != nil {
		mended = strings.Replace(mended, m.And.From, m.And.To, 1)
	}
	return []byte(mended)
}

func copyOf(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		source, err := fs.ReadFile(root, name)
		folder[name] = &fstest.MapFile{Data: source}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestNoFalseAlarm: what we ship lints clean, warnings and dates included.
func TestNoFalseAlarm(t *testing.T) {
	findings, err := flows.LintDir(library.Files, library.Files, judged)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s:%d:%d %s [%s]", f.File, f.Line, f.Col, f.Message, f.Code)
	}
}
