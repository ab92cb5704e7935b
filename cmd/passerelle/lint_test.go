package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seeded copies a folder of mistakes to where it may be changed.
func seeded(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(dir, os.DirFS("../../flows/testdata/mistakes/"+name)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestLintSeesAnAgencyAsAWhole: dates, files and other files count; names have
// "/" and the agency's own files only.
func TestLintSeesAnAgencyAsAWhole(t *testing.T) {
	dir := seeded(t, "ticino")
	out := command1(t, exitFindings, "flows", "lint", "--json", "--lang", "it", "--now", "2026-11-25", dir)
	var found []struct {
		File, Code, Severity, Message string
		Line                          int
	}
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	if len(found) != 20 {
		t.Errorf("%d findings", len(found))
	}
	old := false
	for _, f := range found {
		if !strings.HasPrefix(f.File, filepath.ToSlash(dir)+"/") || strings.Contains(f.File, "\\") {
			t.Errorf("the file %q", f.File)
		}
		old = old || f.Code == "old-review" && strings.Contains(f.Message, "più di due anni")
	}
	if !old {
		t.Errorf("%s", out)
	}
	if young := command1(t, exitFindings, "flows", "lint", "--now", "2023-06-01", dir); strings.Contains(young, "old-review") {
		t.Error("judged as of today, not of --now")
	}
}

// TestLintSARIF is a log that code hosts read.
func TestLintSARIF(t *testing.T) {
	out := command1(t, exitFindings, "flows", "lint", "--format", "sarif", "--lang", "de", seeded(t, "zuerichsee"))
	var log struct {
		Version string
		Runs    []struct{ Results []struct{ RuleID string } }
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil || log.Version != "2.1.0" || len(log.Runs[0].Results) != 20 {
		t.Errorf("%v %.300s", err, out)
	}
}

// TestFixChangesWordsOnly, and nothing with --dry-run.
func TestFixChangesWordsOnly(t *testing.T) {
	dir := seeded(t, "romandie")
	letter := filepath.Join(dir, "help", "lettre.yaml")
	before, err := os.ReadFile(letter)
	if err != nil {
		t.Fatal(err)
	}
	told := command1(t, exitFine, "flows", "fix", "--dry-run", dir)
	if after, _ := os.ReadFile(letter); string(after) != string(before) || !strings.Contains(told, "lettre.yaml:12:5: dire -> say") {
		t.Errorf("changed, or not told: %s", told)
	}
	if done := command1(t, exitFine, "flows", "fix", dir); done != told {
		t.Errorf("done %s\ntold %s", done, told)
	}
	want := strings.Replace(strings.Replace(string(before), "status: brouillon", "status: draft", 1), "    dire:", "    say:", 1)
	if after, _ := os.ReadFile(letter); string(after) != want {
		t.Errorf("%s", after)
	}
	if again := command1(t, exitFine, "flows", "fix", dir); again != "" {
		t.Errorf("and again: %s", again)
	}
}

// TestExplainCommand prints a page, lists the codes, and helps with a slip.
func TestExplainCommand(t *testing.T) {
	if page := command1(t, exitFine, "flows", "explain", "cut-by-comma", "--lang", "it"); !strings.Contains(page, "## cut-by-comma") || !strings.Contains(page, "Giusto:") {
		t.Error(page)
	}
	if list := command1(t, exitFine, "flows", "explain"); !strings.Contains(list, "\nunknown-key\n") {
		t.Error(list)
	}
	command1(t, exitUsage, "flows", "explain", "unknown-kay")
}

// TestReadability: one JSON line a text, by the formula of its language.
func TestReadability(t *testing.T) {
	var out, talk lines
	if code := run(t.Context(), []string{"text", "readability", "--lang", "en"}, strings.NewReader("Wait here. Call us.\n\n"), &out, &talk); code != exitFine {
		t.Fatal(code, talk.String())
	}
	var r struct {
		Sentences, Words, Syllables int
		Scores                      map[string]float64
	}
	first, second, _ := strings.Cut(out.String(), "\n")
	if err := json.Unmarshal([]byte(first), &r); err != nil || r.Sentences != 2 || r.Words != 4 || r.Syllables != 4 || math.Abs(r.Scores["flesch"]-120.205) > 1e-9 {
		t.Errorf("%s %v", first, err)
	}
	if !strings.Contains(second, `"scores":{}`) {
		t.Errorf("%q", second)
	}
	if code := run(t.Context(), []string{"text", "readability"}, strings.NewReader(""), &out, &talk); code != exitUsage {
		t.Errorf("without a language: exit %d", code)
	}
}
