package draft_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/flows/draft"
)

var (
	now  = time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)
	ours = fstest.MapFS{"help/a.yaml": {Data: []byte("ours\n")}, "help/b.yaml": {Data: []byte("ours too\n")}}
)

func open(t *testing.T, dir string) *draft.Folder {
	t.Helper()
	f, err := draft.Open(dir, ours)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func says(words string) func([]byte) ([]byte, error) {
	return func([]byte) ([]byte, error) { return []byte(words), nil }
}

func change(t *testing.T, f *draft.Folder, file, by, words string) {
	t.Helper()
	if err := f.Change(file, by, "text", now, says(words)); err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, f *draft.Folder, file, words string) {
	t.Helper()
	got, err := f.Source(file)
	if err != nil || string(got) != words {
		t.Errorf("%s says %q, %v; want %q", file, got, err, words)
	}
}

// TestADraftIsKeptAndUndone, outlives a restart, and is published whole.
func TestADraftIsKeptAndUndone(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	want(t, f, "help/a.yaml", "ours\n")
	change(t, f, "help/a.yaml", "ana", "one\n")
	change(t, f, "help/a.yaml", "ana", "two\n")
	change(t, f, "help/a.yaml", "ana", "two\n")
	f = open(t, dir)
	d, ok := f.Draft("help/a.yaml")
	if !ok || len(d.Versions) != 2 || d.Last().By != "ana" || !d.Last().At.Equal(now) {
		t.Fatalf("%+v", d)
	}
	want(t, f, "help/a.yaml", "two\n")
	if err := f.Undo("help/a.yaml"); err != nil {
		t.Fatal(err)
	}
	want(t, f, "help/a.yaml", "one\n")
	if err := f.Publish("help/a.yaml"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "help", "a.yaml")); err != nil || string(got) != "one\n" {
		t.Errorf("%q %v", got, err)
	}
	if _, ok := f.Draft("help/a.yaml"); ok || !errors.Is(f.Undo("help/a.yaml"), draft.ErrNoDraft) {
		t.Error("the draft is still there")
	}
	if err := f.TakeBack("help/a.yaml", "ana", now); err != nil {
		t.Fatal(err)
	}
	want(t, f, "help/a.yaml", "ours\n")
	if err := f.Discard("help/a.yaml"); err != nil {
		t.Fatal(err)
	}
	want(t, f, "help/a.yaml", "one\n")
}

// TestNobodyIsOverwritten who changed the file in the meantime.
func TestNobodyIsOverwritten(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	change(t, f, "help/a.yaml", "ana", "mine\n")
	if err := os.MkdirAll(filepath.Join(dir, "help"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "help", "a.yaml"), []byte("theirs\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := f.Publish("help/a.yaml"); !errors.Is(err, draft.ErrChanged) || !f.IsStale("help/a.yaml") {
		t.Fatal(err)
	}
	want(t, f, "help/a.yaml", "mine\n")
	if err := errors.Join(f.Rebase("help/a.yaml"), f.Publish("help/a.yaml")); err != nil {
		t.Fatal(err)
	}
	want(t, f, "help/a.yaml", "mine\n")
}

// TestAColleagueApproves what was asked about, and not their own work.
func TestAColleagueApproves(t *testing.T) {
	f := open(t, t.TempDir())
	change(t, f, "help/a.yaml", "ana", "one\n")
	sum := func() string { d, _ := f.Draft("help/a.yaml"); return d.Last().Sum }
	if err := f.Approve("help/a.yaml", "ben", sum()); !errors.Is(err, draft.ErrNotAsked) {
		t.Error(err)
	}
	if err := f.Ask("help/a.yaml", "ana"); err != nil {
		t.Fatal(err)
	}
	if d, _ := f.Draft("help/a.yaml"); !d.Waits() || d.IsApproved() {
		t.Errorf("%+v", d)
	}
	if err := f.Approve("help/a.yaml", "ana", sum()); !errors.Is(err, draft.ErrOwnWork) {
		t.Error(err)
	}
	if err := f.Approve("help/a.yaml", "ben", "older"); !errors.Is(err, draft.ErrOtherText) {
		t.Error(err)
	}
	if err := f.Approve("help/a.yaml", "ben", sum()); err != nil {
		t.Fatal(err)
	}
	if d, _ := f.Draft("help/a.yaml"); d.Waits() || !d.IsApproved() || d.Approved != "ben" {
		t.Errorf("%+v", d)
	}
	change(t, f, "help/a.yaml", "ana", "two\n")
	if d, _ := f.Draft("help/a.yaml"); d.IsApproved() || d.Waits() {
		t.Errorf("what was approved is another text: %+v", d)
	}
}

// TestTheFolderWithItsDrafts reads as one, and as a proper file system.
func TestTheFolderWithItsDrafts(t *testing.T) {
	dir := t.TempDir()
	for name, words := range map[string]string{"agency.yaml": "agency\n", "help/c.yaml": "c\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, dir)
	change(t, f, "agency.yaml", "ana", "new agency\n")
	change(t, f, "help/a.yaml", "ana", "mine\n")
	all, err := f.FS()
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	err = fs.WalkDir(all, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == draft.Hidden {
				return fs.SkipDir
			}
			return err
		}
		content, err := fs.ReadFile(all, name)
		seen = append(seen, name+"="+strings.TrimSpace(string(content)))
		return err
	})
	if got := strings.Join(seen, " "); err != nil || got != "agency.yaml=new agency help/a.yaml=mine help/c.yaml=c" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := fs.ReadDir(all, "nothing"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestADraftInAFolderOfOurs appears in a folder that the agency does not have.
func TestADraftInAFolderOfOurs(t *testing.T) {
	f := open(t, t.TempDir())
	before, published := draft.Mark(f.Dir()), draft.MarkPublished(f.Dir())
	change(t, f, "help/b.yaml", "ana", "mine\n")
	if draft.Mark(f.Dir()) == before || draft.MarkPublished(f.Dir()) != published {
		t.Error("a draft does not show in the mark, or in that of the published files")
	}
	all, err := f.FS()
	if err != nil {
		t.Fatal(err)
	}
	list, err := fs.ReadDir(all, "help")
	if err != nil || len(list) != 1 || list[0].Name() != "b.yaml" || list[0].IsDir() {
		t.Errorf("%v %v", list, err)
	}
	if err := f.Change("../../etc/x", "ana", "text", now, says("x")); err == nil {
		t.Error("a path out of the folder was taken")
	}
}

// TestABrokenDraftIsTold, with what to do.
func TestABrokenDraftIsTold(t *testing.T) {
	dir := t.TempDir()
	home := filepath.Join(dir, draft.Hidden, "x")
	if err := os.MkdirAll(home, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "draft.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := draft.Open(dir, ours); err == nil || !strings.Contains(err.Error(), "delete its folder") {
		t.Error(err)
	}
}
