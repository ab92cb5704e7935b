package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"passerelle/flows"
	"passerelle/flows/bench"
	"passerelle/flows/chat"
	"passerelle/flows/holidays"
	"passerelle/flows/library"
)

func initCommand() *cobra.Command {
	var a library.Answers
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "Begin an agency: four questions, then a folder that works at once",
		Long: `Begin an agency: four questions, then a folder that works at once, with notes in your language and settings for
editors that complete while you type. What the flags answer is not asked.`,
		Args: arguments(cobra.ExactArgs(1)),
	}
	c.Flags().StringVar(&a.Name, "name", "", "what the service is called")
	c.Flags().StringSliceVar(&a.Languages, "languages", nil, "its languages, the author's first: fr,de,it,en")
	c.Flags().StringVar(&a.Canton, "canton", "", "its canton, with the part where its holidays differ: ZH, TI, FR catholic, …")
	c.Flags().StringVar(&a.Hours, "hours", "", "when a person can answer: mon-fri 08:30-11:30, 13:30-17:00")
	c.RunE = func(c *cobra.Command, args []string) error {
		if entries, err := os.ReadDir(args[0]); err == nil && len(entries) > 0 {
			return fmt.Errorf("%s is not empty: name a new folder, nothing was written", args[0])
		}
		if err := ask(c, &a); err != nil {
			return err
		}
		if err := newAgency(c, a, args[0]); err != nil {
			return err
		}
		_, err := fmt.Fprintln(c.ErrOrStderr(), strings.ReplaceAll(library.Ask("done", a.Languages[0]), "{0}", args[0]))
		return err
	}
	return c
}

// cantonOf reads a canton and, where its holidays differ from place to place, its
// part: "ZH", "FR catholic". It reports whether there is such a one; parts are
// the ones to choose from.
func cantonOf(answer string) (canton, part string, parts []string, ok bool) {
	canton, part, _ = strings.Cut(strings.TrimSpace(answer), " ")
	canton, part = strings.ToUpper(canton), strings.ToLower(strings.TrimSpace(part))
	parts = holidays.Parts(canton)
	switch {
	case canton == "":
		return "", "", nil, true
	case !slices.Contains(holidays.Cantons(), canton):
		return canton, part, nil, false
	case part == "" && len(parts) == 0:
		return canton, part, nil, true
	}
	return canton, part, parts, slices.Contains(parts, part)
}

// cantonFits reports whether an answer names a canton. Who gives it by the flag
// may leave the part to be written later: lint asks for it.
func cantonFits(answer string, byFlag bool) bool {
	_, part, parts, ok := cantonOf(answer)
	return ok || byFlag && part == "" && len(parts) > 0
}

// wrongAnswer says why an answer cannot be.
func wrongAnswer(what, answer, language string) string {
	if canton, _, parts, _ := cantonOf(answer); what == "canton" && len(parts) > 0 {
		return strings.ReplaceAll(library.Ask("part", language), "{0}", canton+" "+strings.Join(parts, ", "+canton+" "))
	}
	return strings.ReplaceAll(library.Ask("wrong_"+what, language), "{0}", answer)
}

// question is one thing that init asks.
type question struct {
	what      string // its key among the words of init
	otherwise string // the answer of who gives none
	given     bool   // by a flag
	fits      func(answer string) bool
	keep      func(answer string)
}

