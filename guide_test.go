package passerelle

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/library"
)

// guides are the author's guide in each of its languages.
var guides = map[string]string{"en": "docs/flows.md", "fr": "docs/flows.fr.md", "de": "docs/flows.de.md"}

// fence is what stands between two fences of a page: what is written behind the
// first one, and the lines.
type fence struct{ info, text string }

func fences(t *testing.T, page string) (list []fence) {
	t.Helper()
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)(?:^|\n)```([^\n]+)\n(.*?)```\n").FindAllStringSubmatch(string(source), -1) {
		list = append(list, fence{m[1], m[2]})
	}
	return list
}

// whole makes a file of a part of one: what the part does not say stands before
// it. Parts of the agency take the place of the same lines in the shipped one.
func (f fence) whole(language string) string {
	text := f.text
	if strings.HasPrefix(text, "passerelle: ") {
		return text
	}
	if f.info == "yaml agency" {
		shipped, _ := fs.ReadFile(library.Files, "agency.yaml")
		return without(string(shipped), text) + text
	}
	if strings.HasPrefix(text, "  - ") {
		text = "steps:\n" + text
	}
	return without(strings.ReplaceAll(`passerelle: 1
kind: help
id: example
title: {xx: Example}
status: published
excuse: {not-reviewed: an example, not-tried: an example, few-phrases: an example}
goal: {xx: Example.}
`, "xx", language), text) + text + without("steps:\n  - {id: first, say: {"+language+": Example.}}\n", text)
}

// without leaves out of a file's text each key that another text has, and what
// belongs to it.
func without(text, other string) string {
	for _, m := range regexp.MustCompile(`(?m)^[a-z_]+:`).FindAllString(other, -1) {
		text = regexp.MustCompile(`(?m)^`+m+`.*\n(?:[ #].*\n|\n)*`).ReplaceAllString(text, "")
	}
	return text
}

// TestGuideExamplesLint: what the guide shows as good has nothing to mend, and
// what it shows as bad has what it is shown for.
func TestGuideExamplesLint(t *testing.T) {
	for language, page := range guides {
		for _, f := range fences(t, page) {
			kind, code, bad := strings.Cut(f.info, " bad ")
			if kind != "yaml" && kind != "yaml agency" {
				continue
			}
			source := []byte(f.whole(language))
			found, err := flows.LintLone(page, source, library.Files)
			if err != nil {
				t.Fatal(err)
			}
			codes := ""
			for _, one := range found {
				codes += " " + one.Code
				if !bad {
					t.Errorf("%s\n%s", one.Show(language, source), source)
				}
			}
			if bad && !strings.Contains(codes+" ", " "+code+" ") {
				t.Errorf("%s: [%s] is not found, only [%s], in\n%s", page, code, codes, f.text)
			}
		}
	}
}

// TestGuideTalks: under an example stands what a person sees of it. A talk that
// begins with what the bot says is the example's from its first step.
func TestGuideTalks(t *testing.T) {
	for language, page := range guides {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		now, talks, example := string(source), 0, fence{}
		for _, f := range fences(t, page) {
			if strings.HasPrefix(f.info, "yaml") && !strings.Contains(f.info, "bad") {
				example = f
			}
			if f.info != "chat" {
				continue
			}
			talks++
			before := "! now 2026-11-10 09:00\n! language " + language + "\n! channel whatsapp\n"
			if strings.HasPrefix(f.text, "<") {
				before += "! start example\n"
			}
			r := talk(t, fstest.MapFS{
				"help/example.yaml":   {Data: []byte(example.whole(language))},
				"example.chat":        {Data: []byte(before + f.text)},
				"pictures/circle.png": {Data: []byte("\x89PNG\r\n\x1a\n a circle")},
			})
			switch {
			case r.Err != nil:
				t.Errorf("%s: %v", page, r.Err)
			case r.Diff != "" && *update:
				now = strings.Replace(now, f.text, strings.TrimPrefix(r.Updated, before), 1)
			case r.Diff != "":
				t.Errorf("%s\n%s", page, r.Diff)
			}
		}
		if talks == 0 {
			t.Errorf("%s shows no talk", page)
		}
		if *update {
			if err := os.WriteFile(page, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// talk plays the one transcript of a folder above the shipped library.
func talk(t *testing.T, dir fstest.MapFS) bench.Result {
	t.Helper()
	set, found, err := flows.LoadSet(dir, library.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity == flows.Error {
			t.Fatal(f.Show("en", dir[f.File].Data))
		}
	}
	book, err := bench.NewBook(set)
	if err != nil {
		t.Fatal(err)
	}
	results, err := bench.Run(book, dir, nil)
	if err != nil || len(results) != 1 {
		t.Fatal(results, err)
	}
	return results[0]
}