// ask asks what no flag answered. What cannot be is asked again, as long as
// somebody answers: nothing that was answered well is lost.
func ask(c *cobra.Command, a *library.Answers) error {
	lines, language := bufio.NewScanner(c.InOrStdin()), messageLanguage("")
	if !slices.Contains(library.Tags(), language) {
		language = "en"
	}
	given := func(flag string) bool { return c.Flags().Changed(flag) }
	for _, q := range []question{
		{"name", a.Name, given("name"), func(s string) bool { return s != "" }, func(s string) { a.Name = s }},
		{"languages", either(strings.Join(a.Languages, ","), language), given("languages"), func(s string) bool { return allKnown(tagsIn(s)) }, func(s string) { a.Languages = tagsIn(s) }},
		{"canton", a.Canton, given("canton"), func(s string) bool { return cantonFits(s, given("canton")) }, func(s string) { a.Canton, a.Part, _, _ = cantonOf(s) }},
		{"hours", either(a.Hours, "mon-fri 08:30-11:30, 13:30-17:00"), given("hours"), hoursFit, func(s string) { a.Hours = s }},
	} {
		answer, words, more := q.otherwise, library.Ask(q.what, language), true
		for asking := !q.given; ; asking = true {
			if asking {
				fmt.Fprintf(c.ErrOrStderr(), "%s\n> ", words)
				more = lines.Scan()
				answer = either(strings.TrimSpace(lines.Text()), q.otherwise)
			}
			if q.fits(answer) {
				q.keep(answer)
				break
			}
			words = wrongAnswer(q.what, answer, language)
			if q.given || !more {
				return usageError{errors.New(words)}
			}
		}
	}
	return nil
}

func either(given, otherwise string) string {
	if given == "" {
		return otherwise
	}
	return given
}

// tagsIn are the languages of an answer: "fr, de it".
func tagsIn(answer string) []string {
	return strings.FieldsFunc(strings.ToLower(answer), func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
}

func allKnown(tags []string) bool {
	return len(tags) > 0 && !slices.ContainsFunc(tags, func(tag string) bool { return !slices.Contains(library.Tags(), tag) })
}

// hoursFit reports whether an agency with these hours can be made.
func hoursFit(hours string) bool {
	files, err := library.Start(library.Answers{Name: "X", Languages: []string{"fr"}, Hours: hours})
	if err != nil {
		return false
	}
	_, findings := flows.LoadFile("agency.yaml", files["agency.yaml"])
	return !flows.HasErrors(findings)
}

// newAgency makes the files beside their place, tries them there, and puts them
// in their place whole.
func newAgency(c *cobra.Command, a library.Answers, dir string) error {
	files, err := library.Start(a)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		return err
	}
	draft, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".passerelle-init-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(draft) }()
	if err := writeFiles(draft, files); err != nil {
		return err
	}
	set, findings, err := flows.LoadSet(os.DirFS(draft), library.Files)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.Severity == flows.Error {
			fmt.Fprint(c.ErrOrStderr(), f.Show(messageLanguage(""), files[f.File]))
		}
	}
	if flows.HasErrors(findings) {
		return usageError{errors.New("these answers make no agency: see above; nothing was written")}
	}
	more, err := besides(set, a.Languages[0])
	if err != nil {
		return err
	}
	if err := writeFiles(draft, more); err != nil {
		return err
	}
	if err := os.Chmod(draft, 0o755); err != nil {
		return err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) { // it is empty
		return err
	}
	return os.Rename(draft, dir)
}

// besides are a conversation that is a test, and what editors need.
func besides(set *flows.Set, language string) (map[string][]byte, error) {
	book, err := bench.NewBook(set)
	if err != nil {
		return nil, err
	}
	own := set.Flows[slices.IndexFunc(set.Flows, func(f *flows.Flow) bool { return f.ID == "find-us" })]
	var lines []chat.Line
	for _, words := range []string{own.Title[language], "1", "2", "1"} {
		lines = append(lines, chat.Line{Mark: chat.Writes, Text: words})
	}
	talk, err := bench.Play(book, lines)
	if err != nil {
		return nil, err
	}
	schema, err := flows.Schema(language)
	return map[string][]byte{
		"help/find-us.chat":      []byte(chat.Format(talk)),
		"passerelle.schema.json": append(schema, '\n'),
		".vscode/settings.json":  []byte("{\n  \"yaml.schemas\": {\"passerelle.schema.json\": [\"*.yaml\", \"help/*.yaml\", \"checks/*.yaml\"]}\n}\n"),
	}, err
}

func writeFiles(dir string, files map[string][]byte) error {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
